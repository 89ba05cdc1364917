"""The numpy way to the cost rows: one a prefix, level by level, shared by all paths that begin with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mining.alignment.machine import FAR, Machine
from mining.alignment.paths import Paths

BATCH_BYTES = 256 * 2**20
"""The rows of one batch of paths stay within this."""

_CELLS_AT_ONCE = 16_000_000


@dataclass(frozen=True, eq=False)
class Rows:
    """`cost` (nodes x states): the cheapest cost of explaining a prefix and standing in each state.

    Node 0 is the empty prefix; `node_of_event` gives the node up to and with every event of the paths, where
    the event belongs to a path of this batch.
    """

    cost: NDArray[np.int32]
    node_of_event: NDArray[np.int64]

    def node(self, paths: Paths, path: NDArray[np.int32], events: NDArray[np.int64]) -> NDArray[np.int64]:
        """The node of each path after so many events."""
        last = np.maximum(paths.start[path] + events - 1, 0)
        return np.where(events > 0, self.node_of_event[last], 0) if len(self.node_of_event) else events * 0


def batches(paths: Paths, wanted: NDArray[np.bool_], n_states: int) -> Iterator[NDArray[np.int64]]:
    """The wanted paths, neighbours in the dictionary together, in batches of bounded memory."""
    chosen = paths.order[wanted[paths.order]]
    bytes_up_to = np.cumsum((paths.lengths[chosen] + 1) * n_states * 4)
    batch = bytes_up_to // BATCH_BYTES
    yield from np.split(chosen, np.flatnonzero(np.diff(batch)) + 1) if len(chosen) else ()


def rows_of(machine: Machine, paths: Paths, batch: NDArray[np.int64]) -> Rows:
    """The rows of all prefixes of the paths in `batch`, which are in the order of the dictionary."""
    node_of_event = np.full(len(paths.codes), -1, dtype=np.int64)
    lengths, first = paths.lengths[batch], paths.start[batch]
    cost = [machine.distance[machine.automaton.initial][None, :]]
    made = 1
    previous = np.zeros(len(batch), dtype=np.int64)
    for depth in range(int(lengths.max(initial=0))):
        alive = np.flatnonzero(lengths > depth)
        event = first[alive] + depth
        code, parent = paths.codes[event], previous[alive]
        new = np.ones(len(alive), dtype=bool)
        new[1:] = (code[1:] != code[:-1]) | (parent[1:] != parent[:-1])
        node = made + np.cumsum(new) - 1
        node_of_event[event] = previous[alive] = node
        parents = cost[-1][parent[new] - (made - len(cost[-1]))]
        cost.append(_next_rows(machine, parents, code[new]))
        made += len(cost[-1])
    return Rows(np.concatenate(cost), node_of_event)


def _next_rows(machine: Machine, before: NDArray[np.int32], code: NDArray[np.int32]) -> NDArray[np.int32]:
    """The rows after one more event each; all that end in one label are done together."""
    rows = before + machine.extra[code][:, None]
    for label in np.unique(code).tolist():
        edges = slice(machine.of_label[label], machine.of_label[label + 1])
        source, target = machine.from_state[edges], machine.to_state[edges]
        which = np.flatnonzero(code == label)
        at_once = max(1, _CELLS_AT_ONCE // (machine.n_states * max(1, len(source))))
        for some in np.split(which, range(at_once, len(which), at_once)) if len(source) else ():
            _follow(rows, some, before[some[:, None], source], target, machine.distance)
    return rows


def _follow(
    rows: NDArray[np.int32], which: NDArray[np.int64], followed: NDArray[np.int32],
    target: NDArray[np.int32], distance: NDArray[np.int32],
) -> None:  # fmt: skip
    """Make some rows as cheap as the edges allow, each `followed` at a cost (rows x edges) to its target.

    The cheapest edge that helps comes first, and another after it: few others still help then.
    """
    for _ in range(2):
        better = followed < rows[which[:, None], target]
        left = np.flatnonzero(better.any(axis=1))
        if not len(left):
            return
        which, followed, better = which[left], followed[left], better[left]
        edge = np.where(better, followed, FAR * 2 - 1).argmin(axis=1)
        cost = followed[np.arange(len(edge)), edge]
        rows[which] = np.minimum(rows[which], cost[:, None] + distance[target[edge]])
    row, edge = np.nonzero(followed < rows[which[:, None], target])
    if len(row):
        begin = np.flatnonzero(np.diff(row, prepend=-1))
        ways = followed[row, edge][:, None] + distance[target[edge]]
        helped = which[row[begin]]
        rows[helped] = np.minimum(rows[helped], np.minimum.reduceat(ways, begin))
