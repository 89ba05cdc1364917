"""Fisher's exact test and the correction for many tests, so that the first screen need not load statistics."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, lgamma, log

import numpy as np

_AS_LIKELY = 1 + 1e-7
"""Tables this close to the observed one in probability count as equally likely: rounding, as in R and scipy."""

_TERMS_AT_ONCE = 128
_TOO_LITTLE = 1e-18
"""What is added is less than this part of the total: nothing that follows changes it."""


def fisher_exact(hits: int, of: int, other_hits: int, other_of: int) -> float:
    """The two-sided p-value of `hits` of `of` against `other_hits` of `other_of`; see `fisher_exact_each`."""
    return fisher_exact_each([(hits, of, other_hits, other_of)])[0]


def fisher_exact_each(tables: Sequence[tuple[int, int, int, int]]) -> list[float]:
    """The two-sided p-value of each table (hits, of how many, other hits, of how many others).

    Fisher (1922), On the interpretation of chi-squared from contingency tables: the probability, given the
    margins, of all tables that are no more likely than this one. Those are the two ends of the possible tables,
    which are summed from where they begin outwards, as far as it counts.
    """
    p_values = [1.0] * len(tables)
    ends: list[_End] = []
    for i, table in enumerate(tables):
        some = _ends(i, *table)
        if some is not None:
            p_values[i] = 0.0
            ends += some
    for end, total in zip(ends, _totals(ends), strict=True):
        p_values[end.table] += total
    return [min(1.0, p) for p in p_values]


@dataclass(frozen=True)
class _End:
    """Tables from one on that has the probability `p`, each with one more in two cells and one less in the others."""

    table: int
    p: float
    growing: tuple[int, int]
    shrinking: tuple[int, int]


def _ends(i: int, hits: int, of: int, other_hits: int, other_of: int) -> list[_End] | None:
    """The ends of table `i` that are no more likely than it, None where that is all possible tables."""
    all_hits, fewest_misses = hits + other_hits, other_of - hits - other_hits
    least, most = max(0, -fewest_misses), min(of, all_hits)
    mode = min(max((of + 1) * (all_hits + 1) // (of + other_of + 2), least), most)
    same = lgamma(of + 1) + lgamma(other_of + 1) + lgamma(all_hits + 1)
    same += lgamma(of + other_of - all_hits + 1) - lgamma(of + other_of + 1)

    def log_p(k: int) -> float:
        ways = lgamma(k + 1) + lgamma(of - k + 1) + lgamma(all_hits - k + 1) + lgamma(fewest_misses + k + 1)
        return same - ways

    limit = log_p(hits) + log(_AS_LIKELY)
    if log_p(mode) <= limit:
        return None
    low = bisect_left(range(least, mode), True, key=lambda k: log_p(k) > limit) + least - 1
    high = bisect_left(range(mode, most + 1), True, key=lambda k: log_p(k) <= limit) + mode
    ends = []
    if low >= least:
        ends.append(_End(i, exp(log_p(low)), (of - low, all_hits - low), (low, fewest_misses + low)))
    if high <= most:
        ends.append(_End(i, exp(log_p(high)), (high, fewest_misses + high), (of - high, all_hits - high)))
    return ends


def _totals(ends: Sequence[_End]) -> list[float]:
    """The probability of all tables of each end: term by term, until what is left cannot be seen any more."""
    cells = np.array([(*end.growing, *end.shrinking) for end in ends], dtype=np.float64)
    more, also_more, less, also_less = cells.reshape(-1, 4).T[:, :, None]
    term = np.array([end.p for end in ends])
    total = term.copy()
    left, done = np.arange(len(ends)), 0
    while len(left):
        step = np.arange(done, done + _TERMS_AT_ONCE)
        ratio = (less[left] - step) * (also_less[left] - step)
        ratio /= (more[left] + step + 1) * (also_more[left] + step + 1)
        terms = np.cumprod(ratio, axis=1) * term[left, None]  # none left: zero, and zero from there on
        total[left] += terms.sum(axis=1)
        term[left] = terms[:, -1]
        left, done = left[term[left] > total[left] * _TOO_LITTLE], done + _TERMS_AT_ONCE
    return [float(value) for value in total]


def false_discovery_rates(p_values: Sequence[float]) -> list[float]:
    """The q-value of every p-value: Benjamini and Hochberg (1995), JRSS B 57, 289-300."""
    p = np.asarray(p_values, dtype=np.float64)
    order = np.argsort(-p, kind="stable")
    ranks = np.arange(len(p), 0, -1)
    q = np.empty_like(p)
    q[order] = np.minimum(1.0, np.minimum.accumulate(p[order] * len(p) / ranks))
    return [float(value) for value in q]
