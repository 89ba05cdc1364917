"""The event log as a file for other programs, and for Lanekeeper again."""
