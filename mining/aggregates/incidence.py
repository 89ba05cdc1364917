"""Which variants have something (a step, an activity), and how often: counts of deals are then sums of weights."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mining.aggregates.counting_loop import SUM_WEIGHTS
from mining.compiled.loading import fast


@dataclass(frozen=True, eq=False)
class Incidence:
    """Pairs of a group and a variant, sorted by group: pairs `bounds[g]:bounds[g + 1]` belong to group `key[g]`.

    `variant` of a pair has the group `times` times. Every group has a pair.
    """

    key: NDArray[np.int64]
    bounds: NDArray[np.int64]
    variant: NDArray[np.int32]
    times: NDArray[np.int64]

    def cases(self, weight: NDArray[np.int64]) -> NDArray[np.int64]:
        """How many cases have each group; `weight` is the number of cases of every variant, or rows of such."""
        return self._summed(weight, by_times=False)

    def times_in(self, weight: NDArray[np.int64]) -> NDArray[np.int64]:
        """How often each group occurs in these cases."""
        return self._summed(weight, by_times=True)

    def having(self, key: int) -> NDArray[np.int32]:
        """The variants that have a group, none where there is no such group."""
        at = int(np.searchsorted(self.key, key))
        if at == len(self.key) or self.key[at] != key:
            return np.zeros(0, dtype=np.int32)
        return self.variant[self.bounds[at] : self.bounds[at + 1]]

    def _summed(self, weight: NDArray[np.int64], by_times: bool) -> NDArray[np.int64]:
        rows = np.ascontiguousarray(np.atleast_2d(weight))
        total = np.zeros((len(rows), len(self.key)), dtype=np.int64)
        loop = fast(SUM_WEIGHTS)
        if loop is not None:
            loop(self.bounds, self.variant, self.times, by_times, rows, total)
        elif len(self.key):
            weights = rows[:, self.variant] * self.times if by_times else rows[:, self.variant]
            np.add.reduceat(weights, self.bounds[:-1], axis=1, out=total)
        return total.reshape(*weight.shape[:-1], len(self.key))


def incidence_of(
    key: NDArray[np.int64], variant: NDArray[np.int32], n_keys: int
) -> tuple[Incidence, NDArray[np.int32]]:
    """Gather what occurs in variants, which ascend; also the group of every entry. Up to 16 bits sort by radix."""
    order = np.argsort(key.astype(np.uint16) if n_keys <= 1 << 16 else key, kind="stable")
    keys, variants = key[order], variant[order]
    new_key = np.diff(keys, prepend=-1) != 0
    first = np.flatnonzero(new_key | (np.diff(variants, prepend=-1) != 0))
    group = np.empty(len(key), dtype=np.int32)
    group[order] = np.cumsum(new_key, dtype=np.int32) - np.int32(1)
    found = Incidence(
        key=keys[new_key],
        bounds=np.append(np.searchsorted(first, np.flatnonzero(new_key)), len(first)).astype(np.int64),
        variant=variants[first],
        times=np.diff(first, append=len(key)),
    )
    return found, group
