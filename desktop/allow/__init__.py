"""Accepts deviations and forbids paths, asked for with one dialog."""
