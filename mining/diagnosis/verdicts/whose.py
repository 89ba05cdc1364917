"""Whose a deviation is: everybody's, a team's, a few reps', or nobody's in particular, in this order."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mining.diagnosis.habits.judged import Judged
from mining.diagnosis.habits.shrinkage import Shrunken, shrunken_rates
from mining.diagnosis.verdicts.rep import Habits, habits_of
from mining.diagnosis.verdicts.team import TeamGap, team_gap
from mining.intervals import wilson
from models.diagnosis import VerdictKind
from models.thresholds import Thresholds

FEWEST_REPS = 2
"""One person is not everybody."""
FEWEST_DEALS = 30
"""Of fewer judged deals, of anybody, nothing is called."""


@dataclass(frozen=True, eq=False)
class Whose:
    """The call on one deviation and the numbers behind it; `habits` and `shrunken` have one entry a rep.

    `low` and `high` are Wilson's interval of the rate over all judged deals, `above` the reps whose shrunken rate is
    above the threshold of everybody's.
    """

    kind: VerdictKind
    judged: Judged
    shrunken: Shrunken
    habits: Habits
    low: float
    high: float
    above: int
    team: TeamGap | None

    @property
    def who(self) -> tuple[str, ...]:
        """The team or the reps it is about."""
        if self.kind is VerdictKind.TEAM and self.team is not None:
            return (self.judged.teams[self.team.team],)
        if self.kind is VerdictKind.REP:
            return tuple(self.judged.reps[rep] for rep in np.flatnonzero(self.habits.called).tolist())
        return ()

    @property
    def cases(self) -> NDArray[np.int32]:
        """The deals with the deviation that it is about, sorted."""
        judged = self.judged
        if self.kind is VerdictKind.TEAM and self.team is not None:
            return judged.cases_of(judged.team_of_rep == self.team.team)
        if self.kind is VerdictKind.REP:
            return judged.cases_of(self.habits.called)
        return np.sort(judged.case[judged.shown]).astype(np.int32)


def whose(
    judged: Judged,
    thresholds: Thresholds,
    shrunken: Shrunken | None = None,
    elsewhere: NDArray[np.float64] | None = None,
    any_ended: bool = True,
) -> Whose:
    """Call it by the rules in their order.

    `shrunken` are the rates of the reps where they are known already. `elsewhere` is how far every rep is above the
    peers in leaving out other stages, None where nobody can say. Nothing is
    called of fewer than `FEWEST_DEALS`, nor where none of the deals has ended (`any_ended`): what is left out may
    still be done. Raises ValueError where no deal was judged.
    """
    n = len(judged.shown)
    interval = wilson(int(judged.shown.sum()), n)
    if interval is None:
        raise ValueError("no deal was judged")
    if shrunken is None:
        shrunken = shrunken_rates(judged.table(judged.shown), judged.table(np.ones(n, dtype=bool)))
    habits = habits_of(judged, shrunken, thresholds, elsewhere)
    if n < FEWEST_DEALS or not any_ended:
        return Whose(VerdictKind.NO_CALL, judged, shrunken, habits, *interval, 0, None)
    above = int((shrunken.mean > thresholds.everybody_rate).sum())
    team = None
    kind = VerdictKind.NO_CALL
    often = judged.n_reps >= FEWEST_REPS and interval[0] > thresholds.everybody_rate
    if often and above >= thresholds.everybody_share * judged.n_reps:
        kind = VerdictKind.EVERYBODY
    if kind is VerdictKind.NO_CALL and (team := team_gap(judged, thresholds)) is not None:
        kind = VerdictKind.TEAM
    if kind is VerdictKind.NO_CALL and habits.called.any():
        kind = VerdictKind.REP
    return Whose(kind, judged, shrunken, habits, *interval, above, team)
