"""Writes a graph as DOT and reads dot's json0 answer: fixed-size boxes, no labels, positions in pixels."""

from __future__ import annotations

import itertools
import json
from collections.abc import Sequence
from dataclasses import dataclass

from models.layout import Layout, LayoutEdge, LayoutNode, Outline, Point

_PIXELS = 72  # dot's inches, read as pixels
_SPINE_WEIGHT = 1000
_SMALL = 40
"""Up to that many boxes dot may search until it has the best places: it takes milliseconds. With more of them it
also gives up sooner on crossings, of which there are too many to see a difference."""

_GRAPH = (
    "graph [rankdir=TB, ranksep={rows:.4f}, nodesep={columns:.4f}, splines=true, margin=0, pad=0, "
    'outputorder="nodesfirst", nslimit={effort}, nslimit1={effort}, mclimit={patience}]'
)
_DEFAULTS = ('node [shape=box, fixedsize=true, label="", margin=0]', 'edge [label="", dir=none]')


@dataclass(frozen=True, slots=True)
class Gaps:
    """The room between rows and between the boxes of a row, in pixels.

    With `in_order` the lines out of a box lead to their targets from left to right, in the order they are given.
    """

    rows: float = 45.0
    columns: float = 32.0
    in_order: bool = False


def to_dot(nodes: Sequence[LayoutNode], edges: Sequence[LayoutEdge], gaps: Gaps) -> str:
    """The graph with nodes named n0, n1, ... and edges e0, e1, ... in the order given.

    Edges along the spine come first, the missing ones as invisible edges, so that dot's search for cycles
    walks down the spine and never turns one of its edges round.
    """
    name = {node.key: f"n{i}" for i, node in enumerate(nodes)}
    effort, patience = (100, 1.0) if len(nodes) <= _SMALL else (1, 0.3)
    graph = _GRAPH.format(
        rows=gaps.rows / _PIXELS, columns=gaps.columns / _PIXELS, effort=effort, patience=patience
    )
    if gaps.in_order:
        graph = graph.replace("[", "[ordering=out, ", 1)
    lines = [graph, *_DEFAULTS, *(_node(node, name[node.key]) for node in nodes)]
    lines += [f"{{rank=same; {name[n.beside]}; {name[n.key]}}}" for n in nodes if n.beside in name]
    drawn = {(edge.source, edge.target) for edge in edges}
    spine = [node.key for node in nodes if node.spine]
    if len(spine) > 1:
        lines += [f"{{rank=source; {name[spine[0]]}}}", f"{{rank=sink; {name[spine[-1]]}}}"]
    lines += [
        f"{name[a]} -> {name[b]} [style=invis, weight={_SPINE_WEIGHT}]"
        for a, b in itertools.pairwise(spine)
        if (a, b) not in drawn
    ]
    numbered = sorted(enumerate(edges), key=lambda item: not item[1].on_spine)
    lines += [_edge(edge, i, name) for i, edge in numbered]
    return "digraph {\n" + ";\n".join(lines) + "\n}\n"


def _node(node: LayoutNode, name: str) -> str:
    size = f"width={node.width / _PIXELS:.4f}, height={node.height / _PIXELS:.4f}"
    outline = "" if node.outline is Outline.BOX else f", shape={node.outline}"
    return f"{name} [{size}{outline}{', group=spine' if node.spine else ''}]"


def _edge(edge: LayoutEdge, number: int, name: dict[str, str]) -> str:
    weight = _SPINE_WEIGHT if edge.on_spine else max(1, min(100, round(edge.weight)))
    free = "" if edge.constraint else ", constraint=false"
    return f"{name[edge.source]} -> {name[edge.target]} [id=e{number}, weight={weight}{free}]"


def from_json(answer: bytes, nodes: Sequence[LayoutNode], edges: Sequence[LayoutEdge]) -> Layout:
    """The layout in dot's answer, turned so that y points downwards."""
    graph = json.loads(answer)
    left, bottom, right, top = (float(value) for value in graph["bb"].split(","))
    placed = {
        found["name"]: _point(found["pos"], left, top) for found in graph.get("objects", ()) if "pos" in found
    }
    paths: list[tuple[Point, ...]] = [()] * len(edges)
    for found in graph.get("edges", ()):
        if "id" in found and "pos" in found:
            points = found["pos"].split(";")[0].split()
            path = [_point(point, left, top) for point in points if point[0] not in "es"]
            paths[int(found["id"][1:])] = tuple(path)
    return Layout(
        positions={node.key: placed[f"n{i}"] for i, node in enumerate(nodes)},
        paths=tuple(paths),
        size=(right - left, top - bottom),
    )


def _point(text: str, left: float, top: float) -> Point:
    x, y = text.split(",")[:2]
    return float(x) - left, top - float(y)
