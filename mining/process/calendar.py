"""The calendar of a documented process, as `process:` says it: days, hours, time zone and holidays."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from mining.sources.values.zones import zone_named
from models.calendar import Calendar
from models.errors import UserError
from models.sales_process import SalesProcess

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_HOURS = re.compile(r"(\d{1,2}):(\d{2}) ?[-–] ?(\d{1,2}):(\d{2})")


def calendar_of(process: SalesProcess) -> tuple[Calendar, str]:
    """The calendar, Monday to Friday around the clock in UTC where none is given, and a note on what is not known.

    Read are `days` (`Mon-Fri` or a list), `hours` (`09:00-18:00`), `zone` (an IANA name) and `holidays` (a list
    of dates). The name of a country cannot be looked up without a network, and the note says so. Raises
    UserError where a value makes no sense.
    """
    written = process.header.get("calendar", {})
    where = f"The calendar of the process {process.name}"
    if not isinstance(written, dict):
        raise UserError(f"{where} is no section; write `calendar: {{days: Mon-Fri}}`.")
    opens, closes = _hours(written.get("hours", ""), where)
    holidays, note = _holidays(written.get("holidays", ""), where)
    zone = str(written.get("zone", "") or "UTC")
    zone_named(zone)
    return Calendar(_weekdays(written.get("days", ""), where), opens, closes, zone, holidays), note


def _weekdays(value: Any, where: str) -> frozenset[int]:
    parts = value if isinstance(value, list) else [part for part in str(value).split(",") if part.strip()]
    found: set[int] = set()
    for part in parts:
        ends = [_DAYS.index(d) if (d := e.strip().lower()[:3]) in _DAYS else -1 for e in str(part).split("-")]
        if len(ends) > 2 or -1 in ends:
            raise UserError(f"{where} has the days “{part}”; write them as `Mon-Fri` or `[Mon, Wed]`.")
        last = ends[-1] if ends[-1] >= ends[0] else ends[-1] + 7
        found.update(day % 7 for day in range(ends[0], last + 1))
    return frozenset(found) or Calendar().weekdays


def _hours(value: Any, where: str) -> tuple[int, int]:
    if not value:
        return Calendar().opens, Calendar().closes
    found = _HOURS.fullmatch(str(value).strip())
    begin, end = (int(found[i]) * 60 + int(found[i + 1]) for i in (1, 3)) if found else (1, 0)
    if not begin < end <= Calendar().closes:
        raise UserError(f"{where} has the hours “{value}”; write them as `09:00-18:00`.")
    return begin, end


def _holidays(value: Any, where: str) -> tuple[frozenset[date], str]:
    if isinstance(value, str):
        if not value:
            return frozenset(), ""
        if not value[:1].isdigit():
            return frozenset(), (
                f"Public holidays of {value} are counted as working days: list their dates as `holidays` in the "
                "calendar to leave them out."
            )
        value = [value]
    try:
        return frozenset(date.fromisoformat(str(day)) for day in value), ""
    except (TypeError, ValueError):
        raise UserError(f"{where} has a holiday that is no date; write each as `2026-12-25`.") from None
