"""A histogram with marked values, painted with vectors: on the screen and wherever a picture of it is wanted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolTip, QWidget

_HEIGHT = 132
_AXIS = 17.0
_MARKS = 15.0


@dataclass(frozen=True)
class Mark:
    """A value on the axis, and what it is."""

    value: float
    words: str


@dataclass(frozen=True)
class HistogramData:
    """Bars of equal `width` from 0 on; `beyond` counts what is larger, `write` says a value, `bar_words` a bar."""

    width: float
    counts: tuple[int, ...]
    beyond: int
    marks: tuple[Mark, ...]
    write: Callable[[float], str]
    bar_words: Callable[[float, float | None, int], str]
    """Of the bar from one value up to another (None: without end) with so many entries."""


@dataclass(frozen=True)
class ChartColors:
    """The colours of a chart as #rrggbb."""

    bar: str
    strong: str
    text: str
    line: str


def paint_histogram(painter: QPainter, box: QRectF, data: HistogramData, colors: ChartColors) -> None:
    """Paint bars, axis and marks into a box."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(_font())
    for i in range(len(data.counts) + bool(data.beyond)):
        bar = _bar_box(box, data, i)
        painter.fillRect(bar, QColor(colors.bar if i < len(data.counts) else colors.line))
    base = box.bottom() - _AXIS
    painter.setPen(QPen(QColor(colors.line), 1))
    painter.drawLine(QPointF(box.left(), base), QPointF(box.right(), base))
    _paint_ticks(painter, box, data, colors)
    _paint_marks(painter, box, data, colors)


class Histogram(QWidget):
    """Shows `HistogramData`; pointing at a bar tells what it counts."""

    def __init__(self, name: str, colors: ChartColors, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colors = colors
        self._data: HistogramData | None = None
        self.setAccessibleName(name)
        self.setMinimumHeight(_HEIGHT)

    def show_data(self, data: HistogramData) -> None:
        """Show other bars."""
        self._data = data
        words = [mark.words for mark in data.marks]
        self.setAccessibleDescription("; ".join(words))
        self.update()

    def set_colors(self, colors: ChartColors) -> None:
        """Take the colours of another theme."""
        self._colors = colors
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, _HEIGHT)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self.words_at(QPointF(event.pos())), self)
            return True
        return super().event(event)

    def words_at(self, place: QPointF) -> str:
        """What the bar at a place counts; nothing beside the bars."""
        if self._data is None:
            return ""
        data, box = self._data, QRectF(self.rect())
        for i in range(len(data.counts) + bool(data.beyond)):
            bar = _bar_box(box, data, i)
            if bar.left() - 1 <= place.x() <= bar.right() + 1:
                if i < len(data.counts):
                    return data.bar_words(i * data.width, (i + 1) * data.width, data.counts[i])
                return data.bar_words(i * data.width, None, data.beyond)
        return ""

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._data is not None:
            painter = QPainter(self)
            paint_histogram(painter, QRectF(self.rect()), self._data, self._colors)


def _font() -> QFont:
    made = QFont("Inter")
    made.setPixelSize(10)
    return made


def _bar_box(box: QRectF, data: HistogramData, index: int) -> QRectF:
    """Bar `index`; the one behind the last stands apart from the others and counts what is beyond them."""
    places = len(data.counts) + (1.6 if data.beyond else 0.0)
    step = box.width() / max(places, 1.0)
    count = data.counts[index] if index < len(data.counts) else data.beyond
    most = max((*data.counts, data.beyond, 1))
    high = (box.height() - _AXIS - _MARKS) * count / most
    high = max(high, 1.0) if count else 0.0
    left = box.left() + step * (index if index < len(data.counts) else index + 0.6)
    return QRectF(left + 0.5, box.bottom() - _AXIS - high, max(step - 1.0, 1.0), high)


def _x_of(box: QRectF, data: HistogramData, value: float) -> float:
    places = len(data.counts) + (1.6 if data.beyond else 0.0)
    return box.left() + box.width() / max(places, 1.0) * min(value / data.width, len(data.counts))


def _paint_ticks(painter: QPainter, box: QRectF, data: HistogramData, colors: ChartColors) -> None:
    """Values along the axis, as many as fit, and a sign for what lies beyond."""
    words = QFontMetricsF(painter.font())
    painter.setPen(QColor(colors.text))
    bars = len(data.counts)
    longest = words.horizontalAdvance(data.write(bars * data.width)) + 14
    step = next(
        (n for n in (1, 2, 5, 10, 20) if _x_of(box, data, n * data.width) - box.left() >= longest), 24
    )
    free = box.left() - 1
    end = _bar_box(box, data, bars).left() - 4 if data.beyond else box.right()
    for i in range(0, bars + 1, step):
        label = data.write(i * data.width)
        wide = words.horizontalAdvance(label)
        left = max(_x_of(box, data, i * data.width) - wide / 2, box.left())
        if left > free and left + wide <= end:
            painter.drawText(QPointF(left, box.bottom() - 4), label)
            free = left + wide + 6
    if data.beyond:
        bar = _bar_box(box, data, bars)
        label = f"> {data.write(bars * data.width)}"
        wide = words.horizontalAdvance(label)
        left = min(bar.center().x() - wide / 2, box.right() - wide)
        if left > free:
            painter.drawText(QPointF(left, box.bottom() - 4), label)


def _paint_marks(painter: QPainter, box: QRectF, data: HistogramData, colors: ChartColors) -> None:
    """A line a mark, the first one strong with its words above it, the words of others beside them."""
    words = QFontMetricsF(painter.font())
    for i, mark in enumerate(data.marks):
        x = _x_of(box, data, mark.value)
        pen = QPen(QColor(colors.strong), 1.4 if i == 0 else 1.0)
        if i:
            pen.setDashPattern([3, 3])
        painter.setPen(pen)
        painter.drawLine(QPointF(x, box.top() + _MARKS - 1), QPointF(x, box.bottom() - _AXIS))
        wide = words.horizontalAdvance(mark.words)
        if i == 0:
            left = max(min(x - wide / 2, box.right() - wide), box.left())
        else:
            left = x + 5 if x + 5 + wide <= box.right() else max(x - 5 - wide, box.left())
        painter.drawText(QPointF(left, box.top() + (10 if i == 0 else 10 + _MARKS * i)), mark.words)
