"""How long a rule allows, on the clock that it asks for."""

from __future__ import annotations

from models.calendar import Calendar
from models.case_table import DAY
from models.rule import DayUnit, Within

_MINUTE = 60_000_000


def limit(within: Within, calendar: Calendar) -> int:
    """The longest time on the rule's clock: days of 24 hours, or of as many hours as are worked in a day."""
    a_day = DAY if within.unit is DayUnit.DAYS else (calendar.closes - calendar.opens) * _MINUTE
    return within.number * a_day
