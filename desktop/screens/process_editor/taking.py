"""The process taken away: as a picture of vectors, and as tables of its stages and ends."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsItem

from desktop.screens.process_editor.facts import Facts
from desktop.screens.process_editor.scene import FlowScene
from desktop.screens.process_editor.words import repeat_words
from desktop.take_away import Picture
from desktop.theme import LIGHT
from models.condition import Condition
from models.export_table import ExportColumn, ExportTable, ValueKind
from models.sales_process import End, SalesProcess, Stage
from resources.translation import tr


def picture_of(process: SalesProcess, facts: Facts) -> Picture:
    """The whole process on a light ground, whatever part of it is on the screen and in which colours."""
    scene = FlowScene(LIGHT)
    scene.show_process(process, facts)
    for card in scene.cards.values():
        card.setCacheMode(QGraphicsItem.CacheMode.NoCache)  # what is kept as pixels would be pixels in a file
    box = scene.sceneRect()

    def paint(painter: QPainter) -> None:
        scene.render(painter, QRectF(0, 0, box.width(), box.height()), box)

    return Picture(QSizeF(box.width(), box.height()), paint)


def tables_of(process: SalesProcess, facts: Facts) -> tuple[ExportTable, ...]:
    """One row a stage, and one an end."""
    stages = process.stages
    columns = [
        ExportColumn(tr("Stage"), [stage.name for stage in stages]),
        ExportColumn(tr("CRM labels"), [", ".join(stage.labels) for stage in stages]),
        ExportColumn(tr("Roles"), [", ".join(stage.owners) for stage in stages]),
        ExportColumn(tr("Optional"), [_optional(stage) for stage in stages]),
        ExportColumn(tr("Repeats"), ["" if stage.repeat == 1 else repeat_words(stage) for stage in stages]),
        ExportColumn(tr("Back to"), [", ".join(stage.back_to) for stage in stages]),
        ExportColumn(tr("Allowed time"), [stage.allowed for stage in stages]),
        ExportColumn(tr("Buyer step"), [stage.buyer for stage in stages]),
        ExportColumn(tr("Exit evidence"), [", ".join(stage.exit_evidence) for stage in stages]),
    ]
    if facts.deals:
        reached = [facts.reached.get(stage.name, 0) for stage in stages]
        skipped = [facts.skipped.get(stage.name, 0) for stage in stages]
        columns += [
            ExportColumn(tr("Deals"), reached, ValueKind.COUNT),
            ExportColumn(tr("Deals that skip it"), skipped, ValueKind.COUNT),
        ]
    tables = [ExportTable(tr("Stages of the process"), tuple(columns))] if stages else []
    if process.ends:
        tables.append(
            ExportTable(
                tr("Ends of the process"),
                (
                    ExportColumn(tr("End"), [end.title for end in process.ends]),
                    ExportColumn(tr("CRM labels"), [", ".join(end.labels) for end in process.ends]),
                    ExportColumn(
                        tr("From"),
                        [
                            tr("any stage") if e.sources is None else ", ".join(e.sources)
                            for e in process.ends
                        ],
                    ),
                ),
            )
        )
    return tuple(tables)


def _optional(stage: Stage) -> str:
    if isinstance(stage.optional, Condition):
        return tr("if {condition}", condition=stage.optional.text)
    return tr("yes") if stage.optional else ""


def _sources(end: End) -> str:
    return tr("any stage") if end.sources is None else ", ".join(end.sources)
