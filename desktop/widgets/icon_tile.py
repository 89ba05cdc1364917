"""An icon on a coloured tile with round corners, drawn as lines wherever it is painted."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.icons import draw_icon


class IconTile(QWidget):
    """A square of `size` pixels; it shows nothing before it is told which icon."""

    def __init__(self, size: int = 34, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look: tuple[str, str, str] | None = None
        self.setFixedSize(size, size)

    def show_icon(self, name: str, colour: str, ground: str) -> None:
        """Show the icon of that file name (without `.svg`) in one colour on another (#rrggbb)."""
        self._look = (name, colour, ground)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._look is None:
            return
        name, colour, ground = self._look
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        area = QRectF(self.rect())
        painter.drawRoundedRect(area, 9, 9)
        gap = area.width() * 0.24
        draw_icon(painter, name, colour, area.adjusted(gap, gap, -gap, -gap))
        painter.end()
