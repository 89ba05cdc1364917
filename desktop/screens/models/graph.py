"""A drawn model as a graph that the map's scene can show: shapes for cards, flows for lines."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QSizeF

from desktop.map.graph import DrawnEdge, DrawnGraph, DrawnNode
from desktop.map.placed import PlacedGraph
from mining.drawing.arrange import words_on
from mining.drawing.stories import Stories
from mining.drawing.traffic import Traffic
from mining.number_format import percent
from models.model_drawing import ModelDrawing
from models.model_graph import ModelShape, Notation

FAINT = 0.4
"""The opacity of what is beside what is pointed at: a model is read as a whole."""


@dataclass(frozen=True)
class DrawnShape(DrawnNode):
    """A card that is drawn as a shape; without a shape it is a note."""

    shape: ModelShape | None = None


@dataclass(frozen=True)
class DrawnFlow(DrawnEdge):
    """A line of a model; `plain` has no arrow head (the branches of a tree), `main` lies on the main way."""

    plain: bool = False
    main: bool = False


def words_of(drawing: ModelDrawing, traffic: Traffic | None) -> tuple[str, ...]:
    """What stands on every flow: its own words, or else which share of a choice takes it."""
    stories = Stories(drawing.graph, traffic)
    found = []
    for at, flow in enumerate(drawing.graph.flows):
        share = stories.share(at)
        found.append(words_on(flow) or ("" if share is None else percent(share)))
    return tuple(found)


def placed_graph(drawing: ModelDrawing, words: tuple[str, ...], traffic: Traffic | None) -> PlacedGraph:
    """The drawing for the scene, with the words that its labels were placed for; a tree has no arrow heads."""
    graph, stories = drawing.graph, Stories(drawing.graph, traffic)
    main = set(pairwise(shape.key for shape in graph.shapes if shape.main))
    nodes = [
        DrawnShape(shape.key, shape.label, story=stories.of_shape(shape.key), shape=shape)
        for shape in graph.shapes
    ]
    notes = [DrawnShape(f"note:{at}", words, story=words) for at, words in enumerate(graph.notes)]
    edges = []
    for at, flow in enumerate(graph.flows):
        on_main = (flow.source, flow.target) in main
        edges.append(
            DrawnFlow(
                flow.source,
                flow.target,
                words[at],
                width=1.7 if on_main else 1.3,
                story=stories.of_flow(at),
                plain=graph.notation is Notation.TREE,
                main=on_main,
            )
        )
    boxes = {**drawing.boxes, **{f"note:{at}": box for at, box in enumerate(drawing.notes)}}
    return PlacedGraph(
        DrawnGraph((*nodes, *notes), tuple(edges)),
        {key: QSizeF(box.width, box.height) for key, box in boxes.items()},
        {key: (box.x, box.y) for key, box in boxes.items()},
        {edge.key: path for edge, path in zip(edges, drawing.paths, strict=True)},
        {edge.key: at for edge, at in zip(edges, drawing.labels, strict=True) if at is not None},
    )
