"""A clock that runs only in working time, so that business days can be compared like any other time."""

from __future__ import annotations

from datetime import date

import numpy as np
from numpy.typing import NDArray

from mining.sources.values.zones import to_local
from models.calendar import Calendar
from models.case_table import DAY
from models.event_log import Times
from models.rule import DayUnit, Within

_MINUTE = 60_000_000
_MONDAY = 3
"""The first of January 1970 was a Thursday: so many days after a Monday."""


def clock(times: Times, unit: DayUnit, calendar: Calendar) -> Times:
    """What a clock shows at the times: microseconds that all count, or only those of working time.

    Two times that lie around a weekend show the same; a difference is the time worked between them.
    """
    return times if unit is DayUnit.DAYS else _working_time(times, calendar)


def limit(within: Within, calendar: Calendar) -> int:
    """The longest difference on that clock: days of 24 hours, or of as many hours as are worked in a day."""
    a_day = DAY if within.unit is DayUnit.DAYS else (calendar.closes - calendar.opens) * _MINUTE
    return within.number * a_day


def _working_time(times: Times, calendar: Calendar) -> Times:
    local = to_local(times, calendar.zone)
    day = local // DAY
    length = (calendar.closes - calendar.opens) * _MINUTE
    worked_today = np.clip(local - day * DAY - calendar.opens * _MINUTE, 0, length)
    week, weekday = np.divmod(day + _MONDAY, 7)
    works = np.array([d in calendar.weekdays for d in range(7)])
    before_in_week = np.concatenate(([0], np.cumsum(works)))[:7]
    before = week * int(works.sum()) + before_in_week[weekday]
    is_working_day = works[weekday]
    off = _days_off(calendar)
    if len(off):
        before -= np.searchsorted(off, day)
        is_working_day &= ~np.isin(day, off)
    shown: Times = before * length + np.where(is_working_day, worked_today, 0)
    return shown


def _days_off(calendar: Calendar) -> NDArray[np.int64]:
    """The holidays on what would be working days, as days since 1970."""
    days = [d for d in calendar.holidays if d.weekday() in calendar.weekdays]
    return np.array(sorted(d.toordinal() - date(1970, 1, 1).toordinal() for d in days), dtype=np.int64)
