"""What every deal is by itself: when it began and was last seen, how many events it has, how long it took."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.case_table import NO_TIME
from models.event_log import EventLog


@dataclass(frozen=True, eq=False)
class CaseFeatures:
    """One entry a case: first and last event (microseconds UTC, `NO_TIME` without events), events, days between."""

    first: NDArray[np.int64]
    last: NDArray[np.int64]
    events: NDArray[np.int64]
    days: NDArray[np.float64]


def case_features(log: EventLog) -> CaseFeatures:
    """The features of every case; `days` is NaN where there is no event."""
    events = np.diff(log.case_start)
    if not log.n_events:
        nothing = np.full(log.n_cases, NO_TIME, dtype=np.int64)
        return CaseFeatures(nothing, nothing, events, np.full(log.n_cases, np.nan))
    first = log.timestamp[np.minimum(log.case_start[:-1], log.n_events - 1)]
    last = log.timestamp[log.case_start[1:] - 1]
    days = (log.elapsed_of(last) - log.elapsed_of(first)) / log.day
    empty = np.flatnonzero(events == 0)
    first[empty] = last[empty] = NO_TIME
    days[empty] = np.nan
    return CaseFeatures(first, last, events, days)
