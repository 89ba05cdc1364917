"""The Mann-Whitney test of many groups at once, with medians and an interval of their difference."""

from __future__ import annotations

from dataclasses import dataclass
from math import erfc, sqrt

import numpy as np
from numpy.typing import NDArray

from mining.intervals import Z_95

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class RankTests:
    """One entry a group: values and median on either side, the interval of the difference, and the p-value.

    Medians and interval are NaN where a side has no values; p is then 1.
    """

    sizes: tuple[Ints, Ints]
    medians: tuple[Floats, Floats]
    low: Floats
    high: Floats
    p: Floats


def rank_tests(values: Floats, bounds: Ints, first: NDArray[np.bool_]) -> RankTests:
    """Test in every group whether the values of the first side tend to be larger or smaller than the others.

    Group `g` is `values[bounds[g]:bounds[g + 1]]`, ascending; `first` flags the values of the first side. Two-sided,
    by the normal approximation with midranks and the correction for continuity: Mann and Whitney (1947), Annals of
    Mathematical Statistics 18, 50-60. The interval of first median minus second joins the order-statistic interval
    of each (Conover, Practical nonparametric statistics, 1999, 3.2) as Zou and Donner (2008), Statistics in Medicine
    27, 1693-1702, do.
    """
    n = len(bounds) - 1
    group = np.repeat(np.arange(n), np.diff(bounds))
    one, low_one, high_one, n_one = _medians(values, group, first, n)
    other, low_other, high_other, n_other = _medians(values, group, ~first, n)
    apart = one - other
    return RankTests(
        sizes=(n_one, n_other),
        medians=(one, other),
        low=apart - np.hypot(one - low_one, high_other - other),
        high=apart + np.hypot(high_one - one, other - low_other),
        p=_p_values(values, bounds, group, first, n_one, n_other),
    )


def rank_test(first: Floats, second: Floats) -> RankTests:
    """The same for two sets of values in any order: one group."""
    values = np.concatenate((first, second)).astype(np.float64)
    flags = np.arange(len(values)) < len(first)
    order = np.argsort(values, kind="stable")
    return rank_tests(values[order], np.array([0, len(values)], dtype=np.int64), flags[order])


def _p_values(
    values: Floats, bounds: Ints, group: Ints, first: NDArray[np.bool_], n_one: Ints, n_other: Ints
) -> Floats:
    n = len(n_one)
    if not len(values):
        return np.ones(n)
    begins = np.flatnonzero((np.diff(group, prepend=-1) != 0) | (np.diff(values, prepend=np.nan) != 0))
    tied = np.diff(begins, append=len(values))
    midrank = np.repeat(begins - bounds[group[begins]] + (tied + 1) / 2, tied)
    ranks = np.bincount(group[first], midrank[first], n)
    ties = np.bincount(group[begins], tied.astype(np.float64) ** 3 - tied, n)
    one, other = n_one.astype(np.float64), n_other.astype(np.float64)
    together = one + other
    spread = one * other / 12 * (together + 1 - ties / np.maximum(together * (together - 1), 1))
    away = np.maximum(np.abs(ranks - one * (one + 1) / 2 - one * other / 2) - 0.5, 0.0)
    testable = spread > 0
    z = np.zeros(n)
    z[testable] = away[testable] / np.sqrt(spread[testable])
    return np.array([erfc(value / sqrt(2)) for value in z.tolist()])


def _medians(
    values: Floats, group: Ints, chosen: NDArray[np.bool_], n: int
) -> tuple[Floats, Floats, Floats, Ints]:
    """Median, its interval and the number of the chosen values of every group; NaN for an empty one."""
    mine = values[chosen]
    size = np.bincount(group[chosen], minlength=n).astype(np.int64)
    begin = np.cumsum(size) - size
    if not len(mine):
        nothing = np.full(n, np.nan)
        return nothing, nothing, nothing, size

    def at(rank: Ints) -> Floats:
        found = mine[np.minimum(begin + np.clip(rank, 0, np.maximum(size - 1, 0)), len(mine) - 1)]
        return np.where(size > 0, found, np.nan)

    half = Z_95 * np.sqrt(size) / 2
    low = at(np.floor(size / 2 - half).astype(np.int64) - 1)
    high = at(np.ceil(size / 2 + half).astype(np.int64))
    return (at((size - 1) // 2) + at(size // 2)) / 2, low, high, size
