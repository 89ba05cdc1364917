"""Times that are only dates: midnight or the last second of a day, as exports write a date where a time belongs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mining.sources.values.zones import to_local
from models.case_table import DAY
from models.event_log import EventLog, Times

SHARE = 0.1
"""An event at midnight is a date where at least this share of the events of the same name are at midnight."""

TIMES_OF_DAY = 2
"""A log whose events know no more distinct times of day has days only (two: summer and winter time)."""

_SECOND = 1_000_000
_QUARTER = 900 * _SECOND


@dataclass(frozen=True, eq=False)
class Days:
    """One entry an event: `is_date`, is its time only a date, and `day`, equal for dates of the same day."""

    is_date: NDArray[np.bool_]
    day: NDArray[np.int64]


def days_of(log: EventLog, zone: str) -> Days:
    """Which times are only dates, and of which day.

    A time is where the clock of `zone` (an IANA name) shows 00:00:00 or 23:59:59, and does so for at least a tenth
    of the events of that name: one event that really happened at midnight is no date. A log that knows days only
    in whatever zone (`knows_days_only`) has no other times; there equal times are the same day.
    """
    local = to_local(log.timestamp, zone)
    of_day = local % DAY
    is_edge = (of_day == 0) | (of_day >= DAY - _SECOND)
    day = np.where(is_edge, local // DAY, log.timestamp)
    if knows_days_only(log.timestamp):
        return Days(np.ones(log.n_events, dtype=bool), day)
    names = len(log.activity.labels) + 1
    code = log.activity.codes + 1
    edges = np.bincount(code[is_edge], minlength=names)
    is_date = edges >= SHARE * np.maximum(np.bincount(code, minlength=names), 1)
    return Days(np.asarray(is_edge & is_date[code], dtype=bool), day)


def knows_days_only(timestamp: Times) -> bool:
    """Whether all times (microseconds UTC) are the beginning or the end of a day in some zone.

    Such a log has at most two times of day, and both are whole quarters of an hour, or the second before.
    """
    of_day = timestamp % DAY
    if not len(of_day) or not bool(((of_day + _SECOND) % _QUARTER <= _SECOND).all()):
        return False
    return len(np.unique(of_day)) <= TIMES_OF_DAY
