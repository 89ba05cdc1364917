"""Fisher's exact test and the correction for many tests, so that the first screen need not load statistics."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

_AS_LIKELY = 1 + 1e-7
"""Tables this close to the observed one in probability count as equally likely: rounding, as in R and scipy."""


def fisher_exact(hits: int, of: int, other_hits: int, other_of: int) -> float:
    """The two-sided p-value of `hits` of `of` against `other_hits` of `other_of`.

    Fisher (1922), On the interpretation of chi-squared from contingency tables: the probability, given the
    margins, of all tables that are no more likely than this one.
    """
    total, all_hits = of + other_of, hits + other_hits
    log_factorial = np.concatenate(([0.0], np.cumsum(np.log(np.arange(1, total + 1)))))

    def ways(
        n: int, k: np.ndarray[tuple[int], np.dtype[np.int64]]
    ) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        return np.asarray(log_factorial[n] - log_factorial[k] - log_factorial[n - k])

    possible = np.arange(max(0, all_hits - other_of), min(of, all_hits) + 1)
    log_p = ways(of, possible) + ways(other_of, all_hits - possible) - ways(total, np.array([all_hits]))
    observed = log_p[hits - possible[0]]
    return float(min(1.0, np.exp(log_p[log_p <= observed + np.log(_AS_LIKELY)]).sum()))


def false_discovery_rates(p_values: Sequence[float]) -> list[float]:
    """The q-value of every p-value: Benjamini and Hochberg (1995), JRSS B 57, 289-300."""
    p = np.asarray(p_values, dtype=np.float64)
    order = np.argsort(-p, kind="stable")
    ranks = np.arange(len(p), 0, -1)
    q = np.empty_like(p)
    q[order] = np.minimum(1.0, np.minimum.accumulate(p[order] * len(p) / ranks))
    return [float(value) for value in q]
