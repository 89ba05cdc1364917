"""How often every flow of a drawn model is taken: deals' ways through the model are replayed on it, token by token."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mining.conformance.weights import deals_explained
from models.alignment import MoveKind
from models.conformance import Conformance
from models.model_graph import ModelGraph, ModelShape, Notation, ShapeKind
from models.progress import Report, silent

Run = tuple[str, ...]

_MOST_STATES = 400_000
"""So many situations are looked at for all deals together; of larger models nothing is counted."""

_ASKED_EVERY = 5_000


@dataclass(frozen=True)
class Traffic:
    """How often each flow is taken and each shape is passed, by number in the graph and by key."""

    flows: tuple[int, ...]
    shapes: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class _Move:
    """Something a shape does: tokens (bits) that it takes and puts, and the flows that it uses."""

    label: str | None
    takes: int
    puts: int
    shape: str
    flows: tuple[int, ...]


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
    initial, moves = machine
    flows, shapes = [0] * len(graph.flows), dict.fromkeys((shape.key for shape in graph.shapes), 0)
    budget = _Budget(report)
    for run, deals in sorted(runs.items(), key=lambda item: (-item[1], item[0])):
        if run and run[-1] not in moves:
            run = run[:-1]
        way = _way(run, initial, moves, budget)
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
        if self.spent % _ASKED_EVERY == 0:
            self.report(self.spent / _MOST_STATES, "Counting the ways through the model")
        return self.spent <= _MOST_STATES


def _way(
    run: Run, initial: int, moves: Mapping[str | None, Sequence[_Move]], budget: _Budget
) -> list[_Move] | None:
    """The moves of one run with the fewest silent ones (a search in which visible moves cost nothing)."""
    first = (0, initial)
    came: dict[tuple[int, int], tuple[tuple[int, int], _Move] | None] = {first: None}
    waiting = deque([first])
    done: set[tuple[int, int]] = set()
    while waiting:
        state = waiting.popleft()
        if state in done:
            continue
        done.add(state)
        if not budget.spend():
            return None
        at, marking = state
        if at == len(run):
            return _moves_to(state, came)
        for move in moves.get(run[at], ()):
            after = _after(marking, move)
            if after is not None and (at + 1, after) not in done:
                came[at + 1, after] = state, move
                waiting.appendleft((at + 1, after))
        for move in moves.get(None, ()):
            after = _after(marking, move)
            if after is not None and (at, after) not in came:
                came[at, after] = state, move
                waiting.append((at, after))
    return None


def _after(marking: int, move: _Move) -> int | None:
    if marking & move.takes != move.takes:
        return None
    rest = marking & ~move.takes
    return None if rest & move.puts else rest | move.puts


def _moves_to(
    state: tuple[int, int], came: Mapping[tuple[int, int], tuple[tuple[int, int], _Move] | None]
) -> list[_Move]:
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
