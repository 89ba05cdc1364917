"""What the lines of the compared maps mean, drawn as they are there."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from desktop.map import look
from desktop.map.graph import EdgeStyle
from desktop.theme import Palette
from resources.translation import tr

_ROW = 23
_WORDS_AT = 68
_DIFFERENCE = (
    (EdgeStyle.FIRST, "A +12", tr("More of side A, in points")),
    (EdgeStyle.SECOND, "B +12", tr("More of side B, in points")),
    (EdgeStyle.FAINT, "", tr("Within chance")),
)
_SIDES = (
    (EdgeStyle.FIRST, "34 %", tr("Differs, side A")),
    (EdgeStyle.SECOND, "22 %", tr("Differs, side B")),
    (EdgeStyle.CONFORMING, "34 %", tr("Within chance")),
)


class CompareLegend(QWidget):
    """Rows of a line with its label and the meaning of both; `paint_into` also serves pictures."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._palette = palette
        self._rows = _DIFFERENCE
        self.setAccessibleName(tr("Legend"))
        self.show_sides(False)

    def set_palette_colors(self, palette: Palette) -> None:
        """Take the colours of another theme."""
        self._palette = palette
        self.update()

    def show_sides(self, sides: bool) -> None:
        """Explain the maps of the sides, or the one of the differences."""
        self._rows = _SIDES if sides else _DIFFERENCE
        self._last = tr("Wider: more of its deals") if sides else tr("Wider: a larger difference")
        self._cards = (
            tr("Lines: share of the deals that leave") if sides else tr("Cards: share of the deals that come")
        )
        told = "; ".join(f"{label or tr('faint')}: {words}" for _, label, words in self._rows)
        self.setAccessibleDescription(f"{told}; {self._last}; {self._cards}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, _ROW * (len(self._rows) + 2))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint_into(painter, self._palette, self.width())

    def paint_into(self, painter: QPainter, palette: Palette, width: float) -> None:
        """Paint the rows from (0, 0) on."""
        for at, (style, label, words) in enumerate(self._rows):
            y = _ROW * (at + 0.5)
            _paint_line(painter, style, label, y, palette)
            _paint_words(painter, words, y, width, palette)
        y = _ROW * (len(self._rows) + 0.5)
        for k, thick in enumerate((1.3, 3.0, 5.5)):
            painter.setPen(QPen(QColor(palette.flow), thick))
            painter.drawLine(QPointF(4 + k * 18, y), QPointF(17 + k * 18, y))
        _paint_words(painter, self._last, y, width, palette)
        _paint_words(painter, self._cards, y + _ROW, width, palette, left=1.0)


def _paint_line(painter: QPainter, style: EdgeStyle, label: str, y: float, palette: Palette) -> None:
    color = look.edge_color(style, palette)
    pen = QPen(color, 2.6 if style is not EdgeStyle.FAINT else 1.4)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    painter.drawLine(QPointF(1, y), QPointF(52, y))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawPolygon(QPolygonF([QPointF(60, y), QPointF(51, y - 4), QPointF(51, y + 4)]))
    if not label:
        return
    painter.setFont(look.font(10, look.label_font().weight()))
    outline, ground, ink = look.label_colors(style, palette)
    box = QRectF(5, y - 8, 40, 16)
    painter.setPen(QPen(outline, 1))
    painter.setBrush(QColor(ground))
    painter.drawRoundedRect(box, 7.5, 7.5)
    painter.setPen(QColor(ink))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, label)


def _paint_words(
    painter: QPainter, words: str, y: float, width: float, palette: Palette, left: float = _WORDS_AT
) -> None:
    painter.setFont(look.font(12))
    painter.setPen(QColor(palette.muted))
    box = QRectF(left, y - _ROW / 2, width - left, _ROW)
    painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
