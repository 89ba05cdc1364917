"""How much more a feature wavers from week to week than chance: waves that come and go are no change."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

BLOCKS = 24
"""A segment is cut into so many blocks to see how its shares waver."""

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]


def wavering(counts: Counts, rows: Counts) -> Floats:
    """By which factor the variance of each feature is larger than that of independent deals, 1 at least.

    `counts` (edges x features) and `rows` are cumulative. The shares of neighbouring blocks of n deals differ by
    2 p (1 - p) / n in the mean square where deals are independent (von Neumann 1941); the factor is what they differ by
    instead. The largest difference is left out: it may be the change itself.
    """
    at = np.linspace(0, len(rows) - 1, BLOCKS + 1).round().astype(int)
    size = np.diff(rows[at]).astype(np.float64)
    if len(rows) <= BLOCKS or (size < 1).any():
        return np.ones(counts.shape[1])
    share = (counts[-1] - counts[0]) / (rows[-1] - rows[0])
    steps = np.diff(np.diff(counts[at], axis=0) / size[:, None], axis=0) ** 2
    steps /= (1 / size[1:] + 1 / size[:-1])[:, None] * np.maximum(share * (1 - share), 1e-12)
    steps.sort(axis=0)
    return np.asarray(np.maximum(1.0, steps[:-1].mean(axis=0) / _usual(BLOCKS - 1)))


@cache
def _usual(steps: int) -> float:
    """The mean of so many squared normal numbers without the largest."""
    drawn = np.sort(np.random.default_rng(1).chisquare(1, (20_000, steps)), axis=1)
    return float(drawn[:, :-1].mean())
