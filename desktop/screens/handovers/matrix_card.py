"""The matrix on a card, which scrolls where it is higher than its place."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.screens.handovers.area_chart import AreaChart
from desktop.widgets.scrolled import scrolled
from desktop.widgets.text import frame
from mining.areas.matrix import AreaMatrix
from resources.translation import tr


class MatrixCard(QWidget):
    """Keeps the chosen cell in sight."""

    def __init__(self, chart: AreaChart, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chart = chart
        card = frame("card")
        inner = QVBoxLayout(card)
        inner.setContentsMargins(20, 8, 20, 4)
        inner.addWidget(chart)
        self._content = QWidget()
        self._content.setObjectName("content")
        column = QVBoxLayout(self._content)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
        column.addStretch(1)
        self._around = (inner, column)
        self._area = scrolled(self._content, tr("Who hands over to whom"))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._area)

    def show_matrix(self, matrix: AreaMatrix, day_hours: float | None) -> None:
        """Show these counts, with the card as high as they need at once."""
        self._chart.show_matrix(matrix, day_hours)
        for layout in self._around:
            layout.activate()

    def show_chosen(self) -> None:
        """Bring the chosen cell into sight."""
        if self._chart.chosen is not None and self._chart.current is not None:
            box = self._chart.cell_rect(*self._chart.chosen).toRect()
            middle = box.center() + self._chart.mapTo(self._content, QPoint())
            self._area.ensureVisible(middle.x(), middle.y(), 0, box.height())
