"""What a CRM's list of users says of each person: title, role and department, as events carry it (`ROLE`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from mining.sources.crm.frame import Frame
from mining.sources.values.categories import relabel
from models.event_log import ROLE, EventLog
from models.label import key, tidy

_COLUMNS = (
    ("title", "jobtitle", "jobposition", "position", "function"),
    ("userrolename", "rolename", "userrole", "role"),
    ("team", "teamname"),
    ("department", "departmentname"),
    ("division",),
)
"""What says it, the most telling first; of the names in one group the first that a file has."""


def said_of_people(frame: Frame | None, names: Sequence[str], also: Sequence[str] = ()) -> dict[str, str]:
    """By the name of every user (one a row of the list) what is said of him, parted by semicolons.

    `also` has what is said elsewhere, one text a row, and comes after the title. People of whom nothing is said are
    left out, and so are numbers: they are ids.
    """
    if frame is None:
        return {}
    columns = [frame.column(*group).texts() for group in _COLUMNS]
    if also:
        columns.insert(1, list(also))
    said = {name: _together(texts) for name, *texts in zip(names, *columns, strict=True) if name}
    return {name: text for name, text in said.items() if text}


def with_roles(log: EventLog, said: Mapping[str, str]) -> EventLog:
    """The log with what is said of the person of each event; the same where nothing is said of any."""
    column = relabel(log.resource, lambda name: said.get(name, ""))
    return replace(log, extra={**log.extra, ROLE: column}) if column.labels else log


def _together(texts: Sequence[str]) -> str:
    parts = {key(part): tidy(part) for text in reversed(texts) for part in reversed(text.split(";"))}
    return ";".join(part for part in reversed(parts.values()) if part and not part.isdigit())
