"""Exact optimal alignments of all distinct variants with the automaton of a documented process."""
