"""Paints a chart of values over time with vectors: band, intervals, lines, target and markers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF

from desktop.theme import Palette
from desktop.widgets.series_data import Heights, Line, Look, Point, SeriesData, Stop, runs_of

SIZE = 11
"""Pixels of the writing."""
_FLAG = 8.0
_HEAD, _AXIS, _LEGEND = 24.0, 20.0, 20.0
_DASHES: Sequence[list[float]] = ([], [5, 3], [1.5, 2.5], [7, 2, 1.5, 2])


@dataclass(frozen=True)
class Frame:
    """Where everything stands: the `box` of the values, and what the axes show."""

    box: QRectF
    heights: Heights
    begin: float
    end: float

    @classmethod
    def of(cls, data: SeriesData, room: QRectF, metrics: QFontMetricsF) -> Frame:
        """What fits into so much room, with the writing of both axes."""
        heights = Heights.of(data)
        widest = max((metrics.horizontalAdvance(data.write(t)) for t in heights.ticks()), default=0.0)
        legend = _LEGEND if len(data.lines) > 1 else 0.0
        box = room.adjusted(widest + 8, _HEAD, -6, -_AXIS - legend)
        begin = data.slots[0].begin if data.slots else 0.0
        end = data.slots[-1].end if data.slots else 1.0
        return cls(box, heights, begin, end if end > begin else begin + 1)

    def x(self, at: float) -> float:
        """The pixel of a place on the horizontal axis, held within the box."""
        share = (at - self.begin) / (self.end - self.begin)
        return self.box.left() + self.box.width() * min(max(share, 0.0), 1.0)

    def y(self, value: float) -> float:
        """The pixel of a value, held within the box."""
        return self.box.bottom() - self.box.height() * min(max(self.heights.share(value), 0.0), 1.0)


class SeriesArtist:
    """Draws `SeriesData` into a frame."""

    def __init__(self, painter: QPainter, palette: Palette, data: SeriesData, frame: Frame) -> None:
        self._painter, self._palette, self._data, self._frame = painter, palette, data, frame
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def draw(self, room: QRectF, focused: Stop | None, pointed: Stop | None) -> None:
        """Everything; a stop that has the focus or is pointed at stands out."""
        self._band()
        self._grid()
        for at, marker in enumerate(self._data.markers):
            chosen = any(stop is not None and stop.marker == at for stop in (focused, pointed))
            self._marker(at, marker.begin, marker.end, chosen)
        for at, line in enumerate(self._data.lines):
            self._intervals(line, self.colour(at))
        for at, line in enumerate(self._data.lines):
            self._line(line, self.colour(at), _DASHES[at % len(_DASHES)])
        self._target()
        for stop in (focused, pointed):
            if stop is not None and stop.slot >= 0:
                self._slot(stop.slot, stop is focused)
        self._labels()
        if len(self._data.lines) > 1:
            self._legend(QRectF(self._frame.box.left(), room.bottom() - _LEGEND, room.width(), _LEGEND))

    def colour(self, at: int) -> str:
        """That of a line: the accent of a single one, else its own."""
        if self._data.lines[at].behind:
            return self._palette.flow
        alone = sum(not line.behind for line in self._data.lines) == 1
        return self._palette.accent if alone else self._palette.series[at % 8]

    def _band(self) -> None:
        band, box = self._data.band, self._frame.box
        if band is None or band.end <= self._frame.begin or band.begin >= self._frame.end:
            return
        left, right = self._frame.x(band.begin), self._frame.x(band.end)
        shade = QColor(self._palette.flow)
        shade.setAlphaF(0.22)
        self._painter.fillRect(QRectF(left, box.top(), right - left, box.height()), shade)
        self._write(QRectF(left, box.top() - 16, right - left, 14), band.words)

    def _grid(self) -> None:
        frame, box = self._frame, self._frame.box
        for tick in frame.heights.ticks():
            y = frame.y(tick)
            self._painter.setPen(QPen(QColor(self._palette.border), 1))
            self._painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))
            self._write(QRectF(0, y - 8, box.left() - 6, 16), self._data.write(tick), is_right=True)
        self._painter.setPen(QPen(QColor(self._palette.faint), 1))
        self._painter.drawLine(box.bottomLeft(), box.bottomRight())

    def _marker(self, at: int, begin: float, end: float, is_chosen: bool) -> None:
        """Its interval as a hatched strip, with a numbered flag on top."""
        box, palette, painter = self._frame.box, self._palette, self._painter
        left, right = self._frame.x(begin), self._frame.x(end)
        shade = QColor(palette.text)
        shade.setAlphaF(0.16 if is_chosen else 0.08)
        painter.fillRect(QRectF(left, box.top(), max(right - left, 1.0), box.height()), shade)
        middle = (left + right) / 2
        painter.setPen(QPen(QColor(palette.text), 1.8 if is_chosen else 1.1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(middle, box.top() - 4), QPointF(middle, box.bottom()))
        self.flag(QPointF(middle, box.top() - 4 - _FLAG), at, is_chosen)

    def flag(self, middle: QPointF, at: int, is_chosen: bool) -> None:
        """The numbered disc of a marker."""
        palette, painter = self._palette, self._painter
        painter.setPen(QPen(QColor(palette.text), 1.4))
        painter.setBrush(QColor(palette.text if is_chosen else palette.surface))
        painter.drawEllipse(middle, _FLAG, _FLAG)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QColor(palette.surface if is_chosen else palette.text))
        room = QRectF(middle.x() - _FLAG, middle.y() - _FLAG, 2 * _FLAG, 2 * _FLAG)
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, str(at + 1))

    def _target(self) -> None:
        target, box = self._data.target, self._frame.box
        if target is None:
            return
        y = self._frame.y(target.value)
        self._painter.setPen(QPen(QColor(self._palette.text), 1.3, Qt.PenStyle.DotLine))
        self._painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))
        wide = min(QFontMetricsF(self._painter.font()).horizontalAdvance(target.words) + 8, box.width())
        rooms = [
            QRectF(left, top, wide, 14)
            for left in (box.right() - wide, box.left() + 2)
            for top in (y - 15, y + 1)
            if top >= box.top() and top + 14 <= box.bottom()
        ]
        room = min(rooms, key=self._hidden, default=QRectF(box.right() - wide, y - 15, wide, 14))
        behind = QColor(self._palette.surface)
        behind.setAlphaF(0.8)
        self._painter.fillRect(room, behind)
        self._write(room.adjusted(2, 0, -2, 0), target.words, self._palette.text, True)

    def _hidden(self, room: QRectF) -> int:
        """How many values words there would hide."""
        near = room.adjusted(-4, -4, 4, 4)
        return sum(
            near.contains(self._place(point, at))
            for line in self._data.lines
            for at, point in enumerate(line.points)
            if point.value is not None
        )

    def _intervals(self, line: Line, colour: str) -> None:
        shade = QColor(colour)
        shade.setAlphaF(0.20)
        for run in runs_of(line.points):
            told = [(at, bounds) for at in run if (bounds := _bounds(line.points[at])) is not None]
            upper = [QPointF(self._middle(at), self._frame.y(high)) for at, (_, high) in told]
            lower = [QPointF(self._middle(at), self._frame.y(low)) for at, (low, _) in told]
            if len(told) == 1:
                self._painter.setPen(QPen(shade, 6))
                self._painter.drawLine(upper[0], lower[0])
            elif told:
                self._painter.setPen(Qt.PenStyle.NoPen)
                self._painter.setBrush(shade)
                self._painter.drawPolygon(QPolygonF([*upper, *reversed(lower)]))
                self._painter.setBrush(Qt.BrushStyle.NoBrush)

    def _line(self, line: Line, colour: str, dashes: list[float]) -> None:
        painter, base = self._painter, self._frame.box.bottom()
        pen = QPen(QColor(colour), 2)
        if dashes:
            pen.setDashPattern(dashes)
        for run in runs_of(line.points):
            painter.setPen(pen)
            painter.drawPolyline(QPolygonF([self._place(line.points[at], at) for at in run]))
        for at, point in enumerate(line.points):
            if point.value is not None:
                self._value(self._place(point, at), point.look, colour)
            elif point.words:
                painter.setPen(QPen(QColor(self._palette.faint), 1.4))
                x = self._middle(at)
                painter.drawLine(QPointF(x - 3, base - 3), QPointF(x + 3, base - 3))

    def _slot(self, at: int, is_focused: bool) -> None:
        """The points of a slot stand out, and a line shows where it is."""
        x, box = self._middle(at), self._frame.box
        pen = QPen(QColor(self._palette.accent), 1, Qt.PenStyle.SolidLine)
        self._painter.setPen(pen)
        if is_focused:
            self._painter.drawLine(QPointF(x, box.top()), QPointF(x, box.bottom()))
        for row, line in enumerate(self._data.lines):
            if line.points[at].value is not None:
                self._dot(self._place(line.points[at], at), 5.0, self.colour(row))

    def _labels(self) -> None:
        """The names of as many slots as fit."""
        metrics, box = QFontMetricsF(self._painter.font()), self._frame.box
        slots = self._data.slots
        widest = max((metrics.horizontalAdvance(slot.label) for slot in slots), default=0.0) + 12
        every = next(
            (n for n in (1, 2, 3, 4, 6, 12, 24) if box.width() * n / max(1, len(slots)) >= widest), 48
        )
        free = box.left()
        for at in range(0, len(slots), every):
            wide = metrics.horizontalAdvance(slots[at].label) + 2
            left = max(self._middle(at) - wide / 2, free)
            if left + wide <= box.right() + 2 and left - self._middle(at) <= 0:
                self._write(QRectF(left, box.bottom() + 3, wide, 16), slots[at].label)
                free = left + wide + 6

    def _legend(self, room: QRectF) -> None:
        metrics, x = QFontMetricsF(self._painter.font()), room.left()
        for at, line in enumerate(self._data.lines):
            pen = QPen(QColor(self.colour(at)), 2)
            if _DASHES[at % len(_DASHES)]:
                pen.setDashPattern(_DASHES[at % len(_DASHES)])
            self._painter.setPen(pen)
            self._painter.drawLine(QPointF(x, room.center().y()), QPointF(x + 22, room.center().y()))
            wide = metrics.horizontalAdvance(line.name) + 2
            self._write(QRectF(x + 28, room.top(), wide, room.height()), line.name)
            x += 28 + wide + 16

    def _value(self, place: QPointF, look: Look, colour: str) -> None:
        if look is Look.NONE:
            return
        self._dot(place, 3.0, colour)
        painter = self._painter
        if look is Look.HOLLOW:
            painter.setPen(QPen(QColor(colour), 1.2))
            painter.setBrush(QColor(self._palette.surface))
            painter.drawEllipse(place, 3.0, 3.0)
        elif look is Look.RINGED:
            painter.setPen(QPen(QColor(self._palette.deviation), 1.8))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(place, 6.5, 6.5)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _dot(self, place: QPointF, radius: float, colour: str) -> None:
        self._painter.setPen(QPen(QColor(self._palette.surface), 1))
        self._painter.setBrush(QColor(colour))
        self._painter.drawEllipse(place, radius, radius)
        self._painter.setBrush(Qt.BrushStyle.NoBrush)

    def _middle(self, at: int) -> float:
        return self._frame.x(self._data.slots[at].middle)

    def _place(self, point: Point, at: int) -> QPointF:
        return QPointF(self._middle(at), self._frame.y(point.value if point.value is not None else 0.0))

    def _write(self, room: QRectF, words: str, colour: str = "", is_right: bool = False) -> None:
        self._painter.setPen(QColor(colour or self._palette.muted))
        shown = QFontMetricsF(self._painter.font()).elidedText(
            words, Qt.TextElideMode.ElideRight, max(0.0, room.width())
        )
        side = Qt.AlignmentFlag.AlignRight if is_right else Qt.AlignmentFlag.AlignLeft
        self._painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter, shown)


def _bounds(point: Point) -> tuple[float, float] | None:
    return (point.low, point.high) if point.low is not None and point.high is not None else None
