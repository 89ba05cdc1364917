"""Every hand-over of a lead with what sales did about it: the first human touch, the answer, and what it became."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from mining.areas.handovers import Timed, handovers_of
from models.case_table import DAY, NO_TIME, Outcome
from models.categorical import MISSING
from models.event_log import DIRECTION, EventKind, EventLog
from models.handover import Handovers
from models.label import key
from models.leads import DEAL
from models.sales_process import SalesProcess

OPEN, BECAME, ENDED = range(3)
"""What became of an accepted lead so far: nothing yet, a deal, or the end without one."""

_RETURNED = ("recycl", "nurtur", "returned to marketing")
_NOBODY = -1

_Flags = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class LeadLook:
    """The instances of one hand-over of leads; every column has one entry an instance, in the order of `found`.

    `touch` (float64) is how many days of the hand-over's clock it took until somebody called, wrote, met or answered,
    or has taken so far where nobody did (`is_touched`). `fate` (int8) is `OPEN`, `BECAME` or `ENDED`, `fate_days`
    (float64) the days of the calendar from the hand-over until then. `returned`: the lead was put back for marketing
    after the hand-over, or handed over once more. `deal` (int32) is the deal that it became, -1 for none that is known.
    """

    leads: EventLog
    found: Handovers
    touch: NDArray[np.float64]
    is_touched: _Flags
    is_due: _Flags
    fate: NDArray[np.int8]
    fate_days: NDArray[np.float64]
    returned: _Flags
    deal: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.found)

    @property
    def limit(self) -> float | None:
        """The longest time allowed, in days of the hand-over's clock."""
        return None if self.found.limit is None else self.found.limit / self.found.day

    @property
    def judged(self) -> _Flags:
        """Those whose time is over, answered or not: of the newest, those answered at once would count alone."""
        judged: _Flags = self.is_due & (self.found.is_settled | self.found.silent)
        return judged

    @property
    def silent(self) -> _Flags:
        """Those that nobody answered or touched though their time is over."""
        silent: _Flags = self.found.silent & ~self.is_touched
        return silent

    @property
    def unanswered(self) -> _Flags:
        """Those that somebody touched and nobody answered though their time is over."""
        unanswered: _Flags = self.found.silent & self.is_touched
        return unanswered

    @property
    def timed(self) -> _Flags:
        """Those of which it is known whether they were touched within the allowed time."""
        if self.limit is None:
            return np.zeros(len(self), dtype=bool)
        return self.is_due & (self.is_touched | (self.touch > self.limit))

    @property
    def in_time(self) -> _Flags:
        """Those that were touched within the allowed time."""
        return self.is_touched & (self.touch <= (self.limit or 0.0)) & self.timed


def lead_handovers(leads: EventLog, process: SalesProcess) -> tuple[Handovers, ...]:
    """The documented hand-overs of which something is seen in a log of leads, in the order of the process.

    Only those that begin with a status or an activity of leads: what is asked in the middle of a deal is not.
    Raises UserError where the calendar of the process makes no sense.
    """
    labels = {key(label) for label in leads.activity.labels}
    named = tuple(handoff for handoff in process.handoffs if key(handoff.start) in labels)
    return tuple(one for one in handovers_of(leads, replace(process, handoffs=named)) if len(one))


def look_at(
    leads: EventLog,
    found: Handovers,
    process: SalesProcess,
    deals: EventLog | None,
    robots: Collection[str] = (),
) -> LeadLook:
    """What sales did about each hand-over in `found`, which is of the log of `leads`.

    What `robots` do is no touch, nor is what came in from the lead. An answer by a person is one, as somebody has
    looked at the lead. `deals` is the log in which the leads' deals are.
    """
    first = _first_touch(leads, found, robots)
    is_touched = first != NO_TIME
    until = np.where(is_touched, first, np.where(found.is_settled, found.settled, _last_seen(leads, found)))
    timed = Timed.of(leads, process, found.handoff, found.started, until)
    end = np.maximum(found.started, leads.timestamp.max() if leads.n_events else 0)
    age = Timed.of(leads, process, found.handoff, found.started, end).wait
    fate, fate_days = _fates(leads, found)
    return LeadLook(
        leads,
        found,
        timed.wait / timed.day,
        is_touched,
        age > found.limit if found.limit is not None else np.ones(len(found), dtype=bool),
        fate,
        fate_days,
        _returned(leads, found),
        _deals(leads, found, deals),
    )


def _first_touch(leads: EventLog, found: Handovers, robots: Collection[str]) -> NDArray[np.int64]:
    by_person = leads.resource.codes != MISSING
    by_person &= ~leads.resource.is_any_of(tuple(robots))
    way = leads.extra.get(DIRECTION)
    came_in = way.is_any_of(("in",)) if way is not None else np.zeros(leads.n_events, dtype=bool)
    events = np.flatnonzero((leads.kind == EventKind.ACTIVITY) & by_person & ~came_in)
    at = _next(leads, events, found)
    answered = found.is_settled & (found.by != MISSING)
    robot = np.array([*(label in robots for label in leads.resource.labels), False])[found.by]
    answer = np.where(answered & ~robot, found.settled, NO_TIME)
    never = np.iinfo(np.int64).max
    earlier = np.minimum(np.where(at == NO_TIME, never, at), np.where(answer == NO_TIME, never, answer))
    return np.where(earlier == never, NO_TIME, earlier)


def _next(leads: EventLog, events: NDArray[np.int64], found: Handovers) -> NDArray[np.int64]:
    """The time of the first of these events in the lead from the hand-over on, before the next one of the lead."""
    if not len(events):
        return np.full(len(found), NO_TIME, dtype=np.int64)
    case, time = leads.case_of_event[events], leads.timestamp[events]
    order = np.lexsort(
        (
            np.concatenate((np.zeros(len(found), dtype=np.int8), np.ones(len(events), dtype=np.int8))),
            np.concatenate((found.started, time)),
            np.concatenate((found.case, case)),
        )
    )
    is_event = order >= len(found)
    place = np.cumsum(is_event)  # how many events come before each entry
    nth = np.zeros(len(found), dtype=np.int64)
    nth[order[~is_event]] = place[~is_event]
    has = nth < len(events)
    candidate = np.minimum(nth, len(events) - 1)
    same = has & (case[candidate] == found.case)
    following = np.append(found.started[1:], 0)
    again = np.append(found.case[1:] == found.case[:-1], False)[: len(found)]
    is_own = same & (~again | (time[candidate] < following))
    return np.where(is_own, time[candidate], NO_TIME)


def _last_seen(leads: EventLog, found: Handovers) -> NDArray[np.int64]:
    """When a lead was seen last: at its end, else at the end of the log."""
    closed = leads.cases.closed[found.case]
    end = int(leads.timestamp.max()) if leads.n_events else 0
    is_over = (closed != NO_TIME) & (closed > found.started)
    return np.where(is_over, closed, np.maximum(end, found.started))


def _fates(leads: EventLog, found: Handovers) -> tuple[NDArray[np.int8], NDArray[np.float64]]:
    outcome = leads.cases.outcome[found.case]
    fate = np.select([outcome == Outcome.WON, outcome == Outcome.LOST], [BECAME, ENDED], OPEN)
    closed = leads.cases.closed[found.case]
    is_known = (closed != NO_TIME) & (closed >= found.started)
    fate = np.where((fate != OPEN) & ~is_known, OPEN, fate)
    end = np.where(is_known, closed, _last_seen(leads, found))
    return fate.astype(np.int8), np.maximum(0.0, (end - found.started) / DAY)


def _returned(leads: EventLog, found: Handovers) -> _Flags:
    named = [any(word in key(label) for word in _RETURNED) for label in leads.activity.labels]
    events = np.flatnonzero(np.array([*named, False])[leads.activity.codes])
    returned: _Flags = found.bounced | (_next(leads, events, found) != NO_TIME)
    return returned


def _deals(leads: EventLog, found: Handovers, deals: EventLog | None) -> NDArray[np.int32]:
    column = leads.cases.extra.get(DEAL)
    if column is None or deals is None:
        return np.full(len(found), _NOBODY, dtype=np.int32)
    place = deals.cases.case_of_id
    known = np.array([*(place.get(label, _NOBODY) for label in column.labels), _NOBODY], dtype=np.int32)
    return known[column.codes[found.case]]
