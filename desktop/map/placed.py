"""A graph with everything where it belongs: cards, lines and labels; made off the UI thread."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSizeF

from desktop.map.graph import DrawnGraph, EdgeKey
from desktop.map.route import Route, routed
from mining.layout.labels import Boxes, Line, place_labels
from models.layout import Layout, LayoutEdge, LayoutNode, Point

Lay = Callable[[Sequence[LayoutNode], Sequence[LayoutEdge]], Layout]
PlaceLabels = Callable[[Sequence[Line], Boxes], tuple[Point | None, ...]]
_MARGIN = 30.0


@dataclass(frozen=True, eq=False)
class PlacedGraph:
    """`positions` are the middles of the cards, `paths` the ways of the lines, `labels` where their words are.

    `routes` are the ways made ready for painting, as far as somebody did so.
    """

    graph: DrawnGraph = field(default_factory=DrawnGraph)
    sizes: Mapping[str, QSizeF] = field(default_factory=dict)
    positions: Mapping[str, Point] = field(default_factory=dict)
    paths: Mapping[EdgeKey, tuple[Point, ...]] = field(default_factory=dict)
    labels: Mapping[EdgeKey, Point] = field(default_factory=dict)
    routes: Mapping[EdgeKey, Route] = field(default_factory=dict)

    def boxes(self) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
        """Left, top, right and bottom of every card, in the order of the graph."""
        rows = [(*self.positions[n.key], self.sizes[n.key]) for n in self.graph.nodes]
        found = [
            (x - s.width() / 2, y - s.height() / 2, x + s.width() / 2, y + s.height() / 2) for x, y, s in rows
        ]
        return np.array(found, dtype=float).reshape(-1, 4)

    def area(self) -> QRectF:
        """Where all of it is, with a margin."""
        xs = [x for path in self.paths.values() for x, _ in path]
        ys = [y for path in self.paths.values() for _, y in path]
        boxes = self.boxes()
        xs += [*boxes[:, 0].tolist(), *boxes[:, 2].tolist()]
        ys += [*boxes[:, 1].tolist(), *boxes[:, 3].tolist()]
        if not xs:
            return QRectF()
        box = QRectF(QPointF(min(xs), min(ys)), QPointF(max(xs), max(ys)))
        return box.adjusted(-_MARGIN, -_MARGIN, _MARGIN, _MARGIN)


def arranged(graph: DrawnGraph, sizes: Mapping[str, QSizeF], lay: Lay) -> PlacedGraph:
    """Ask for a layout of the graph; lines to cards that are not there are left out, labels come later."""
    nodes = [
        LayoutNode(n.key, sizes[n.key].width(), sizes[n.key].height(), n.spine, n.beside) for n in graph.nodes
    ]
    heaviest = max((edge.weight for edge in graph.edges), default=1.0) or 1.0
    edges = [
        LayoutEdge(e.source, e.target, 1 + 3 * e.weight / heaviest, e.on_spine, e.constraint, e.width)
        for e in graph.edges
    ]
    found = lay(nodes, edges)
    paths = {edge.key: path for edge, path in zip(graph.edges, found.paths, strict=True) if len(path) >= 4}
    return PlacedGraph(graph, sizes, found.positions, paths)


def labelled(
    placed: PlacedGraph,
    graph: DrawnGraph,
    label_sizes: Mapping[EdgeKey, QSizeF],
    place: PlaceLabels = place_labels,
) -> PlacedGraph:
    """The same places with the words of `graph` (the same cards and lines) along the lines, and these made ready."""
    edges = [edge for edge in graph.edges if edge.key in placed.paths]
    lines = [
        Line(placed.paths[e.key], label_sizes[e.key].width(), label_sizes[e.key].height(), e.weight)
        for e in edges
    ]
    found = place(lines, placed.boxes())
    labels = {edge.key: place for edge, place in zip(edges, found, strict=True) if place is not None}
    routes = {edge.key: routed(placed.paths[edge.key], edge.width) for edge in edges}
    return PlacedGraph(graph, placed.sizes, placed.positions, placed.paths, labels, routes)
