"""Who is behind HubSpot's ids of owners and users, and which sources of changes are no persons."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from mining.sources.crm.frame import Frame
from mining.sources.crm.said_of_people import said_of_people
from mining.sources.crm.told_apart import told_apart
from mining.sources.crm.users import first_and_last
from mining.sources.hubspot.shapes import SOURCE
from mining.sources.values.categories import by_labels, distinct_rows, lookup
from models.categorical import Categorical

_ROBOTS = {
    "WORKFLOWS": "Workflow",
    "WORKFLOW": "Workflow",
    "AUTOMATION_PLATFORM": "Workflow",
    "AUTOMATION_JOURNEY": "Workflow",
    "SEQUENCES": "Sequence",
    "API": "API",
    "INTEGRATION": "Integration",
    "INTEGRATIONS_PLATFORM": "Integration",
    "INTEGRATIONS_SYNC": "Integration",
    "SALESFORCE": "Salesforce",
    "PORTAL_OBJECT_SYNC": "Synchronisation",
    "CALCULATED": "Calculated by HubSpot",
    "INTERNAL_PROCESSING": "Calculated by HubSpot",
    "DATA_ENRICHMENT": "Calculated by HubSpot",
    "MIGRATION": "Migration",
    "MERGE_OBJECTS": "Merge",
    "IMPORT": "Import",
    "CRM_IMPORTS": "Import",
}
"""Kinds of sources that are automation (`sourceType` in v3, `source` in v1 and in the tables), in words."""
_BULK = ("IMPORT", "CRM_IMPORTS", "BATCH_UPDATE", "CRM_UI_BULK_ACTION", "MIGRATION")
_PERSON_FIRST = ("Import", "Merge")
"""What a person starts: shown by the person where HubSpot says who it was."""
_USER = re.compile(r"userid:\s*(\d+)", re.IGNORECASE)
_NAMED = ("Workflow", "Integration", "API", "Sequence")


@dataclass(frozen=True)
class People:
    """Names by owner id, by user id and by address; teams by owner id; what is said of people by name."""

    owner: Mapping[str, str] = field(default_factory=dict)
    user: Mapping[str, str] = field(default_factory=dict)
    address: Mapping[str, str] = field(default_factory=dict)
    team: Mapping[str, str] = field(default_factory=dict)
    roles: Mapping[str, str] = field(default_factory=dict)


def read_people(owners: Frame | None, users: Frame | None, teams: Frame | None) -> People:
    """Read the owners, and the users and teams beside them."""
    if owners is None:
        return People()
    ids, addresses = owners.column("ownerid", "id").texts(), owners.column("email").texts()
    owner = told_apart(ids, first_and_last(owners), addresses)
    user_ids = owners.column("activeuserid", "userid").texts()
    user = {u: owner[o] for u, o in zip(user_ids, ids, strict=True) if u and o}
    address = {a.casefold(): owner[o] for a, o in zip(addresses, ids, strict=True) if a and o}
    team = dict(zip(ids, owners.column("team", "teamname").texts(), strict=True))
    if users is not None and teams is not None:
        name_of = dict(zip(teams.column("id").texts(), teams.column("name").texts(), strict=True))
        primary = dict(zip(users.column("id").texts(), users.column("primaryteamid").texts(), strict=True))
        for identifier, user_id in zip(ids, user_ids, strict=True):
            team[identifier] = team[identifier] or name_of.get(primary.get(user_id, ""), "")
    of_users = [user.get(one, "") for one in users.column("id").texts()] if users is not None else []
    of_owners = said_of_people(owners, [owner.get(one, "") for one in ids], [team[one] for one in ids])
    roles = {**of_owners, **said_of_people(users, of_users)}
    return People(owner, user, address, {key: text for key, text in team.items() if text}, roles)


def actors(frame: Frame, people: People) -> tuple[Categorical, tuple[str, ...]]:
    """Who made every change in a history, and which of these names are automation."""
    columns = [
        frame.column(*SOURCE),
        frame.column("sourceid"),
        frame.column("sourcelabel"),
        frame.column("updatedbyuserid", "userid", "updatedby", "changedby", "modifiedby"),
    ]
    codes, rows = distinct_rows(columns)
    names = [_actor(row, people) for row in rows]
    robots = dict.fromkeys(name for name, is_robot in names if is_robot)
    return by_labels(codes, [name for name, _ in names]), tuple(robots)


def is_bulk(sources: Categorical) -> Categorical:
    """The column of sources as "yes" where many records were changed at once, missing elsewhere."""
    return lookup(sources, {}, lambda label: "yes" if _plain(label) in _BULK else "")


def named_owner(identifier: str, people: People) -> str:
    """The name behind an owner's id; what is no known id stays."""
    return people.owner.get(identifier, identifier)


def _actor(row: tuple[str, ...], people: People) -> tuple[str, bool]:
    source, source_id, label, user = row
    person = _person(source_id, user, people)
    robot = _ROBOTS.get(_plain(source), "")
    if robot and not (person and robot in _PERSON_FIRST):
        return (f"{robot}: {label}" if label and robot in _NAMED else robot), True
    return person, False


def _person(source_id: str, user: str, people: People) -> str:
    found = _USER.search(source_id)
    identifier = user or (found[1] if found else "")
    if identifier:
        return people.user.get(identifier) or people.owner.get(identifier) or identifier
    if "@" in source_id:
        return people.address.get(source_id.casefold(), source_id)
    return ""


def _plain(source: str) -> str:
    return source.strip().upper().replace(" ", "_")
