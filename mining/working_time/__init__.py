"""Durations in working time: calendars as they are written, their public holidays, and the clock of a log."""
