"""Who hands over to whom as a picture: a row a giver, a column a taker; a cell can be chosen."""

from __future__ import annotations

from math import isfinite

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QWidget

from desktop.theme import Palette
from desktop.widgets.matrix_chart import ChoosableMatrix, MatrixSizes, set_letters, write
from mining.areas.handover_wording import cell_words
from mining.areas.matrix import AreaCell, AreaMatrix
from mining.number_format import days, number
from resources.translation import tr

_SIZES = MatrixSizes(row=46, head=38, legend=28, names=150, least_wide=92)
_BAR = 4.0
NOTHING = tr("Nobody hands over to anybody in another role in these deals.")


class AreaChart(ChoosableMatrix):
    """Rows are the roles that give, columns those that take, both known by their numbers."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(palette, tr("Who hands over to whom"), NOTHING, _SIZES, parent)
        self.matrix = AreaMatrix((), (), (), 0, 0, 0)
        self.day_hours: float | None = None

    def show_matrix(self, matrix: AreaMatrix, day_hours: float | None) -> None:
        """Show these counts; the chosen cell stays where it is still there, else the busiest is chosen."""
        self.matrix, self.day_hours = matrix, day_hours
        pairs = [(cell.giver, cell.taker) for cell in matrix.cells]
        if self.chosen not in pairs:
            busiest = max(matrix.cells, key=lambda cell: cell.times, default=None)
            self.chosen = (busiest.giver, busiest.taker) if busiest is not None else None
        roles = {role: self._title(role) for role in matrix.present}
        self.show_cells(roles, roles, pairs)

    @property
    def current(self) -> AreaCell | None:
        """The chosen cell."""
        return self.matrix.cell(*self.chosen) if self.chosen is not None else None

    def cell_words(self, row: int, column: int) -> str:
        cell = self.matrix.cell(row, column)
        return cell_words(cell, self._title(row), self._title(column), self.day_hours) if cell else ""

    def description(self) -> str:
        """The chosen cell first."""
        pairs = sorted(
            ((cell.giver, cell.taker) for cell in self.matrix.cells), key=lambda one: one != self.chosen
        )
        return " ".join(self.cell_words(*pair) for pair in pairs)

    def paint_cell(self, painter: QPainter, row: int, column: int) -> None:
        """How often in bold, the wait below; a grey bar for how often, an orange one for what was breached."""
        cell = self.matrix.cell(row, column)
        if cell is None:
            return
        palette, box = self.palette_colors, self.cell_rect(row, column)
        is_chosen = (row, column) == self.chosen
        painter.fillRect(box, QColor(palette.accent_soft if is_chosen else palette.window))
        share = cell.times / max(1, max(one.times for one in self.matrix.cells))
        bar = QRectF(box.left(), box.bottom() - _BAR, box.width(), _BAR)
        painter.fillRect(QRectF(bar.left(), bar.top(), bar.width() * share, _BAR), QColor(palette.flow))
        if cell.documented and cell.breaches:
            wide = bar.width() * cell.breaches / cell.documented
            painter.fillRect(QRectF(bar.left(), box.top(), wide, _BAR), QColor(palette.deviation))
        edge = palette.accent if is_chosen else palette.border
        painter.setPen(QPen(QColor(edge), 2.0 if is_chosen and self.hasFocus() else 1.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box)
        set_letters(painter, 13, bold=True)
        painter.setPen(QColor(palette.text))
        upper = QRectF(box.left(), box.top() + 5, box.width(), 16)
        painter.drawText(upper, Qt.AlignmentFlag.AlignCenter, number(cell.times))
        set_letters(painter, 11)
        painter.setPen(QColor(palette.muted))
        wait = days(cell.median, self.day_hours) if isfinite(cell.median) else tr("not seen")
        lower = QRectF(box.left() + 2, box.top() + 21, box.width() - 4, 14)
        words = QFontMetricsF(painter.font()).elidedText(wait, Qt.TextElideMode.ElideRight, lower.width())
        painter.drawText(lower, Qt.AlignmentFlag.AlignCenter, words)

    def paint_legend(self, painter: QPainter, room: QRectF) -> None:
        """The two bars; and that a role does not hand over to itself."""
        palette = self.palette_colors
        painter.setPen(QColor(palette.faint))
        for role in self.matrix.present:
            middle = self.cell_rect(role, role).center()
            painter.drawLine(QPointF(middle.x() - 5, middle.y()), QPointF(middle.x() + 5, middle.y()))
        set_letters(painter, 12)
        y, x = room.center().y() + 2, 0.0
        for colour, words in (
            (palette.flow, tr("how often, and the median wait")),
            (palette.deviation, tr("part of the documented hand-overs that was breached")),
        ):
            painter.fillRect(QRectF(x + 1, y - 3, 22, 5), QColor(colour))
            wide = QFontMetricsF(painter.font()).horizontalAdvance(words)
            write(painter, QRectF(x + 30, y - 10, wide + 2, 20), words, palette.muted)
            x += wide + 56

    def _title(self, role: int) -> str:
        return self.matrix.titles[role] or self.matrix.roles[role]
