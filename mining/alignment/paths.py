"""Distinct sequences in the order of a dictionary, so that work on a common beginning is done once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from models.variants import Variants


@dataclass(frozen=True, eq=False)
class Paths:
    """Sequence `v` is `codes[start[v]:start[v + 1]]`, label codes from 0 on."""

    codes: NDArray[np.int32]
    start: NDArray[np.int64]

    @classmethod
    def of(cls, sequences: Sequence[Sequence[int]]) -> Paths:
        """From plain sequences of codes."""
        start = np.cumsum([0, *(len(sequence) for sequence in sequences)])
        codes = np.array([code for sequence in sequences for code in sequence], dtype=np.int32)
        return cls(codes, start.astype(np.int64))

    @classmethod
    def of_variants(cls, variants: Variants) -> Paths:
        """The variants of a log, with their numbers."""
        return cls(variants.activity, variants.start)

    def __len__(self) -> int:
        return len(self.start) - 1

    @cached_property
    def lengths(self) -> NDArray[np.int64]:
        """The number of events of every sequence."""
        return np.diff(self.start)

    @cached_property
    def order(self) -> NDArray[np.int64]:
        """The sequences sorted by their codes, a shorter one before those that it begins."""
        as_bytes = self.codes.astype(">u4").tobytes()
        keys = [as_bytes[a:b] for a, b in pairwise((self.start * 4).tolist())]
        return np.array(sorted(range(len(self)), key=keys.__getitem__), dtype=np.int64)

    @cached_property
    def shared(self) -> NDArray[np.int32]:
        """For every place in `order`, how many events its sequence begins with in common with the one before."""
        first, length = self.start[self.order], self.lengths[self.order]
        shared = np.zeros(len(self), dtype=np.int32)
        alive = np.arange(1, len(self))
        depth = 0
        while len(alive):
            alive = alive[(length[alive] > depth) & (length[alive - 1] > depth)]
            alive = alive[self.codes[first[alive] + depth] == self.codes[first[alive - 1] + depth]]
            depth += 1
            shared[alive] = depth
        return shared
