"""An icon beside words, drawn as lines wherever it is painted: on the screen, in an SVG, in a PDF."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.icons import draw_icon


class IconLabel(QWidget):
    """A square of `size` pixels with one icon; it shows nothing before it is told which."""

    def __init__(self, size: int = 16, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look: tuple[str, str] | None = None
        self.setFixedSize(size, size)

    def show_icon(self, name: str, colour: str) -> None:
        """Show the icon of that file name (without `.svg`) in one colour (#rrggbb)."""
        self._look = (name, colour)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._look is not None:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            draw_icon(painter, *self._look, QRectF(self.rect()))
