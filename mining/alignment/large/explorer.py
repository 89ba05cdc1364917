"""Runs searches over one large model: gives the loop room, time and answers, and reads off what it found."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from time import monotonic
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mining.alignment.large.bound import FAR, Bound
from mining.alignment.large.markings_loop import ENTERED, FINISHED, NO, YES
from mining.alignment.large.packed import Ints
from mining.alignment.large.rooms import Nodes, Store, Ways
from mining.alignment.large.search_loop import (
    ANYWHERE,
    ASKED,
    CLOSED,
    EMPTY,
    FOUND,
    FRESH,
    NODES_FULL,
    PAUSED,
    STORE_FULL,
    TO_MARKING,
)
from models.alignment import MoveKind

TIES = 2_000
"""So many more nodes are left to see all cheapest ways; where there are more, the first that was found is told."""

_STEPS_AT_ONCE = (2_000, 100_000)
"""Plain and compiled: so much is done between two reports, a few hundredths of a second."""

NOWHERE = 2**31 - 1


class Unfinished(Exception):
    """A search came to the bound of its memory or time."""


@dataclass(frozen=True, eq=False)
class Ends:
    """The ends beside the final marking: the code and price of their label, the fact that lets one enter, its sense.

    `sets` are sets of transitions; end `i` can be entered where the fact `fact[i]` holds (for `FINISHED`: does
    not hold). The first set are the steps of Won.
    """

    code: Sequence[int]
    price: Sequence[int]
    fact: Sequence[int]
    sets: Sequence[Sequence[int]]


@dataclass(frozen=True, eq=False)
class Goal:
    """What a search is for. `base` is what every place of every component costs at least to end from.

    To a marking (`marking`), or anywhere (`marking` None) the end can be reached from: then not after Won where
    `not_after_won`, only where every component accepts its place (`accept`), and where the end `closing` could be
    entered next. `ends` are the numbers of those ends that are goals themselves; with `followed_ends`, only by an
    event for them. With `won`, the code of the Won event, the last Won step may be missing.
    """

    base: Any
    marking: int | None = None
    not_after_won: bool = False
    accept: Any = None
    closing: int = -1
    ends: frozenset[int] = frozenset()
    followed_ends: bool = False
    won: int = -1
    highest: int = NOWHERE


@dataclass(frozen=True, eq=False)
class Way:
    """A cheapest way: its cost and moves, as columns in order."""

    cost: int
    kind: list[int]
    label: list[int]
    position: list[int]


@dataclass
class Explorer:
    """Searches over one model with one set of costs; what was seen of the model is kept from search to search."""

    bound: Bound
    ends: Ends
    most_markings: int
    tell: Callable[[], None]
    ways: Ways = field(default_factory=Ways)
    visited: int = 0
    _goal: int = 0
    until: float = float("inf")

    def __post_init__(self) -> None:
        bound, packed, given = self.bound, self.bound.packed, self.ways.given
        sets = [np.array(s, dtype=np.int64) for s in self.ends.sets]
        arcs = [column for side in (packed.takes, packed.puts)
                for column in (side.start, side.word, side.shift, side.mask, side.weight)]  # fmt: skip
        self._net = [
            given(column)
            for column in (
                *arcs, packed.change_start, packed.change_word, packed.change_value,
                packed.moved_start, packed.moved, packed.moved_to, bound.code, bound.left_out, bound.extra,
                np.cumsum([0, *(len(s) for s in sets)], dtype=np.int64),
                np.concatenate([np.zeros(0, dtype=np.int64), *sets]),
                self._silently_finishing(),
            )
        ]  # fmt: skip
        self._ends = [
            given(np.array(values, dtype=np.int64))
            for values in (self.ends.code, self.ends.price, self.ends.fact)
        ]
        self._bound = [
            given(column)
            for column in (packed.offset, bound.matrix, bound.distance, bound.of, bound.source, bound.target,
                           bound.log_share)
        ]  # fmt: skip
        self.n_facts = ENTERED + len(self.ends.sets)
        self.store = Store(self.ways, packed, len(self.ends.code), self.n_facts, self.most_markings)
        self._nodes = [Nodes(self.ways), Nodes(self.ways)]
        self._rows = self.ways.column(1 << 16, np.int64)
        self._rank = given(np.argsort(np.argsort(np.array(bound.labels, dtype=object))).astype(np.int64))
        self._in_net = np.zeros(len(bound.labels), dtype=bool)
        self._in_net[bound.code[bound.code >= 0]] = True
        self.to_end = self.base_of(packed.stands(packed.final))
        self.can_end = np.where(self.to_end < FAR, 0, FAR)

    def base_of(self, stands: Sequence[int] | None, spared: int = -1) -> Ints:
        """What it costs every place of every component to get to where a marking has its tokens.

        Steps with the code `spared` cost nothing.
        """
        packed = self.bound.packed
        accepted = [np.zeros(len(places), dtype=bool) for places in packed.components]
        if stands is not None:
            for c, at in enumerate(stands):
                accepted[c][at - packed.offset[c]] = True
        return self.bound.nearest(accepted, spared)

    def _silently_finishing(self) -> Ints:
        """Flags over the places of all components: silent steps can bring the token to its final place."""
        packed = self.bound.packed
        flags = np.zeros(int(packed.offset[-1]), dtype=np.int64)
        final = packed.stands(packed.final)
        flags[final or []] = 1
        owner = np.repeat(np.arange(packed.n_transitions), np.diff(packed.moved_start))
        silent = np.flatnonzero(packed.label[owner] < 0)
        while True:
            more = flags.copy()
            np.maximum.at(more, packed.moved_from[silent], flags[packed.moved_to[silent]])
            if (more == flags).all():
                return flags
            flags = more

    def final(self) -> int | None:
        """The number of the final marking."""
        return self.store.number(self.bound.packed.final)

    def start(self) -> int | None:
        """The number of the initial marking."""
        return self.store.number(self.bound.packed.initial)

    def find(self, codes: NDArray[np.int32], goal: Goal) -> Way | None:
        """A cheapest way from the start; None where there is none. Raises Unfinished, and what `tell` raises."""
        start = self.start()
        if start is None:
            raise Unfinished
        nodes, self._codes = self._nodes[0], codes
        cost = self._run(nodes, codes, goal, start, FRESH)
        if cost is None:
            return None
        goal_node = self._goal
        chosen = self._chosen(nodes, codes, cost) if cost else None
        self._goal = goal_node
        return chosen or self._way(nodes, cost)

    def _chosen(self, nodes: Nodes, codes: NDArray[np.int32], cost: int) -> Way | None:
        """The way that the rule asks for; None where there are too many to look at."""
        held, numbers, fixed_columns, row_columns, progress = self._held
        numbers[15], numbers[16], numbers[19] = TIES, cost, 1
        while True:
            ended = self.ways.search(
                held, numbers, *fixed_columns, *self.store.columns, *row_columns, *nodes.columns, progress
            )
            if ended == EMPTY:
                break
            if ended not in (ASKED, STORE_FULL) or (ended == STORE_FULL and not self.store.grow()):
                return None
            if ended == ASKED:
                try:
                    self._asked(progress)
                except Unfinished:
                    return None
        n_nodes, n_ways = int(nodes.tally[0]), int(nodes.tally[3])
        if n_ways > len(nodes.ways_kept[0]) or nodes.tally[6]:
            return None
        column = self.ways.column
        done = np.zeros(len(self.bound.labels), dtype=np.int64)
        done[codes] = 1
        told = tuple(column(len(codes) + cost, np.int64) for _ in range(3))
        room = (
            column(n_nodes + 1), column(n_ways), column(n_nodes + 1), column(n_ways), column(n_nodes),
            column(n_nodes, np.int8), column(n_nodes + n_ways), column(n_nodes), column(n_nodes),
        )  # fmt: skip
        size = self.ways.choose(
            held, n_nodes, n_ways, cost, self.bound.packed.n_transitions, *self._net[16:19], *self._ends[:2],
            self._rank, self.ways.given(done), nodes.at, nodes.g, nodes.left, *nodes.ways_kept, *room, *told,
        )  # fmt: skip
        kind, label, position = ([int(value) for value in part[:size]][::-1] for part in told)
        return Way(cost, kind, label, position)

    def _run(self, nodes: Nodes, codes: NDArray[Any], goal: Goal, start: int, flag: int) -> int | None:
        """The cost of the cheapest way, left in the nodes with the goal's number in `self._goal`."""
        n = len(codes)
        packed, given = self.bound.packed, self.ways.given
        codes = codes.astype(np.int64)
        is_outer = nodes is self._nodes[0]
        useful = np.array([i in goal.ends for i in range(len(self.ends.code))], dtype=np.int64)
        enterable = useful if goal.closing < 0 else np.zeros_like(useful)
        rows, row_of = self._bound_rows(given(codes), n, goal, bool(enterable.any()))
        known = self._in_net.copy()
        known[[self.ends.code[i] for i in goal.ends]] = True
        price = self.bound.extra[codes]
        rest = np.concatenate((np.cumsum(price[::-1])[::-1], [0])).astype(np.int64)
        fixed = np.where(known[codes], 0, price)
        fixed = np.concatenate((np.cumsum(fixed[::-1])[::-1], [0])).astype(np.int64)
        fresh_matters = goal.not_after_won or bool(useful.any()) or goal.closing >= 0
        picky = goal.accept is not None
        accept = given(goal.accept if picky else np.zeros(0, dtype=bool))
        numbers = given(np.array([
            n, packed.n_words, len(packed.components), packed.n_transitions, self.n_facts, len(self.ends.code),
            60, FAR, TO_MARKING if goal.marking is not None else ANYWHERE,
            -1 if goal.marking is None else goal.marking, fresh_matters, goal.not_after_won, goal.closing, goal.won,
            picky, 0, goal.highest, start, flag, 0, self.visited,
        ], dtype=np.int64))  # fmt: skip
        fixed_columns = (
            *self._net, *self._ends, given(enterable * (2 if goal.followed_ends else 1)), given(enterable), accept,
        )  # fmt: skip
        row_columns = (rows, row_of, given(fixed), given(rest))
        codes = given(codes)
        progress = self.ways.column(4, np.int64)
        nodes.begin()
        while True:
            numbers[15] = _STEPS_AT_ONCE[self.ways.is_compiled]
            ended = self.ways.search(
                codes, numbers, *fixed_columns, *self.store.columns, *row_columns, *nodes.columns, progress
            )
            if ended == FOUND:
                if nodes.tally[6] and nodes.tally[6] - 1 < progress[0]:
                    raise Unfinished
                self._goal = int(progress[1])
                if is_outer:
                    self._held = codes, numbers, fixed_columns, row_columns, progress
                return int(nodes.g[self._goal])
            if ended == EMPTY:
                if nodes.tally[6]:
                    raise Unfinished
                if not nodes.tally[2] or int(progress[0]) > goal.highest:
                    return None
                nodes.n_buckets *= 8
                nodes.begin()
                progress[0] = 0
            elif ended == PAUSED:
                self.tell()
                if monotonic() > self.until:
                    raise Unfinished
            elif ended == NODES_FULL:
                if nodes.room >= self.visited:
                    raise Unfinished
                nodes.grow()
                nodes.begin()
                progress[0] = 0
            elif ended == STORE_FULL:
                if not self.store.grow():
                    raise Unfinished
            elif ended == ASKED:
                if not is_outer:
                    raise AssertionError("a question within a question")
                self._asked(progress)

    def _bound_rows(self, codes: Any, n: int, goal: Goal, exits: bool) -> tuple[Any, Any]:
        n_comps = len(self.bound.packed.components)
        row_of = self.ways.column(n_comps * (n + 1), np.int64)
        base = np.zeros_like(self.to_end) if exits else goal.base
        while True:
            used = self.ways.bound_rows(
                codes, n, len(self.bound.labels), n_comps, *self._bound, self.ways.given(base), exits, FAR,
                self._rows, row_of,
            )  # fmt: skip
            if used >= 0:
                return self._rows, row_of
            self._rows = self.ways.column(2 * len(self._rows), np.int64)

    def _asked(self, progress: Any) -> None:
        """Answer a search, whose rows are in use until it goes on."""
        rows, self._rows = self._rows, self.ways.column(1 << 12, np.int64)
        self._answer(int(progress[2]), int(progress[3]))
        self._rows = rows

    def _answer(self, m: int, fact: int) -> None:
        """Settle a fact about a marking by a search of its own."""
        none = np.zeros(0, dtype=np.int32)
        nodes, final = self._nodes[1], self.final()
        if final is None:
            raise Unfinished
        if fact >= ENTERED:
            self._fact(m, fact, self._was_entered(m, fact - ENTERED))
            return
        flag = CLOSED if fact == FINISHED else FRESH
        cost = self._run(nodes, none, Goal(self.to_end, final), m, flag)
        self._fact(m, fact, cost is not None)
        if cost is not None:
            for v in self._chain(nodes):
                self._fact(int(nodes.m[v]), fact, True)

    def _was_entered(self, m: int, which: int) -> bool:
        """Whether a step of the set leads from a marking that can be reached to this one."""
        packed, start = self.bound.packed, self.start()
        none = np.zeros(0, dtype=np.int32)
        number = {name: i for i, name in enumerate(packed.net.places)}
        for t in self.ends.sets[which]:
            tokens = self.store.tokens(m)
            step = packed.net.transitions[t]
            for name, weight in step.puts:
                tokens[number[name]] -= weight
            if min(tokens, default=0) < 0:
                continue
            for name, weight in step.takes:
                tokens[number[name]] += weight
            before = self.store.number(tokens)
            stands = packed.stands(tokens)
            if before is None or start is None:
                if stands is not None:
                    raise Unfinished
                continue
            goal = Goal(self.base_of(stands), before)
            if self._run(self._nodes[1], none, goal, start, FRESH) is not None:
                return True
        return False

    def _fact(self, m: int, fact: int, holds: bool) -> None:
        self.store.facts[m * self.n_facts + fact] = YES if holds else NO

    def _chain(self, nodes: Nodes) -> list[int]:
        chain = [self._goal]
        while nodes.parent[chain[-1]] >= 0:
            chain.append(int(nodes.parent[chain[-1]]))
        return chain[::-1]

    def _way(self, nodes: Nodes, cost: int) -> Way:
        """The moves from the start to the goal; silent steps and a spared Won event are not told."""
        kinds, labels, positions = [], [], []
        n_steps = self.bound.packed.n_transitions
        codes = self._codes
        chain = self._chain(nodes)
        for before, v in pairwise(chain):
            at, was, via = int(nodes.at[v]), int(nodes.at[before]), int(nodes.via[v])
            position = was >> 2
            if at >> 2 > position:
                kinds.append(MoveKind.LOG if via < 0 else MoveKind.SYNC)
                labels.append(int(codes[position]))
            else:
                label = self.ends.code[via - n_steps] if via >= n_steps else int(self.bound.code[via])
                if label < 0 or (at & 3 == CLOSED and was & 3 != CLOSED):
                    continue
                kinds.append(MoveKind.MODEL)
                labels.append(label)
            positions.append(position)
        return Way(cost, [int(kind) for kind in kinds], labels, positions)
