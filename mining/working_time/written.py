"""Calendars as people write them: the parts of a section in YAML, or one line such as `Mon-Fri 09:00-18:00 GB`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from mining.sources.values.zones import zone_named
from mining.working_time.public_holidays import checked_place
from models.calendar import Calendar
from models.errors import UserError
from resources.translation import tr

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_HOURS = re.compile(r"(\d{1,2})(?::(\d{2}))? ?[-–] ?(\d{1,2})(?::(\d{2}))?")


def calendar_of_text(text: str, where: str) -> Calendar:
    """The calendar of one line: days, hours, zone, holidays, each left out or split by blanks; raises UserError.

    `Mon-Fri 09:00-18:00 Europe/London GB 2026-12-24`. What is left out is as in `Calendar()`.
    """
    days, hours, zone, holidays = "", "", "", list[str]()
    for word in text.split():
        if _HOURS.fullmatch(word):
            hours = word
        elif all(part.strip().lower()[:3] in DAYS for part in re.split("[-,]", word)):
            days = word
        elif "/" in word or word == "UTC":
            zone = word
        else:
            holidays.append(word.strip(","))
    return calendar_of_parts(days, hours, zone, holidays, where)


def calendar_of_parts(days: Any, hours: Any, zone: Any, holidays: Any, where: str) -> Calendar:
    """The calendar of these parts, an empty one being as in `Calendar()`; raises UserError that begins with `where`."""
    opens, closes = _hours(hours, where)
    dates, countries = _holidays(holidays, where)
    zone = str(zone or Calendar().zone)
    zone_named(zone)
    return Calendar(_weekdays(days, where), opens, closes, zone, dates, countries)


def text_of(calendar: Calendar) -> str:
    """The line that `calendar_of_text` reads back."""
    return " ".join(
        part
        for part in (
            days_text(calendar.weekdays),
            f"{clock(calendar.opens)}-{clock(calendar.closes)}",
            calendar.zone,
            *calendar.countries,
            *(day.isoformat() for day in sorted(calendar.holidays)),
        )
    )


def days_text(weekdays: Iterable[int], joint: str = "-") -> str:
    """`Mon-Fri`, or the days one by one where they are no run: `Mon,Wed`."""
    days = sorted(weekdays)
    names = [DAYS[day].capitalize() for day in days]
    return (
        f"{names[0]}{joint}{names[-1]}"
        if len(days) > 2 and days[-1] - days[0] == len(days) - 1
        else ",".join(names)
    )


def clock(minute: int) -> str:
    """A minute of the day: `09:00`."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


def _weekdays(value: Any, where: str) -> frozenset[int]:
    parts = value if isinstance(value, list) else [part for part in str(value).split(",") if part.strip()]
    found: set[int] = set()
    for part in parts:
        ends = [DAYS.index(d) if (d := e.strip().lower()[:3]) in DAYS else -1 for e in str(part).split("-")]
        if len(ends) > 2 or -1 in ends:
            raise UserError(
                tr(
                    "{where} has the days “{part}”; write them as `Mon-Fri` or `[Mon, Wed]`.",
                    where=where,
                    part=part,
                )
            )
        last = ends[-1] if ends[-1] >= ends[0] else ends[-1] + 7
        found.update(day % 7 for day in range(ends[0], last + 1))
    return frozenset(found) or Calendar().weekdays


def _hours(value: Any, where: str) -> tuple[int, int]:
    if not value:
        return Calendar().opens, Calendar().closes
    found = _HOURS.fullmatch(str(value).strip())
    begin, end = (int(found[i]) * 60 + int(found[i + 1] or 0) for i in (1, 3)) if found else (1, 0)
    if not begin < end <= Calendar().closes:
        raise UserError(
            tr("{where} has the hours “{value}”; write them as `09:00-18:00`.", where=where, value=value)
        )
    return begin, end


def _holidays(value: Any, where: str) -> tuple[frozenset[date], tuple[str, ...]]:
    """Dates and the codes of countries, mixed as one likes."""
    if isinstance(value, str):
        value = [part for part in re.split(r"[,\s]+", value) if part]
    if isinstance(value, date) or value is False:
        value = [value]
    if not isinstance(value, list):
        raise UserError(
            tr("{where} has holidays that are no list; write `GB`, or dates as `[2026-12-25]`.", where=where)
        )
    dates, countries = set[date](), set[str]()
    for one in value:
        if str(one)[:1].isdigit():
            try:
                dates.add(date.fromisoformat(str(one)))
            except ValueError:
                raise UserError(
                    tr("{where} has a holiday that is no date; write each as `2026-12-25`.", where=where)
                ) from None
        else:
            name = "NO" if one is False else str(one)  # what YAML makes of the code of Norway
            countries.add(checked_place(name))
    return frozenset(dates), tuple(sorted(countries))
