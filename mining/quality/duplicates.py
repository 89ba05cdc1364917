"""The same event more than once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from models.event_log import DIRECTION, SUBJECT, EventKind, EventLog

_TELLING = (SUBJECT, DIRECTION)
"""Two calls at one time are two where these differ."""


def duplicate_events(log: EventLog, day_only: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """One flag an event: did the same deal, step, time and person come before?

    The first of several is no duplicate. Of events that have only a date (`day_only`) just a stage right after
    itself is one: two calls on one day are two calls.
    """
    flags = np.zeros(log.n_events, dtype=bool)
    same_time = (np.diff(log.timestamp) == 0) & (np.diff(log.case_of_event) == 0)
    if not same_time.any():
        return flags
    tied = np.flatnonzero(np.append(same_time, False) | np.append(False, same_time))
    group = np.cumsum(np.append(True, ~same_time))[tied]  # one number an instant of a deal
    telling = [log.activity, log.resource, *(log.extra[name] for name in _TELLING if name in log.extra)]
    keys: list[NDArray[np.int64]] = [log.kind[tied].astype(np.int64)]
    keys += [column.codes[tied].astype(np.int64) for column in telling]
    rows = np.lexsort([tied, *keys, group])
    equal = np.diff(group[rows]) == 0
    for key in keys:
        equal &= np.diff(key[rows]) == 0
    again, before = tied[rows[1:][equal]], tied[rows[:-1][equal]]
    is_stage = log.kind[again] == EventKind.STAGE
    flags[again[~day_only[again] | (is_stage & (again == before + 1))]] = True
    return flags
