"""The rows of a segment in other orders, counted in blocks: what chance would make of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from mining.drift.ratio import Counts, Floats, likelihood_ratio
from mining.drift.rows import Places, Rows
from mining.drift.steadiness import wavering

_WORD = 62
"""So many flags make one number."""

_FEW = 32
"""With more different rows than this, rows are put in another order one by one."""


@dataclass(frozen=True, eq=False)
class Shuffled:
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
    def of(cls, part: Rows, begin: int, end: int, edges: Places, steady: bool) -> Shuffled | None:
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

    def reached(self, ratio: float, dice: np.random.Generator, times: int) -> NDArray[np.bool_]:
        """For so many other orders of the rows: whether any feature has this likelihood ratio anywhere."""
        if not len(self._enough):
            return np.zeros(times, dtype=bool)
        if self._patterns is None:
            return np.array([self._reaches(ratio, self._in_other_order(dice)[None])[0] for _ in range(times)])
        return self._reaches(ratio, self._dealt(*self._patterns, dice, times))

    def _dealt(self, kinds: Counts, count: Counts, dice: np.random.Generator, times: int) -> Counts:
        """Cumulative counts (orders x edges x features) of rows dealt out to the blocks, kind by kind."""
        room = np.repeat(np.diff(self.rows, prepend=0)[None], times, axis=0)
        counts = np.zeros((times, len(self.rows), kinds.shape[1]), dtype=np.int64)
        for kind, many in enumerate(count):
            if kind == len(count) - 1:
                dealt = room
            elif kind == 0:
                dealt = dice.multivariate_hypergeometric(room[0], many, size=times, method="marginals")
            else:
                each = [dice.multivariate_hypergeometric(some, many, method="marginals") for some in room]
                dealt = np.stack(each)
            room = room - dealt
            counts += dealt[:, :, None] * kinds[kind]
        return np.cumsum(counts, axis=1)

    def _in_other_order(self, dice: np.random.Generator) -> Counts:
        has = self.has[dice.permutation(len(self.has))]
        sums = np.zeros((len(self._begins) + 1, has.shape[1]), dtype=np.int64)
        np.cumsum(np.add.reduceat(has, self._begins, axis=0, dtype=np.int64), axis=0, out=sums[1:])
        return sums[self._block]

    def ratios(self, counts: Counts) -> Floats:
        """The likelihood ratio at every edge (rows) of every feature, 0 where too few rows are on a side."""
        found = np.zeros((len(self.rows) - 1, counts.shape[1]))
        found[self._enough] = self._ratios(counts)
        return found / self._wavering(counts) if self.steady else found

    def _reaches(self, ratio: float, counts: Counts) -> NDArray[np.bool_]:
        highest = self._ratios(counts).max(axis=1, initial=0.0)
        if self.steady:
            for order in np.flatnonzero((highest >= ratio).any(axis=1)):
                highest[order] /= self._wavering(counts[order])
        return np.asarray((highest >= ratio).any(axis=1))

    def _ratios(self, counts: Counts) -> Floats:
        at, last = self._enough, counts[..., -1:, :]
        return likelihood_ratio(counts[..., at, :], self.rows[at, None], last, self.rows[-1])

    def _wavering(self, counts: Counts) -> Floats:
        none = np.zeros((1, counts.shape[1]), dtype=np.int64)
        return wavering(np.concatenate((none, counts)), np.concatenate(([0], self.rows)))
