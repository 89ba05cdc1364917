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
    """Worked through once for every day from the first to the last, then looked up for every time."""
    if not len(times):
        return times
    local = to_local(times, calendar.zone)
    day = local // DAY
    first = int(day.min())
    works = _works(first, int(day.max()), calendar)
    length = (calendar.closes - calendar.opens) * _MINUTE
    before = np.cumsum(works, dtype=np.int64) - works
    before = (before + _worked_before(first, calendar)) * length
    worked_today = np.clip(local - (day * DAY + calendar.opens * _MINUTE), 0, length)
    day -= first
    shown: Times = before[day] + worked_today * works[day]
    return shown


def _works(first: int, last: int, calendar: Calendar) -> NDArray[np.bool_]:
    """For every day since 1970 from the first to the last: is it worked?"""
    week = np.array([weekday in calendar.weekdays for weekday in range(7)])
    works = week[(np.arange(first, last + 1) + _MONDAY) % 7]
    off = _days_off(calendar)
    works[off[(off >= first) & (off <= last)] - first] = False
    return works


def _worked_before(day: int, calendar: Calendar) -> int:
    """How many days were worked from the Monday before 1970 to a day; negative before that."""
    weeks, weekday = divmod(day + _MONDAY, 7)
    whole = weeks * len(calendar.weekdays) + sum(worked < weekday for worked in calendar.weekdays)
    return whole - int(np.searchsorted(_days_off(calendar), day))


def _days_off(calendar: Calendar) -> NDArray[np.int64]:
    """The holidays on what would be working days, as sorted days since 1970."""
    days = [d for d in calendar.holidays if d.weekday() in calendar.weekdays]
    return np.array(sorted(d.toordinal() - date(1970, 1, 1).toordinal() for d in days), dtype=np.int64)
