"""Texts to values: dates, amounts, outcomes, and columns of labels."""
