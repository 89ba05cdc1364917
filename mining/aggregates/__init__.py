"""Counts and times of any part of a log, from what is worked out once a log: variants re-weighed, steps in order."""
