"""The calls on all deviations of a check, each in the light of the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mining.diagnosis.habits.judged import Judged, Sellers, judged
from mining.diagnosis.habits.shrinkage import Shrunken, shrunken_rates
from mining.diagnosis.verdicts.whose import Whose, whose
from models.deviation import Deviation, DeviationKey, DeviationType
from models.diagnosis import VerdictKind
from models.progress import Report
from models.thresholds import Thresholds
from resources.translation import tr

MESSAGE = tr("Looking whose each deviation is")
_FOLLOWS = 0.8
"""What is shown in so many deals of another habit of the same people is told with that one."""
_OTHERS = 2
"""Of fewer other stages nobody can say that records lack all alike."""


_Lacking = Mapping[str, tuple[float, float]]
"""By rep how many deals more than expected lack a stage, and of how many."""


@dataclass(frozen=True, eq=False)
class Called:
    """A deviation and whose it is; `told_with` names the habit that it goes along with, None where it stands alone."""

    key: DeviationKey
    whose: Whose
    told_with: DeviationKey | None = None


def calls_of(
    deviations: Sequence[Deviation],
    sellers: Sellers,
    mask: NDArray[np.bool_],
    stages: int,
    thresholds: Thresholds,
    report: Report,
    any_ended: bool = True,
) -> tuple[Called, ...]:
    """Of the behaviour that a deal in `mask` (one flag a case) shows; so many `stages` are documented.

    Nobody is called where none of the deals has ended.
    """
    shown: list[tuple[DeviationKey, Judged, Shrunken]] = []
    for number, deviation in enumerate(deviations):
        report(number / max(1, len(deviations)), MESSAGE)
        deals = judged(deviation, sellers, mask)
        if deviation.key.type.is_behaviour and deals.shown.any():
            everything = np.ones(len(deals.shown), dtype=bool)
            shown.append(
                (deviation.key, deals, shrunken_rates(deals.table(deals.shown), deals.table(everything)))
            )
    lacking = {
        key: {
            name: (float(hits - of * peers), float(of))
            for name, hits, of, peers in zip(deals.reps, deals.hits, deals.of, rates.peers, strict=True)
        }
        for key, deals, rates in shown
        if key.type is DeviationType.SKIPPED
    }
    found = []
    for key, deals, rates in shown:
        others = _elsewhere(key, deals, lacking, stages)
        found.append(Called(key, whose(deals, thresholds, rates, others, any_ended)))
    return _told_together(found)


def _elsewhere(
    key: DeviationKey, deals: Judged, lacking: Mapping[DeviationKey, _Lacking], stages: int
) -> NDArray[np.float64] | None:
    """By how much every rep leaves out the other stages more often than the peers, all deals taken together.

    The stage with the widest gap of them does not count: it may be another habit. Those that nobody left out do, as
    with the deals of this one, but the first stage does not: every record begins with it. None where it is no skip.
    """
    others = [gaps for other, gaps in lacking.items() if other != key]
    never = max(0, stages - 1 - len(lacking))
    if key.type is not DeviationType.SKIPPED or len(others) + never < _OTHERS:
        return None
    found = np.zeros(deals.n_reps)
    for rep, (name, own) in enumerate(zip(deals.reps, deals.of.tolist(), strict=True)):
        gaps = [gaps[name] for gaps in others if name in gaps] + [(0.0, own)] * never
        gaps.sort(key=lambda gap: gap[0] / gap[1])
        counted = gaps[:-1] if len(gaps) > _OTHERS else gaps
        of = sum(gap[1] for gap in counted)
        found[rep] = sum(gap[0] for gap in counted) / of if of else 0.0
    return found


def _told_together(found: list[Called]) -> tuple[Called, ...]:
    """What is beside the flow and comes with a habit in the flow is told with that one."""
    habits = [one for one in found if one.whose.kind is VerdictKind.REP and one.key.type.is_of_flow]
    told = []
    for one in found:
        with_it = None
        if one.whose.kind is VerdictKind.REP and not one.key.type.is_of_flow:
            with_it = _along_with(one, habits)
        told.append(Called(one.key, one.whose, with_it))
    return tuple(told)


def _along_with(one: Called, habits: list[Called]) -> DeviationKey | None:
    """The habits of the same people that its deals are of; the first in the order of the check."""
    mine = one.whose.cases
    for other in habits:
        covered = np.isin(mine, other.whose.cases).mean() if len(mine) else 0.0
        if set(one.whose.who) <= set(other.whose.who) and covered >= _FOLLOWS:
            return other.key
    return None
