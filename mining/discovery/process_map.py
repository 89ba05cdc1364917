"""From a log, and what a check found in it, to the process map: documented, undocumented and untaken flow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from mining.aggregates.flow import START, flow_of, weigh
from mining.conformance.weights import alike_in
from mining.discovery.directly_follows import graph_of
from mining.discovery.edge_outcomes import EdgeOutcomes, edge_outcomes
from mining.discovery.main_line import main_line
from models.conformance import Conformance
from models.deviation import Deviation, DeviationKey, DeviationType
from models.directly_follows import DirectlyFollows
from models.event_log import EventLog
from models.process_map import EdgeKind, MapEdge, MapNode, NodeKind, ProcessMap
from resources.translation import tr

START_KEY, END_KEY = "start", "end"


def process_map(log: EventLog, conformance: Conformance | None, mask: NDArray[np.bool_]) -> ProcessMap:
    """The map of the cases in `mask` (one flag a case).

    With a check, its log is the one to give: the documented stages stand on the spine, reached or not, and
    other activities follow in order of frequency. Without one the spine is what at least half of the deals
    do (see `main_line`) and nothing is a deviation. The last event of an open deal leads nowhere.
    """
    weights = weigh(log, mask)
    graph = graph_of(log, mask, weights.cases, weights.cases - weights.open)
    if conformance is None:
        on_line, rest = main_line(log.variants, graph, weights.cases)
        frame = _Frame([graph.labels[c] for c in on_line], [graph.labels[c] for c in rest], [], None)
    else:
        frame = _documented_frame(conformance, graph)
    marks = _Marks(conformance, mask)
    nodes = tuple(replace(node, day_hours=log.day_hours) for node in _nodes(frame, graph, marks))
    found = _edges(frame, graph, edge_outcomes(flow_of(log), weights))
    edges = [replace(edge, day_hours=log.day_hours) for edge in found]
    place = {node.key: i for i, node in enumerate(nodes)}
    edges.sort(key=lambda edge: (-edge.cases, -edge.events, place[edge.source], place[edge.target]))
    return ProcessMap(nodes, tuple(edges), graph.n_cases, documented=conformance is not None)


def stage_key(label: str | None, default: str) -> str:
    """The key of an activity's node; `default` (`start` or `end`) stands for no activity."""
    return default if label is None else f"stage:{label}"


@dataclass(frozen=True)
class _Frame:
    """The activities of the map in order: the line in the middle, other known ones, unknown ones.

    `allowed` are the pairs that may follow each other, None where nothing is documented.
    """

    line: list[str]
    beside: list[str]
    unknown: list[str]
    allowed: frozenset[tuple[str | None, str | None]] | None


def _documented_frame(conformance: Conformance, graph: DirectlyFollows) -> _Frame:
    stages = [*conformance.stages, *conformance.ends[:1]]
    line = list(dict.fromkeys(stages))
    beside = [end for end in dict.fromkeys(conformance.ends) if end not in line]
    known = {*line, *beside}
    others = [code for code in np.flatnonzero(graph.visits).tolist() if graph.labels[code] not in known]
    others.sort(key=lambda code: (-graph.visiting_cases[code], -graph.visits[code], graph.labels[code]))
    return _Frame(line, beside, [graph.labels[code] for code in others], conformance.allowed)


class _Marks:
    """Looks up in how many of the filtered deals a deviation was found, and in how many it could have been."""

    def __init__(self, conformance: Conformance | None, mask: NDArray[np.bool_]) -> None:
        self._found: dict[DeviationKey, tuple[Deviation, NDArray[np.int64]]] = {}
        for alike in alike_in(conformance) if conformance else ():
            weight = alike.weigh(mask).sum(axis=0)
            self._found |= {found.key: (found, weight) for found in alike.deviations}

    def share(self, kind: DeviationType, stage: str) -> tuple[float | None, DeviationKey | None]:
        """The share of the eligible deals that have it (None where none is), and its name where any has it."""
        if (key := DeviationKey(kind, stage)) not in self._found:
            return None, None
        found, weight = self._found[key]
        cases, eligible = int(weight[found.showing].sum()), int(weight[found.judged].sum())
        return (cases / eligible if eligible else None), (key if cases else None)


def _nodes(frame: _Frame, graph: DirectlyFollows, marks: _Marks) -> Iterator[MapNode]:
    begun = int(graph.cases[graph.source == START].sum())
    ended = int(graph.cases[graph.target == START].sum())
    code_of = {label: code for code, label in enumerate(graph.labels)}
    yield MapNode(START_KEY, tr("Start"), NodeKind.START, begun, begun, True)
    for label in (*frame.line, *frame.beside):
        skipped, key = marks.share(DeviationType.SKIPPED, label)
        counts = _counts(graph, code_of.get(label))
        yield MapNode(
            stage_key(label, END_KEY),
            label,
            NodeKind.DOCUMENTED,
            *counts[:2],
            label in frame.line,
            counts[2],
            skipped,
            key,
        )
    for label in frame.unknown:
        _, key = marks.share(DeviationType.UNDOCUMENTED, label)
        cases, events, dwell = _counts(graph, code_of[label])
        yield MapNode(
            stage_key(label, END_KEY),
            label,
            NodeKind.UNDOCUMENTED,
            cases,
            events,
            False,
            dwell,
            deviation=key,
        )
    yield MapNode(END_KEY, tr("End"), NodeKind.END, ended, ended, True)


def _counts(graph: DirectlyFollows, code: int | None) -> tuple[int, int, float | None]:
    """Cases, events and dwell of an activity, which may not occur in the log at all."""
    if code is None:
        return 0, 0, None
    return int(graph.visiting_cases[code]), int(graph.visits[code]), _number(graph.dwell_days[code])


def _edges(frame: _Frame, graph: DirectlyFollows, outcomes: EdgeOutcomes) -> list[MapEdge]:
    taken: set[tuple[str | None, str | None]] = set()
    edges = []
    for i, (source, target) in enumerate(zip(graph.source.tolist(), graph.target.tolist(), strict=True)):
        pair = (_label(graph, source), _label(graph, target))
        taken.add(pair)
        taking, others = outcomes.of(source, target)
        edges.append(
            MapEdge(
                source=stage_key(pair[0], START_KEY),
                target=stage_key(pair[1], END_KEY),
                kind=_kind(pair, frame),
                cases=int(graph.cases[i]),
                events=int(graph.events[i]),
                share=int(graph.cases[i]) / outcomes.leaving(source),
                median_days=_number(graph.median_days[i]),
                p90_days=_number(graph.p90_days[i]),
                win_rate=taking.rate(),
                win_rate_others=others.rate(),
                won=taking.won,
                closed=taking.closed,
                won_others=others.won,
                closed_others=others.closed,
            )
        )
    return [*edges, *_not_taken(frame, taken)]


def _kind(pair: tuple[str | None, str | None], frame: _Frame) -> EdgeKind:
    return EdgeKind.CONFORMING if frame.allowed is None or pair in frame.allowed else EdgeKind.DEVIATION


def _not_taken(frame: _Frame, taken: Iterable[tuple[str | None, str | None]]) -> Iterator[MapEdge]:
    """The documented steps down the spine that no deal takes."""
    for pair in pairwise([None, *frame.line, None]):
        if frame.allowed is not None and pair in frame.allowed and pair not in taken:
            yield MapEdge(
                stage_key(pair[0], START_KEY), stage_key(pair[1], END_KEY), EdgeKind.NOT_TAKEN, 0, 0, 0.0
            )


def _label(graph: DirectlyFollows, code: int) -> str | None:
    return None if code == START else graph.labels[code]


def _number(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
