"""What surrounds a chart: its ground, the marks of time below and the words at the left."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPen

from desktop.screens.time.chart import FEW, Chart, Hit
from desktop.screens.time.window import Window
from desktop.theme import Palette

_LEFT, _RIGHT, _TOP, _BOTTOM = 128.0, 14.0, 10.0, 30.0


class Frame:
    """Paints a chart in a window, into a size in logical pixels."""

    def __init__(self, chart: Chart, window: Window, size: QSizeF, palette: Palette) -> None:
        self._chart, self._window, self._size, self._palette = chart, window, size, palette
        self._area = self.area_of(size)

    @staticmethod
    def area_of(size: QSizeF) -> QRectF:
        """Where the chart itself is painted."""
        return QRectF(_LEFT, _TOP, size.width() - _LEFT - _RIGHT, size.height() - _TOP - _BOTTOM)

    def paint_ground(self, painter: QPainter, focused: bool = False) -> None:
        """The card, the grid, and the words around it."""
        palette, area = self._palette, self._area
        card = QRectF(QPointF(0, 0), self._size).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(QColor(palette.accent if focused else palette.border), 1.0))
        painter.setBrush(QColor(palette.surface))
        painter.drawRoundedRect(card, 10, 10)
        font = QFont("Inter")
        font.setPixelSize(12)
        painter.setFont(font)
        self._paint_time(painter)
        metrics = QFontMetricsF(painter.font())
        for side in self._chart.sides(self._window, area.height()):
            if side.edge is not None:
                y = area.top() + side.edge
                painter.setPen(QPen(QColor(palette.border), 1.0))
                painter.drawLine(QPointF(area.left() - 6, y), QPointF(area.right(), y))
            painter.setPen(QColor(palette.text))
            words = metrics.elidedText(side.words, Qt.TextElideMode.ElideRight, _LEFT - 24)
            place = QRectF(12, area.top() + side.y - 9, _LEFT - 24, 18)
            painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words)

    def paint_picture(self, painter: QPainter, window: Window, image: QImage) -> None:
        """A picture of `window`, stretched to where it lies in what is in sight now."""
        area, now = self._area, self._window
        target = QRectF(
            area.left() + (window.left - now.left) / now.width * area.width(),
            area.top() + (window.top - now.top) / now.height * area.height(),
            window.width / now.width * area.width(),
            window.height / now.height * area.height(),
        )
        painter.save()
        painter.setClipRect(area)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, window != now)
        painter.drawImage(target, image)
        painter.restore()

    def paint_marks(self, painter: QPainter, image: QImage | None) -> None:
        """For a file: vectors where they are few, and else the picture of what is in sight."""
        if self._chart.count(self._window) <= FEW:
            self._chart.paint(painter, self._window, self._area)
        elif image is not None:
            painter.drawImage(self._area, image)

    def paint_selection(self, painter: QPainter, period: tuple[float, float]) -> None:
        """A chosen period, shaded."""
        left, right = (self._x(time) for time in period)
        ground = QColor(self._palette.accent)
        ground.setAlphaF(0.14)
        painter.fillRect(QRectF(left, self._area.top(), right - left, self._area.height()), ground)
        painter.setPen(QPen(QColor(self._palette.accent), 1.2))
        for x in (left, right):
            painter.drawLine(QPointF(x, self._area.top()), QPointF(x, self._area.bottom()))

    def paint_hit(self, painter: QPainter, hit: Hit) -> None:
        """The line or dot under the pointer, in the colour of the text on a halo."""
        points = [point + self._area.topLeft() for point in hit.points]
        painter.save()
        painter.setClipRect(self._area.adjusted(-6, -6, 6, 6))
        for colour, width in ((self._palette.surface, 6.0), (self._palette.text, 2.4)):
            painter.setPen(QPen(QColor(colour), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            if len(points) > 1:
                painter.drawLine(points[0], points[1])
            else:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawEllipse(points[0], 6.0, 6.0)
        painter.restore()

    def _paint_time(self, painter: QPainter) -> None:
        area, metrics = self._area, QFontMetricsF(painter.font())
        for mark in self._chart.marks(self._window, area.width()):
            x = self._x(mark.at)
            painter.setPen(QPen(QColor(self._palette.faint if mark.strong else self._palette.border), 1.0))
            painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom() + 5))
            width = metrics.horizontalAdvance(mark.words)
            left = min(max(x - width / 2, 8.0), self._size.width() - width - 8.0)
            painter.setPen(QColor(self._palette.muted))
            painter.drawText(QPointF(left, area.bottom() + 20), mark.words)

    def _x(self, time: float) -> float:
        return self._area.left() + (time - self._window.left) / self._window.width * self._area.width()
