"""Places a model: BPMN and Petri nets from left to right with a straight main way, process trees from the top down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from mining.drawing.alignment import aligned
from mining.drawing.borders import OUTLINES, to_border
from mining.drawing.corners import corners_of, rounded
from mining.drawing.orthogonal import routed
from mining.drawing.words import label_size, note_size, shape_size
from mining.layout import layout
from mining.layout.curves import straight
from mining.layout.dot import Gaps
from mining.layout.labels import Line, place_labels
from models.layout import LayoutEdge, LayoutNode, Point
from models.model_drawing import ModelDrawing, ShapeBox
from models.model_graph import ModelFlow, ModelGraph, Notation
from models.progress import Report, silent
from resources.translation import tr

MARGIN = 20.0
_GAPS = {
    Notation.BPMN: Gaps(rows=30.0, columns=30.0),
    Notation.NET: Gaps(rows=28.0, columns=28.0),
    Notation.TREE: Gaps(rows=40.0, columns=22.0, in_order=True),
}
_NOTE_GAP = 16.0

Boxes = Mapping[str, ShapeBox]


def arranged(graph: ModelGraph, report: Report = silent) -> ModelDrawing:
    """Give everything in the model its place; the same model gives the same drawing.

    Flows of BPMN run along and across, those of Petri nets in curves, those of trees straight. May be called from
    any thread, and stops where `report` raises Cancelled. Raises UserError where the layout engine cannot run.
    """
    sideways = graph.notation is not Notation.TREE
    found = _placed(graph, sideways, report)
    if graph.notation is Notation.BPMN:
        report(0.7, tr("Drawing the flows"))
        found = replace(found, boxes=aligned(graph, found.boxes))
        waypoints = routed(graph, found.boxes, found.paths)
        paths = tuple(rounded(way) for way in waypoints)
    elif graph.notation is Notation.NET:
        kinds = {shape.key: shape.kind for shape in graph.shapes}
        paths = tuple(
            to_border(path, found.boxes[f.source], kinds[f.source], found.boxes[f.target], kinds[f.target])
            for f, path in zip(graph.flows, found.paths, strict=True)
        )
        waypoints = tuple(corners_of(path) for path in paths)
    else:
        waypoints = tuple(_branch(found.boxes[f.source], found.boxes[f.target]) for f in graph.flows)
        paths = tuple(straight(*way) for way in waypoints)
    drawing = ModelDrawing(graph, found.boxes, waypoints, paths, (), (), (0.0, 0.0))
    return _at_margin(_with_notes(relabelled(drawing, [words_on(flow) for flow in graph.flows])))


@dataclass(frozen=True)
class _Placed:
    boxes: Boxes
    paths: tuple[tuple[Point, ...], ...]


def _placed(graph: ModelGraph, sideways: bool, report: Report) -> _Placed:
    """Where the layout adapter, which runs downwards, puts the shapes; turned where the model runs to the right."""
    sizes = {shape.key: shape_size(shape, graph) for shape in graph.shapes}
    turned = {key: size[::-1] if sideways else size for key, size in sizes.items()}
    nodes = [LayoutNode(s.key, *turned[s.key], spine=s.main, outline=OUTLINES[s.kind]) for s in graph.shapes]
    next_on_main = set(pairwise(shape.key for shape in graph.shapes if shape.main))
    edges = [
        LayoutEdge(f.target, f.source)
        if f.back
        else LayoutEdge(f.source, f.target, on_spine=(f.source, f.target) in next_on_main)
        for f in graph.flows
    ]
    found = layout(nodes, edges, report, _GAPS[graph.notation])

    def place(point: Point) -> Point:
        return (point[1], point[0]) if sideways else point

    boxes = {key: ShapeBox(*place(at), *sizes[key]) for key, at in found.positions.items()}
    paths = (tuple(place(point) for point in path) for path in found.paths)
    ways = (path[::-1] if f.back else path for f, path in zip(graph.flows, paths, strict=True))
    return _Placed(boxes, tuple(ways))


def _branch(parent: ShapeBox, child: ShapeBox) -> tuple[Point, Point]:
    return (parent.x, parent.bottom), (child.x, child.top)


def relabelled(drawing: ModelDrawing, words: Sequence[str]) -> ModelDrawing:
    """The same drawing with these words on its flows, clear of shapes and of each other."""
    sizes = tuple(label_size(one) for one in words)
    boxes = drawing.boxes.values()
    taken = np.array([(b.left, b.top, b.right, b.bottom) for b in boxes]).reshape(-1, 4)
    lines = [Line(path, *size, 1.0) for path, size in zip(drawing.paths, sizes, strict=True)]
    return replace(drawing, labels=place_labels(lines, taken), label_sizes=sizes)


def words_on(flow: ModelFlow) -> str:
    """What the model itself says on a flow: its condition, or how many tokens it moves."""
    return flow.label or (str(flow.weight) if flow.weight > 1 else "")


def _with_notes(drawing: ModelDrawing) -> ModelDrawing:
    """The notes in a row below the drawing."""
    boxes = drawing.boxes
    points = [point for way in drawing.waypoints for point in way]
    bottom = max([box.bottom for box in boxes.values()] + [y for _, y in points], default=0.0)
    left = min((box.left for box in boxes.values()), default=0.0)
    notes = []
    for words in drawing.graph.notes:
        width, height = note_size(words)
        notes.append(ShapeBox(left + width / 2, bottom + 2 * _NOTE_GAP + height / 2, width, height))
        left += width + _NOTE_GAP
    return replace(drawing, notes=tuple(notes))


def _at_margin(drawing: ModelDrawing) -> ModelDrawing:
    """The same drawing with a margin around everything in it."""
    boxes = [*drawing.boxes.values(), *drawing.notes]
    points = [point for path in drawing.paths for point in path]
    words = [
        ShapeBox(*at, *size)
        for at, size in zip(drawing.labels, drawing.label_sizes, strict=True)
        if at is not None
    ]
    every = [*boxes, *words]
    dx = MARGIN - min([box.left for box in every] + [x for x, _ in points], default=0.0)
    dy = MARGIN - min([box.top for box in every] + [y for _, y in points], default=0.0)
    right = max([box.right for box in every] + [x for x, _ in points], default=0.0)
    bottom = max([box.bottom for box in every] + [y for _, y in points], default=0.0)

    def moved(box: ShapeBox) -> ShapeBox:
        return replace(box, x=box.x + dx, y=box.y + dy)

    def shifted(way: tuple[Point, ...]) -> tuple[Point, ...]:
        return tuple((x + dx, y + dy) for x, y in way)

    return replace(
        drawing,
        boxes={key: moved(box) for key, box in drawing.boxes.items()},
        waypoints=tuple(shifted(way) for way in drawing.waypoints),
        paths=tuple(shifted(path) for path in drawing.paths),
        labels=tuple(None if at is None else (at[0] + dx, at[1] + dy) for at in drawing.labels),
        notes=tuple(moved(box) for box in drawing.notes),
        size=(right + dx + MARGIN, bottom + dy + MARGIN),
    )
