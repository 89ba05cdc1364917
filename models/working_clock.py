"""A clock that runs only in working time: how much was worked before any moment."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.calendar import Calendar
from models.case_table import DAY, NO_TIME

_Times = NDArray[np.int64]

_MINUTE = 60_000_000
_AT_ONCE = 1 << 17
"""So many times at a time stay in the fast memory of a processor."""


@dataclass(frozen=True, eq=False)
class Shifts:
    """The working time of some days: shift `i` begins at `begin[i]` (microseconds UTC) and takes `length[i]`.

    `before[i]` is what was worked before it. `of_day` gives for every UTC day, the first being `first_day`, the
    last shift that began before that day; the first shift lies before all days and has no length.
    """

    begin: _Times
    length: _Times
    before: _Times
    of_day: NDArray[np.int64]
    first_day: int

    def clock(self, times: _Times) -> _Times:
        """What the clock shows: microseconds worked. Two times around a weekend show the same.

        The times lie within the days that the shifts were made for.
        """
        shift = self.of_day[times // DAY - self.first_day]
        for _ in range(2):  # two shifts at most begin on one UTC day
            behind = np.minimum(shift + 1, len(self.begin) - 1)
            shift = np.where(self.begin[behind] <= times, behind, shift)
        shown: _Times = self.before[shift] + np.minimum(times - self.begin[shift], self.length[shift])
        return shown


@dataclass(frozen=True, eq=False)
class WorkingClock:
    """The clock of a calendar over the days of a log. `day` is a working day in microseconds."""

    calendar: Calendar
    shifts: Shifts

    @property
    def day(self) -> int:
        """The length of a working day in microseconds."""
        return (self.calendar.closes - self.calendar.opens) * _MINUTE

    def elapsed(self, times: _Times) -> _Times:
        """Microseconds worked until each time; `NO_TIME` stays, times before and after the days count as their ends."""
        first, behind = self.shifts.first_day, self.shifts.first_day + len(self.shifts.of_day)
        shown = np.empty(len(times), dtype=np.int64)
        for start in range(0, len(times), _AT_ONCE):
            part = times[start : start + _AT_ONCE]
            here = self.shifts.clock(np.clip(part, first * DAY, behind * DAY - 1))
            here[part == NO_TIME] = NO_TIME
            shown[start : start + _AT_ONCE] = here
        return shown
