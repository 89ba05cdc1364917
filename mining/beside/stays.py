"""The stays of deals in stages: from entering one until another is entered, and which times mean nothing."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from mining.conformance.bulk import bulk_events
from mining.quality.day_only import days_of
from models.case_table import Outcome
from models.event_log import EventLog, Times

NOWHERE = -1


@dataclass(frozen=True, eq=False)
class Entries:
    """The stays in one stage, in their order: `stay`, its deal `case`, the `place` in the deal of the event that
    entered it, and the `person` who did that (`MISSING` where nobody is known)."""

    stay: NDArray[np.int64]
    case: NDArray[np.int32]
    place: NDArray[np.int32]
    person: NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class Stays:
    """One entry a stay, in order of the events of a checked log; the same stage again right after itself is one stay.

    `begin` is the event that entered it, `left` the one that ended it (`NOWHERE` where it is the last of its deal),
    `case` (int32) its deal, `code` its activity. `in_bulk` says that one of its two ends was entered in bulk, so that
    its length means nothing. `of_event` is the stay that every event belongs to.
    """

    log: EventLog
    begin: NDArray[np.int64]
    left: NDArray[np.int64]
    case: NDArray[np.int32]
    code: NDArray[np.int32]
    in_bulk: NDArray[np.bool_]
    of_event: NDArray[np.int64]

    @classmethod
    def of(cls, log: EventLog) -> Stays:
        """The stays of a log of stages."""
        case, code = log.case_of_event, log.activity.codes
        starts = np.ones(log.n_events, dtype=bool)
        starts[1:] = (case[1:] != case[:-1]) | (code[1:] != code[:-1])
        begin = np.flatnonzero(starts)
        left = np.append(begin[1:], log.n_events)
        is_last = (
            np.append(case[begin[1:]] != case[begin[:-1]], True) if len(begin) else np.zeros(0, dtype=bool)
        )
        left[is_last] = NOWHERE
        soon = log.derived(bulk_events)
        together = np.append(soon, False)  # the last is what NOWHERE points to
        together[:-2] |= soon[1:]
        in_bulk = together[begin] | together[left]
        return cls(log, begin, left, case[begin], code[begin], in_bulk, np.cumsum(starts) - 1)

    @cached_property
    def is_open(self) -> NDArray[np.bool_]:
        """One flag a stay: is the deal open, and still in it?"""
        return np.asarray((self.left == NOWHERE) & (self.log.cases.outcome[self.case] == Outcome.OPEN))

    @cached_property
    def now(self) -> int:
        """The end of the log, the last change of a stage of any deal: what else it has may be planned ahead."""
        return int(self.log.timestamp.max()) if self.log.n_events else 0

    @cached_property
    def began(self) -> Times:
        """When every stay began."""
        return self.log.timestamp[self.begin]

    @cached_property
    def ended(self) -> Times:
        """When every stay ended, the end of the log where it has not."""
        return np.append(self.log.timestamp, self.now)[self.left]

    def of_stage(self, stage: str) -> NDArray[np.int64]:
        """The stays in the stage of that name, in their order; kept under another name of the stage, too."""
        code = self.log.activity.code(stage)
        return self.of_code[code] if code >= 0 else np.zeros(0, dtype=np.int64)

    def entries(self, stage: str) -> Entries:
        """The same with what an edit of the flow asks of them again and again: read off the log once."""
        code = self.log.activity.code(stage)
        if code not in self._entries:
            stay = self.of_stage(stage)
            begin, case = self.begin[stay], self.case[stay]
            place = (begin - self.log.case_start[case]).astype(np.int32)
            self._entries[code] = Entries(stay, case, place, self.log.resource.codes[begin])
        return self._entries[code]

    @cached_property
    def _entries(self) -> dict[int, Entries]:
        return {}

    @cached_property
    def of_code(self) -> list[NDArray[np.int64]]:
        """By activity code: its stays in their order."""
        order = np.argsort(self.code, kind="stable")
        ends = np.searchsorted(self.code[order], np.arange(1, len(self.log.activity.labels)))
        return np.split(order, ends)

    def on_dates(self, zone: str) -> NDArray[np.bool_]:
        """One flag a stay: is one of its two times only a date? `zone` is that of the process."""
        is_date = np.append(days_of(self.log, zone).is_date, False)
        return np.asarray(is_date[self.begin] | is_date[self.left])
