"""When deals entered stages, worked out once for every distinct sequence of them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable

import numpy as np
from numpy.typing import NDArray

from mining.aggregates.variants import with_variants
from mining.journey.seller_place import last_of
from models.case_table import NO_TIME, Outcome
from models.event_log import EventLog

Times = NDArray[np.int64]
_NEVER = -1
_MOST_KEPT = 64


class Visits:
    """The enterings of stages in a checked log; times are int64, one a case, `NO_TIME` for never.

    `log` is that log. The last answers are kept, so that after an edit of the process few are worked out anew.
    """

    def __init__(self, log: EventLog) -> None:
        self.log = with_variants(log)
        self._answers: dict[Hashable, NDArray[np.int64]] = {}
        variants = log.variants
        self._row = np.repeat(np.arange(len(variants), dtype=np.int32), np.diff(variants.start))
        self._place = np.arange(len(self._row), dtype=np.int64) - variants.start[:-1][self._row]

    def first(self, stage: str) -> Times:
        """When each deal entered the stage for the first time."""
        return self._kept(("first", stage), lambda: self._times(self._first_place(stage)))

    def last_of(self, stages: frozenset[str]) -> NDArray[np.int64]:
        """For every event the last one of its case up to it that enters one of the stages: see `last_of`."""
        return self._kept(("last of", stages), lambda: last_of(self.log, stages))

    def first_after(self, stage: str, others: frozenset[str]) -> Times:
        """When each deal, once it had entered the stage, first entered one of the others."""
        return self._kept(("first after", stage, others), lambda: self._first_after(stage, others))

    def won_at(self, title: str) -> Times:
        """When each won deal first entered the end of that name, or was closed where it never did."""
        return self._kept(("won at", title), lambda: self._won_at(title))

    def _kept(self, asked: Hashable, work_out: Callable[[], NDArray[np.int64]]) -> NDArray[np.int64]:
        """The answer as it is kept; of more than `_MOST_KEPT` the oldest is dropped."""
        if asked not in self._answers:
            if len(self._answers) >= _MOST_KEPT:
                del self._answers[next(iter(self._answers))]
            answer = work_out()
            answer.flags.writeable = False
            self._answers[asked] = answer
        return self._answers[asked]

    def _first_after(self, stage: str, others: frozenset[str]) -> Times:
        entered = self._first_place(stage)
        wanted = self._are(others)
        at = np.flatnonzero(wanted & (entered[self._row] != _NEVER) & (self._place > entered[self._row]))
        return self._times(self._earliest(at))

    def _won_at(self, title: str) -> Times:
        entered = self.first(title)
        times = np.where(entered != NO_TIME, entered, self.log.cases.closed)
        return np.where(self.log.cases.outcome == Outcome.WON, times, NO_TIME)

    def _first_place(self, stage: str) -> NDArray[np.int64]:
        """By variant: the place of the first entering, `_NEVER` for none."""
        return self._earliest(np.flatnonzero(self._are((stage,))))

    def _are(self, stages: Collection[str]) -> NDArray[np.bool_]:
        flags = np.array([label in stages for label in self.log.activity.labels] + [False], dtype=bool)
        return np.asarray(flags[self.log.variants.activity])

    def _earliest(self, at: NDArray[np.int64]) -> NDArray[np.int64]:
        place = np.full(len(self.log.variants), _NEVER, dtype=np.int64)
        place[self._row[at[::-1]]] = self._place[at[::-1]]  # what is written last stays
        return place

    def _times(self, place: NDArray[np.int64]) -> Times:
        place = place[self.log.variants.of_case]
        there = np.flatnonzero(place != _NEVER)
        times = np.full(self.log.n_cases, NO_TIME, dtype=np.int64)
        times[there] = self.log.timestamp[self.log.case_start[:-1][there] + place[there]]
        return times
