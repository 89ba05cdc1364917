"""Tables that Lanekeeper itself exported."""
