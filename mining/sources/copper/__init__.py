"""Copper's exports."""
