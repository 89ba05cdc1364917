"""A process as a small picture without words: a dot a stage along its spine, filled where the log knows the stage."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.theme import Palette
from models.project import ProcessModel
from models.sales_process import Flow, SalesProcess, Stage, branch_flows

_HEIGHT, _DOT, _STEP, _ROW = 46, 5.0, 26.0, 13.0
_MOST_ROWS = 3


@dataclass(frozen=True)
class Dot:
    """One stage: the column it stands in, which of how many rows, and what it may be."""

    stage: str
    column: int
    row: int
    rows: int
    optional: bool
    back_to: tuple[str, ...]


def dots_of(process: ProcessModel) -> tuple[Dot, ...]:
    """The dots of a process; branches stand below each other, as many as are told apart in so small a picture."""
    if not isinstance(process, SalesProcess):
        return tuple(Dot(label, at, 0, 1, False, ()) for at, label in enumerate(process.labels))
    return tuple(_dots(process.flow, 0, 0, 1)[0])


def _dots(flow: Flow, column: int, row: int, rows: int) -> tuple[list[Dot], int]:
    """The dots of a flow from a column on, and the column behind them."""
    found: list[Dot] = []
    for step in flow:
        if isinstance(step, Stage):
            found.append(Dot(step.name, column, row, rows, bool(step.optional), step.back_to))
            column += 1
            continue
        flows = branch_flows(step)
        shown = [one for one in flows if one][:_MOST_ROWS]
        ends = [column]
        for at, one in enumerate(shown):
            inside, end = _dots(one, column, at if rows == 1 else row, len(shown) if rows == 1 else rows)
            found += inside
            ends.append(end)
        column = max(ends)
    return found, column


class SpinePicture(QWidget):
    """Draws a process; stages that may be left out are dashed rings, stages that the log does not know are empty."""

    def __init__(
        self,
        process: ProcessModel,
        known: Collection[str] | None,
        palette: Palette,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._dots, self._known, self._palette = dots_of(process), known, palette
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def sizeHint(self) -> QSize:
        return QSize(120, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(80, _HEIGHT)

    def set_palette_colors(self, palette: Palette) -> None:
        """Draw it in another palette."""
        self._palette = palette
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._dots:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        columns = max(dot.column for dot in self._dots) + 1
        step = min(_STEP, (self.width() - 4 * _DOT) / max(1, columns - 1))
        places = {dot.stage: self._place(dot, step) for dot in self._dots}
        self._draw_lines(painter, places)
        self._draw_ways_back(painter, places)
        size = max(2.0, min(_DOT, step / 2 - 1))
        for dot in self._dots:
            self._draw_dot(painter, dot, places[dot.stage], size)

    def _place(self, dot: Dot, step: float) -> QPointF:
        middle = _HEIGHT / 2 - 4
        return QPointF(2 * _DOT + dot.column * step, middle + (dot.row - (dot.rows - 1) / 2) * _ROW)

    def _draw_lines(self, painter: QPainter, places: dict[str, QPointF]) -> None:
        painter.setPen(QPen(QColor(self._palette.flow), 1.5))
        columns: dict[int, list[QPointF]] = {}
        for dot in self._dots:
            columns.setdefault(dot.column, []).append(places[dot.stage])
        ordered = [columns[column] for column in sorted(columns)]
        for before, after in pairwise(ordered):
            straight = [(a, b) for a in before for b in after if a.y() == b.y()]
            for one, other in straight or [(a, b) for a in before for b in after]:
                painter.drawLine(one, other)
            if straight and len(before) != len(after):
                for one, other in ((a, b) for a in before for b in after if a.y() != b.y()):
                    painter.drawLine(one, other)

    def _draw_ways_back(self, painter: QPainter, places: dict[str, QPointF]) -> None:
        painter.setPen(QPen(QColor(self._palette.muted), 1.2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for dot in self._dots:
            for target in dot.back_to:
                if target in places:
                    begin, end = places[dot.stage], places[target]
                    low = _HEIGHT - 3.0
                    way = QPainterPath(begin)
                    way.cubicTo(QPointF(begin.x(), low + 4), QPointF(end.x(), low + 4), end)
                    painter.drawPath(way)

    def _draw_dot(self, painter: QPainter, dot: Dot, at: QPointF, size: float) -> None:
        palette = self._palette
        is_known = self._known is None or dot.stage in self._known
        pen = QPen(QColor(palette.accent if is_known else palette.faint), 1.6)
        if dot.optional:
            pen.setDashPattern([1.6, 1.4])
        painter.setPen(pen)
        filled = is_known and not dot.optional
        painter.setBrush(QBrush(QColor(palette.accent if filled else palette.surface)))
        painter.drawEllipse(QRectF(at.x() - size, at.y() - size, 2 * size, 2 * size))
