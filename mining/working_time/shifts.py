"""The shifts of a calendar: the stretches of time that are worked, around the days of some times."""

from __future__ import annotations

from datetime import date

import numpy as np

from mining.sources.values.zones import to_utc
from mining.working_time.public_holidays import days_off
from models.calendar import Calendar
from models.case_table import DAY
from models.event_log import Times
from models.working_clock import Shifts

_MINUTE = 60_000_000
_MONDAY = 3
"""The first of January 1970 was a Thursday: so many days after a Monday."""
_EPOCH = date(1970, 1, 1).toordinal()


def shifts_of(calendar: Calendar, times: Times) -> Shifts:
    """The shifts of all days on which there are times, and of those around them.

    Raises UserError where the calendar names a country that is not known.
    """
    first, last = (int(edge) // DAY for edge in (times.min(), times.max())) if len(times) else (0, 0)
    days = np.arange(first - 2, last + 3)
    week = np.array([weekday in calendar.weekdays for weekday in range(7)])
    public = days_off(calendar.countries, _year(first - 2), _year(last + 2))
    holidays = [day.toordinal() - _EPOCH for day in calendar.holidays | public]
    worked = days[week[(days + _MONDAY) % 7] & ~np.isin(days, holidays)]
    begin, end = (
        to_utc(worked * DAY + minute * _MINUTE, calendar.zone)[0]
        for minute in (calendar.opens, calendar.closes)
    )
    begin, length = np.concatenate(([days[0] * DAY - DAY], begin)), np.concatenate(([0], end - begin))
    of_day = np.searchsorted(begin, np.arange(first, last + 1) * DAY) - 1
    return Shifts(begin, length, np.cumsum(length) - length, of_day.astype(np.int64), first)


def _year(day: int) -> int:
    return date.fromordinal(min(max(day + _EPOCH, 1), date.max.toordinal())).year
