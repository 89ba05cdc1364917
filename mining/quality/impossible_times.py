"""Deals that ended before they began."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mining.sources.values.zones import to_local
from models.case_table import DAY, NO_TIME, Outcome
from models.event_log import EventLog


def impossible_deals(log: EventLog, zone: str) -> NDArray[np.bool_]:
    """One flag a deal: was it won or lost before it was created, or before its first event?

    A close that is only a date (midnight by the clock of `zone`) can have been at any time of that day.
    """
    cases = log.cases
    has_ended = (cases.outcome == Outcome.WON) | (cases.outcome == Outcome.LOST)
    known = np.flatnonzero(has_ended & (cases.closed != NO_TIME))
    closed = cases.closed[known]
    latest = closed + np.where(to_local(closed, zone) % DAY == 0, DAY - 1, 0)
    begun = cases.created[known].copy()
    filled = np.diff(log.case_start)[known] > 0
    first = log.timestamp[log.case_start[:-1][known[filled]]]
    begun[filled] = np.maximum(begun[filled], first)  # NO_TIME is the least
    found = np.zeros(log.n_cases, dtype=bool)
    found[known] = latest < begun
    return found
