"""How far reps differ in what they win, and what the best quarter of them does."""

from __future__ import annotations

from math import ceil

import numpy as np
from numpy.typing import NDArray

from mining.diagnosis.habits.shrinkage import DISPERSIONS, log_beta_binomial

Numbers = NDArray[np.float64]

DRAWS = 2_000
_NULLS = 999
_SHARES = np.array([0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5])
"""Shares of the reps that may be the better ones."""
_SHIFTS = np.linspace(-1.8, 1.8, 37)
"""What is better or worse, in log odds from the mean at equal mix."""
_APART = 0.35
"""Two kinds of reps are at least so far apart."""
_NARROW = 4
"""The dispersions (the first of them) that reps of one kind may have among themselves."""
_ALIKE_AT_MOST = 8
_BETTER = np.array([0.95, 1.05, 1.2])


def evidence_of_two_kinds(
    k: Numbers, n: Numbers, expected: Numbers, rate: float, wanted: float
) -> tuple[float, float]:
    """How much more likely the data are if some reps reach `wanted`, as the log of a ratio, and the p-value of none.

    The likelihood of two kinds of reps (a tenth to a half of them around `wanted`, the others where the mean then has
    to be), averaged, over that of one kind; the p-value by 999 draws in which all win as expected. `k` of `n` need not
    be whole.
    """
    whole = np.maximum(1, np.round(n))
    random = np.random.default_rng(0)
    actual = float(
        _two_kinds_over_one((k * whole / np.maximum(n, 1e-9))[None], whole, expected, rate, wanted)[0]
    )
    nulls = random.binomial(whole.astype(np.int64), expected, (_NULLS, len(n))).astype(np.float64)
    drawn = _two_kinds_over_one(nulls, whole, expected, rate, wanted)
    return actual, float(((drawn >= actual).sum() + 1) / (_NULLS + 1))


def _two_kinds_over_one(k: Numbers, n: Numbers, expected: Numbers, rate: float, wanted: float) -> Numbers:
    """The log of the likelihood ratio: `k` has a row a sample and a column a rep."""
    base = _log_odds(expected)
    sums = []
    for share in _SHARES.tolist():
        for part in _BETTER.tolist():
            best = min(0.95, max(wanted * part, rate * 1.05))
            rest = (rate - share * best) / (1 - share)
            if rest < 0.2 * rate:
                continue
            up, down = _log_odds(np.array([best, rest])) - _log_odds(np.array(rate))
            better, worse = (_log_ratio(k, n, base, shift) for shift in (float(up), float(down)))
            sums.append(np.logaddexp(np.log(share) + better, np.log1p(-share) + worse).sum(axis=1))
    return np.asarray(np.logaddexp.reduce(sums, axis=0)) if sums else np.zeros(len(k))


def _log_ratio(k: Numbers, n: Numbers, base: Numbers, shift: float) -> Numbers:
    """The log of the binomial probability at shifted log odds over that at the expected ones."""
    return np.asarray(k * shift + n * (np.log1p(np.exp(base)) - np.log1p(np.exp(base + shift))))


def best_quarter(k: Numbers, n: Numbers, expected: Numbers, rate: float) -> Numbers:
    """Draws of the mean win rate of the reps who are truly the best quarter, at the mix of all deals.

    Reps are of one kind, more or less alike (beta-binomial), or of two, which is as likely before the data. Who is best
    is drawn anew each time from what the data say of every rep, so that the lucky are not taken for the good.
    """
    alike = log_beta_binomial(k, n, expected)[:, :_ALIKE_AT_MOST].sum(axis=0)
    pairs, shares, each = _kinds(k, n, expected)
    two = _log_of_two(each, pairs, shares)
    one_kind, two_kinds = _log_mean(alike), _log_mean(two)
    random = np.random.default_rng(0)
    of_one = random.random(DRAWS) < 1 / (1 + np.exp(np.clip(two_kinds - one_kind, -700, 700)))
    best = max(1, ceil(len(k) / 4))
    draws = np.empty(DRAWS)
    draws[of_one] = _of_one_kind(k, n, expected, rate, alike, int(of_one.sum()), best, random)
    chosen = random.choice(len(two), int((~of_one).sum()), p=_weights(two))
    draws[~of_one] = _of_two_kinds(each, pairs[chosen], shares[chosen], rate, best, random)
    return draws


def _kinds(k: Numbers, n: Numbers, expected: Numbers) -> tuple[NDArray[np.int64], Numbers, Numbers]:
    """Every pair of shifts (worse, better) with every share of better reps; and the log likelihood by rep and shift."""
    rates = 1 / (1 + np.exp(-(_log_odds(expected)[:, None] + _SHIFTS)))
    flat = log_beta_binomial(np.repeat(k, len(_SHIFTS)), np.repeat(n, len(_SHIFTS)), rates.ravel())
    each = np.logaddexp.reduce(flat[:, :_NARROW], axis=1).reshape(rates.shape) - np.log(_NARROW)
    worse, better = np.nonzero(_SHIFTS[None, :] - _SHIFTS[:, None] >= _APART)
    pairs = np.repeat(np.stack([worse, better], axis=1), len(_SHARES), axis=0)
    return pairs, np.tile(_SHARES, len(worse)), each


def _log_of_two(each: Numbers, pairs: NDArray[np.int64], shares: Numbers) -> Numbers:
    total = np.zeros(len(shares))
    low, high = np.log1p(-shares), np.log(shares)
    for rep in each:
        total += np.logaddexp(low + rep[pairs[:, 0]], high + rep[pairs[:, 1]])
    return total


def _of_one_kind(
    k: Numbers, n: Numbers, expected: Numbers, rate: float, logs: Numbers, draws: int, best: int,
    random: np.random.Generator,
) -> Numbers:  # fmt: skip
    size = (1 / DISPERSIONS - 1)[random.choice(len(logs), draws, p=_weights(logs))][:, None]
    drawn = random.beta(expected * size + k, (1 - expected) * size + np.maximum(n - k, 0))
    at_mix = drawn * (rate / expected)
    return np.asarray(np.partition(at_mix, len(k) - best, axis=1)[:, len(k) - best :].mean(axis=1))


def _of_two_kinds(
    each: Numbers,
    pairs: NDArray[np.int64],
    shares: Numbers,
    rate: float,
    best: int,
    random: np.random.Generator,
) -> Numbers:
    at = 1 / (1 + np.exp(-(_log_odds(np.array(rate)) + _SHIFTS)))
    low, high = each[:, pairs[:, 0]].T, each[:, pairs[:, 1]].T
    odds = low + np.log1p(-shares)[:, None] - high - np.log(shares)[:, None]
    better = random.random(odds.shape) < 1 / (1 + np.exp(np.clip(odds, -700, 700)))
    count = np.minimum(better.sum(axis=1), best)
    return np.asarray((count * at[pairs[:, 1]] + (best - count) * at[pairs[:, 0]]) / best)


def _log_odds(share: Numbers) -> Numbers:
    return np.asarray(np.log(share) - np.log1p(-share))


def _log_mean(logs: Numbers) -> float:
    return float(np.logaddexp.reduce(logs) - np.log(len(logs)))


def _weights(logs: Numbers) -> Numbers:
    weight = np.exp(logs - logs.max())
    return np.asarray(weight / weight.sum())
