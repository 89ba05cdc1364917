"""Stage changes entered in bulk: data entry, not selling, so that their times mean nothing."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mining.quality.day_only import knows_days_only
from models.categorical import MISSING
from models.deviation import Deviation, DeviationKey, DeviationType
from models.event_log import EventLog

WITHIN = 10 * 60 * 1_000_000
"""Two stage changes of one deal by one user within ten minutes (microseconds)."""


def bulk_events(log: EventLog) -> NDArray[np.bool_]:
    """One flag an event: did the same user enter the stage before it within ten minutes?"""
    person = log.resource.codes
    by_one: NDArray[np.bool_] = (person != MISSING) & (np.diff(person, prepend=MISSING) == 0)
    return soon_after(log, 1, WITHIN) & by_one


def soon_after(log: EventLog, steps: int, within: int) -> NDArray[np.bool_]:
    """One flag an event: was the event `steps` before it in its deal at most `within` microseconds earlier?

    Nothing was in a log that knows days only.
    """
    flags = np.zeros(log.n_events, dtype=bool)
    timestamp = log.timestamp
    if knows_days_only(timestamp) or log.n_events <= steps:
        return flags
    case = log.case_of_event
    flags[steps:] = (case[steps:] == case[:-steps]) & (timestamp[steps:] - timestamp[:-steps] <= within)
    return flags


def entered_in_bulk(log: EventLog, is_bulk: NDArray[np.bool_]) -> list[Deviation]:
    """One entry a stage: the deals whose first bulk entry led into it, of all deals that have two events.

    `is_bulk` are the flags that `bulk_events` gives. The unit of a deal is 0 with one event or none, 1 without a
    bulk entry, and else one a stage.
    """
    events = np.flatnonzero(is_bulk)
    cases, first = np.unique(log.case_of_event[events], return_index=True)
    codes, stage = np.unique(log.activity.codes[events[first]], return_inverse=True)
    unit = (np.diff(log.case_start) > 1).astype(np.int32)
    unit[cases] = stage.ravel() + 2
    judged = np.arange(len(codes) + 2) > 0
    nothing = np.zeros(len(judged), dtype=bool)
    return [
        Deviation(
            DeviationKey(DeviationType.ENTERED_IN_BULK, name),
            unit,
            np.array([place + 2], dtype=np.int32),
            judged,
            nothing,
        )
        for name, place in sorted((log.activity.labels[code], i) for i, code in enumerate(codes.tolist()))
    ]
