"""Numbers and ids of Dynamics as people read them: users, stages of flows, options."""

from __future__ import annotations

from dataclasses import dataclass

from mining.sources.crm.closings import STATUS
from mining.sources.crm.field_changes import OWNER
from mining.sources.crm.objects import ObjectFrame, Objects
from mining.sources.crm.said_of_people import said_of_people
from mining.sources.crm.told_apart import told_apart
from mining.sources.crm.users import Users
from mining.sources.dynamics import tables

STAGE_FIELDS = (
    "stepname",
    "salesstage",
    "salesstagecode",
    "activestageid",
    "stageid",
    "pipelinephase",
    "processstage",
)
"""The columns that can hold the stage of an opportunity, the one that tells most first."""


@dataclass(frozen=True)
class Labels:
    """Names of users, and what the values of columns mean."""

    users: Users
    stages: dict[str, str]
    options: dict[str, dict[str, str]]

    def read(self, field: str, value: str) -> str:
        """A value of a column as people read it; `field` is the column, or one of the names of changed fields."""
        if field in (STATUS, "statecode"):
            return tables.STATES.get(value.strip().casefold(), value)
        if field == OWNER:
            return self.users.name.get(tables.id_of(value), tables.id_of(value))
        if field in self.options:
            return self.options[field].get(value, self.options[field].get(tables.id_of(value), value))
        return value


def read_labels(objects: Objects) -> Labels:
    """What the files of an export say of users, stages and options."""
    deals, flows, stages = (
        objects.get(tables.DEALS),
        objects.get(tables.FLOWS),
        objects.get(tables.FLOW_STAGES),
    )
    named = _pairs(stages, "processstageid", "stagename")
    for column in tables.ACTIVE_STAGE:
        named = {**_pairs(flows, column, tables.shown(column)), **named}
    options = {
        "salesstage": {**tables.SALES_STAGES, **_pairs(deals, "salesstage", tables.shown("salesstage"))},
        "salesstagecode": _pairs(deals, "salesstagecode", tables.shown("salesstagecode")),
        "activestageid": named,
        "stageid": named,
        "processstage": named,
    }
    return Labels(_users(objects), named, options)


def _users(objects: Objects) -> Users:
    """The users of the list of users, and those whose names stand beside their ids elsewhere."""
    shown: dict[str, str] = {}
    for name, columns in ((tables.AUDIT, ("useridvalue", "userid")), (tables.DEALS, ("owneridvalue",))):
        for column in columns:
            shown |= _pairs(objects.get(name), column, tables.shown(column))
    frame = objects.get(tables.USERS)
    if frame is None:
        return Users(shown)
    ids = [tables.id_of(text) for text in frame.column("systemuserid").texts()]
    names = frame.column("fullname").texts()
    named = told_apart(ids, names, frame.column("domainname", "internalemailaddress").texts())
    return Users({**shown, **named}, said_of_people(frame, [named.get(one, "") for one in ids]))


def _pairs(frame: ObjectFrame | None, code: str, label: str) -> dict[str, str]:
    if frame is None:
        return {}
    pairs = zip(frame.column(code).texts(), frame.column(label).texts(), strict=True)
    return {tables.id_of(value): name for value, name in pairs if value and name}
