"""Who is behind a user id, and which users are no persons: the part that every CRM's list of users shares."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from mining.sources.crm.frame import Frame
from mining.sources.crm.robot_names import robots_in
from mining.sources.crm.said_of_people import said_of_people
from mining.sources.crm.told_apart import told_apart
from mining.sources.values.categories import lookup
from models.categorical import Categorical


@dataclass(frozen=True)
class Users:
    """Names by user id, and what is said of people by their names."""

    name: dict[str, str] = field(default_factory=dict)
    roles: dict[str, str] = field(default_factory=dict)

    def named(self, ids: Categorical) -> Categorical:
        """A column of user ids as names; an unknown id stays as it is."""
        return lookup(ids, self.name)


def read_users(
    frame: Frame | None,
    identifier: Sequence[str] = ("id",),
    name: Sequence[str] = ("name", "fullname"),
    address: Sequence[str] = ("email", "username"),
) -> Users:
    """The users of a list: by their name, else by first and last name, else by their address."""
    if frame is None:
        return Users()
    full = frame.column(*name).texts()
    if not any(full):
        full = first_and_last(frame)
    ids = frame.column(*identifier).texts()
    named = told_apart(ids, full, frame.column(*address).texts())
    return Users(named, said_of_people(frame, [named.get(one, "") for one in ids]))


def first_and_last(frame: Frame) -> list[str]:
    """The first and the last name of every user together."""
    pairs = zip(frame.column("firstname").texts(), frame.column("lastname").texts(), strict=True)
    return [" ".join(part for part in pair if part) for pair in pairs]


def robots_among(*columns: Categorical) -> tuple[str, ...]:
    """The names in these columns that are automation by how they are called."""
    return robots_in(label for column in columns for label in column.labels)
