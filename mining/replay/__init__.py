"""Deals played back over a process map: when each is where."""
