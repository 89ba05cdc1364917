"""What one takes away from the map: a picture with its legend, and tables of the stages and of the paths."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QPainter

from desktop.map import look
from desktop.map.scene import MapScene
from desktop.screens.process_map.legend import OVERLAY, PLAIN, UNIT, day_words, paint_line
from desktop.take_away import Picture, TakeAway
from desktop.theme import LIGHT
from mining.words_of_values import word_of
from models.export_table import ExportColumn, ExportTable, ExportValue, ValueKind
from models.process_map import MapEdge, MapNode, NodeKind, ProcessMap
from resources.translation import mid_sentence, tr

TITLE = tr("Process map")
_HEAD, _FOOT, _SIDE = 66.0, 44.0, 24.0
_NARROWEST = 620.0


def take_away_of(
    scene: MapScene,
    whole: ProcessMap,
    shown: ProcessMap,
    overlay: bool,
    words: tuple[str, str],
    day_hours: float | None = None,
) -> TakeAway:
    """`words` are what the picture is of, and what is hidden on it. The tables have all of the map.

    `day_hours` are those of a working day, None where days are those of the calendar.
    """
    picture = _picture(scene, overlay, words, day_hours)
    return TakeAway(TITLE, picture, (stage_table(whole, shown), path_table(whole, shown)))


def stage_table(whole: ProcessMap, shown: ProcessMap) -> ExportTable:
    """One row a stage or other step."""
    nodes = [node for node in whole.nodes if node.kind not in (NodeKind.START, NodeKind.END)]
    there = {node.key for node in shown.nodes}

    def column(
        title: str, value: Callable[[MapNode], ExportValue], kind: ValueKind = ValueKind.TEXT
    ) -> ExportColumn:
        return ExportColumn(title, [value(node) for node in nodes], kind)

    return ExportTable(
        tr("Stages"),
        (
            column(tr("Stage"), lambda node: node.label),
            column(tr("Kind"), lambda node: node.kind.value),
            column(tr("Deals"), lambda node: node.cases, ValueKind.COUNT),
            column(tr("Share of deals"), lambda node: node.cases / max(whole.cases, 1), ValueKind.SHARE),
            column(tr("Visits"), lambda node: node.events, ValueKind.COUNT),
            column(tr("Median days until the next stage"), lambda node: node.dwell_days, ValueKind.DAYS),
            column(tr("Skipped by"), lambda node: node.skipped, ValueKind.SHARE),
            column(tr("On the map"), lambda node: _yes(node.key in there)),
        ),
    )


def path_table(whole: ProcessMap, shown: ProcessMap) -> ExportTable:
    """One row a path, the most frequent first."""
    label = {node.key: node.label for node in whole.nodes}
    there = {(edge.source, edge.target) for edge in shown.edges}

    def column(
        title: str, value: Callable[[MapEdge], ExportValue], kind: ValueKind = ValueKind.TEXT
    ) -> ExportColumn:
        return ExportColumn(title, [value(edge) for edge in whole.edges], kind)

    return ExportTable(
        tr("Paths"),
        (
            column(tr("From"), lambda edge: label[edge.source]),
            column(tr("To"), lambda edge: label[edge.target]),
            column(tr("Kind"), lambda edge: word_of(edge.kind)),
            column(tr("Deals"), lambda edge: edge.cases, ValueKind.COUNT),
            column(tr("Share of those that leave"), lambda edge: edge.share, ValueKind.SHARE),
            column(tr("Times taken"), lambda edge: edge.events, ValueKind.COUNT),
            column(tr("Median days"), lambda edge: edge.median_days, ValueKind.DAYS),
            column(tr("90th percentile, days"), lambda edge: edge.p90_days, ValueKind.DAYS),
            column(tr("Won"), lambda edge: edge.won, ValueKind.COUNT),
            column(tr("Closed"), lambda edge: edge.closed, ValueKind.COUNT),
            column(tr("Win rate"), lambda edge: edge.win_rate, ValueKind.SHARE),
            column(tr("Others won"), lambda edge: edge.won_others, ValueKind.COUNT),
            column(tr("Others closed"), lambda edge: edge.closed_others, ValueKind.COUNT),
            column(tr("Others' win rate"), lambda edge: edge.win_rate_others, ValueKind.SHARE),
            column(tr("On the map"), lambda edge: _yes((edge.source, edge.target) in there)),
        ),
    )


def _picture(scene: MapScene, overlay: bool, words: tuple[str, str], day_hours: float | None) -> Picture:
    """Always in the light colours: it goes on a slide, a page or a screen that is not ours."""
    still = scene.still(LIGHT)
    box = still.sceneRect()
    width = max(box.width() + 2 * _SIDE, _NARROWEST)
    size = QSizeF(width, box.height() + _HEAD + _FOOT)

    def paint(painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(QRectF(0, 0, size.width(), size.height()), QColor(LIGHT.canvas))
        _paint_head(painter, size.width(), words)
        target = QRectF((size.width() - box.width()) / 2, _HEAD, box.width(), box.height())
        still.render(painter, target, box)
        _paint_legend(painter, size, overlay, day_hours)

    return Picture(size, paint)


def _paint_head(painter: QPainter, width: float, words: Sequence[str]) -> None:
    left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    room = QRectF(_SIDE, 16, width - 2 * _SIDE, 22)
    painter.setFont(look.font(16, QFont.Weight.DemiBold))
    painter.setPen(QColor(LIGHT.text))
    painter.drawText(room, left, look.elided(words[0], painter.font(), room.width()))
    painter.setFont(look.font(12))
    painter.setPen(QColor(LIGHT.muted))
    below = room.translated(0, 24)
    painter.drawText(below, left, look.elided(words[1], painter.font(), below.width()))


def _paint_legend(painter: QPainter, size: QSizeF, overlay: bool, day_hours: float | None) -> None:
    font = look.font(12)
    y, x = size.height() - _FOOT / 2, _SIDE
    for style, words in OVERLAY if overlay else PLAIN:
        paint_line(painter, style, QPointF(x, y), LIGHT)
        painter.setFont(font)
        painter.setPen(QColor(LIGHT.muted))
        wide = look.width_of(words, font)
        painter.drawText(
            QRectF(x + 36, y - 11, wide + 4, 22),
            Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft,
            words,
        )
        x += 36 + wide + 26
    if day_hours is not None:
        said = f"{UNIT}: {mid_sentence(day_words(day_hours))}"
        painter.drawText(QPointF(x, y + 4), said)


def _yes(value: bool) -> str:
    return tr("yes") if value else tr("no")
