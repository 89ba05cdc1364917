"""The screen on which the documented process is edited."""
