"""Change what a process says of itself: its roles and its calendar."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from mining.process.editing.each_stage import each_stage
from mining.process.roles import roles_of
from mining.working_time.written import clock, days_text
from models.calendar import Calendar
from models.sales_process import SalesProcess


def with_roles(process: SalesProcess, roles: Mapping[str, str]) -> SalesProcess:
    """The process with these roles, by their short names; without any it has no such section."""
    other = {name: value for name, value in process.other.items() if name != "roles"}
    return replace(process, other={"roles": dict(roles), **other} if roles else other)


def with_role_renamed(process: SalesProcess, old: str, new: str) -> SalesProcess:
    """The role under another short name; the stages that it owns follow."""
    roles = roles_of(process)
    renamed = with_roles(process, {(new if name == old else name): title for name, title in roles.items()})
    flow = each_stage(
        renamed.flow,
        lambda stage: replace(stage, owners=tuple(new if one == old else one for one in stage.owners)),
    )
    return replace(renamed, flow=flow)


def with_calendar(process: SalesProcess, calendar: Calendar | None) -> SalesProcess:
    """The process with this calendar in the words of its file, None for none."""
    header = {name: value for name, value in process.header.items() if name != "calendar"}
    if calendar is not None:
        header["calendar"] = _written(calendar)
    return replace(process, header=header)


def _written(calendar: Calendar) -> dict[str, Any]:
    """As `mining.process.calendar` reads it."""
    holidays = [*calendar.countries, *(day.isoformat() for day in sorted(calendar.holidays))]
    return {
        "days": days_text(calendar.weekdays),
        "hours": f"{clock(calendar.opens)}-{clock(calendar.closes)}",
        "zone": calendar.zone,
        **({"holidays": holidays} if holidays else {}),
    }
