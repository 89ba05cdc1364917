"""Every time that a documented hand-over was asked for, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mining.areas.allowed_time import allowed_time
from mining.areas.occurrences import NO_EVENT, Finder, Named, Occurrences
from mining.areas.reasons import Reasons
from mining.process.calendar import calendar_of
from mining.working_time.shifts import shifts_of
from models.buyer_check import SignalEvidence
from models.case_table import DAY, NO_TIME
from models.categorical import MISSING
from models.event_log import EventKind, EventLog, Times
from models.handoff import Handoff
from models.handover import NOT_SETTLED, Handovers
from models.sales_process import SalesProcess
from models.working_clock import WorkingClock
from resources.translation import tr

FEWEST_SETTLED = 10
"""From so many settled ones on their 90th percentile stands for a time that is not documented."""
_P = 90.0


def handovers_of(
    log: EventLog, process: SalesProcess, evidence: Sequence[SignalEvidence] | None = None
) -> tuple[Handovers, ...]:
    """The instances of every documented hand-over of a process, in its order.

    `log` is a prepared log with events of every kind, or a log of leads. An instance begins with `start`, is settled
    by the first of `done` after it, and ends the wait of those that were asked for meanwhile. `evidence` as in
    `Finder`. Raises UserError where the calendar of the process makes no sense.
    """
    names = [name for handoff in process.handoffs for name in (handoff.start, *handoff.done)]
    if not names:
        return ()
    finder = Finder(log, process, names, evidence)
    reasons = Reasons(log)
    return tuple(_instances(log, process, handoff, finder, reasons) for handoff in process.handoffs)


@dataclass(frozen=True, eq=False)
class _Rounds:
    """Starts, each with what settled it: indices into the merged events, `NO_EVENT` where nothing did."""

    start: NDArray[np.int64]
    end: NDArray[np.int64]


def _instances(
    log: EventLog, process: SalesProcess, handoff: Handoff, finder: Finder, reasons: Reasons
) -> Handovers:
    parts = [finder.find(name) for name in (handoff.start, *handoff.done)]
    told = Named.of(parts)
    rounds = _rounds(told.case, told.what == 0)
    is_settled = rounds.end != NO_EVENT
    case, started = told.case[rounds.start], told.time[rounds.start]
    settled = np.where(is_settled, told.time[rounds.end], NO_TIME)
    done = np.where(is_settled, told.what[rounds.end] - 1, NOT_SETTLED).astype(np.int8)
    until, is_over = _until(log, case, started)
    timed = Timed.of(log, process, handoff, started, np.where(is_settled, settled, until))
    wait, limit, is_documented = timed.wait, timed.limit, timed.limit is not None
    if limit is None and is_settled.sum() >= FEWEST_SETTLED:
        limit = int(np.percentile(wait[is_settled], _P))
    over = wait > limit if limit is not None else np.zeros(len(wait), dtype=bool)
    again = np.append((np.diff(case) == 0), False)[: len(case)] & is_settled
    reason, knows = reasons.of(
        case, np.where(is_settled, told.event[rounds.end], NO_EVENT), done > 0, handoff
    )
    return Handovers(
        handoff=handoff,
        case=case,
        started=started,
        settled=settled,
        done=done,
        by=np.where(is_settled, told.by[rounds.end], MISSING).astype(np.int32),
        wait=wait,
        limit=limit,
        is_documented=is_documented,
        late=over & is_settled & is_documented,
        silent=over & ~is_settled,
        bounced=again,
        overtaken=is_over & ~is_settled & ~over,
        reason=reason,
        knows_reasons=knows,
        day=timed.day,
        day_hours=timed.day_hours,
        why_none=_why_none(handoff, parts),
        only_converted=_are_of_leads(log, parts[0]),
    )


def _rounds(case: NDArray[np.int32], is_start: NDArray[np.bool_]) -> _Rounds:
    """Of what is asked or settled several times in a row the first counts; what is settled unasked does not."""
    if not is_start.any():
        nothing = np.zeros(0, dtype=np.int64)
        return _Rounds(nothing, nothing)
    is_new_case = np.append(True, np.diff(case) != 0)
    turns = np.flatnonzero(is_new_case | np.append(True, np.diff(is_start.astype(np.int8)) != 0))
    turns = turns[is_start[turns] | ~is_new_case[turns]]
    begins = np.flatnonzero(is_start[turns])
    after = np.append(turns, NO_EVENT)[begins + 1]
    same = (after != NO_EVENT) & (case[after] == case[turns[begins]])
    return _Rounds(turns[begins], np.where(same, after, NO_EVENT))


def _until(
    log: EventLog, case: NDArray[np.int32], started: Times
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Until when something could be settled, and whether it is the end of its deal that ended it.

    That is when the deal closed, if that was later than the start; else the last stage or lead event of the log, as
    activities may be planned ones.
    """
    closed = log.cases.closed[case]
    is_over = (closed != NO_TIME) & (closed > started)
    return np.where(is_over, closed, np.maximum(log.derived(_end), started)), is_over


def _end(log: EventLog) -> int:
    """The last stage or lead event, else the last event."""
    told = log.timestamp[(log.kind == EventKind.STAGE) | (log.kind == EventKind.LEAD)]
    times = told if len(told) else log.timestamp
    return int(times.max()) if len(times) else 0


@dataclass(frozen=True, eq=False)
class Timed:
    """How long each took on the clock of the allowed time, that time (None where none is documented), and its day."""

    wait: Times
    limit: int | None
    day: int
    day_hours: float | None

    @classmethod
    def of(
        cls, log: EventLog, process: SalesProcess, handoff: Handoff, started: Times, ended: Times
    ) -> Timed:
        calendar = calendar_of(process)
        allowed = allowed_time(handoff.within, calendar)
        if allowed is None:
            return cls(log.elapsed_of(ended) - log.elapsed_of(started), None, log.day, log.day_hours)
        if not allowed.in_working_time or not len(started):
            return cls(ended - started, allowed.most, DAY, None)
        span = np.array([started.min(), max(started.max(), ended.max())], dtype=np.int64)
        clock = WorkingClock(calendar, shifts_of(calendar, span))
        return cls(clock.elapsed(ended) - clock.elapsed(started), allowed.most, clock.day, calendar.day_hours)


def _are_of_leads(log: EventLog, starts: Occurrences) -> bool:
    """Whether the starts in a log of deals are what happened to their leads."""
    events = starts.event[starts.event != NO_EVENT]
    of_leads = log.kind[events] == EventKind.LEAD
    return bool(len(of_leads) and of_leads.mean() > 0.5 and (log.kind == EventKind.STAGE).any())


def _why_none(handoff: Handoff, parts: Sequence[Occurrences]) -> str:
    if len(parts[0]):
        return ""
    return parts[0].why_none or tr("Nothing in the log is called {start}.", start=handoff.start)
