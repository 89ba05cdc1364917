"""Groups that are too small to be told by themselves: whoever knows the team knows then who it is about.

The one place that says how small is too small, for reports, tables and rankings.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np

from models.event_log import EventLog
from resources.translation import tr

FEWEST_PEOPLE = 5
"""Whoever knows a group of fewer people knows who is meant."""
FEWEST_DEALS = 30
"""In fewer deals nobody can be told from chance."""

G = TypeVar("G", bound=Hashable)


@dataclass(frozen=True)
class GroupSize:
    """How many people a group has, and how many deals."""

    people: int
    deals: int


@dataclass(frozen=True)
class Told(Generic[G]):
    """The groups that may be told by themselves, and those that are told together, in the order given.

    Where nothing can be told together without giving somebody away, `together` is not told at all (`is_hidden`).
    """

    alone: tuple[G, ...]
    together: tuple[G, ...] = ()
    is_hidden: bool = False


def may_be_told(size: GroupSize) -> bool:
    """Whether a group of this size may be ranked and shown by itself."""
    return size.people >= FEWEST_PEOPLE and size.deals >= FEWEST_DEALS


def why_not_told(size: GroupSize) -> str:
    """Why a group is not told by itself, in a sentence; empty where it is."""
    if may_be_told(size):
        return ""
    return tr(
        "Groups of fewer than {people} people or {deals} deals are not shown by themselves.",
        people=FEWEST_PEOPLE,
        deals=FEWEST_DEALS,
    )


def told(sizes: Mapping[G, GroupSize]) -> Told[G]:
    """Which groups may be told by themselves, where their sum is told as well.

    Where a single small group is left out, it is the total less the others. So small groups are told together, and
    where all of them together are still too small, the smallest of the others joins them, as often as needed. Where
    that leaves nothing, nothing but the total is told.
    """
    small = [group for group, size in sizes.items() if not may_be_told(size)]
    if not small:
        return Told(tuple(sizes))
    large = sorted((group for group in sizes if group not in small), key=lambda one: _rank(sizes[one]))
    joined = set(small)
    while large and not _stands(joined, sizes):
        joined.add(large.pop(0))
    alone = tuple(group for group in sizes if group not in joined)
    together = tuple(group for group in sizes if group in joined)
    return Told(alone, together, is_hidden=not _stands(joined, sizes))


def sizes_of(
    log: EventLog, groups: Sequence[str] | Iterable[str], of_case: Sequence[str]
) -> dict[str, GroupSize]:
    """How many different owners and how many deals every one of `groups` has; `of_case` names that of every case."""
    owners: dict[str, set[int]] = {group: set() for group in groups}
    deals = dict.fromkeys(owners, 0)
    for group, owner in zip(of_case, log.cases.owner.codes.tolist(), strict=True):
        if group in owners:
            owners[group].add(owner)
            deals[group] += 1
    return {group: GroupSize(len(owners[group] - {-1}), deals[group]) for group in owners}


def team_sizes(log: EventLog) -> dict[str, GroupSize]:
    """The size of every team, in the order of its name; deals without a team are none."""
    teams = log.cases.team
    used = sorted(teams.labels[code] for code in np.unique(teams.codes[teams.codes >= 0]).tolist())
    return sizes_of(log, used, teams.texts())


def _stands(joined: set[G], sizes: Mapping[G, GroupSize]) -> bool:
    """Whether they are told together: at least two of them, so that the sum is none of them, and not too few."""
    people = sum(sizes[group].people for group in joined)
    deals = sum(sizes[group].deals for group in joined)
    return len(joined) > 1 and may_be_told(GroupSize(people, deals))


def _rank(size: GroupSize) -> tuple[int, int]:
    return size.deals, size.people
