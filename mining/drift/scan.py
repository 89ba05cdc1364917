"""Where rows differ most before and after: the likelihood ratio of every feature at every split, and its p-value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from mining.drift.rows import Rows, pooled
from mining.drift.shuffled import Shuffled

SPLITS = 128
"""At most so many splits are compared, at equal numbers of rows; the place is found exactly afterwards."""

LEVEL = 0.01
"""The level of the test of each segment."""

PERMUTATIONS = 199

_AT_ONCE = (5, 14, 60, 120)
"""So many permutations, together all of them, are made before it is looked whether more are needed."""


@dataclass(frozen=True)
class Split:
    """The best split of a segment: its place on the axis, the likelihood ratio there, and p of the permutation test."""

    at: int
    ratio: float
    p: float


def best_split(
    parts: Sequence[Rows], begin: int, end: int, dice: np.random.Generator, steady: bool = False
) -> Split | None:
    """The split of the rows from `begin` to before `end` that separates them best, None where chance explains it.

    The statistic is the largest likelihood ratio over all splits and features. Rows of the same moment are
    permuted together, so that features may depend on each other; `p` is (1 + as large by chance) / (1 + permutations).
    Permutations end as soon as p cannot be at most `LEVEL` any more; none are needed where `_bound` settles it.
    """
    places = pooled(parts, begin, end)
    edges = (
        np.unique(places[np.linspace(0, len(places), SPLITS + 1).astype(int)[1:-1]])
        if len(places)
        else places
    )
    among = (Shuffled.of(part, begin, end, edges, steady) for part in parts)
    searched = [part for part in among if part is not None]
    if not searched or not len(edges):
        return None
    ratios = [part.ratios(part.counts) for part in searched]
    at_edge = np.max([ratio.max(axis=1, initial=0.0) for ratio in ratios], axis=0)
    best = float(at_edge.max())
    if best <= 0:
        return None
    bound = _bound(best, sum(part.counts[:-1].size for part in searched))
    at = int(edges[int(at_edge.argmax())])
    if bound <= 1 / (1 + PERMUTATIONS):
        return Split(at, best, bound)
    as_large, allowed = 0, int(LEVEL * (PERMUTATIONS + 1) + 1e-9) - 1
    for times in _AT_ONCE:
        as_large += int(np.any([part.reached(best, dice, times) for part in searched], axis=0).sum())
        if as_large > allowed:
            return None
    return Split(at, best, (1 + as_large) / (1 + PERMUTATIONS))


def _bound(ratio: float, comparisons: int) -> float:
    """No permutation test of so many comparisons can have a larger p than this.

    Hoeffding (1963), section 6: of n1 rows drawn from n without replacement, the share with a feature is as far from
    the whole as observed with probability exp(-n1 KL) at most, on either side of a split; the larger of the two
    exponents is at least a quarter of the likelihood ratio. Two tails, and the sum over all comparisons.
    """
    return float(min(1.0, 2 * comparisons * np.exp(-ratio / 4)))
