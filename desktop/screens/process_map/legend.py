"""What the lines and cards of the process map mean, drawn as small as they are on it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from desktop.map import look
from desktop.map.graph import EdgeStyle
from desktop.theme import Palette
from mining.number_format import hours
from mining.words_of_values import word_of
from resources.translation import tr

_ROW = 22
_WORDS = 38
OVERLAY = (
    (EdgeStyle.CONFORMING, tr("As documented")),
    (EdgeStyle.DEVIATION, tr("Not documented")),
    (EdgeStyle.NOT_TAKEN, tr("Documented, not taken")),
)
UNIT = tr("wd")
PLAIN = ((EdgeStyle.PLAIN, tr("Path of the deals")),)


def paint_line(painter: QPainter, style: EdgeStyle, start: QPointF, palette: Palette) -> None:
    """A short line with its arrow head, 28 pixels long."""
    color = look.edge_color(style, palette)
    pen = QPen(color, 2.2)
    if style is EdgeStyle.NOT_TAKEN:
        pen.setDashPattern([2.4, 1.6])
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    painter.drawLine(start, start + QPointF(21, 0))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawPolygon(QPolygonF([start + QPointF(28, 0), start + QPointF(20, -4), start + QPointF(20, 4)]))


def day_words(day_hours: float) -> str:
    """What a working day is: `Working day, 9 hours`."""
    return tr("Working day, {hours}", hours=hours(day_hours))


class Legend(QWidget):
    """Rows of a line and its meaning."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._palette = palette
        self._rows: tuple[tuple[EdgeStyle, str], ...] = OVERLAY
        self._day_hours: float | None = None
        self._tell()

    def set_palette_colors(self, palette: Palette) -> None:
        """Take the colours of another theme."""
        self._palette = palette
        self.update()

    def show_overlay(self, overlay: bool) -> None:
        """Explain the colours of the comparison, or the one colour without it."""
        self._rows = OVERLAY if overlay else PLAIN
        self._tell()

    def show_day(self, day_hours: float | None) -> None:
        """Explain the unit of working days of so many hours; None where days are those of the calendar."""
        self._day_hours = day_hours
        self._tell()

    def sizeHint(self) -> QSize:
        return QSize(190, self._height)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self._height)

    @property
    def _height(self) -> int:
        return _ROW * (len(self._rows) + 1 + (self._day_hours is not None))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(look.font(12))
        for i, (style, words) in enumerate(self._rows):
            y = _ROW * (i + 0.5)
            paint_line(painter, style, QPointF(1, y), self._palette)
            self._paint_words(painter, words, y)
        y = _ROW * (len(self._rows) + 0.5)
        for k, width in enumerate((1.3, 3.0, 5.5)):
            painter.setPen(QPen(QColor(self._palette.flow), width))
            painter.drawLine(QPointF(1 + k * 10, y), QPointF(8 + k * 10, y))
        self._paint_words(painter, tr("Wider: more deals"), y)
        if self._day_hours is not None:
            painter.setPen(QColor(self._palette.text))
            painter.drawText(QRectF(1, y + _ROW / 2, _WORDS, _ROW), Qt.AlignmentFlag.AlignVCenter, UNIT)
            self._paint_words(painter, day_words(self._day_hours), y + _ROW)

    def _paint_words(self, painter: QPainter, words: str, y: float) -> None:
        painter.setPen(QColor(self._palette.muted))
        box = QRectF(_WORDS, y - _ROW / 2, self.width() - _WORDS, _ROW)
        painter.drawText(
            box,
            Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft,
            look.elided(words, painter.font(), box.width()),
        )

    def _tell(self) -> None:
        self.setAccessibleName(tr("Legend"))
        said = [f"{word_of(style)}: {words}" for style, words in self._rows]
        if self._day_hours is not None:
            said.append(f"{UNIT}: {day_words(self._day_hours)}")
        self.setAccessibleDescription("; ".join(said))
        self.updateGeometry()
        self.update()
