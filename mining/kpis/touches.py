"""What is done around deals beside their stages: what sellers put in, when buyers acted, what prepares a meeting."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mining.deals.activities import is_from_buyer, type_of
from mining.deals.days import created
from models.case_table import NO_TIME
from models.categorical import Categorical
from models.deal_activity import ActivityType, Direction
from models.event_log import DIRECTION, SUBJECT, EventKind, EventLog

_PREPARES = re.compile(
    r"research|prepar|account plan|meeting plan|call plan|agenda|briefing|background|vorbereit|recherche",
    re.IGNORECASE,
)
"""Words in what an activity is called, or in its subject, that make it preparation; a note is preparation anyway."""


@dataclass(frozen=True, eq=False)
class Touches:
    """Everything of the cases that is no stage and no lead event, in the order of the log.

    `effort` flags what a seller did, `buyer` what the buyer took part in (a meeting is both), `meeting` meetings and
    `preparation` notes, research and plans.
    """

    case: NDArray[np.int32]
    time: NDArray[np.int64]
    effort: NDArray[np.bool_]
    buyer: NDArray[np.bool_]
    meeting: NDArray[np.bool_]
    preparation: NDArray[np.bool_]


def touches(log: EventLog) -> Touches:
    """Those of a prepared log with events of all kinds; told once for every distinct name, kind and direction."""
    return log.derived(_touches)


def _touches(log: EventLog) -> Touches:
    chosen = np.flatnonzero((log.kind == EventKind.ACTIVITY) | (log.kind == EventKind.BUYER))
    n_labels = len(log.activity.labels) + 1
    ways = log.extra.get(DIRECTION, Categorical.empty(log.n_events)).take(chosen)
    incoming = ways.is_any_of((Direction.INCOMING.value,))
    kind, label = log.kind[chosen].astype(np.int64), log.activity.codes[chosen].astype(np.int64) + 1
    key = (kind * n_labels + label) * 2 + incoming
    distinct, place = np.unique(key, return_inverse=True)
    flags = np.zeros((len(distinct), 4), dtype=bool)
    for row, one in enumerate(distinct.tolist()):
        name, is_incoming = one // 2, bool(one % 2)
        event_kind = EventKind(name // n_labels)
        text = log.activity.labels[name % n_labels - 1] if name % n_labels else ""
        flags[row] = _of(text, event_kind, Direction.INCOMING if is_incoming else Direction.UNKNOWN)
    effort, buyer, meeting, preparation = flags[place].T if len(distinct) else np.zeros((4, 0), dtype=bool)
    subjects = log.extra.get(SUBJECT)
    if subjects is not None:
        prepares = np.array([bool(_PREPARES.search(one)) for one in subjects.labels] + [False], dtype=bool)
        preparation = preparation | (prepares[subjects.codes[chosen]] & effort & ~meeting)
    return Touches(log.case_of_event[chosen], log.timestamp[chosen], effort, buyer, meeting, preparation)


def _of(text: str, kind: EventKind, way: Direction) -> tuple[bool, bool, bool, bool]:
    """Effort, buyer, meeting, preparation."""
    sort = type_of(text, kind)
    from_buyer, meeting = is_from_buyer(sort, kind, way), sort is ActivityType.MEETING
    effort = kind is EventKind.ACTIVITY and (not from_buyer or meeting)
    prepares = effort and not meeting and (sort is ActivityType.NOTE or bool(_PREPARES.search(text)))
    return effort, from_buyer, meeting, prepares


def last_before(
    case: NDArray[np.int32], time: NDArray[np.int64], asked: NDArray[np.int64], at: int, n_cases: int
) -> NDArray[np.int64]:
    """For every one of the `asked` cases the last of the `time`s before `at`, `NO_TIME` where there is none.

    `case` and `time` are in order of case, then time.
    """
    before = time < at
    found = np.full(n_cases, NO_TIME, dtype=np.int64)
    found[case[before]] = time[before]  # in order of time: what is written last stays
    return found[asked]


def pauses_of_won(log: EventLog, found: Touches, won: NDArray[np.bool_]) -> NDArray[np.float64]:
    """The longest time (microseconds) that the buyer did nothing in each of the `won` deals (one flag a case).

    From creation to the first act, from act to act, and to the close; only of deals with both dates and an act.
    """
    begin, end = created(log), log.cases.closed
    acts = found.buyer & won[found.case] & (found.time >= begin[found.case]) & (found.time <= end[found.case])
    cases = np.unique(found.case[acts])
    cases = cases[(begin[cases] != NO_TIME) & (end[cases] != NO_TIME)]
    if not len(cases):
        return np.zeros(0)
    among = np.zeros(log.n_cases, dtype=bool)
    among[cases] = True
    acts &= among[found.case]
    case = np.concatenate((cases, found.case[acts], cases))
    time = np.concatenate((begin[cases], found.time[acts], end[cases]))
    order = np.lexsort((time, case))
    case, time = case[order], time[order]
    gap = np.where(case[1:] == case[:-1], np.diff(time), 0)
    first = np.flatnonzero(np.diff(case, prepend=-1) != 0)
    return np.asarray(np.maximum.reduceat(np.append(gap, 0), first), dtype=np.float64)
