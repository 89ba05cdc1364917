"""Tests of the alignments with models of any size."""
