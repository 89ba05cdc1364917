"""Which variants have something (a step, an activity), and how often: counts of deals are then sums of weights."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


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
        """How many cases have each group; `weight` is the number of cases of every variant (or a matrix of rows)."""
        return self._summed(weight[..., self.variant])

    def times_in(self, weight: NDArray[np.int64]) -> NDArray[np.int64]:
        """How often each group occurs in these cases."""
        return self._summed(weight[..., self.variant] * self.times)

    def having(self, key: int) -> NDArray[np.int32]:
        """The variants that have a group, none where there is no such group."""
        at = int(np.searchsorted(self.key, key))
        if at == len(self.key) or self.key[at] != key:
            return np.zeros(0, dtype=np.int32)
        return self.variant[self.bounds[at] : self.bounds[at + 1]]

    def _summed(self, weights: NDArray[np.int64]) -> NDArray[np.int64]:
        if not len(self.key):
            return np.zeros((*weights.shape[:-1], 0), dtype=np.int64)
        return np.add.reduceat(weights, self.bounds[:-1], axis=-1)


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
