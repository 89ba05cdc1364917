"""Processes to start from: drafted from the log, or with next to nothing in them."""
