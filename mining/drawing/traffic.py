"""How often every flow of a drawn model is taken: deals' ways through the model are replayed on it, token by token."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mining.conformance.weights import deals_explained
from mining.drawing.walking import COUNTING, FINISHED, Budget, Move, Run, Walker
from models.alignment import MoveKind
from models.conformance import Conformance
from models.model_graph import ModelGraph, ModelShape, Notation, ShapeKind
from models.progress import Report, silent


@dataclass(frozen=True)
class Traffic:
    """How often each flow is taken and each shape is passed, by number in the graph and by key."""

    flows: tuple[int, ...]
    shapes: Mapping[str, int]


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
    walker = Walker(*machine, Budget(report))
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


def _machine(graph: ModelGraph) -> tuple[int, dict[str | None, list[Move]]] | None:
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
    moves: dict[str | None, list[Move]] = {}
    for move in every:
        moves.setdefault(move.label, []).append(move)
    return initial, moves


def _net_moves(graph: ModelGraph, places: Mapping[str, int]) -> Iterator[Move]:
    for shape in graph.shapes:
        if shape.key in places:
            continue
        ins, outs = _numbers(graph, shape)
        takes = sum(places[graph.flows[at].source] for at in ins)
        puts = sum(places[graph.flows[at].target] for at in outs)
        yield Move(shape.label or None, takes, puts, shape.key, (*ins, *outs))
    final = [shape for shape in graph.shapes if shape.final]
    if final:
        yield Move(FINISHED, sum(places[shape.key] for shape in final), 0, final[0].key, ())


def _bpmn_moves(graph: ModelGraph) -> Iterator[Move]:
    """Tokens lie on flows; a flow counts as taken when a token is put on it."""
    for shape in graph.shapes:
        ins, outs = _numbers(graph, shape)
        if shape.kind is ShapeKind.TASK:
            for at in ins:
                yield Move(shape.label, 1 << at, sum(1 << out for out in outs), shape.key, tuple(outs))
        elif shape.kind is ShapeKind.CHOICE:
            for at in ins:
                for out in outs:
                    yield Move(None, 1 << at, 1 << out, shape.key, (out,))
        elif shape.kind is ShapeKind.PARALLEL:
            takes, puts = sum(1 << at for at in ins), sum(1 << out for out in outs)
            yield Move(None, takes, puts, shape.key, tuple(outs))
        elif shape.kind is ShapeKind.END:
            for at in ins:
                yield Move(FINISHED, 1 << at, 0, shape.key, ())


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
