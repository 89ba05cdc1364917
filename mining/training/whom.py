"""Whose deals are trained with: everybody's, a team's or one rep's, and what they are called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.case_table import CaseTable
from models.categorical import MISSING, Categorical
from models.training import Group, Whom
from resources.translation import tr


@dataclass(frozen=True)
class Offer:
    """Somebody to train: what they are called, and how many deals they have."""

    whom: Whom
    label: str
    deals: int


def offers(cases: CaseTable, stand_ins: Mapping[str, str]) -> tuple[Offer, ...]:
    """Everybody first, then teams and reps in the order of their labels; `stand_ins` names the reps."""
    found = [Offer(Whom(), whom_label(Whom(), stand_ins), len(cases))]
    for group, column in ((Group.TEAM, cases.team), (Group.REP, cases.owner)):
        counts = np.bincount(column.codes[column.codes != MISSING], minlength=len(column.labels))
        named = [
            Offer(Whom(group, name), whom_label(Whom(group, name), stand_ins), int(counts[code]))
            for code, name in enumerate(column.labels)
            if name and counts[code]
        ]
        found += sorted(named, key=lambda offer: offer.label)
    return tuple(found)


def whom_label(whom: Whom, stand_ins: Mapping[str, str]) -> str:
    """`Everybody`, the name of the team, or the stand-in of the rep."""
    if whom.group is Group.EVERYBODY:
        return tr("Everybody")
    return whom.name if whom.group is Group.TEAM else stand_ins.get(whom.name, whom.name)


def deals_of(cases: CaseTable, whom: Whom) -> NDArray[np.bool_]:
    """One flag a case: is it theirs?"""
    if whom.group is Group.EVERYBODY:
        return np.ones(len(cases), dtype=bool)
    return _is(cases.team if whom.group is Group.TEAM else cases.owner, whom.name)


def _is(column: Categorical, name: str) -> NDArray[np.bool_]:
    if name not in column.labels:
        return np.zeros(len(column), dtype=bool)
    found: NDArray[np.bool_] = column.codes == column.labels.index(name)
    return found
