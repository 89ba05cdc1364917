"""Groups that are too small to be told by themselves: whoever knows the team knows then who it is about.

The one place that says how small is too small, for reports, tables and rankings.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from models.categorical import MISSING
from models.event_log import EventLog

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


def team_sizes(log: EventLog, mask: NDArray[np.bool_] | None = None) -> dict[str, GroupSize]:
    """How many owners and deals every team has, in the order of its name; deals without a team are none.

    Counted are the deals in `mask` (one flag a case), None for all.
    """
    cases = log.cases
    owners, teams = cases.owner.codes, cases.team.codes
    if mask is not None:
        owners, teams = owners[mask], teams[mask]
    sizes = {}
    for code in np.unique(teams[teams != MISSING]).tolist():
        own = owners[teams == code]
        sizes[cases.team.labels[code]] = GroupSize(len(np.unique(own[own != MISSING])), len(own))
    return dict(sorted(sizes.items()))


def _stands(joined: set[G], sizes: Mapping[G, GroupSize]) -> bool:
    """Whether they are told together: at least two of them, so that the sum is none of them, and not too few."""
    people = sum(sizes[group].people for group in joined)
    deals = sum(sizes[group].deals for group in joined)
    return len(joined) > 1 and may_be_told(GroupSize(people, deals))


def _rank(size: GroupSize) -> tuple[int, int]:
    return size.deals, size.people
