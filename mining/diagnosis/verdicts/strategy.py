"""Whether the strategy can be met: the win rate of conforming deals, its level against its spread between reps."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, sqrt

import numpy as np
from numpy.typing import NDArray

from mining.diagnosis.habits.shrinkage import DISPERSIONS, log_beta_binomial, widths
from mining.diagnosis.verdicts.spread import best_quarter, evidence_of_two_kinds
from mining.intervals import wilson
from models.categorical import MISSING
from models.diagnosis import VerdictKind
from models.thresholds import Thresholds

Numbers = NDArray[np.float64]
Mask = NDArray[np.bool_]

STRONG = 4.2
"""The log of 67 to one: so much more likely the data have to be if some reps reach their part of the target."""
_AS_LIKELY_AS_NOT = 0.5
FEWEST_REPS = 6
_SHRINK = 5.0
_TURNS = 12
_LEAST = 0.002
_NEAR = 0.97
"""A target that is missed by less than three hundredths of it is not called missed."""


@dataclass(frozen=True, eq=False)
class StrategyCall:
    """The call, and the numbers behind it.

    `rate` with `low` and `high` is the win rate of conforming deals (`n` of them), clustered by rep. `p` is that of the
    test whether reps differ at equal mix, `best` with its interval what the best quarter of the reps wins, and
    `reaching` how likely that is `best_share` of the target or more. `short` says that the whole interval is below the
    target, by more than next to nothing; where it is not, or the reps are too few, the rest is None.
    """

    kind: VerdictKind
    rate: float
    low: float
    high: float
    n: int
    reps: int
    p: float | None = None
    best: float | None = None
    best_low: float | None = None
    best_high: float | None = None
    reaching: float | None = None
    short: bool = False


def strategy_call(
    rep: NDArray[np.int32],
    stratum: NDArray[np.int32],
    won: Mask,
    weight: Numbers,
    target: float,
    thresholds: Thresholds,
    open_factor: float = 1.0,
) -> StrategyCall | None:
    """Judge closed conforming deals, one entry each; None where there are fewer than `fewest`.

    `rep` and `stratum` number from 0 (`MISSING` for a rep unknown), `weight` is what a deal stands for, `open_factor`
    what open deals make of the win rate: the reading that is kinder to the strategy counts for a shortfall.
    """
    if len(won) < thresholds.fewest:
        return None
    rate = float((weight * won).sum() / weight.sum())
    scale = _worth(rate, won, weight) / weight.sum()
    n_reps = int(rep.max(initial=MISSING)) + 1
    known = rep != MISSING
    k = np.bincount(rep[known], (weight * won)[known], n_reps) * scale
    n = np.bincount(rep[known], weight[known], n_reps) * scale
    expected = _expected(rep, stratum, won, weight, n_reps)
    used = n > 0
    k, n, expected = k[used], n[used], expected[used]
    effective = float(weight.sum() * scale)
    low, high = _clustered(rate, effective, n, _dispersion(k, n, expected))
    kinder = max(1.0, open_factor)
    short = high * kinder < _NEAR * target
    if not short or len(n) < FEWEST_REPS:
        return StrategyCall(VerdictKind.NO_CALL, rate, low, high, len(won), len(n), short=short)
    at = min(max(rate, _LEAST), 1 - _LEAST)
    wanted = thresholds.best_share * target
    best = best_quarter(k, n, expected, at)
    odds, p = evidence_of_two_kinds(k, n, expected, at, wanted / kinder)
    reaching = float((best * kinder >= wanted).mean())
    best_low, best_high = (float(one) for one in np.quantile(best, (0.025, 0.975)))
    kind = VerdictKind.NO_CALL
    differ = p < thresholds.skill_p
    if differ and odds >= STRONG:
        kind = VerdictKind.SKILL
    elif odds < STRONG and (not differ or reaching < _AS_LIKELY_AS_NOT):
        kind = VerdictKind.UNOBTAINABLE
    return StrategyCall(
        kind, rate, low, high, len(won), len(n), p, float(best.mean()), best_low, best_high, reaching, short
    )


def _worth(rate: float, won: Mask, weight: Numbers) -> float:
    """How many deals of equal weight would tell the win rate as well.

    Won deals came furthest and stand for the most, so that they are counted with their weight as those of a ratio
    estimator: rate (1 - rate) (sum of w)^2 / sum of w^2 (won - rate)^2; Cochran (1977), Sampling techniques, section
    6.4. Where all are won, or none, Kish's (sum of w)^2 / sum of w^2.
    """
    if not 0 < rate < 1:
        return float(weight.sum() ** 2 / np.square(weight).sum())
    return float(rate * (1 - rate) * weight.sum() ** 2 / np.square(weight * (won - rate)).sum())


def _expected(
    rep: NDArray[np.int32], stratum: NDArray[np.int32], won: Mask, weight: Numbers, n_reps: int
) -> Numbers:
    """What every rep would win with the same deals if all reps were alike.

    The win rate of a deal is taken as a factor of its stratum times one of its rep, found in turns; those of reps are
    drawn to 1. So a stratum does not seem easy because good reps have much of it.
    """
    strata = int(stratum.max(initial=0)) + 1
    known = rep != MISSING
    cells = rep[known].astype(np.int64) * strata + stratum[known]
    of = np.bincount(cells, weight[known], n_reps * strata).reshape(n_reps, strata)
    wins = np.bincount(cells, (weight * won)[known], n_reps * strata).reshape(n_reps, strata)
    rate = wins.sum() / max(of.sum(), 1e-9)
    factor = np.ones(n_reps)
    of_stratum = np.full(strata, rate)
    for _ in range(_TURNS):
        of_stratum = (wins.sum(axis=0) + _SHRINK * rate) / (factor @ of + _SHRINK)
        factor = (wins.sum(axis=1) + _SHRINK) / (of @ of_stratum + _SHRINK)
    expected = of @ of_stratum
    expected *= wins.sum() / max(expected.sum(), 1e-9)
    return np.asarray(np.clip(expected / np.maximum(of.sum(axis=1), 1e-9), 0.005, 0.995))


def _dispersion(k: Numbers, n: Numbers, expected: Numbers) -> float:
    """The posterior mean of the correlation of two deals of one rep; 0 where there is one rep."""
    if len(k) < 2:
        return 0.0
    logs = log_beta_binomial(k, n, expected).sum(axis=0)
    weight = widths() * np.exp(logs - logs.max())
    return float(DISPERSIONS @ weight / weight.sum())


def _clustered(rate: float, effective: float, n: Numbers, dispersion: float) -> tuple[float, float]:
    """Wilson's interval for as many independent deals as the clusters of reps are worth."""
    size = float(np.square(n).sum() / n.sum()) if len(n) else 1.0
    worth = effective / (1 + max(0.0, size - 1) * dispersion)
    interval = wilson(rate * worth, worth)
    assert interval is not None
    return interval


def deals_to_tell(rate: float, target: float) -> int | None:
    """How many conforming deals it would take for this rate to be told from the target, None where it is above it."""
    if rate >= target:
        return None
    z = 1.96 + 0.84
    return ceil((z * sqrt(target * (1 - target)) / (target - rate)) ** 2)
