"""A key figure before it is told: what counts when, and how any part of it becomes a value with an interval."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from mining.kpis.estimates import difference, nothing, ratio
from mining.kpis.periods import window_of
from models.kpi_series import KpiPeriod, KpiSeries, KpiUnit, KpiValue
from models.strategy import Baseline
from resources.translation import tr

Part = NDArray[np.int64]
"""Indices of entries, in order of time."""

Tell = Callable[[Part, int, int], KpiValue]
"""The value of some entries, which count from one time (included) to another (excluded), microseconds UTC."""

EARLIEST, LATEST = int(np.iinfo(np.int64).min), int(np.iinfo(np.int64).max)
TOO_YOUNG = tr("Too young: not all deals of this time are old enough to be judged.")
TOO_EARLY = tr("Too early: the log does not go back far enough to know the slow deals of this time.")


@dataclass(frozen=True, eq=False)
class Figure:
    """Entries in order of `time` (int64), each of a deal (`case`, int32), and what `tell` makes of a part of them.

    Only entries from `known_from` to `known_until` (excluded) can be told; a period is told only where it is over by
    `whole_until`. `why_none` says why nothing can be told at
    all. `score` (one an entry) is what a change is looked for in: every deal has it once at most, at a moment of its
    life that does not depend on when the log ends; NaN elsewhere.
    """

    key: str
    name: str
    unit: KpiUnit
    words: str
    case: NDArray[np.int32]
    time: NDArray[np.int64]
    score: NDArray[np.float64]
    tell: Tell
    known_from: int = EARLIEST
    known_until: int = LATEST
    whole_until: int = LATEST
    why_none: str = ""
    currency: str = ""

    def part(self, begin: int, end: int) -> Part:
        """The entries of a stretch of time."""
        low, high = np.searchsorted(self.time, (begin, end))
        return np.arange(low, high)

    def between(self, begin: int, end: int, is_whole: bool) -> KpiValue:
        """The value of a stretch of time; with `is_whole` all of it has to be known, else what is known is told."""
        if is_whole and end > min(self.known_until, self.whole_until):
            return nothing(0, TOO_YOUNG)
        if is_whole and begin < self.known_from:
            return nothing(0, TOO_EARLY)
        begin, end = max(begin, self.known_from), min(end, self.known_until)
        return self.tell(self.part(begin, end), *self._clipped(begin, end))

    def _clipped(self, begin: int, end: int) -> tuple[int, int]:
        """A stretch of time without what lies before the first and after the last entry."""
        if not len(self.time):
            return begin, begin
        return max(begin, int(self.time[0]), self.known_from), min(
            end, int(self.time[-1]) + 1, self.known_until
        )


def unknown(key: str, name: str, unit: KpiUnit, words: str, why: str) -> Figure:
    """A figure of which the log, or what was documented, says nothing."""
    none = np.zeros(0)
    return Figure(
        key, name, unit, words, none.astype(np.int32), none.astype(np.int64), none,
        lambda part, begin, end: nothing(0, why), why_none=why,
    )  # fmt: skip


def shares(
    key: str,
    name: str,
    unit: KpiUnit,
    words: str,
    case: NDArray[np.integer],
    time: NDArray[np.int64],
    hits: NDArray[np.bool_] | NDArray[np.float64],
    of: NDArray[np.float64] | None = None,
    scored: NDArray[np.bool_] | None = None,
    known_from: int = EARLIEST,
) -> Figure:
    """A figure that is `hits` of `of` (None: one each), over entries in any order.

    `scored` flags the entries that a change is looked for in; without it there is one entry a deal.
    """
    order = np.argsort(time, kind="stable")
    cases, hit = case[order].astype(np.int32), hits[order].astype(np.float64)
    total = np.ones(len(order)) if of is None else of[order]
    score = hit / total if scored is None else np.where(scored[order], hit / total, np.nan)

    def tell(part: Part, begin: int, end: int) -> KpiValue:
        return ratio(cases[part], hit[part], total[part])

    return Figure(key, name, unit, words, cases, time[order], score, tell, known_from)


def first_of_deal(
    case: NDArray[np.int32], time: NDArray[np.int64], among: NDArray[np.bool_] | None = None
) -> NDArray[np.bool_]:
    """One flag an entry: is it the first of its deal in time, of those `among` (None: all)?"""
    chosen = np.arange(len(case)) if among is None else np.flatnonzero(among)
    chosen = chosen[np.argsort(time[chosen], kind="stable")]
    first = np.zeros(len(case), dtype=bool)
    first[chosen[np.unique(case[chosen], return_index=True)[1]]] = True
    return first


def series_of(
    figure: Figure, periods: Sequence[KpiPeriod], baseline: Baseline | None, target: float | None = None
) -> KpiSeries:
    """The figure over periods, over all time, and in the baseline window against all that came after it."""
    series = KpiSeries(
        figure.key, figure.name, figure.unit, figure.words,
        target=target, currency=figure.currency, why_none=figure.why_none, case=figure.case, time=figure.time,
        score=figure.score,
    )  # fmt: skip
    if figure.why_none:
        return series
    values = tuple(figure.between(one.begins, one.ends, True) for one in periods)
    told = replace(
        series, periods=tuple(periods), values=values, whole=figure.between(EARLIEST, LATEST, False)
    )
    if baseline is None:
        return told
    begin, end = window_of(baseline)
    before, since = figure.between(begin, end, False), figure.between(end, LATEST, False)
    return replace(told, in_baseline=before, since=since, shift=difference(since, before))
