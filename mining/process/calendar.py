"""The calendar of a documented process, as `process:` says it: days, hours, time zone and holidays."""

from __future__ import annotations

from mining.working_time.written import calendar_of_parts
from models.calendar import Calendar
from models.errors import UserError
from models.sales_process import SalesProcess
from resources.translation import tr


def calendar_of(process: SalesProcess) -> Calendar:
    """The calendar, Monday to Friday around the clock in UTC where none is given.

    Read are `days` (`Mon-Fri` or a list), `hours` (`09:00-18:00`), `zone` (an IANA name) and `holidays` (dates,
    codes of countries such as `GB` or `US-CA`, or a list of both). Raises UserError where a value makes no sense.
    """
    written = process.header.get("calendar", {})
    where = tr("The calendar of the process {name}", name=process.name)
    if not isinstance(written, dict):
        raise UserError(tr("{where} is no section; write `calendar: {{days: Mon-Fri}}`.", where=where))
    days, hours, zone, holidays = (written.get(name, "") for name in ("days", "hours", "zone", "holidays"))
    return calendar_of_parts(days, hours, zone, holidays, where)
