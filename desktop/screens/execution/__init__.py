"""Execution against strategy: symptoms over time, the sweet spot, silent deals, objectives, and what changed."""
