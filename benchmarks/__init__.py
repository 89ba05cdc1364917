"""Measures Lanekeeper beside its peers in one run: medians and ratios, never a pass or fail."""
