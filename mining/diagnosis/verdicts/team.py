"""Whether one team reads the steps differently: its reps against all ways to deal the same reps out to teams."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from math import comb

import numpy as np
from numpy.typing import NDArray

from mining.diagnosis.habits.judged import Judged
from mining.diagnosis.habits.mix import expected_rates
from mining.intervals import newcombe
from models.categorical import MISSING
from models.thresholds import Thresholds

Numbers = NDArray[np.float64]

FEWEST_REPS = 3
"""A team of fewer counted reps has no reading of its own."""
FEWEST_DEALS = 30
"""Nor has one with fewer judged deals."""
_DEALT = 9_999
_ALL = 20_000


@dataclass(frozen=True)
class TeamGap:
    """A team's rate, that of the others at the team's mix, and how likely such a gap is by chance."""

    team: int
    hits: int
    of: int
    others: float
    other_hits: int
    other_of: int
    low: float
    high: float
    raised: int
    reps: int
    p: float

    @property
    def gap(self) -> float:
        """How far the team is above the others at its mix."""
        return self.hits / self.of - self.others


def team_gap(judged: Judged, thresholds: Thresholds) -> TeamGap | None:
    """The team with the widest gap that the rule is met for, None where it is for none.

    Its reps are dealt out to teams of the same sizes anew: `p` is the share of ways in which some team is as far from
    the others, in standard errors of reps alike, as this one is.
    """
    teams = judged.team_of_rep
    known = teams != MISSING
    sizes = np.bincount(teams[known], minlength=len(judged.teams))
    if (sizes > 0).sum() < 2:
        return None
    met = [
        gap
        for team in np.flatnonzero(sizes >= FEWEST_REPS).tolist()
        if (gap := _gap(judged, team, thresholds)) is not None
    ]
    if not met:
        return None
    widest = max(met, key=lambda one: one.gap)
    rates = _mixed_rates(judged)[known]
    p = permutation_p(rates, teams[known], widest.team)
    if p >= thresholds.team_p:
        return None
    return TeamGap(**{**widest.__dict__, "p": p})


def _gap(judged: Judged, team: int, thresholds: Thresholds) -> TeamGap | None:
    """The gap of a team, None where it is too narrow or too few of its reps are raised."""
    inside = judged.team_of_rep == team
    hits, of = judged.table(judged.shown), judged.table(np.ones(len(judged.shown), dtype=bool))
    mine, outside = int(hits[inside].sum()), ~inside
    total, other_total = int(of[inside].sum()), int(of[outside].sum())
    if total < FEWEST_DEALS or not other_total:
        return None
    two = np.stack([hits[inside].sum(axis=0), hits[outside].sum(axis=0)])
    two_of = np.stack([of[inside].sum(axis=0), of[outside].sum(axis=0)])
    others = float(expected_rates(two, two_of, np.ones(2))[0])
    gap = mine / total - others
    own = judged.hits[inside] / np.maximum(judged.of[inside], 1)
    raised = int((own > others + thresholds.team_gap / 2).sum())
    if gap <= thresholds.team_gap or raised < thresholds.team_share * inside.sum():
        return None
    other_hits = int(hits[outside].sum())
    low, high = newcombe(mine, total, other_hits, other_total)
    return TeamGap(
        team, mine, total, others, other_hits, other_total, low, high, raised, int(inside.sum()), 1.0
    )


def _mixed_rates(judged: Judged) -> Numbers:
    """How far every rep is above what all reps would show at the same mix."""
    hits, of = judged.table(judged.shown), judged.table(np.ones(len(judged.shown), dtype=bool))
    rate = hits.sum(axis=0) / np.maximum(of.sum(axis=0), 1)
    return np.asarray((hits.sum(axis=1) - of @ rate) / np.maximum(of.sum(axis=1), 1))


def permutation_p(rates: Numbers, team: NDArray[np.int32], chosen: int) -> float:
    """The share of ways to deal `rates` out to teams of these sizes in which some team stands out as far as `chosen`.

    How far is the mean of the team less that of all, times the root of (size / (1 - size / all)). All ways are counted
    where there are two teams and at most 20,000 of them, else 9,999 are drawn (always the same) and the actual one
    counts too: Phipson and Smyth (2010), Permutation P-values should never be zero.
    """
    sizes = np.bincount(team)
    sizes = sizes[sizes > 0]
    actual = _standing(rates[team == chosen].sum()[None], np.array([(team == chosen).sum()]), rates)[0]
    n = len(rates)
    if len(sizes) == 2 and comb(n, int(sizes[0])) <= _ALL:
        first = int(sizes[0])
        sums = np.array([rates[list(some)].sum() for some in combinations(range(n), first)])
        ways = np.stack([sums, rates.sum() - sums], axis=1)
        furthest = _standing(ways, sizes, rates).max(axis=1)
        return float((furthest >= actual - 1e-12).mean())
    random = np.random.default_rng(0)
    drawn = random.permuted(np.tile(rates, (_DEALT, 1)), axis=1)
    ends = np.cumsum(sizes)
    sums = np.add.reduceat(drawn, np.concatenate(([0], ends[:-1])), axis=1)
    furthest = _standing(sums, sizes, rates).max(axis=1)
    return float(((furthest >= actual - 1e-12).sum() + 1) / (_DEALT + 1))


def _standing(sums: Numbers, sizes: NDArray[np.int64], rates: Numbers) -> Numbers:
    """How far teams of these sizes with these sums of rates are above the mean of all."""
    return np.asarray((sums / sizes - rates.mean()) * np.sqrt(sizes / (1 - sizes / len(rates))))
