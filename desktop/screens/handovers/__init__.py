"""The screen of hand-overs between functional areas."""
