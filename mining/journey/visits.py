"""When deals entered stages, worked out once for every distinct sequence of them."""

from __future__ import annotations

from collections.abc import Collection
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from mining.aggregates.variants import with_variants
from models.case_table import NO_TIME, Outcome
from models.event_log import EventLog

Times = NDArray[np.int64]
_NEVER = -1


class Visits:
    """The enterings of stages in a checked log; times are int64, one a case, `NO_TIME` for never."""

    def __init__(self, log: EventLog) -> None:
        self._log = with_variants(log)
        variants = log.variants
        self._row = np.repeat(np.arange(len(variants), dtype=np.int32), np.diff(variants.start))
        self._place = np.arange(len(self._row), dtype=np.int64) - variants.start[:-1][self._row]

    def first(self, stage: str) -> Times:
        """When each deal entered the stage for the first time."""
        return self._times(self._first_place(stage))

    def first_after(self, stage: str, others: Collection[str]) -> Times:
        """When each deal, once it had entered the stage, first entered one of the others."""
        entered = self._first_place(stage)
        wanted = self._are(others)
        at = np.flatnonzero(wanted & (entered[self._row] != _NEVER) & (self._place > entered[self._row]))
        return self._times(self._earliest(at))

    @cached_property
    def won(self) -> NDArray[np.bool_]:
        """One flag a case: was it won?"""
        return np.asarray(self._log.cases.outcome == Outcome.WON)

    def won_at(self, title: str) -> Times:
        """When each won deal first entered the end of that name, or was closed where it never did."""
        entered = self.first(title)
        times = np.where(entered != NO_TIME, entered, self._log.cases.closed)
        return np.where(self.won, times, NO_TIME)

    def _first_place(self, stage: str) -> NDArray[np.int64]:
        """By variant: the place of the first entering, `_NEVER` for none."""
        return self._earliest(np.flatnonzero(self._are((stage,))))

    def _are(self, stages: Collection[str]) -> NDArray[np.bool_]:
        flags = np.array([label in stages for label in self._log.activity.labels] + [False], dtype=bool)
        return np.asarray(flags[self._log.variants.activity])

    def _earliest(self, at: NDArray[np.int64]) -> NDArray[np.int64]:
        place = np.full(len(self._log.variants), _NEVER, dtype=np.int64)
        place[self._row[at[::-1]]] = self._place[at[::-1]]  # what is written last stays
        return place

    def _times(self, place: NDArray[np.int64]) -> Times:
        place = place[self._log.variants.of_case]
        there = np.flatnonzero(place != _NEVER)
        times = np.full(self._log.n_cases, NO_TIME, dtype=np.int64)
        times[there] = self._log.timestamp[self._log.case_start[:-1][there] + place[there]]
        return times
