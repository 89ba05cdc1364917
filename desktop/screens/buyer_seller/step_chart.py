"""Stages against the buyer's steps as a picture: what was done when a stage began, and what was lacked."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QWidget

from desktop.theme import Palette
from desktop.widgets.matrix_chart import MatrixChart, MatrixSizes, set_letters, write
from mining.journey.step_matrix import MatrixRow, StepMatrix
from mining.number_format import number, percent, plural
from resources.translation import tr

_SIZES = MatrixSizes(row=34, head=42, legend=30, names=12, share=0.22, gap=6)
NOTHING = tr("No step of the buyer can be checked in this log.")


class StepChart(MatrixChart):
    """One row a stage, one column a step; pointing at a cell says it in a sentence."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(palette, tr("What the buyer had done when a stage began"), NOTHING, _SIZES, parent)
        self.matrix = StepMatrix((), ())

    def show_matrix(self, matrix: StepMatrix) -> None:
        """Show these counts."""
        self.matrix = matrix
        stages = {at: row.stage for at, row in enumerate(matrix.rows)}
        cells = [(row, at) for row in stages for at in range(len(matrix.steps))]
        self.show_cells(stages, dict(enumerate(matrix.steps)), cells)

    def cell_words(self, row: int, column: int) -> str:
        return cell_words(self.matrix, self.matrix.rows[row], column)

    def description(self) -> str:
        """What the stages presume."""
        cells = [(row, at) for row in self.matrix.rows for at in sorted(row.presumed)]
        return " ".join(cell_words(self.matrix, row, at) for row, at in cells)

    def paint_cell(self, painter: QPainter, row: int, column: int) -> None:
        """The share done in grey from the left; what a stage presumes and was not done is orange."""
        palette, box, stage = self.palette_colors, self.cell_rect(row, column), self.matrix.rows[row]
        share, is_presumed = stage.done[column] / stage.entered, column in stage.presumed
        done = QRectF(box.left(), box.top(), box.width() * share, box.height())
        painter.fillRect(box, QColor(palette.deviation_soft if is_presumed else palette.window))
        painter.fillRect(done, QColor(palette.flow if is_presumed else palette.border))
        if is_presumed and share < 1:
            painter.fillRect(
                QRectF(done.right(), box.bottom() - 4, box.right() - done.right(), 4),
                QColor(palette.deviation),
            )
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(
            QPen(QColor(palette.not_taken if is_presumed else palette.border), 1.6 if is_presumed else 1)
        )
        painter.drawRect(box)
        set_letters(painter, 12, bold=is_presumed)
        painter.setPen(QColor(palette.text if is_presumed else palette.muted))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, percent(share))

    def paint_legend(self, painter: QPainter, room: QRectF) -> None:
        """The fills and the edge."""
        palette = self.palette_colors
        set_letters(painter, 12)
        y, x = room.center().y(), 0.0
        for fill, edge, words in (
            (palette.flow, palette.flow, tr("done when the stage began")),
            (palette.window, palette.not_taken, tr("presumed by the stage")),
            (palette.deviation, palette.deviation, tr("presumed and not done")),
        ):
            box = QRectF(x + 1, y - 4, 11, 11)
            painter.fillRect(box, QColor(fill))
            painter.setPen(QPen(QColor(edge), 1.6))
            painter.drawRect(box)
            wide = QFontMetricsF(painter.font()).horizontalAdvance(words)
            write(painter, QRectF(x + 18, y - 9, wide + 2, 20), words, palette.muted)
            x += wide + 40


def cell_words(matrix: StepMatrix, row: MatrixRow, at: int) -> str:
    """`Of the 1,530 deals that came to Proposal, 1,223 (80 %) had Requirements building done by then, ...`."""
    share = percent(row.done[at] / row.entered)
    told = {
        "deals": plural(row.entered, "deal"),
        "stage": row.stage,
        "done": number(row.done[at]),
        "share": share,
        "step": matrix.steps[at],
    }
    if at in row.presumed:
        return tr(
            "Of the {deals} that came to {stage}, {done} ({share}) had {step} done by then, which the "
            "stage presumes.",
            **told,
        )
    return tr("Of the {deals} that came to {stage}, {done} ({share}) had {step} done by then.", **told)
