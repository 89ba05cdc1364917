"""What the deals of a log do, path by path: which stages, in which order, how often, and where they go back."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from models.variants import Variants

NEVER = np.iinfo(np.int64).max


@dataclass(frozen=True, eq=False)
class Practice:
    """Counts over deals: `weight` is the number of deals of every variant, `codes` are the stages looked at.

    A row or column of what follows is a stage, in the order of `codes`.
    """

    variants: Variants
    weight: NDArray[np.int64]
    codes: tuple[int, ...]

    @cached_property
    def deals(self) -> int:
        """How many deals."""
        return int(self.weight.sum())

    @cached_property
    def _row(self) -> NDArray[np.int64]:
        """The row of every event, -1 where its stage is not looked at."""
        size = max([int(self.variants.activity.max(initial=0)), *self.codes]) + 1
        row = np.full(size, -1, dtype=np.int64)
        row[list(self.codes)] = np.arange(len(self.codes))
        return row[self.variants.activity]

    @cached_property
    def _variant(self) -> NDArray[np.int64]:
        return np.repeat(np.arange(len(self.variants)), np.diff(self.variants.start))

    @cached_property
    def first(self) -> NDArray[np.int64]:
        """Where each stage first comes in each variant, `NEVER` where it does not."""
        found = np.full((len(self.codes), len(self.variants)), NEVER)
        wanted = np.flatnonzero(self._row >= 0)[::-1]  # backwards: the first one is written last
        found[self._row[wanted], self._variant[wanted]] = wanted
        return found

    @cached_property
    def doing(self) -> NDArray[np.int64]:
        """How many deals do each stage."""
        return np.asarray((self.first < NEVER) @ self.weight)

    @cached_property
    def before(self) -> NDArray[np.int64]:
        """In how many deals that do both the stage of the row first comes before that of the column."""
        n = len(self.codes)
        counts = np.zeros((n, n), dtype=np.int64)
        for i in range(n):
            earlier = (self.first[i] < self.first) & (self.first < NEVER)
            counts[i] = earlier @ self.weight
        return counts

    @cached_property
    def steps(self) -> NDArray[np.int64]:
        """How many deals go straight from the stage of the row to that of the column, at least once."""
        n, events = len(self.codes), np.flatnonzero(self._row >= 0)
        counts = np.zeros((n, n), dtype=np.int64)
        together = self._variant[events[:-1]] == self._variant[events[1:]]
        source, target = self._row[events[:-1]][together], self._row[events[1:]][together]
        taken = np.unique((self._variant[events[:-1]][together] * n + source) * n + target)
        pair = taken % (n * n)
        np.add.at(counts.reshape(-1), pair, self.weight[taken // (n * n)])
        return counts

    def longest_runs(self, place: int) -> NDArray[np.int64]:
        """How often in a row a stage comes at most in each variant, 0 where it does not come."""
        longest = np.zeros(len(self.variants), dtype=np.int64)
        events = np.flatnonzero(self._row >= 0)
        if not len(events):
            return longest
        row, variant = self._row[events], self._variant[events]
        begin = np.ones(len(events), dtype=bool)
        begin[1:] = (row[1:] != row[:-1]) | (variant[1:] != variant[:-1])
        at = np.flatnonzero(begin)
        length = np.diff(np.append(at, len(events)))
        mine = row[at] == place
        np.maximum.at(longest, variant[at][mine], length[mine])
        return longest

    def only(self, codes: tuple[int, ...]) -> Practice:
        """The same deals, looking at these stages only."""
        return Practice(self.variants, self.weight, codes)

    def in_order(self) -> Practice:
        """The stages in the order in which most deals first do them; of equal ones the more frequent first."""
        above = (self.before > self.before.T).sum(axis=1)
        order = sorted(
            range(len(self.codes)), key=lambda i: (-int(above[i]), -int(self.doing[i]), self.codes[i])
        )
        return self.only(tuple(self.codes[i] for i in order))
