"""The stays of deals in stages: from entering one until another is entered, and which times mean nothing."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mining.conformance.bulk import bulk_events
from mining.quality.day_only import days_of
from models.alignment import MoveKind
from models.case_table import Outcome
from models.conformance import Conformance
from models.event_log import EventLog

NOWHERE = -1


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

    @property
    def is_open(self) -> NDArray[np.bool_]:
        """One flag a stay: is the deal open, and still in it?"""
        return np.asarray((self.left == NOWHERE) & (self.log.cases.outcome[self.case] == Outcome.OPEN))

    @property
    def now(self) -> int:
        """The end of the log, the last change of a stage of any deal: what else it has may be planned ahead."""
        return int(self.log.timestamp.max()) if self.log.n_events else 0

    @property
    def ended(self) -> NDArray[np.int64]:
        """When every stay ended, the end of the log where it has not."""
        return np.append(self.log.timestamp, self.now)[self.left]

    def of_stage(self, stage: str) -> NDArray[np.int64]:
        """The stays in the stage of that name."""
        code = self.log.activity.code(stage)
        return np.flatnonzero(self.code == code) if code >= 0 else np.zeros(0, dtype=np.int64)

    def on_dates(self, zone: str) -> NDArray[np.bool_]:
        """One flag a stay: is one of its two times only a date? `zone` is that of the process."""
        is_date = np.append(days_of(self.log, zone).is_date, False)
        return np.asarray(is_date[self.begin] | is_date[self.left])


def followed(found: Conformance, stays: Stays, which: NDArray[np.int64]) -> NDArray[np.bool_]:
    """One flag a stay of `which`: was the stage entered where the process has it?

    The stays are those of `found.log`. Nothing was in a deal that could not be checked in time.
    """
    told = found.alignments
    is_event = told.kind != MoveKind.MODEL
    is_sync = np.append(told.kind[is_event] == MoveKind.SYNC, False)
    before = np.concatenate(([0], np.cumsum(is_event)))[told.start[:-1]]
    case = stays.case[which]
    unit = found.alignment_of_case[case]
    place = before[unit] + stays.begin[which] - found.log.case_start[case]
    return np.asarray(is_sync[np.where(told.finished[unit], place, NOWHERE)])
