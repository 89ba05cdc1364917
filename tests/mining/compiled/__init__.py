"""Tests of the compiled loops and their loading."""
