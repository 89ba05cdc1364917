"""How values are spread, as bars; those in a chosen span are in the accent colour."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from resources.translation import tr

_HEIGHT, _GAP = 56, 1.0


class SpreadBars(QWidget):
    """Bar `i` counts what is from `edges[i]` to `edges[i + 1]`; nothing of it can be clicked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts: Sequence[int] = ()
        self._edges: Sequence[float] = ()
        self._span: tuple[float | None, float | None] = (None, None)
        self._inside, self._outside = QColor("#4f46e5"), QColor("#dde3ec")
        self.setFixedHeight(_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("How the deals are spread"))

    def paint_with(self, inside: str, outside: str) -> None:
        """Use these colours for the bars inside and outside of the span."""
        self._inside, self._outside = QColor(inside), QColor(outside)
        self.update()

    def show_counts(self, counts: Sequence[int], edges: Sequence[float]) -> None:
        """Show these bars."""
        self._counts, self._edges = counts, edges
        self.update()

    def show_span(self, span: tuple[float | None, float | None]) -> None:
        """Mark the bars that the span touches."""
        self._span = span
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._counts:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        wide, high = self.width() / len(self._counts), self.height() - 2.0
        most = max(self._counts)
        low, top = self._span
        for i, count in enumerate(self._counts):
            inside = (low is None or self._edges[i + 1] >= low) and (top is None or self._edges[i] <= top)
            tall = max(2.0, high * count / most) if count else 0.0
            painter.setBrush(self._inside if inside else self._outside)
            corner = QPointF(i * wide + _GAP / 2, self.height() - tall)
            painter.drawRoundedRect(QRectF(corner.x(), corner.y(), max(1.0, wide - _GAP), tall), 1.5, 1.5)
        painter.end()
