"""From cost rows back to moves: which of the cheapest explanations is given, and always the same one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mining.conformance.trie import Trie
from models.alignment import Move, MoveKind
from models.automaton import Automaton

NONE = -1


@dataclass(frozen=True, eq=False)
class _Before:
    """The steps into each state, padded to one width: `source[s, i]` and `label[s, i]`, `NONE` beyond the last."""

    source: NDArray[np.int32]
    label: NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class Stop:
    """Where an explanation ends: at this node of the trie, in one of the states with a flag.

    `closing` is the label of a last event that is told after it, followed if the state allows it.
    """

    node: int
    states: NDArray[np.bool_]
    closing: int | None = None


@dataclass(frozen=True, eq=False)
class Walk:
    """The moves of one explanation as kind, label and position (one column each), in order."""

    kinds: list[int]
    labels: list[int]
    positions: list[int]

    def moves(self, automaton: Automaton, names: Sequence[str]) -> Iterator[Move]:
        """The moves in words; `names` are the labels of the trace."""
        for kind, label, at in zip(self.kinds, self.labels, self.positions, strict=True):
            yield Move(MoveKind(kind), automaton.labels[label] if kind == MoveKind.MODEL else names[at], at)


def explain(trie: Trie, rows: NDArray[np.int32], automaton: Automaton, stops: Sequence[Stop]) -> list[Walk]:
    """One cheapest explanation up to every stop, found from its end; `rows` (nodes x states) are the costs.

    Ties are settled so: read from the end, an extra event is preferred to a followed one, and that to a
    left-out step; then the state with the lowest number. So a stage counts as done where it is first done and
    a later visit is the extra one; a stage that comes late is the one that moved.
    """
    node = np.array([stop.node for stop in stops], dtype=np.int32)
    accepting = np.stack([stop.states for stop in stops])
    state = np.where(accepting, rows[node], np.iinfo(np.int32).max).argmin(axis=1).astype(np.int32)
    kinds, labels, positions = _walk_back(trie, rows, automaton, node, state)
    can_do = set(zip(automaton.source.tolist(), automaton.label.tolist(), strict=True))
    walks = []
    for i, stop in enumerate(stops):
        length = int((kinds[:, i] != NONE).sum())
        walk = Walk(*(column[:length, i][::-1].tolist() for column in (kinds, labels, positions)))
        if stop.closing is not None:
            followed = (int(state[i]), stop.closing) in can_do
            walk.kinds.append(MoveKind.SYNC if followed else MoveKind.LOG)
            walk.labels.append(stop.closing)
            walk.positions.append(int(trie.depth[stop.node]))
        walks.append(walk)
    return walks


def _walk_back(
    trie: Trie,
    rows: NDArray[np.int32],
    automaton: Automaton,
    node: NDArray[np.int32],
    state: NDArray[np.int32],
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]]:
    """Kind, label and position (steps x sequences) of the moves, the last move first, `NONE` where all are told."""
    before = _steps_into(automaton)
    node, state = node.copy(), state.copy()
    columns: list[NDArray[np.int32]] = []
    while (running := (node != 0) | (state != automaton.initial) | (rows[node, state] != 0)).any():
        which = np.flatnonzero(running)
        kind, source, label = _last_move(trie, rows, before, node[which], state[which])
        column = np.full((3, len(node)), NONE, dtype=np.int32)
        eats = kind != MoveKind.MODEL
        column[:, which] = kind, label, trie.depth[node[which]] - eats
        state[which] = source
        node[which] = np.where(eats, trie.parent[node[which]], node[which])
        columns.append(column)
    kinds, labels, positions = np.array(columns, dtype=np.int32).reshape(-1, 3, len(node)).transpose(1, 0, 2)
    return kinds, labels, positions


def _last_move(
    trie: Trie, rows: NDArray[np.int32], before: _Before, node: NDArray[np.int32], state: NDArray[np.int32]
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]]:
    """The kind of the last move, the state before it, and its label, for standing at `node` in `state`."""
    value = rows[node, state]
    inside = node != 0
    parent = np.maximum(trie.parent[node], 0)
    extra = inside & (rows[parent, state] + 1 == value)

    source, label = before.source[state], before.label[state]
    real = source != NONE
    from_state = np.maximum(source, 0)
    same = real & inside[:, None] & (label == trie.label[node][:, None])
    followed = same & (rows[parent[:, None], from_state] == value[:, None])
    left_out = real & (rows[node[:, None], from_state] + 1 == value[:, None])
    is_followed = followed.any(axis=1) & ~extra
    choice = np.where(is_followed, followed.argmax(axis=1), left_out.argmax(axis=1))
    which = np.arange(len(node))
    kind = np.where(extra, MoveKind.LOG, np.where(is_followed, MoveKind.SYNC, MoveKind.MODEL))
    return (
        kind.astype(np.int32),
        np.where(extra, state, source[which, choice]).astype(np.int32),
        label[which, choice],
    )


def _steps_into(automaton: Automaton) -> _Before:
    order = np.lexsort((automaton.label, automaton.source, automaton.target))
    target = automaton.target[order]
    counts = np.bincount(target, minlength=automaton.n_states)
    place = np.arange(len(order)) - np.repeat(np.cumsum(counts) - counts, counts)
    shape = (automaton.n_states, max(1, int(counts.max(initial=0))))
    source, label = np.full(shape, NONE, dtype=np.int32), np.full(shape, NONE, dtype=np.int32)
    source[target, place] = automaton.source[order]
    label[target, place] = automaton.label[order]
    return _Before(source, label)
