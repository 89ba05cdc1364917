"""How long every deal took, from its creation to its close."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mining.filtering import created
from models.case_table import NO_TIME, Outcome
from models.event_log import EventLog


def days_taken(log: EventLog) -> NDArray[np.float64]:
    """Days from creation to close, of an open deal to its last event; NaN where a date is missing."""
    begin = created(log)
    end = log.cases.closed.copy()
    filled = np.diff(log.case_start) > 0
    unclosed = (end == NO_TIME) | (log.cases.outcome == Outcome.OPEN)
    end[unclosed] = NO_TIME
    take = unclosed & filled
    end[take] = log.timestamp[log.case_start[1:][take] - 1]
    known = (begin != NO_TIME) & (end != NO_TIME)
    days = np.full(log.n_cases, np.nan)
    days[known] = (log.elapsed_of(end[known]) - log.elapsed_of(begin[known])) / log.day
    return days


def days_to_close(log: EventLog) -> NDArray[np.float64]:
    """The same of the deals that ended, NaN for open ones: one that ended without a date of it, to its last event."""
    return log.derived(_days_to_close)


def _days_to_close(log: EventLog) -> NDArray[np.float64]:
    days = days_taken(log)
    days[log.cases.outcome == Outcome.OPEN] = np.nan
    days.flags.writeable = False
    return days
