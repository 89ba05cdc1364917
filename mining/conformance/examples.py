"""The first deals of many deviations, without listing all deals of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from models.deviation import Deviation

_FIRST_LOOK = 4096
"""So many cases are looked at first; then always four times as many."""


def first_cases(
    deviations: Sequence[Deviation], counts: Sequence[int], mask: NDArray[np.bool_], wanted: int
) -> list[list[int]]:
    """The first `wanted` cases in `mask` of each deviation; `counts` says how many it has there in all.

    The deviations are of the same units. Cases are looked through once, for those deviations that are still
    short of some: rare ones are looked for together.
    """
    found: list[list[int]] = [[] for _ in deviations]
    missing = np.minimum(np.asarray(counts, dtype=np.int64), wanted)
    sizes = [len(deviation.showing) for deviation in deviations]
    which = np.repeat(np.arange(len(deviations)), sizes)
    showing = np.concatenate([np.zeros(0, dtype=np.int32), *(deviation.showing for deviation in deviations)])
    begin, size = 0, _FIRST_LOOK
    while missing.any():
        part = slice(begin, begin + size)
        short = missing[which] > 0
        pairs = _Pairs(which[short], showing[short], len(deviations[0].judged))
        for i, cases in pairs.by_deviation(deviations[0].unit_of_case[part], mask[part]):
            some = cases[: missing[i]] + begin
            found[i] += some.tolist()
            missing[i] -= len(some)
        begin, size = begin + size, size * 4
    return found


class _Pairs:
    """Deviations and the units that show them."""

    def __init__(self, deviation: NDArray[np.int64], unit: NDArray[np.int32], n_units: int) -> None:
        small = unit.astype(np.uint16) if n_units <= 1 << 16 else unit  # up to 16 bits sort by radix
        self._deviation = deviation[np.argsort(small, kind="stable")]
        self._size = np.bincount(unit, minlength=n_units)
        self._begin = np.cumsum(self._size) - self._size

    def by_deviation(
        self, unit_of_case: NDArray[np.int32], mask: NDArray[np.bool_]
    ) -> Iterator[tuple[int, NDArray[np.int64]]]:
        """The cases in `mask` of every deviation that has some of them, in order."""
        cases = np.flatnonzero((self._size > 0)[unit_of_case] & mask)
        size = self._size[unit_of_case[cases]]
        first = np.repeat(self._begin[unit_of_case[cases]] - np.cumsum(size) + size, size)
        deviation = self._deviation[first + np.arange(len(first))]
        order = np.argsort(deviation, kind="stable")
        deviation, case = deviation[order], np.repeat(cases, size)[order]
        bounds = np.flatnonzero(np.diff(deviation, prepend=-1, append=-1))
        for first_one, end in pairwise(bounds.tolist()):
            yield int(deviation[first_one]), case[first_one:end]
