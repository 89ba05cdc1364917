"""The two clocks that a documented time is told by: days of 24 hours, and the working time of the process."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from mining.rules.within import limit
from mining.working_time.shifts import shifts_of
from models.calendar import Calendar
from models.event_log import Times
from models.rule import DayUnit, Within
from models.working_clock import Shifts


@dataclass(frozen=True, eq=False)
class Clocks:
    """The clocks of a calendar for times from `first` to `last` (microseconds UTC)."""

    calendar: Calendar
    first: int
    last: int

    def shown(self, times: Times, unit: DayUnit) -> Times:
        """What the clock shows, in microseconds; times outside of the two count as the nearer one."""
        if unit is DayUnit.DAYS:
            return times
        return self._shifts.clock(np.clip(times, self.first, self.last))

    def day(self, unit: DayUnit) -> int:
        """One day of the unit, in microseconds of its clock."""
        return limit(Within(1, unit), self.calendar)

    def day_hours(self, unit: DayUnit) -> float | None:
        """The hours of a working day for business days, None for days of 24 hours."""
        return None if unit is DayUnit.DAYS else self.calendar.day_hours

    @cached_property
    def _shifts(self) -> Shifts:
        return shifts_of(self.calendar, np.array([self.first, self.last], dtype=np.int64))
