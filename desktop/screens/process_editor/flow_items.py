"""What is drawn beside the cards: lines, lanes, ends, the open gap, and the line that follows the mouse."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from desktop.map import look
from desktop.theme import Palette
from mining.layout.flow_sizes import FORK, PAD, WORDS
from models.flow_drawing import Box, DrawnBlock, DrawnEnd, DrawnLine, FlowDrawing, Path
from models.layout import Point
from resources.translation import tr

_CORNER = 10.0
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_CENTER = Qt.AlignmentFlag.AlignCenter


def rect_of(box: Box) -> QRectF:
    """The same in Qt's words."""
    return QRectF(box.left, box.top, box.width, box.height)


def rounded(points: Sequence[Point], corner: float = _CORNER) -> QPainterPath:
    """A line along these points, its corners rounded."""
    path = QPainterPath(QPointF(*points[0]))
    for at in range(1, len(points) - 1):
        before, here, after = (QPointF(*points[i]) for i in (at - 1, at, at + 1))
        path.lineTo(here + _towards(here, before, corner))
        path.quadTo(here, here + _towards(here, after, corner))
    path.lineTo(QPointF(*points[-1]))
    return path


def _towards(here: QPointF, there: QPointF, length: float) -> QPointF:
    """No further than half the way, so that two corners of one line do not meet."""
    way = there - here
    return _along(way, min(length, max(abs(way.x()), abs(way.y())) / 2))


def _along(way: QPointF, length: float) -> QPointF:
    long = max(abs(way.x()), abs(way.y()))
    return way * (min(length, long) / long) if long else QPointF()


class FlowItem(QGraphicsItem):
    """Everything below the cards in one item: it changes only with the whole drawing."""

    def __init__(self, drawing: FlowDrawing, palette: Palette) -> None:
        super().__init__()
        self.drawing, self._palette = drawing, palette
        self.selected: Path | str | None = None
        self.offered: frozenset[str] = frozenset()
        self.titles: dict[str, str] = {}
        self.way_selected: tuple[str, str] | None = None

    def become(self, drawing: FlowDrawing, titles: dict[str, str], palette: Palette) -> None:
        """Draw this; `titles` are what the ends are called."""
        self.prepareGeometryChange()
        self.drawing, self.titles, self._palette = drawing, titles, palette
        self.update()

    def mark(self, selected: Path | str | None, offered: frozenset[str]) -> None:
        """Show the block or lane (by its path) or the end (by its name) that is selected, and ends to drop on."""
        if (selected, offered) != (self.selected, self.offered):
            self.selected, self.offered = selected, offered
            self.update()

    def boundingRect(self) -> QRectF:
        return rect_of(self.drawing.box)

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for block in self.drawing.blocks:
            self._paint_block(painter, block)
        for end in self.drawing.ends:
            for line in end.lines:
                self._paint_line(painter, line, self._tone(end.name))
        for way in self.drawing.ways_back:
            self._paint_line(painter, way.line, QColor(self._palette.muted), 1.4)
        for line in self.drawing.lines:
            self._paint_line(painter, line, QColor(self._palette.flow))
        for block in self.drawing.blocks:
            for at in block.gateways:
                self._paint_gateway(painter, at, block.is_choice)
        self._paint_pill(painter, self.drawing.start, tr("Start"), self._palette.terminal, False)
        for end in self.drawing.ends:
            self._paint_end(painter, end)
        if self.drawing.slot is not None:
            paint_slot(painter, rect_of(self.drawing.slot), self._palette)

    def _tone(self, end: str) -> QColor:
        named = {"won": self._palette.flow, "lost": self._palette.lost}
        return look.mixed(
            named.get(end, self._palette.muted), self._palette.canvas, 1.0 if end == "won" else 0.6
        )

    def _paint_block(self, painter: QPainter, block: DrawnBlock) -> None:
        colors, box = self._palette, rect_of(block.box)
        is_selected = self.selected == block.path
        pen = QPen(QColor(colors.accent if is_selected else colors.border), 2.0 if is_selected else 1.0)
        painter.setPen(pen)
        painter.setBrush(look.mixed(colors.surface, colors.canvas, 0.55))
        painter.drawRoundedRect(box, 12, 12)
        for index, lane in enumerate(block.lanes):
            if index:
                line = QPen(QColor(colors.border), 1.0, Qt.PenStyle.DotLine)
                painter.setPen(line)
                y = lane.box.top
                painter.drawLine(QPointF(box.left() + 10, y), QPointF(box.right() - 10, y))
            if self.selected == lane.path:
                painter.setPen(QPen(QColor(colors.accent), 2.0))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(rect_of(lane.box).adjusted(3, 3, -3, -3), 9, 9)
            if lane.words:
                painter.setFont(look.font(11))
                painter.setPen(QColor(colors.muted))
                inset = FORK + PAD
                row = QRectF(lane.box.left + inset, lane.box.top + 4, lane.box.width - 2 * inset, 15)
                painter.drawText(row, _LEFT, look.elided(lane.words, look.font(11), row.width()))

    def _paint_line(self, painter: QPainter, line: DrawnLine, color: QColor, width: float = 1.8) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        pen = QPen(color, width)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        points = list(line.points)
        if line.arrow:
            tip, before = QPointF(*points[-1]), QPointF(*points[-2])
            back = _along(before - tip, 7.0)
            points[-1] = (tip.x() + back.x(), tip.y() + back.y())
        painter.drawPath(rounded(points))
        if line.arrow:
            paint_arrow(painter, tip, before, color)

    def _paint_gateway(self, painter: QPainter, at: Point, is_choice: bool) -> None:
        size, middle = 9.0, QPointF(*at)
        painter.setPen(QPen(QColor(self._palette.muted), 1.5))
        painter.setBrush(QColor(self._palette.surface))
        corners = [QPointF(0, -size), QPointF(size, 0), QPointF(0, size), QPointF(-size, 0)]
        painter.drawPolygon(QPolygonF([middle + corner for corner in corners]))
        arm = 3.0
        ends = ((arm, arm), (arm, -arm)) if is_choice else ((arm + 1, 0), (0, arm + 1))
        for x, y in ends:
            painter.drawLine(middle - QPointF(x, y), middle + QPointF(x, y))

    def _paint_end(self, painter: QPainter, end: DrawnEnd) -> None:
        if end.words:
            x, y = end.words_at
            painter.setPen(QColor(self._palette.muted))
            painter.setFont(look.font(11))
            side = _LEFT if end.lines else _RIGHT
            row = QRectF(x if end.lines else x - 2 * WORDS - 10, y - 9, WORDS * (1 if end.lines else 2), 18)
            painter.drawText(row, side, end.words)
        fills = {"won": self._palette.won, "lost": self._palette.lost}
        fill = fills.get(end.name, self._palette.muted)
        self._paint_pill(
            painter, end.box, self.titles.get(end.name, end.name.capitalize()), fill,
            self.selected == end.name or end.name in self.offered,
        )  # fmt: skip

    def _paint_pill(self, painter: QPainter, box: Box, words: str, fill: str, ringed: bool) -> None:
        area = rect_of(box)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(fill))
        painter.drawRoundedRect(area, area.height() / 2, area.height() / 2)
        painter.setFont(look.title_font())
        painter.setPen(QColor(self._palette.on_terminal))
        painter.drawText(area, _CENTER, look.elided(words, look.title_font(), area.width() - 16))
        if ringed:
            pen = QPen(QColor(self._palette.accent), 2.0)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            out = area.adjusted(-4, -4, 4, 4)
            painter.drawRoundedRect(out, out.height() / 2, out.height() / 2)


def paint_slot(painter: QPainter, box: QRectF, palette: Palette) -> None:
    """The room that is open for what the mouse carries."""
    pen = QPen(QColor(palette.accent), 1.8)
    pen.setDashPattern([4, 3])
    painter.setPen(pen)
    painter.setBrush(QColor(palette.accent_soft))
    painter.drawRoundedRect(box, look.CORNER, look.CORNER)


def paint_arrow(painter: QPainter, tip: QPointF, before: QPointF, color: QColor) -> None:
    """The head of a line that comes from `before`."""
    back = _along(before - tip, 8.0)
    aside = QPointF(-back.y(), back.x()) * 0.5
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawPolygon(QPolygonF([tip, tip + back + aside, tip + back - aside]))


class SlotItem(QGraphicsItem):
    """The room below a card for what becomes parallel to it."""

    def __init__(self, box: QRectF, palette: Palette) -> None:
        super().__init__()
        self._box, self._palette = box, palette
        self.setZValue(2)

    def boundingRect(self) -> QRectF:
        return self._box.adjusted(-2, -2, 2, 2)

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_slot(painter, self._box, self._palette)
        painter.setPen(QColor(self._palette.muted))
        painter.setFont(look.font(11))
        painter.drawText(self._box, _CENTER, tr("side by side"))


class ThreadItem(QGraphicsItem):
    """The line from a handle to the mouse."""

    def __init__(self, start: QPointF, palette: Palette) -> None:
        super().__init__()
        self._start, self._end, self._palette = start, start, palette
        self.setZValue(8)

    def lead_to(self, end: QPointF) -> None:
        """Let it end here."""
        self.prepareGeometryChange()
        self._end = end

    def boundingRect(self) -> QRectF:
        return QRectF(self._start, self._end).normalized().adjusted(-60, -60, 60, 60)

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        color = QColor(self._palette.accent)
        pen = QPen(color, 2.0)
        pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        path, bend = QPainterPath(self._start), QPointF(0, 46)
        path.cubicTo(self._start + bend, self._end + bend, self._end)
        painter.drawPath(path)
        paint_arrow(painter, self._end, self._end + QPointF(0, 10), color)
