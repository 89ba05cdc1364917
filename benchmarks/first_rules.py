"""The verdict rules as first written down, for comparison: moments, plain tails and lower bounds."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.stats import betabinom, chi2

from mining.diagnosis.habits.judged import Judged
from mining.intervals import wilson
from mining.significance import false_discovery_rates
from models.diagnosis import VerdictKind
from models.thresholds import Thresholds

Numbers = NDArray[np.float64]


def first_call(
    judged: Judged, won: NDArray[np.bool_], rep: NDArray[np.int32], target: float, limits: Thresholds
) -> VerdictKind:
    """The call by the first rules that are met; `won` and `rep` are of closed conforming deals."""
    hits, of = judged.hits, judged.of
    interval = wilson(int(hits.sum()), int(of.sum()))
    shrunken, _ = _shrunken(hits, of)
    often = interval is not None and interval[0] > limits.everybody_rate
    if often and (shrunken > limits.everybody_rate).mean() >= limits.everybody_share:
        return VerdictKind.EVERYBODY
    if _team(hits / of, judged.team_of_rep, limits):
        return VerdictKind.TEAM
    if _rep(hits, of, judged, limits):
        return VerdictKind.REP
    return _strategy(won, rep, target, limits)


def _shrunken(hits: Numbers, of: Numbers) -> tuple[Numbers, float]:
    """Beta-binomial by moments: posterior means, and the size of the prior."""
    mean = float(hits.sum() / of.sum())
    spread = float(np.var(hits / of, ddof=1)) - mean * (1 - mean) * float((1 / of).mean())
    size = max(1.0, mean * (1 - mean) / max(spread, 1e-4) - 1)
    return (hits + size * mean) / (of + size), size


def _team(rates: Numbers, team: NDArray[np.int32], limits: Thresholds) -> bool:
    random = np.random.default_rng(0)
    gaps = np.array([rates[team == one].mean() - rates[team != one].mean() for one in np.unique(team)])
    best = int(np.argmax(gaps))
    if gaps[best] <= limits.team_gap:
        return False
    if (rates[team == best] > rates[team != best].mean()).mean() < limits.team_share:
        return False
    nulls = [
        max(mixed[team == one].mean() - mixed[team != one].mean() for one in np.unique(team))
        for mixed in (random.permutation(rates) for _ in range(499))
    ]
    return (1 + sum(null >= gaps[best] for null in nulls)) / 500 < limits.team_p


def _rep(hits: Numbers, of: Numbers, judged: Judged, limits: Thresholds) -> bool:
    tails, gaps = [], []
    shrunken, _ = _shrunken(hits, of)
    for rep in range(len(of)):
        others = np.arange(len(of)) != rep
        peers, size = _shrunken(hits[others], of[others])
        mean = float(hits[others].sum() / of[others].sum())
        tails.append(float(betabinom.sf(hits[rep] - 1, of[rep], max(mean * size, 1e-3), (1 - mean) * size)))
        gaps.append(float(shrunken[rep] - peers.mean()))
    q = np.array(false_discovery_rates(tails))
    raised = (q <= limits.rep_q) & (np.array(gaps) > limits.rep_gap)
    return 0 < raised.sum() <= limits.rep_share * len(of)


def _strategy(
    won: NDArray[np.bool_], rep: NDArray[np.int32], target: float, limits: Thresholds
) -> VerdictKind:
    k, n = np.bincount(rep, won), np.bincount(rep).astype(np.float64)
    k, n = k[n > 0], n[n > 0]
    interval = wilson(int(k.sum()), int(n.sum()))
    if interval is None or interval[1] >= target:
        return VerdictKind.NO_CALL
    rate = k.sum() / n.sum()
    differ = (
        float(chi2.sf((np.square(k - n * rate) / (n * rate * (1 - rate))).sum(), len(n) - 1)) < limits.skill_p
    )
    best = np.argsort(-k / n)[: max(1, len(n) // 4)]
    top = wilson(int(k[best].sum()), int(n[best].sum()))
    assert top is not None
    if not differ or top[1] < target:
        return VerdictKind.UNOBTAINABLE
    return VerdictKind.SKILL if top[0] > limits.best_share * target else VerdictKind.NO_CALL
