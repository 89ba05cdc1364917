"""Whose a deviation is, by the rules in their order."""
