"""What all that is painted by hand on a deal's timeline shares: fonts, elided text, icons."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from desktop.icons import draw_icon
from desktop.theme import Palette

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
NORMAL, SMALL = 13, 12
"""Sizes of text in pixels."""


class Artist:
    """Paints with one painter in one palette."""

    def __init__(self, painter: QPainter, palette: Palette) -> None:
        self.painter, self.palette = painter, palette
        self.size(NORMAL)

    def words(self, room: QRectF, text: str, colour: str) -> float:
        """Write as much of the text as has room, and say how wide that is."""
        shown = self.elided(text, room.width())
        self.painter.setPen(QColor(colour))
        self.painter.drawText(room, LEFT, shown)
        return float(self.painter.fontMetrics().horizontalAdvance(shown))

    def icon(self, at: QPointF, name: str, colour: str, size: int) -> None:
        """Draw an icon with its upper left corner there."""
        draw_icon(self.painter, name, colour, QRectF(at.x(), at.y(), size, size))

    def elided(self, text: str, width: float) -> str:
        """The text, ending in an ellipsis where it has no room."""
        return self.painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, max(0, int(width)))

    def size(self, pixels: int, bold: bool = False) -> None:
        """The size and the weight of what is written from now on."""
        font = self.painter.font()
        font.setPixelSize(pixels)
        font.setWeight(font.Weight.DemiBold if bold else font.Weight.Normal)
        self.painter.setFont(font)
