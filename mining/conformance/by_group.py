"""How often a deviation is found in the deals of every team or owner; groups too small to say are counted together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.categorical import MISSING, Categorical
from models.comparison import SMALLEST
from models.deviation import Deviation


@dataclass(frozen=True)
class GroupShare:
    """The deals of one group that show the deviation, of those that were judged for it."""

    name: str
    cases: int
    of: int

    @property
    def rate(self) -> float:
        """Their share."""
        return self.cases / self.of


@dataclass(frozen=True)
class Breakdown:
    """The groups, the highest rate first, and how many are too small to be told apart, with all their deals."""

    groups: tuple[GroupShare, ...]
    small: int
    rest: GroupShare | None


def by_group(deviation: Deviation, group: Categorical, mask: NDArray[np.bool_]) -> Breakdown:
    """Count the cases in `mask` by `group`, which has one entry a case; deals without one are left out.

    A group with fewer than 30 judged deals is not shown by itself: neither its rate nor its people can be told.
    """
    n = len(group.labels)
    known = mask & (group.codes != MISSING)
    judged, shown = deviation.eligible, deviation.cases
    of = np.bincount(group.codes[judged[known[judged]]], minlength=n)
    cases = np.bincount(group.codes[shown[known[shown]]], minlength=n)
    large = [
        GroupShare(group.labels[at], int(cases[at]), int(of[at])) for at in np.flatnonzero(of >= SMALLEST)
    ]
    small = (of > 0) & (of < SMALLEST)
    rest = GroupShare("", int(cases[small].sum()), int(of[small].sum())) if small.any() else None
    return Breakdown(tuple(sorted(large, key=lambda one: (-one.rate, one.name))), int(small.sum()), rest)
