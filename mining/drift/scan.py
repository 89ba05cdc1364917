"""Where rows differ most before and after: the likelihood ratio of every feature at every split, and its p-value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np
from numpy.typing import NDArray

from mining.drift.rows import Places, Rows, pooled
from mining.drift.steadiness import wavering

SPLITS = 128
"""At most so many splits are compared, at equal numbers of rows; the place is found exactly afterwards."""

LEVEL = 0.01
"""The level of the test of each segment."""

PERMUTATIONS = 199

_WORD = 62
"""So many flags make one number."""

_FEW = 32

Counts = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Split:
    """The best split of a segment: its place on the axis, the likelihood ratio there, and p of the permutation test."""

    at: int
    ratio: float
    p: float


def likelihood_ratio(
    before: Counts, n_before: Counts | np.int64, total: Counts, n: Counts | np.int64
) -> Floats:
    """Twice the log-likelihood ratio of two shares against one, of counts before a split and in all (broadcast).

    For `s` of `n` it is 2 (l(s1, n1) + l(s2, n2) - l(s, n)) with l(s, n) = s ln(s/n) + (n - s) ln((n - s)/n).
    Wilks (1938): chi-squared with one degree of freedom where nothing changes.
    """
    after, n_after = total - before, n - n_before
    x = _x_log_x(int(np.max(n, initial=0)))
    found = x[before] + x[n_before - before] - x[n_before] + x[after] + x[n_after - after] - x[n_after]
    ratio: Floats = 2 * (found - (x[total] + x[n - total] - x[n]))
    return ratio


@cache
def _x_log_x_of(size: int) -> Floats:
    x = np.arange(size, dtype=np.float64)
    x[1:] *= np.log(x[1:])
    return x


def _x_log_x(most: int) -> Floats:
    """The value of x ln x for every whole number up to `most`, in tables of doubling size."""
    return _x_log_x_of(1 << (most + 1).bit_length())


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
    among = (_Part.of(part, begin, end, edges, steady) for part in parts)
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
    for _ in range(PERMUTATIONS):
        as_large += any(part.reaches(best, part.permuted(dice)) for part in searched)
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


@dataclass(frozen=True, eq=False)
class _Part:
    """The rows of one moment in a segment: `rows` before each edge, and how many of them have each feature."""

    has: NDArray[np.uint8]
    rows: Counts
    counts: Counts
    least: int
    steady: bool

    @cached_property
    def _patterns(self) -> tuple[NDArray[np.int64], Counts] | None:
        """The different rows that there are, and how many of each; None where there are too many to deal them out."""
        if self.has.shape[1] > _WORD:
            return None
        word = self.has @ (np.int64(1) << np.arange(self.has.shape[1]))
        patterns, first, count = np.unique(word, return_index=True, return_counts=True)
        return None if len(patterns) > _FEW else (self.has[first].astype(np.int64), count)

    @classmethod
    def of(cls, part: Rows, begin: int, end: int, edges: Places, steady: bool) -> _Part | None:
        first, last = part.span(begin, end)
        total = part.until[last] - part.until[first]
        varied = np.flatnonzero((total > 1) & (total < last - first - 1))
        if not len(varied):
            return None
        rows = np.searchsorted(part.at[first:last], np.append(edges, end)).astype(np.int64)
        until = part.until[first + rows][:, varied] - part.until[first][varied]
        return cls(
            np.ascontiguousarray(part.has[first:last, varied]),
            rows,
            until.astype(np.int64),
            part.lasting,
            steady,
        )

    @cached_property
    def _begins(self) -> Counts:
        """Where the blocks between edges begin that have any rows."""
        return np.unique(np.concatenate(([0], self.rows[self.rows < len(self.has)])))

    @cached_property
    def _block(self) -> Counts:
        """For every edge how many of these blocks lie before it."""
        return np.searchsorted(np.append(self._begins, len(self.has)), self.rows)

    @cached_property
    def _enough(self) -> NDArray[np.int64]:
        """The edges with enough rows on either side."""
        rows, n = self.rows[:-1], self.rows[-1]
        return np.flatnonzero((rows >= self.least) & (n - rows >= self.least))

    def permuted(self, dice: np.random.Generator) -> Counts:
        """The counts with the rows in another order: where few are different, dealt out to the blocks kind by kind."""
        if self._patterns is not None:
            kinds, count = self._patterns
            room, dealt = (
                np.diff(self.rows, prepend=0),
                np.zeros((len(self.rows), len(count)), dtype=np.int64),
            )
            for kind, many in enumerate(count[:-1]):
                dealt[:, kind] = dice.multivariate_hypergeometric(room, many, method="marginals")
                room = room - dealt[:, kind]
            dealt[:, -1] = room
            return np.cumsum(dealt @ kinds, axis=0)
        has = self.has[dice.permutation(len(self.has))]
        sums = np.zeros((len(self._begins) + 1, has.shape[1]), dtype=np.int64)
        np.cumsum(np.add.reduceat(has, self._begins, axis=0, dtype=np.int64), axis=0, out=sums[1:])
        return sums[self._block]

    def ratios(self, counts: Counts) -> Floats:
        """The likelihood ratio at every edge (rows) of every feature, 0 where too few rows are on a side."""
        found = np.zeros((len(self.rows) - 1, counts.shape[1]))
        found[self._enough] = self._ratios(counts)
        return found / self._wavering(counts) if self.steady else found

    def reaches(self, ratio: float, counts: Counts) -> bool:
        """Whether any feature has this likelihood ratio anywhere."""
        highest = self._ratios(counts).max(axis=0, initial=0.0)
        if self.steady and (highest >= ratio).any():
            highest /= self._wavering(counts)
        return bool((highest >= ratio).any())

    def _ratios(self, counts: Counts) -> Floats:
        at = self._enough
        return likelihood_ratio(counts[at], self.rows[at, None], counts[-1], self.rows[-1])

    def _wavering(self, counts: Counts) -> Floats:
        none = np.zeros((1, counts.shape[1]), dtype=np.int64)
        return wavering(np.concatenate((none, counts)), np.concatenate(([0], self.rows)))
