"""Two sets of deals held against each other: as one map of their differences, side by side, and as a table."""
