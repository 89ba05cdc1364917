"""The time that a hand-over may take, as people write it: `1bd`, `3d`, `4h`, `2bh`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mining.number_format import plural
from mining.process.days import MOST_DAYS, days_of
from mining.rules.within import limit
from models.calendar import Calendar
from models.rule import DayUnit

_HOURS = re.compile(r"([0-9]{1,5}) ?(bh|h)", re.IGNORECASE)
_HOUR = 3_600_000_000


@dataclass(frozen=True)
class AllowedTime:
    """So many microseconds at most, of working time or of any."""

    most: int
    in_working_time: bool


def allowed_time(text: str, calendar: Calendar) -> AllowedTime | None:
    """The time that a text gives; None where it gives none, or one beyond ten years."""
    days = days_of(text)
    if days is not None:
        return AllowedTime(limit(days, calendar), days.unit is DayUnit.BUSINESS_DAYS)
    found = _HOURS.fullmatch(text)
    if found is None or not 1 <= int(found[1]) <= MOST_DAYS * 24:
        return None
    return AllowedTime(int(found[1]) * _HOUR, found[2].lower() == "bh")


def allowed_words(text: str) -> str:
    """The time in words, `2 business hours`; what gives none stays as it is written."""
    days = days_of(text)
    if days is not None:
        return plural(days.number, "business day" if days.unit is DayUnit.BUSINESS_DAYS else "day")
    found = _HOURS.fullmatch(text)
    if found is None:
        return text
    return plural(int(found[1]), "business hour" if found[2].lower() == "bh" else "hour")
