"""A bar whose parts have the lengths of their counts: plain, and hatched where colour alone would not do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

_GAP = 2.0


@dataclass(frozen=True)
class Part:
    """One part: what it is called, how much it is, its colour (#rrggbb), and whether it is hatched."""

    name: str
    amount: float
    colour: str
    hatched: bool = False


class StackedBar(QWidget):
    """The parts side by side over the whole width, rounded at both ends; too small a part stays visible."""

    def __init__(self, height: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._height = height
        self._parts: tuple[Part, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_parts(self, parts: Sequence[Part], description: str) -> None:
        """Draw these parts; `description` says the same in words."""
        self._parts = tuple(part for part in parts if part.amount > 0)
        self.setAccessibleName(description)
        self.setToolTip(description)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(160, self._height)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        outline = QPainterPath()
        radius = min(self._height / 2, 6.0)
        outline.addRoundedRect(QRectF(self.rect()), radius, radius)
        for part, area in zip(self._parts, self._areas(), strict=True):
            colour, whole = QColor(part.colour), QPainterPath()
            whole.addRect(area)
            shape = whole.intersected(outline)  # not clipped: no file of lines would keep that
            if part.hatched:
                faint = QColor(colour)
                faint.setAlphaF(0.28)
                painter.fillPath(shape, faint)
                painter.fillPath(shape, QBrush(colour, Qt.BrushStyle.BDiagPattern))
            else:
                painter.fillPath(shape, colour)

    def _areas(self) -> list[QRectF]:
        total = sum(part.amount for part in self._parts)
        room = self.width() - _GAP * max(0, len(self._parts) - 1)
        least = min(3.0, room / max(1, len(self._parts)))
        widths = [max(least, room * part.amount / total) for part in self._parts]
        widths = [width * room / sum(widths) for width in widths]
        starts = [sum(widths[:i]) + i * _GAP for i in range(len(widths))]
        return [QRectF(start, 0, width, self.height()) for start, width in zip(starts, widths, strict=True)]
