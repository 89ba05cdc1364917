"""Which role of the process every person of a log has: as the user says, else as the CRM does, else unknown."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from mining.journey.people import role_column, role_said, teams_of_owners, ways_of_role
from mining.process.roles import roles_of
from models.categorical import MISSING
from models.event_log import EventLog
from models.label import key
from models.sales_process import SalesProcess

NO_ROLE = -1
"""Stands for a person whose role is not known."""


def roles_of_people(log: EventLog, process: SalesProcess, chosen: Mapping[str, str]) -> NDArray[np.int32]:
    """One entry a label of `log.resource`: which of the roles of the process, counted in their order, or `NO_ROLE`.

    `chosen` (person to short name) comes first. Else a person has the role that most of the own events name by short
    name or title, and where no event names one, that of the team of the own deals. Nobody's role is guessed from what
    the person does: a wrong role would then never be seen.
    """
    roles = list(roles_of(process))
    found = np.full(len(log.resource.labels), NO_ROLE, dtype=np.int32)
    if not roles or not len(found):
        return found
    ways = role_ways(process)
    for told in (_of_teams(log, ways), _of_events(log, ways, len(roles))):
        found = np.where(told != NO_ROLE, told, found)
    for number, person in enumerate(log.resource.labels):
        found[number] = ways.get(key(chosen.get(person, "")), found[number])
    return found


def role_ways(process: SalesProcess) -> Mapping[str, int]:
    """The number of the role for every way to say it, as `models.label.key` has them."""
    titles = roles_of(process)
    return {way: number for number, role in enumerate(titles) for way in ways_of_role(role, titles)}


def role_named(text: str, ways: Mapping[str, int]) -> int:
    """The role that a text says (see `role_said`), `NO_ROLE` where it says none."""
    return ways.get(role_said(text, ways), NO_ROLE)


def _of_events(log: EventLog, ways: Mapping[str, int], roles: int) -> NDArray[np.int32]:
    """The role that most events of a person name."""
    people, column = len(log.resource.labels), role_column(log)
    if column is None:
        return np.full(people, NO_ROLE, dtype=np.int32)
    named = np.array([*(role_named(text, ways) for text in column.labels), NO_ROLE], dtype=np.int64)
    role, person = named[column.codes], log.resource.codes
    known = (role != NO_ROLE) & (person != MISSING)
    counts = np.bincount(person[known] * roles + role[known], minlength=people * roles).reshape(people, roles)
    return np.where(counts.any(axis=1), counts.argmax(axis=1), NO_ROLE).astype(np.int32)


def _of_teams(log: EventLog, ways: Mapping[str, int]) -> NDArray[np.int32]:
    """The role that the team of most deals of a person is called as."""
    team = teams_of_owners(log)
    named = [role_named(team.get(key(person), ""), ways) for person in log.resource.labels]
    return np.array(named, dtype=np.int32)


def named_roles(log: EventLog, process: SalesProcess, role_of_person: NDArray[np.int32]) -> dict[str, str]:
    """The short name of the role by the name of the person, of those whose role is known."""
    roles = list(roles_of(process))
    pairs = zip(log.resource.labels, role_of_person.tolist(), strict=True)
    return {person: roles[role] for person, role in pairs if role != NO_ROLE}


def said_of(log: EventLog) -> list[str]:
    """One text a label of `log.resource`: what most of the person's events say of the person, empty where none do."""
    people, column = len(log.resource.labels), role_column(log)
    if column is None:
        return [""] * people
    known = (column.codes != MISSING) & (log.resource.codes != MISSING)
    size = max(1, len(column.labels))
    pairs = log.resource.codes[known].astype(np.int64) * size + column.codes[known]
    counts = np.bincount(pairs, minlength=people * size).reshape(people, size)
    best, said = counts.argmax(axis=1).tolist(), counts.sum(axis=1).tolist()
    return [column.labels[at] if times else "" for at, times in zip(best, said, strict=True)]
