"""In which role the people of a log are: as its events say, or else as the teams of the deals they own say."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from mining.journey.matching import Labels, quoted
from mining.sources.table.columns import plain_name
from models.categorical import MISSING, Categorical
from models.event_log import EventLog
from models.label import key
from resources.translation import tr

_COLUMNS = ("role", "userrole", "orgrole", "ownerrole", "department")
"""What a column of the events that says it may be called, as `plain_name` has it."""


def role_column(log: EventLog) -> Categorical | None:
    """What the events say of the person who did them, None where they say nothing."""
    return next((c for name, c in log.extra.items() if plain_name(name) in _COLUMNS and c.labels), None)


def role_said(text: str, ways: Collection[str]) -> str:
    """Which of the ways to say a role (as `models.label.key` has them) a text says, empty where none.

    Of its parts (split by semicolons) the first that is one of them; else the first that begins with one of several
    words, the longest: "Deal desk analyst" says "deal desk", while "Sales manager" does not say "sales".
    """
    parts = [key(part) for part in text.split(";")]
    whole = next((part for part in parts if part in ways), "")
    if whole:
        return whole
    several = sorted((way for way in ways if " " in way), key=len, reverse=True)
    return next((way for part in parts for way in several if part.startswith(f"{way} ")), "")


def ways_of_role(role: str, titles: Mapping[str, str]) -> frozenset[str]:
    """Every way to say a role, as `models.label.key` has it: its short name and its title in `titles`."""
    pairs = {(key(short), key(title)) for short, title in titles.items()}
    return frozenset({key(role)}.union(*(pair for pair in pairs if key(role) in pair)))


def teams_of_owners(log: EventLog) -> Mapping[str, str]:
    """The team of most deals of every owner, both as they are compared."""
    owner, team = log.cases.owner, log.cases.team
    known = (owner.codes != MISSING) & (team.codes != MISSING)
    if not known.any():
        return {}
    shape = (len(owner.labels), len(team.labels))
    pairs = np.ravel_multi_index((owner.codes[known], team.codes[known]), shape)
    counts = np.bincount(pairs, minlength=shape[0] * shape[1]).reshape(shape)
    return {
        key(name): key(team.labels[best])
        for name, best, deals in zip(
            owner.labels, counts.argmax(axis=1).tolist(), counts.sum(axis=1).tolist(), strict=True
        )
        if deals
    }


class Roles:
    """The roles of people; `titles` are the roles of the process, `FIN: Finance`: either name of one means it."""

    def __init__(self, log: EventLog, titles: Mapping[str, str]) -> None:
        self._log = log
        self._titles = titles

    def has(self, events: NDArray[np.int64], role: str) -> NDArray[np.bool_]:
        """One flag an event: was it done by somebody in the role?"""
        wanted = self._ways(role)
        if self._column is not None:
            by_event = Labels.of(self._column, lambda text: bool(role_said(text, wanted)))
            if by_event.flags.any():
                return by_event.at(self._column.codes[events])
        people = self._log.resource
        return self._in_team(people, wanted).at(people.codes[events])

    def person_has(self, people: Categorical, role: str) -> NDArray[np.bool_]:
        """One flag an entry: is this person in the role?"""
        return self._in_team(people, self._ways(role)).at(people.codes)

    def why_none(self, role: str) -> str:
        """Why nobody in the role did anything."""
        if self._column is None and not self._team_of:
            return tr("the log does not say in which role or team people are")
        return tr("nobody in the role {value} did any of them", value=quoted((self._titles.get(role, role),)))

    def _ways(self, role: str) -> frozenset[str]:
        """Every way to say the role."""
        return ways_of_role(role, self._titles)

    def _in_team(self, people: Categorical, wanted: frozenset[str]) -> Labels:
        return Labels.of(people, lambda name: self._team_of.get(key(name), "") in wanted)

    @cached_property
    def _column(self) -> Categorical | None:
        return role_column(self._log)

    @cached_property
    def _team_of(self) -> Mapping[str, str]:
        return teams_of_owners(self._log)
