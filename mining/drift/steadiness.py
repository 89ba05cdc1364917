"""How much more a feature wavers from day to day than chance: waves that come and go are no change."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

_BLOCKS = (24, 12, 8)
"""Waves are looked for at these lengths: the segment cut into so many blocks."""

_LEFT_OUT = 1
"""So many of the largest steps between neighbouring blocks are left out: a change itself is no wave."""

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]


def wavering(counts: Counts, rows: Counts) -> Floats:
    """By which factor the variance of each feature is larger than that of independent deals, 1 at least.

    `counts` (edges x features) and `rows` are cumulative. Shares of neighbouring blocks differ by 2 p (1 - p) / n in
    the mean square where deals are independent (von Neumann 1941); the factor is what they differ by instead.
    """
    total = rows[-1] - rows[0]
    share = (counts[-1] - counts[0]) / max(1, total)
    expected = np.maximum(share * (1 - share), 1e-12)
    factor = np.ones(counts.shape[1])
    for blocks in _BLOCKS:
        at = np.linspace(0, len(rows) - 1, blocks + 1).round().astype(int)
        size = np.diff(rows[at]).astype(np.float64)
        if len(rows) <= blocks or (size < 1).any():
            continue
        shares = np.diff(counts[at], axis=0) / size[:, None]
        steps = np.diff(shares, axis=0) ** 2 / (1 / size[1:] + 1 / size[:-1])[:, None] / expected
        steps.sort(axis=0)
        factor = np.maximum(factor, steps[:-_LEFT_OUT].mean(axis=0) / _usual(blocks - 1))
    return factor


@cache
def _usual(steps: int) -> float:
    """The mean of so many squared normal numbers without the largest."""
    drawn = np.sort(np.random.default_rng(1).chisquare(1, (20_000, steps)), axis=1)
    return float(drawn[:, :-_LEFT_OUT].mean())
