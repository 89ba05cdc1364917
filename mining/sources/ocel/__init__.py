"""OCEL: object-centric event logs, flattened to the deals of one type of object."""
