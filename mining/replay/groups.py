"""Puts the deals of a replay into a few groups that can be told apart: by how they end, by owner, by team."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from models.case_table import CaseTable, Outcome
from models.categorical import Categorical
from models.replay import CaseGroups
from resources.translation import tr

MOST = 8
"""So many colours can be told apart; everybody else is one more group."""

OTHERS = tr("Others")
_OUTCOMES = {
    Outcome.WON: tr("Won"),
    Outcome.LOST: tr("Lost"),
    Outcome.OPEN: tr("Open"),
    Outcome.UNKNOWN: tr("Unknown"),
}


def by_outcome(cases: CaseTable, mask: NDArray[np.bool_]) -> CaseGroups:
    """Won, lost, open and unknown, in this order, all four of them whether there are any or not."""
    place = np.zeros(len(Outcome), dtype=np.int16)
    place[[int(outcome) for outcome in _OUTCOMES]] = np.arange(len(_OUTCOMES))
    of_case = place[cases.outcome]
    return CaseGroups(of_case, tuple(_OUTCOMES.values()), _counts(of_case, mask, len(_OUTCOMES)))


def by_column(column: Categorical, mask: NDArray[np.bool_]) -> CaseGroups:
    """The values with the most cases in `mask`, at most eight, and the others, those without a value among them."""
    n = len(column.labels)
    totals = np.bincount(column.codes[mask] + 1, minlength=n + 1)[1:]
    order = sorted(np.flatnonzero(totals).tolist(), key=lambda code: (-totals[code], column.labels[code]))
    chosen = order[:MOST]
    place = np.full(n + 1, len(chosen), dtype=np.int16)  # the last one is what MISSING (-1) points to
    place[chosen] = np.arange(len(chosen))
    of_case = place[column.codes]
    labels = (*(column.labels[code] for code in chosen), OTHERS)
    return CaseGroups(of_case, labels, _counts(of_case, mask, len(labels)))


def _counts(of_case: NDArray[np.int16], mask: NDArray[np.bool_], groups: int) -> tuple[int, ...]:
    return tuple(np.bincount(of_case[mask], minlength=groups).tolist())
