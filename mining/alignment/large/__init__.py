"""Exact optimal alignments with models that allow too many situations to list: A* over markings, as far as needed."""
