"""When every deal was created, and how long it took, on the clock of its log."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from models.case_table import NO_TIME, Outcome
from models.event_log import EventLog, Times


def created(log: EventLog) -> Times:
    """When every deal was created: as the CRM says, else its first event, else `NO_TIME`."""
    return log.derived(_created)


def days_taken(log: EventLog) -> NDArray[np.float64]:
    """Days from creation to close; NaN where a date is missing.

    A deal that is open, or whose close is not known, counts to its last event in this log.
    """
    return log.derived(_days_taken)


def days_to_close(log: EventLog) -> NDArray[np.float64]:
    """The same of the deals that ended, NaN for open ones."""
    return log.derived(_days_to_close)


def days_between(log: EventLog, begin: int, end: int) -> float:
    """The days from one time to another."""
    shown = log.elapsed_of(np.array([begin, end], dtype=np.int64)).tolist()
    return float(shown[1] - shown[0]) / log.day


def _created(log: EventLog) -> Times:
    times = log.cases.created.copy()
    unknown = (times == NO_TIME) & (np.diff(log.case_start) > 0)
    times[unknown] = log.timestamp[log.case_start[:-1][unknown]]
    times.flags.writeable = False
    return times


def _days_taken(log: EventLog) -> NDArray[np.float64]:
    cases, begin = log.cases, created(log)
    end = np.where(cases.outcome == Outcome.OPEN, NO_TIME, cases.closed)
    still = (end == NO_TIME) & (np.diff(log.case_start) > 0)
    end[still] = log.timestamp[log.case_start[1:][still] - 1]
    known = (begin != NO_TIME) & (end != NO_TIME)
    days = np.full(log.n_cases, np.nan)
    days[known] = (log.elapsed_of(end[known]) - log.elapsed_of(begin[known])) / log.day
    days.flags.writeable = False
    return days


def _days_to_close(log: EventLog) -> NDArray[np.float64]:
    days = days_taken(log).copy()
    days[log.cases.outcome == Outcome.OPEN] = np.nan
    days.flags.writeable = False
    return days
