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
    """Beginnings after which some explained way goes on, and the options there: steps that the process allows.

    `order` sorts the alignments so that those with a common beginning are neighbours: situation `s` is left by
    `order[leaving[s]:until[s]]`. Option `o` belongs to situation `of_option[o]` and is the step `label[o]`, right
    after `after[o]` (or `START`); `order[taken_from[o]:taken_until[o]]` take it. Options are sorted by situation.
    """

    order: Numbers
    leaving: Numbers
    until: Numbers
    of_option: Numbers
    after: Numbers
    label: Numbers
    taken_from: Numbers
    taken_until: Numbers


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
    distinct, which = np.unique(nodes.place[inner], return_inverse=True)
    allowed = [np.array(places.allowed(place), dtype=np.int64) for place in distinct.tolist()]
    count = np.array([len(labels) for labels in allowed], dtype=np.int64)
    flat = np.concatenate(allowed) if allowed else np.zeros(0, dtype=np.int64)
    begin = np.cumsum(count) - count
    which = which.ravel()
    of_option = np.repeat(np.arange(len(inner)), count[which])
    within = np.arange(len(of_option)) - np.repeat(np.cumsum(count[which]) - count[which], count[which])
    label = flat[begin[which][of_option] + within]
    last = nodes.code[inner]
    after = np.where(last < n_labels, last, START)[of_option]
    child = (
        nodes.parent * n_labels + nodes.code
    )  # ascending: nodes are in the order of the dictionary on each level
    child[nodes.parent < 0] = -1
    wanted = inner[of_option] * n_labels + label
    at = np.minimum(np.searchsorted(child, wanted), max(len(child) - 1, 0))
    is_taken = child[at] == wanted
    return Situations(
        order=ways.order,
        leaving=nodes.leaving[inner],
        until=nodes.until[inner],
        of_option=of_option,
        after=after,
        label=label,
        taken_from=np.where(is_taken, nodes.first[at], 0),
        taken_until=np.where(is_taken, nodes.until[at], 0),
    )
