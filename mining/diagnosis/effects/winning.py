"""How often deals are won with and without a deviation: by a horizon, from the gate on, open deals as censored."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mining.diagnosis.effects.adjusted import Adjusted, logistic, mantel_haenszel
from mining.diagnosis.effects.cells import HABIT, Mix, cells_of
from mining.diagnosis.effects.compared import WON, Compared, mix_among
from mining.intervals import newcombe, wilson
from mining.survival.aalen_johansen import OPEN, CumulativeIncidence
from models.diagnosis import Estimate

Floats = NDArray[np.float64]

_ALL = 1e-9
"""A share so close to nothing or all is that but for rounding."""

MOST_ENDED = 0.9
"""The horizon is the time from the gate in which this share of the deals that ended had ended."""


@dataclass(frozen=True, eq=False)
class Winning:
    """The cumulative incidence of winning by `horizon` (days): one estimate a side, and one pseudo-value a deal.

    `adjusted` is None where outcomes do not carry a comparison at equal mix.
    """

    horizon: float
    with_it: Estimate
    without: Estimate
    raw: Estimate
    pseudo: Floats
    adjusted: Adjusted | None


def horizon_of(deals: Compared) -> float | None:
    """How far both sides are followed: None where none ended, or one side was not followed at all."""
    ended = deals.time[deals.end != OPEN]
    if not len(ended):
        return None
    followed = min(incidence.followed_to for _, incidence in deals.followed)
    usual = float(np.quantile(ended, MOST_ENDED)) or float(ended.max())
    horizon = min(usual, followed)
    return horizon if horizon > 0 or followed > 0 else None


def winning(deals: Compared, mix: Mix, horizon: float, fewest: int) -> Winning:
    """Compare both sides, which must have deals; at equal mix only where `fewest` of either are of people with both."""
    mix = mix_among(deals, mix)
    pseudo = np.empty(len(deals.time))
    told = []
    for side, found in deals.followed:
        pseudo[side] = found.pseudo_values(horizon, WON)
        told.append(_effective(found, horizon))
    with_it, without = (_rate(hits, of, n) for hits, of, n in told)
    low, high = newcombe(*told[0][:2], *told[1][:2])
    raw = Estimate(with_it.value - without.value, low, high, len(deals.time))
    cells = cells_of(mix, np.arange(len(pseudo)), pseudo, deals.exposed)
    supported = min(cells.support) >= fewest
    adjusted = logistic(cells) or _by_strata(deals, mix, horizon) if supported else None
    return Winning(horizon, with_it, without, raw, pseudo, adjusted)


def _effective(found: CumulativeIncidence, horizon: float) -> tuple[float, float, int]:
    """Won deals and deals that would have the same spread without censoring, and the deals there are.

    Where all or none are won the spread says nothing, and those that ended by then count.
    """
    n = len(found.place)
    share = min(max(found.by(horizon, WON), 0.0), 1.0)
    if _ALL < share < 1 - _ALL:
        of = share * (1 - share) / float(np.square(found.influence(horizon, WON)).sum())
    else:
        share, of = round(share), max(1.0, float(found.ended[:, found.times <= horizon].sum()))
    return share * of, of, n


def _rate(hits: float, of: float, n: int) -> Estimate:
    interval = wilson(hits, of)
    assert interval is not None, "a side has deals"
    return Estimate(hits / of, *interval, n)


def _by_strata(deals: Compared, mix: Mix, horizon: float) -> Adjusted | None:
    """Where the regression does not settle: strata of rep and mix, on the deals old enough for the horizon."""
    followed = deals.end != OPEN
    latest = deals.zero.max(initial=0)
    old = followed | (deals.time >= horizon)
    oldest_open = deals.zero[~old].min(initial=latest + 1)
    old &= deals.zero < oldest_open
    if not old.any():
        return None
    won = (deals.end[old] == WON) & (deals.time[old] <= horizon)
    stratum, exposed = mix.group[old], deals.exposed[old]
    size = int(stratum.max()) + 1
    counts = [
        np.bincount(stratum[side & flags], minlength=size).astype(np.float64)
        for side in (exposed, ~exposed)
        for flags in (won, np.ones(len(won), dtype=bool))
    ]
    found = mantel_haenszel(*counts)
    return (
        None
        if found is None
        else Adjusted(
            found, tuple(name for name in (HABIT if mix.rep is not None else "", *mix.names) if name)
        )
    )
