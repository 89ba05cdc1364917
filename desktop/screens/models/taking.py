"""A model taken away: as a picture of vectors, and as a table of its flows."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QPainter

from desktop.map.placed import PlacedGraph
from desktop.screens.models.scene import ModelScene
from desktop.take_away import Picture
from desktop.theme import LIGHT
from mining.drawing.stories import Stories
from mining.drawing.traffic import Traffic
from models.export_table import ExportColumn, ExportTable, ValueKind
from models.model_drawing import ModelDrawing
from resources.translation import tr


def picture_of(placed: PlacedGraph) -> Picture:
    """The whole model on a light ground, whatever part of it is on the screen and in which colours."""
    scene = ModelScene.at_rest(placed, LIGHT)
    box = scene.sceneRect()

    def paint(painter: QPainter) -> None:
        scene.render(painter, QRectF(0, 0, box.width(), box.height()), box)

    return Picture(QSizeF(box.width(), box.height()), paint)


def flows_table(drawing: ModelDrawing, traffic: Traffic | None) -> ExportTable:
    """One row a flow: where it leads from and to, its words, how often it is taken, and its share of a choice."""
    graph, stories = drawing.graph, Stories(drawing.graph, traffic)
    names = {shape.key: shape.label or shape.key for shape in graph.shapes}
    flows = range(len(graph.flows))
    columns = [
        ExportColumn(tr("From"), [names[flow.source] for flow in graph.flows]),
        ExportColumn(tr("To"), [names[flow.target] for flow in graph.flows]),
        ExportColumn(tr("Words"), [flow.label for flow in graph.flows]),
    ]
    if traffic is not None:
        columns += [
            ExportColumn(tr("Times"), list(traffic.flows), ValueKind.COUNT),
            ExportColumn(tr("Share"), [stories.share(at) for at in flows], ValueKind.SHARE),
        ]
    return ExportTable(tr("Flows of the model"), tuple(columns))
