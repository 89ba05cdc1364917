"""Whether one set of durations tends to be longer than another: the rank-sum test of Mann and Whitney."""

from __future__ import annotations

from math import erfc, sqrt

import numpy as np
from numpy.typing import NDArray


def rank_sum_p(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    """The two-sided p-value; 1 where either is empty or all values are equal.

    Mann and Whitney (1947), On a test of whether one of two random variables is stochastically larger than the
    other, with the normal approximation, corrected for ties and for continuity: good from ten values on.
    """
    n, m = len(one), len(other)
    if not n or not m:
        return 1.0
    _, place, counts = np.unique(np.concatenate((one, other)), return_inverse=True, return_counts=True)
    behind = np.cumsum(counts)
    rank = (behind - (counts - 1) / 2)[place]
    u = float(rank[:n].sum()) - n * (n + 1) / 2
    total = n + m
    ties = float((counts.astype(np.float64) ** 3 - counts).sum())
    variance = n * m / 12 * (total + 1 - ties / (total * (total - 1)))
    if variance <= 0:
        return 1.0
    z = max(0.0, abs(u - n * m / 2) - 0.5) / sqrt(variance)
    return erfc(z / sqrt(2))
