"""Stage changes entered in bulk: data entry, not selling, so that their times mean nothing."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from models.case_table import DAY
from models.categorical import MISSING
from models.deviation import Deviation, DeviationKey, DeviationType
from models.event_log import EventLog

WITHIN = 10 * 60 * 1_000_000
"""Two stage changes of one deal by one user within ten minutes (microseconds)."""

TIMES_OF_DAY = 2
"""A log whose events know no more distinct times of day has days only (two: summer and winter time)."""


def bulk_events(log: EventLog) -> NDArray[np.bool_]:
    """One flag an event: did the same user enter the stage before it within ten minutes?"""
    flags = np.zeros(log.n_events, dtype=bool)
    if len(np.unique(log.timestamp % DAY)) <= TIMES_OF_DAY:
        return flags
    same_case = np.diff(log.case_of_event) == 0
    same_user = (np.diff(log.resource.codes) == 0) & (log.resource.codes[1:] != MISSING)
    flags[1:] = same_case & same_user & (np.diff(log.timestamp) <= WITHIN)
    return flags


def entered_in_bulk(log: EventLog) -> list[Deviation]:
    """One entry a stage: the deals whose first bulk entry led into it, of all deals that have two events."""
    events = np.flatnonzero(bulk_events(log))
    cases, first = np.unique(log.case_of_event[events], return_index=True)
    stage = log.activity.codes[events[first]]
    eligible = np.flatnonzero(np.diff(log.case_start) > 1).astype(np.int32)
    return [
        Deviation(
            DeviationKey(DeviationType.ENTERED_IN_BULK, name), cases[stage == code].astype(np.int32), eligible
        )
        for name, code in sorted((log.activity.labels[code], code) for code in np.unique(stage).tolist())
    ]
