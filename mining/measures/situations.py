"""Where deals stand by the documented process: distinct beginnings of explained ways, and what is allowed there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mining.alignment.paths import Paths
from models.alignment import Alignments, MoveKind
from models.automaton import Automaton

START = -1
"""In place of the step before, where there is none."""

Numbers = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Situations:
    """Beginnings after which some explained way goes on, what the process allows there, and what is done.

    `order` sorts the alignments so that those with a common beginning are neighbours: situation `s` is left by
    `order[leaving[s]:until[s]]`. Situations of one `kind` have the same step before and the same options: kind
    `of_option[o]` can go on from step `after[o]` (or `START`) to step `label[o]`. Of the alignments that leave
    situation `of_taken[t]`, `order[taken_from[t]:taken_until[t]]` go on from `taken_after[t]` to `taken_label[t]`;
    there is one entry for every step that any alignment takes.
    """

    order: Numbers
    leaving: Numbers
    until: Numbers
    kind: Numbers
    of_option: Numbers
    after: Numbers
    label: Numbers
    of_taken: Numbers
    taken_from: Numbers
    taken_until: Numbers
    taken_after: Numbers
    taken_label: Numbers


@dataclass(frozen=True, eq=False)
class _Nodes:
    """The tree of beginnings, level by level: `code` is the last step, `place` the states that it leads to."""

    parent: Numbers
    code: Numbers
    place: Numbers
    first: Numbers
    leaving: Numbers
    until: Numbers


def situations_of(
    alignments: Alignments, group: NDArray[np.int32], automata: Sequence[Automaton]
) -> Situations:
    """Walk the explained ways (followed and left-out steps) of all alignments at once, each in its automaton.

    `group` names the automaton of every alignment. An automaton may lead to several states under one label: a
    situation is a beginning, and what is allowed there is allowed in any of the states it can lead to.
    """
    labels = alignments.labels
    ways = _ways(alignments, group)
    places = _Places(labels, automata)
    nodes = _tree(ways, places, len(labels))
    return _options(ways, nodes, places, len(labels))


class _Places:
    """Sets of states of an automaton, numbered when they are first come to."""

    def __init__(self, labels: Sequence[str], automata: Sequence[Automaton]) -> None:
        self._code = {label: i for i, label in enumerate(labels)}
        self._leading = [self._steps(automaton) for automaton in automata]
        self._number: dict[tuple[int, frozenset[int]], int] = {}
        self._after: list[dict[int, int] | None] = []
        self._sets: list[tuple[int, frozenset[int]]] = []
        self.first = [self._numbered(i, {one.initial}) for i, one in enumerate(automata)]

    def step(self, place: int, label: int) -> int:
        """Where a step leads to."""
        return self._steps_from(place)[label]

    def allowed(self, place: int) -> list[int]:
        """The steps that are possible, sorted."""
        return sorted(self._steps_from(place))

    def _steps_from(self, place: int) -> dict[int, int]:
        known = self._after[place]
        if known is None:
            group, states = self._sets[place]
            reached: dict[int, set[int]] = {}
            for state in states:
                for label, target in self._leading[group].get(state, ()):
                    reached.setdefault(label, set()).add(target)
            known = {label: self._numbered(group, targets) for label, targets in reached.items()}
            self._after[place] = known
        return known

    def _numbered(self, group: int, states: set[int]) -> int:
        found = group, frozenset(states)
        if found not in self._number:
            self._number[found] = len(self._sets)
            self._sets.append(found)
            self._after.append(None)
        return self._number[found]

    def _steps(self, automaton: Automaton) -> dict[int, list[tuple[int, int]]]:
        code = np.array([self._code[label] for label in automaton.labels], dtype=np.int64)[automaton.label]
        leading: dict[int, list[tuple[int, int]]] = {}
        for source, label, target in zip(
            automaton.source.tolist(), code.tolist(), automaton.target.tolist(), strict=True
        ):
            leading.setdefault(source, []).append((label, target))
        return leading


def _ways(alignments: Alignments, group: NDArray[np.int32]) -> Paths:
    """The followed and left-out steps of every alignment, after a code for its group: number of labels + group."""
    done = alignments.kind != MoveKind.LOG
    steps = np.concatenate(([0], np.cumsum(done)))[alignments.start]
    start = steps + np.arange(len(alignments) + 1)
    codes = np.empty(start[-1], dtype=np.int32)
    codes[start[:-1]] = len(alignments.labels) + group
    inner = np.ones(len(codes), dtype=bool)
    inner[start[:-1]] = False
    codes[inner] = alignments.label[done]
    return Paths(codes, start.astype(np.int64))


def _tree(ways: Paths, places: _Places, n_labels: int) -> _Nodes:
    """Level by level over the sorted ways: neighbours that agree up to here share a node."""
    first, length = ways.start[ways.order], ways.lengths[ways.order]
    node = np.full(len(ways), -1, dtype=np.int64)
    place = np.zeros(0, dtype=np.int64)
    levels: list[tuple[Numbers, ...]] = []
    made = 0
    alive = np.arange(len(ways))
    depth = 1
    while len(alive):
        new = np.flatnonzero(ways.shared[alive] < depth)
        at = alive[new]
        code = ways.codes[first[at] + depth - 1].astype(np.int64)
        parent = node[at]
        before = place[parent - (made - len(place))] if made else place
        place = _stepped(places, before, code, n_labels)
        ending = np.add.reduceat((length[alive] == depth).astype(np.int64), new)
        until = alive[np.append(new[1:], len(alive)) - 1] + 1
        levels.append((parent, code, place, at, at + ending, until))
        node[alive] = made + np.repeat(np.arange(len(new)), np.diff(np.append(new, len(alive))))
        made += len(new)
        alive = alive[length[alive] > depth]
        depth += 1
    none = np.zeros(0, dtype=np.int64)
    return (
        _Nodes(*(np.concatenate(column) for column in zip(*levels, strict=True)))
        if levels
        else _Nodes(*[none] * 6)
    )


def _stepped(places: _Places, place: Numbers, code: Numbers, n_labels: int) -> Numbers:
    """Where every step of a level leads to; each distinct one is looked up once."""
    if not len(place):
        return np.array([places.first[one - n_labels] for one in code.tolist()], dtype=np.int64)
    distinct, which = np.unique(place * n_labels + code, return_inverse=True)
    led = [places.step(*divmod(pair, n_labels)) for pair in distinct.tolist()]
    reached: Numbers = np.array(led, dtype=np.int64)[which.ravel()]
    return reached


def _options(ways: Paths, nodes: _Nodes, places: _Places, n_labels: int) -> Situations:
    inner = np.flatnonzero(nodes.leaving < nodes.until)
    number = np.full(len(nodes.code), -1, dtype=np.int64)
    number[inner] = np.arange(len(inner))
    last = np.where(nodes.code < n_labels, nodes.code, START)
    kinds, kind = np.unique((last + 1)[inner] + nodes.place[inner] * (n_labels + 1), return_inverse=True)
    place, before = np.divmod(kinds, n_labels + 1)
    allowed = [places.allowed(one) for one in place.tolist()]
    of_option = np.repeat(np.arange(len(kinds)), [len(labels) for labels in allowed])
    taken = np.flatnonzero(nodes.parent >= 0)
    parent = nodes.parent[taken]
    return Situations(
        order=ways.order,
        leaving=nodes.leaving[inner],
        until=nodes.until[inner],
        kind=kind.ravel(),
        of_option=of_option,
        after=before[of_option] - 1,
        label=np.array([label for labels in allowed for label in labels], dtype=np.int64),
        of_taken=number[parent],
        taken_from=nodes.first[taken],
        taken_until=nodes.until[taken],
        taken_after=last[parent],
        taken_label=nodes.code[taken],
    )
