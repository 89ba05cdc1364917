"""The likelihood ratio of two shares against one."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

Counts = NDArray[np.int64]
Floats = NDArray[np.float64]


def likelihood_ratio(
    before: Counts, n_before: Counts | np.int64, total: Counts, n: Counts | np.int64
) -> Floats:
    """Twice the log-likelihood ratio of two shares against one, of counts before a split and in all (broadcast).

    For `s` of `n` it is 2 (l(s1, n1) + l(s2, n2) - l(s, n)) with l(s, n) = s ln(s/n) + (n - s) ln((n - s)/n).
    Wilks (1938): chi-squared with one degree of freedom where nothing changes.
    """
    after, n_after = total - before, n - n_before
    x = _x_log_x(int(np.max(n, initial=0)))
    found = x[before] + x[n_before - before] - x[n_before] + x[after] + x[n_after - after] - x[n_after]
    ratio: Floats = 2 * (found - (x[total] + x[n - total] - x[n]))
    return ratio


@cache
def _x_log_x_of(size: int) -> Floats:
    x = np.arange(size, dtype=np.float64)
    x[1:] *= np.log(x[1:])
    return x


def _x_log_x(most: int) -> Floats:
    """The value of x ln x for every whole number up to `most`, in tables of doubling size."""
    return _x_log_x_of(1 << (most + 1).bit_length())
