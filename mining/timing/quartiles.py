"""Four classes of durations, from the fastest quarter to the slowest."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

PACES = 4


def quartiles(days: NDArray[np.float64]) -> tuple[float, float, float]:
    """The three quartiles, linearly interpolated; NaN without values."""
    if not len(days):
        return (float("nan"),) * 3
    low, middle, high = np.quantile(days, (0.25, 0.5, 0.75)).tolist()
    return low, middle, high


def pace_of(days: NDArray[np.float64], limits: tuple[float, float, float]) -> NDArray[np.uint8]:
    """The quarter of every duration, 0 (fastest) to 3; one that is equal to a quartile is in the faster quarter."""
    return np.searchsorted(np.array(limits), days, side="left").astype(np.uint8)
