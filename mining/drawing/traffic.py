"""How often every flow of a drawn model is taken: deals' ways through the model are replayed on it, token by token."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from mining.conformance.weights import deals_explained
from models.alignment import MoveKind
from models.conformance import Conformance
from models.model_graph import ModelGraph, ModelShape, Notation, ShapeKind
from models.progress import Report, silent

Run = tuple[str, ...]
State = TypeVar("State")

COUNTING = "Counting the ways through the model"

_MOST_STATES = 100_000
"""So many situations are looked at for all deals together; of larger models nothing is counted."""


@dataclass(frozen=True)
class Traffic:
    """How often each flow is taken and each shape is passed, by number in the graph and by key."""

    flows: tuple[int, ...]
    shapes: Mapping[str, int]


@dataclass(frozen=True)
class _Move:
    """Something a shape does: tokens (bits) that it takes and puts, and the flows that it uses."""

    label: str | None
    takes: int
    puts: int
    shape: str
    flows: tuple[int, ...]

    @cached_property
    def needs(self) -> list[int]:
        """The tokens that it takes, a bit each."""
        return _bits(self.takes)

    @cached_property
    def gives(self) -> list[int]:
        """The tokens that it puts, a bit each."""
        return _bits(self.puts)


def runs_of(found: Conformance, mask: NDArray[np.bool_]) -> dict[Run, int]:
    """The ways through the process that explain the deals in `mask` (one flag a case), with how many take each.

    They are the model's side of the alignments: what was followed, and what was left out. A deal that is not won
    goes only part of the way.
    """
    weight = deals_explained(found, mask)
    alignments = found.alignments
    counted: dict[Run, int] = {}
    for k in np.flatnonzero(weight).tolist():
        if not alignments.finished[k]:
            continue
        moves = slice(alignments.start[k], alignments.start[k + 1])
        ours = alignments.label[moves][alignments.kind[moves] != MoveKind.LOG]
        run = tuple(alignments.labels[label] for label in ours.tolist())
        counted[run] = counted.get(run, 0) + int(weight[k])
    return counted


def traffic(graph: ModelGraph, runs: Mapping[Run, int], report: Report = silent) -> Traffic | None:
    """Count what the runs do in the model, through as few silent steps as possible.

    An end of a deal that the model does not draw (lost) ends the run before it. None where it cannot be told: for a
    process tree, an inclusive gateway, several tokens in one place, a run that the model does not allow, or a model
    with too many situations.
    """
    machine = _machine(graph)
    if machine is None or not runs:
        return None
    walker = _Walker(*machine, _Budget(report))
    flows, shapes = [0] * len(graph.flows), dict.fromkeys((shape.key for shape in graph.shapes), 0)
    for at, (run, deals) in enumerate(sorted(runs.items(), key=lambda item: (-item[1], item[0]))):
        report(at / len(runs), COUNTING)
        known = run[:-1] if run and run[-1] not in walker.moves else run
        way = walker.way(known)
        if way is None:
            return None
        for move in way:
            shapes[move.shape] += deals
            for flow in move.flows:
                flows[flow] += deals
    _add_start(graph, flows, shapes, sum(runs.values()))
    return Traffic(tuple(flows), shapes)


class _Budget:
    def __init__(self, report: Report) -> None:
        self.report, self.spent = report, 0

    def spend(self) -> bool:
        """Whether one more situation may be looked at."""
        self.spent += 1
        if self.spent % 1_000 == 0:
            self.report(self.spent / _MOST_STATES, COUNTING)
        return self.spent <= _MOST_STATES


class _Walker:
    """Finds the moves of runs. What the next step needs in a situation is worked out once."""

    def __init__(self, initial: int, moves: Mapping[str | None, Sequence[_Move]], budget: _Budget) -> None:
        self.initial, self.moves, self._budget = initial, moves, budget
        self._steps: dict[tuple[int, str], tuple[tuple[_Move, ...], int] | None] = {}

    def way(self, run: Run) -> list[_Move] | None:
        """Step by step, each with the fewest silent moves before it; where that leads nowhere, by a search."""
        marking = self.initial
        found: list[_Move] = []
        for label in run:
            step = self._step(marking, label)
            if step is None:
                return self._searched(run)
            moves, marking = step
            found += moves
        return found

    def _step(self, marking: int, label: str) -> tuple[tuple[_Move, ...], int] | None:
        if (marking, label) not in self._steps:
            self._steps[marking, label] = self._nearest(marking, label)
        return self._steps[marking, label]

    def _nearest(self, start: int, label: str) -> tuple[tuple[_Move, ...], int] | None:
        """Few silent moves after which a step with that label can happen, then the step, and where it leads."""
        if not self._budget.spend():
            return None
        supported_by, goal = self._cheapest(start, label)
        if goal is None:
            return None
        needed = _supporting(goal, supported_by)
        made, marking = [], start
        while needed:
            ready = next((move for move in needed if _after(marking, move) is not None), None)
            if ready is None:
                return None
            needed.remove(ready)
            made.append(ready)
            marking = _after(marking, ready) or 0
        after = _after(marking, goal)
        return None if after is None else ((*made, goal), after)

    def _cheapest(self, start: int, label: str) -> tuple[dict[int, _Move], _Move | None]:
        """By which silent move each token (a bit) comes about with the fewest, and the step that needs the fewest.

        A move costs one and what its tokens cost, as if nothing were ever taken away: what is found so is a way
        wherever the model consists of blocks, and is tried out elsewhere.
        """
        cost = dict.fromkeys(_bits(start), 0)
        supported_by: dict[int, _Move] = {}
        changed = True
        while changed:
            changed = False
            for move in self.moves.get(None, ()):
                if not all(bit in cost for bit in move.needs):
                    continue
                price = 1 + sum(cost[bit] for bit in move.needs)
                for bit in move.gives:
                    if price < cost.get(bit, price + 1):
                        cost[bit], supported_by[bit], changed = price, move, True
        goals = [move for move in self.moves.get(label, ()) if all(bit in cost for bit in move.needs)]
        return supported_by, min(goals, key=lambda move: sum(cost[bit] for bit in move.needs), default=None)

    def _searched(self, run: Run) -> list[_Move] | None:
        """The moves with the fewest silent ones in all (a search in which visible moves cost nothing)."""
        first = (0, self.initial)
        came: dict[tuple[int, int], tuple[tuple[int, int], _Move] | None] = {first: None}
        waiting = deque([first])
        done: set[tuple[int, int]] = set()
        while waiting:
            state = waiting.popleft()
            if state in done:
                continue
            done.add(state)
            if not self._budget.spend():
                return None
            at, marking = state
            if at == len(run):
                return _moves_to(state, came)
            for move in self.moves.get(run[at], ()):
                after = _after(marking, move)
                if after is not None and (at + 1, after) not in done:
                    came[at + 1, after] = state, move
                    waiting.appendleft((at + 1, after))
            for move in self.moves.get(None, ()):
                after = _after(marking, move)
                if after is not None and (at, after) not in came:
                    came[at, after] = state, move
                    waiting.append((at, after))
        return None


def _bits(marking: int) -> list[int]:
    return [1 << at for at in range(marking.bit_length()) if marking >> at & 1]


def _supporting(goal: _Move, supported_by: Mapping[int, _Move]) -> list[_Move]:
    """The silent moves that bring about what a step needs, each once."""
    found: list[_Move] = []
    waiting = list(goal.needs)
    while waiting:
        move = supported_by.get(waiting.pop())
        if move is not None and move not in found:
            found.append(move)
            waiting += move.needs
    return found


def _after(marking: int, move: _Move) -> int | None:
    if marking & move.takes != move.takes:
        return None
    rest = marking & ~move.takes
    return None if rest & move.puts else rest | move.puts


def _moves_to(state: State, came: Mapping[State, tuple[State, _Move] | None]) -> list[_Move]:
    found = []
    step = came[state]
    while step is not None:
        state, move = step
        found.append(move)
        step = came[state]
    return found[::-1]


def _machine(graph: ModelGraph) -> tuple[int, dict[str | None, list[_Move]]] | None:
    """The tokens at the start, and the moves by label."""
    if graph.notation is Notation.TREE or graph.count(ShapeKind.SOME):
        return None
    if graph.notation is Notation.NET:
        if any(flow.weight > 1 for flow in graph.flows) or any(shape.tokens > 1 for shape in graph.shapes):
            return None
        places = {s.key: 1 << at for at, s in enumerate(graph.shapes) if s.kind is ShapeKind.PLACE}
        initial = sum(places[shape.key] for shape in graph.shapes if shape.tokens)
        every = _net_moves(graph, places)
    else:
        starts = {shape.key for shape in graph.shapes if shape.kind is ShapeKind.START}
        initial = sum(1 << at for at, flow in enumerate(graph.flows) if flow.source in starts)
        every = _bpmn_moves(graph)
    moves: dict[str | None, list[_Move]] = {}
    for move in every:
        moves.setdefault(move.label, []).append(move)
    return initial, moves


def _net_moves(graph: ModelGraph, places: Mapping[str, int]) -> Iterator[_Move]:
    for shape in graph.shapes:
        if shape.key in places:
            continue
        ins, outs = _numbers(graph, shape)
        takes = sum(places[graph.flows[at].source] for at in ins)
        puts = sum(places[graph.flows[at].target] for at in outs)
        yield _Move(shape.label or None, takes, puts, shape.key, (*ins, *outs))


def _bpmn_moves(graph: ModelGraph) -> Iterator[_Move]:
    """Tokens lie on flows; a flow counts as taken when a token is put on it."""
    for shape in graph.shapes:
        ins, outs = _numbers(graph, shape)
        if shape.kind is ShapeKind.TASK:
            for at in ins:
                yield _Move(shape.label, 1 << at, sum(1 << out for out in outs), shape.key, tuple(outs))
        elif shape.kind is ShapeKind.CHOICE:
            for at in ins:
                for out in outs:
                    yield _Move(None, 1 << at, 1 << out, shape.key, (out,))
        elif shape.kind is ShapeKind.PARALLEL:
            takes, puts = sum(1 << at for at in ins), sum(1 << out for out in outs)
            yield _Move(None, takes, puts, shape.key, tuple(outs))


def _numbers(graph: ModelGraph, shape: ModelShape) -> tuple[list[int], list[int]]:
    """The numbers of the flows into and out of a shape."""
    ins = [at for at, flow in enumerate(graph.flows) if flow.target == shape.key]
    outs = [at for at, flow in enumerate(graph.flows) if flow.source == shape.key]
    return ins, outs


def _add_start(graph: ModelGraph, flows: list[int], shapes: dict[str, int], deals: int) -> None:
    """Every run passes the start; what a BPMN model's end has received is on the flows into it."""
    for shape in graph.shapes:
        if shape.kind is ShapeKind.START:
            shapes[shape.key] = deals
            for at, flow in enumerate(graph.flows):
                flows[at] = deals if flow.source == shape.key else flows[at]
    for shape in graph.shapes:
        if shape.kind is ShapeKind.END:
            shapes[shape.key] = sum(
                n for n, flow in zip(flows, graph.flows, strict=True) if flow.target == shape.key
            )
