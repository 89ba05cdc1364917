"""Quantiles of sorted groups, linearly interpolated as numpy does it, from the few entries that they need."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray


def quantiles(
    size: NDArray[np.int64],
    levels: Sequence[float],
    at: Callable[[NDArray[np.int64]], NDArray[np.float64]],
) -> NDArray[np.float64]:
    """A row a group, a column a level, which ascend; NaN for an empty group.

    `size` is the number of entries of every group. `at` is asked once for the values at some ranks, one row a
    group, -1 for an empty one. The same as `numpy.quantile` to the last bit: method 7 of Hyndman and Fan,
    Sample quantiles in statistical packages (1996).
    """
    place = np.maximum(size - 1, 0)[:, None] * np.asarray(levels)
    below = np.floor(place).astype(np.int64)
    above = np.minimum(below + 1, np.maximum(size - 1, 0)[:, None])
    ranks = np.stack((below, above), axis=-1).reshape(len(size), 2 * len(levels))
    ranks[size == 0] = -1
    low, high = np.moveaxis(at(ranks).reshape(len(size), len(levels), 2), -1, 0)
    part = place - below
    found: NDArray[np.float64] = np.where(
        part >= 0.5, high - (high - low) * (1 - part), low + (high - low) * part
    )
    found[size == 0] = np.nan
    return found
