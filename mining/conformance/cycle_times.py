"""Medians of how long won deals took, for many sets of them at once and without sorting any."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mining.conformance.weights import summed, summed_over
from models.case_table import NO_TIME, Outcome
from models.deviation import Deviation
from models.event_log import EventLog

_BUCKETS = 32
"""The deals in order of their cycle time are counted in so many equal parts; a median is looked for in one."""

Units = NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class CycleTimes:
    """The won deals of which creation and close are known, the quickest first, and what each took on the clock."""

    case: NDArray[np.int64]
    took: NDArray[np.int64]
    day: int


def quickest_first(log: EventLog) -> CycleTimes:
    """The cycle times of a log, worked out once."""
    return log.derived(_quickest_first)


def _quickest_first(log: EventLog) -> CycleTimes:
    cases = log.cases
    known = (cases.outcome == Outcome.WON) & (cases.created != NO_TIME) & (cases.closed != NO_TIME)
    won = np.flatnonzero(known)
    took = log.elapsed_of(cases.closed[won]) - log.elapsed_of(cases.created[won])
    order = np.argsort(took, kind="stable")
    return CycleTimes(won[order], took[order], log.day)


def median_cycle_days(
    deviations: Sequence[Deviation],
    times: CycleTimes,
    mask: NDArray[np.bool_],
) -> list[tuple[float | None, float | None]]:
    """The median days from creation to close with and without each deviation, among the deals compared for it.

    Of `times`, which are those of all deals, the ones in `mask` (one flag a case) are chosen.
    None where there is none. The deviations are of the same units.
    """
    if not any(deviation.comparable.any() for deviation in deviations):
        return [(None, None)] * len(deviations)
    chosen = mask[times.case]
    ordered, took = times.case[chosen], times.took[chosen]
    if not len(ordered):
        return [(None, None)] * len(deviations)
    n_units = len(deviations[0].judged)
    unit = deviations[0].unit_of_case[ordered]
    weight = np.bincount(unit, minlength=n_units)
    taking = np.flatnonzero(weight)
    number = np.full(n_units, -1, dtype=np.int32)
    number[taking] = np.arange(len(taking), dtype=np.int32)
    timed = _Timed(took, times.day, number[unit], len(taking))
    compared = _distinct([d.comparable for d in deviations], taking)
    having = [number[d.showing[d.comparable[d.showing]]] for d in deviations]
    having = [units[units >= 0] for units in having]
    with_it = summed(having, timed.counts)
    without = summed_over(compared, timed.counts) - with_it
    found = []
    for among, units, counts, other_counts in zip(compared, having, with_it, without, strict=True):
        shown = np.zeros(len(taking), dtype=bool)
        shown[units] = True
        found.append((timed.median_days(shown, counts), timed.median_days(among & ~shown, other_counts)))
    return found


def _distinct(flags: Sequence[NDArray[np.bool_]], taking: NDArray[np.int64]) -> list[NDArray[np.bool_]]:
    """The flags of some units; what was one array stays one."""
    taken = {id(array): array[taking] for array in {id(array): array for array in flags}.values()}
    return [taken[id(array)] for array in flags]


class _Timed:
    """Deals in order of their cycle time, in equal parts; `counts` has a row a part, a column a unit."""

    def __init__(self, took: NDArray[np.int64], day: int, unit: Units, n_units: int) -> None:
        self._took, self._day, self._unit = took, day, unit
        self._size = -(-len(took) // _BUCKETS)
        part = np.arange(len(took)) // self._size
        counts = np.bincount(part * n_units + unit, minlength=_BUCKETS * n_units)
        self.counts = counts.reshape(_BUCKETS, n_units)

    def median_days(self, units: NDArray[np.bool_], counts: NDArray[np.int64]) -> float | None:
        """The median over the deals of the flagged units, of which there are `counts` in every part."""
        up_to = np.cumsum(counts)
        size = int(up_to[-1])
        if not size:
            return None
        low, high = (self._microseconds(units, up_to, rank) for rank in ((size - 1) // 2, size // 2))
        return (low + high) / 2 / self._day

    def _microseconds(self, units: NDArray[np.bool_], up_to: NDArray[np.int64], rank: int) -> int:
        """The cycle time of the deal that has so many of the flagged units before it."""
        part = int(np.searchsorted(up_to, rank, side="right"))
        inside = rank - (int(up_to[part - 1]) if part else 0)
        first = part * self._size
        mine = np.flatnonzero(units[self._unit[first : first + self._size]])
        return int(self._took[first + mine[inside]])
