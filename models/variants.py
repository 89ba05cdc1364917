"""The distinct activity sequences of a log, found once and shared by everything that works per variant."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

_EVENTS_AT_ONCE = 1 << 16
"""So many fit the processor's cache while they are packed."""


@dataclass(frozen=True, eq=False)
class Variants:
    """Distinct sequences, the most frequent first (ties: the case that comes first in the log).

    Variant `v` is `activity[start[v]:start[v + 1]]` (codes of the log's activity column); `of_case` gives the
    variant of every case, `counts` the number of cases of every variant.
    """

    activity: NDArray[np.int32]
    start: NDArray[np.int64]
    of_case: NDArray[np.int32]
    counts: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.counts)

    def sequence(self, variant: int) -> NDArray[np.int32]:
        """The activity codes of one variant."""
        return self.activity[self.start[variant] : self.start[variant + 1]]

    def counts_in(self, mask: NDArray[np.bool_]) -> NDArray[np.int64]:
        """The number of cases of every variant where `mask` (one flag a case) is set."""
        return np.bincount(self.of_case[mask], minlength=len(self)).astype(np.int64)


def variants_of(activity: NDArray[np.int32], case_start: NDArray[np.int64]) -> Variants:
    """Group the cases by their exact activity sequence.

    As many events as fit are packed into one number, and pairs of numbers are numbered until one is left a
    case: so that no hash can make two different sequences equal.
    """
    word, bounds = _packed(activity, case_start)
    while len(word) and np.diff(bounds).max() > 1:
        word, bounds = _paired(word, bounds)
    whole = np.zeros(len(case_start) - 1, dtype=np.int64)
    whole[np.diff(bounds) > 0] = word + 1
    _, first, group = np.unique(whole, return_index=True, return_inverse=True)
    return in_order(activity, case_start, group.astype(np.int32), first.astype(np.int64))


def in_order(
    activity: NDArray[np.int32],
    case_start: NDArray[np.int64],
    group: NDArray[np.int32],
    first_case: NDArray[np.int64],
) -> Variants:
    """The variants of cases that are already grouped by sequence: `first_case[g]` is the first one of group `g`."""
    counts = np.bincount(group, minlength=len(first_case)).astype(np.int64)
    order = np.lexsort((first_case, -counts))
    rank = np.empty(len(order), dtype=np.int32)
    rank[order] = np.arange(len(order), dtype=np.int32)
    first = case_start[:-1][first_case[order]]
    lengths = case_start[1:][first_case[order]] - first
    start = np.concatenate(([0], np.cumsum(lengths))).astype(np.int64)
    event = np.arange(start[-1]) + np.repeat(first - start[:-1], lengths)
    return Variants(activity[event].astype(np.int32), start, rank[group], counts[order])


def _packed(
    activity: NDArray[np.int32], case_start: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The sequences as numbers, each of as many events as fit: case `i` is `bounds[i]:bounds[i + 1]` of them."""
    bits = int(activity.max(initial=0) + 2).bit_length()
    at_once = 63 // bits
    lengths = np.diff(case_start)
    bounds = np.concatenate(([0], np.cumsum(-(-lengths // at_once)))).astype(np.int64)
    words = np.zeros(bounds[-1], dtype=np.int64)
    cuts = np.searchsorted(case_start, np.arange(0, len(activity), _EVENTS_AT_ONCE), side="right") - 1
    for case, last in pairwise([*dict.fromkeys(cuts.tolist()), len(lengths)]):
        begin, end = case_start[case], case_start[last]
        place = np.arange(begin, end) - np.repeat(case_start[case:last], lengths[case:last])
        place %= at_once
        starts = np.flatnonzero(place == 0)
        place *= bits
        value = np.left_shift(activity[begin:end].astype(np.int64) + 2, place)
        words[bounds[case] : bounds[last]] = np.add.reduceat(value, starts) if len(starts) else value
    return words, bounds


def _paired(
    word: NDArray[np.int64], bounds: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Half as many numbers: one for every distinct pair of neighbours, the last one alone where they are odd."""
    distinct, known = np.unique(word, return_inverse=True)
    sizes = np.diff(bounds)
    place = np.arange(len(word)) - np.repeat(bounds[:-1], sizes)
    left = np.flatnonzero(place % 2 == 0)
    has_right = place[left] + 1 < np.repeat(sizes, sizes)[left]
    right = np.zeros(len(left), dtype=np.int64)
    right[has_right] = known[left[has_right] + 1] + 1
    pair = known[left] * (len(distinct) + 1) + right
    return pair, np.concatenate(([0], np.cumsum(-(-sizes // 2)))).astype(np.int64)
