"""Who means what by a stage as a picture: a row a stage, a column a team; a cell can be chosen."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QWidget

from desktop.theme import Palette
from desktop.widgets.matrix_chart import ChoosableMatrix, MatrixSizes, set_letters
from mining.leads.definitions import Reading, Readings
from mining.leads.wording import differs, reading_words
from mining.number_format import number
from resources.translation import tr

_SIZES = MatrixSizes(row=42, head=44, legend=40, names=124, least_wide=84, head_letters=11, bold=False)
NOTHING = tr("There are no stages with teams to compare.")
_LEGEND_WORDS = tr(
    "0 is the same evidence as in other teams, 1 nothing in common. Filled: more than chance explains "
    "(q at most 0.05); n are the team\u2019s deals with any evidence there."
)


class HeatChart(ChoosableMatrix):
    """Rows are stages, columns teams, both known by their place."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(palette, tr("Evidence at a stage, team by team"), NOTHING, _SIZES, parent)
        self.readings = Readings((), (), ())

    def show_readings(self, readings: Readings) -> None:
        """Show these; where the chosen cell is gone, the one that differs most is chosen."""
        same = (self.readings.stages, self.readings.teams) == (readings.stages, readings.teams)
        self.readings = readings
        if not same or self.chosen is None:
            told = [at for at, cell in enumerate(readings.cells) if cell.distance is not None]
            most = max(told, key=lambda at: _standing_out(readings.cells[at]), default=None)
            self.chosen = None if most is None else divmod(most, len(readings.teams))
        cells = [divmod(at, len(readings.teams)) for at in range(len(readings.cells))]
        self.show_cells(dict(enumerate(readings.stages)), dict(enumerate(readings.teams)), cells)

    @property
    def current(self) -> Reading | None:
        """The chosen cell."""
        return self.readings.at(*self.chosen) if self.chosen is not None else None

    def cell_words(self, row: int, column: int) -> str:
        return reading_words(self.readings.at(row, column))

    def description(self) -> str:
        """The chosen cell first; then all that differ."""
        told = [] if self.current is None else [reading_words(self.current)]
        told += [
            reading_words(cell) for cell in self.readings.cells if differs(cell) and cell is not self.current
        ]
        return " ".join(told) or NOTHING

    def paint_cell(self, painter: QPainter, row: int, column: int) -> None:
        """The distance from other teams, filled where it is more than chance explains; below of how many deals."""
        palette, box, cell = self.palette_colors, self.cell_rect(row, column), self.readings.at(row, column)
        painter.fillRect(box, QColor(palette.window))
        if differs(cell):
            colour = QColor(palette.accent)
            colour.setAlphaF(0.15 + 0.5 * min(1.0, (cell.distance or 0.0) / 0.5))
            painter.fillRect(box, colour)
        is_chosen = (row, column) == self.chosen
        edge = palette.accent if is_chosen else palette.border
        wide = (3.0 if self.hasFocus() else 2.0) if is_chosen else 1.0
        painter.setPen(QPen(QColor(edge), wide))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box)
        centred = Qt.AlignmentFlag.AlignCenter
        set_letters(painter, 13, bold=differs(cell))
        painter.setPen(QColor(palette.text if cell.distance is not None else palette.muted))
        upper = QRectF(box.left(), box.top() + 3, box.width(), 17)
        painter.drawText(upper, centred, tr("too few") if cell.distance is None else f"{cell.distance:.2f}")
        set_letters(painter, 11)
        painter.setPen(QColor(palette.text if differs(cell) else palette.muted))
        lower = QRectF(box.left(), box.top() + 20, box.width(), 15)
        painter.drawText(lower, centred, f"n {number(cell.n)}")

    def paint_legend(self, painter: QPainter, room: QRectF) -> None:
        """What the numbers mean."""
        set_letters(painter, 11)
        painter.setPen(QColor(self.palette_colors.muted))
        flags = Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
        painter.drawText(room.adjusted(0, 6, 0, 0), flags, _LEGEND_WORDS)


def _standing_out(cell: Reading) -> tuple[bool, float]:
    return differs(cell), cell.distance or 0.0
