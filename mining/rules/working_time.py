"""A clock that runs only in working time, so that business days can be compared like any other time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from mining.sources.values.zones import to_utc
from models.calendar import Calendar
from models.case_table import DAY
from models.event_log import Times
from models.rule import DayUnit, Within

_MINUTE = 60_000_000
_MONDAY = 3
"""The first of January 1970 was a Thursday: so many days after a Monday."""


@dataclass(frozen=True, eq=False)
class Shifts:
    """The working time of some days: shift `i` begins at `begin[i]` (microseconds UTC) and takes `length[i]`.

    `before[i]` is what was worked before it. `of_day` gives for every UTC day, the first being `first_day`, the
    last shift that began before that day; the first shift lies before all days and has no length.
    """

    begin: Times
    length: Times
    before: Times
    of_day: NDArray[np.int64]
    first_day: int

    def clock(self, times: Times) -> Times:
        """What the clock shows: microseconds worked. Two times around a weekend show the same.

        The times lie within the days that the shifts were made for.
        """
        shift = self.of_day[times // DAY - self.first_day]
        for _ in range(2):  # two shifts at most begin on one UTC day
            behind = np.minimum(shift + 1, len(self.begin) - 1)
            shift = np.where(self.begin[behind] <= times, behind, shift)
        shown: Times = self.before[shift] + np.minimum(times - self.begin[shift], self.length[shift])
        return shown


def shifts_of(calendar: Calendar, times: Times) -> Shifts:
    """The shifts of all days on which there are times, and of those around them."""
    first, last = (int(edge) // DAY for edge in (times.min(), times.max())) if len(times) else (0, 0)
    days = np.arange(first - 2, last + 3)
    week = np.array([weekday in calendar.weekdays for weekday in range(7)])
    holidays = [day.toordinal() - date(1970, 1, 1).toordinal() for day in calendar.holidays]
    worked = days[week[(days + _MONDAY) % 7] & ~np.isin(days, holidays)]
    begin, end = (
        to_utc(worked * DAY + minute * _MINUTE, calendar.zone)[0]
        for minute in (calendar.opens, calendar.closes)
    )
    begin, length = np.concatenate(([days[0] * DAY - DAY], begin)), np.concatenate(([0], end - begin))
    of_day = np.searchsorted(begin, np.arange(first, last + 1) * DAY) - 1
    return Shifts(begin, length, np.cumsum(length) - length, of_day.astype(np.int64), first)


def limit(within: Within, calendar: Calendar) -> int:
    """The longest time on the rule's clock: days of 24 hours, or of as many hours as are worked in a day."""
    a_day = DAY if within.unit is DayUnit.DAYS else (calendar.closes - calendar.opens) * _MINUTE
    return within.number * a_day
