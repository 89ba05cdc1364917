"""Who is behind a Salesforce user id: name, team, and whether it is a robot."""

from __future__ import annotations

from dataclasses import dataclass, field

from mining.sources.crm.robot_names import looks_like_automation
from mining.sources.crm.said_of_people import said_of_people
from mining.sources.crm.sifting import coalesce
from mining.sources.crm.told_apart import told_apart
from mining.sources.crm.users import first_and_last
from mining.sources.salesforce.ids import to_18
from mining.sources.salesforce.tables import SalesforceFrame
from mining.sources.values.categories import lookup
from models.categorical import Categorical
from resources.translation import tr

_NAMES = ("createdbyname", "lastmodifiedby", "editedby", "modifiedby", "createdby")
"""Where a query or a report writes the name of who made a change."""
_ROBOT_KINDS = ("automatedprocess", "cloudintegrationuser")
_TEAMS = (("userrolename", "rolename", "role"), ("department",), ("division",), ("team", "teamc"))


@dataclass(frozen=True)
class People:
    """Names and teams by user id, the names of users that are no persons, and what is said of people by name."""

    name: dict[str, str]
    team: dict[str, str]
    robots: tuple[str, ...]
    notes: tuple[str, ...]
    roles: dict[str, str] = field(default_factory=dict)


def read_people(users: SalesforceFrame | None, roles: SalesforceFrame | None) -> People:
    """Read the users and their roles; without them a user is known by the id."""
    if users is None:
        return People({}, {}, (), (tr("There is no User file, so people are shown by their ids."),))
    ids = users.ids("id").texts()
    names = _names(users, ids)
    team, origin = _teams(users, roles)
    kinds = users.column("usertype").texts()
    robots = [
        names[identifier]
        for identifier, kind in zip(ids, kinds, strict=True)
        if identifier in names
        and (looks_like_automation(names[identifier]) or kind.casefold() in _ROBOT_KINDS)
    ]
    notes = [tr("Teams were taken from {origin}.", origin=origin)] if origin else []
    said = said_of_people(users, [names.get(one, "") for one in ids], team)
    return People(names, dict(zip(ids, team, strict=True)), tuple(dict.fromkeys(robots)), tuple(notes), said)


def named(ids: Categorical, people: People) -> Categorical:
    """A column of user ids as names; an unknown id stays as it is."""
    return lookup(ids, people.name)


def who(frame: SalesforceFrame, people: People, *ids: str) -> Categorical:
    """Who made each row: by the first of these columns of ids that is known there, else by a column of names."""
    columns = [named(frame.ids(column), people) for column in ids if frame.spelling(column)]
    names = frame.column(*_NAMES)
    known = people.name and any(columns)
    return coalesce([*columns, names] if known or not names.labels else [names, *columns])


def known_by_name(column: Categorical, people: People) -> Categorical:
    """Values of which some are the ids of users, those as names."""
    return lookup(column, people.name, lambda text: people.name.get(to_18(text), text))


def _names(users: SalesforceFrame, ids: list[str]) -> dict[str, str]:
    """The name of every user; two users of one name are told apart by user name or id."""
    full = users.column("name").texts()
    if users.spelling("name") is None:
        full = first_and_last(users)
    return told_apart(ids, full, users.column("username").texts())


def _teams(users: SalesforceFrame, roles: SalesforceFrame | None) -> tuple[list[str], str]:
    """One team a user, and where it was taken from."""
    if roles is not None and users.spelling("userroleid"):
        titles = dict(zip(roles.ids("id").texts(), roles.column("name").texts(), strict=True))
        team = lookup(users.ids("userroleid"), titles, lambda _: "")
        if team.labels:
            return team.texts(), tr("the role's name in {names}", names=roles.names)
    for plain in _TEAMS:
        column = users.column(*plain)
        if column.labels:
            return column.texts(), tr(
                "the column {spelling} of {names}", spelling=users.spelling(*plain), names=users.names
            )
    return [""] * len(users), ""
