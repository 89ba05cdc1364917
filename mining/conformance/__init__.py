"""Checking a log against the documented process: automaton, alignment, deviations, measures."""
