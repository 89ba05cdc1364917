"""The variants of a log as a tree of prefixes, so that work on a common beginning is done once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class Trie:
    """Node 0 is the empty prefix; node `n` extends node `parent[n]` by `label[n]` and has `depth[n]` events.

    `leaf` gives, for every sequence the trie was made of, the node where it ends.
    """

    parent: NDArray[np.int32]
    label: NDArray[np.int32]
    depth: NDArray[np.int32]
    leaf: NDArray[np.int32]

    @classmethod
    def of(cls, sequences: Sequence[tuple[int, ...]]) -> Trie:
        """Build the trie of label sequences."""
        children: dict[tuple[int, int], int] = {}
        parent, label, depth = [-1], [-1], [0]
        leaf = []
        for sequence in sequences:
            node = 0
            for step in sequence:
                child = children.get((node, step))
                if child is None:
                    child = children[node, step] = len(parent)
                    parent.append(node)
                    label.append(step)
                    depth.append(depth[node] + 1)
                node = child
            leaf.append(node)
        return cls(*(np.array(column, dtype=np.int32) for column in (parent, label, depth, leaf)))

    def __len__(self) -> int:
        return len(self.parent)

    def levels(self) -> list[NDArray[np.int64]]:
        """The nodes by depth, from 1 on, each level sorted by label."""
        order = np.lexsort((self.label, self.depth))
        starts = np.searchsorted(self.depth[order], np.arange(1, self.depth.max() + 2))
        return [order[a:b] for a, b in pairwise(starts)]
