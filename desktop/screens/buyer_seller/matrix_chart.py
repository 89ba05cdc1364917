"""Stages against the buyer's steps as a picture: what was done when a stage began, and what was lacked."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from desktop.theme import Palette
from desktop.widgets.lines import lines_of
from mining.journey.step_matrix import MatrixRow, StepMatrix
from mining.number_format import number, percent, plural

_ROW, _HEAD, _LEGEND, _GAP = 34.0, 42.0, 30.0, 6.0
_NAMES = 0.22
NOTHING = "No step of the buyer can be checked in this log."


class MatrixChart(QWidget):
    """One row a stage, one column a step; pointing at a cell says it in a sentence."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._palette = palette
        self.matrix = StepMatrix((), ())
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("What the buyer had done when a stage began")

    def set_palette_colors(self, palette: Palette) -> None:
        """Paint in another palette."""
        self._palette = palette
        self.update()

    def show_matrix(self, matrix: StepMatrix) -> None:
        """Show these counts."""
        self.matrix = matrix
        cells = [(row, at) for row in matrix.rows for at in sorted(row.presumed)]
        self.setAccessibleDescription(" ".join(cell_words(matrix, row, at) for row, at in cells))
        self.setFixedHeight(self.sizeHint().height())
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(560, round(_HEAD + _ROW * max(1, len(self.matrix.rows)) + _LEGEND))

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            found = next(
                (
                    (row, at)
                    for place, row in enumerate(self.matrix.rows)
                    for at in range(len(self.matrix.steps))
                    if self.cell(place, at).contains(event.pos())
                ),
                None,
            )
            QToolTip.showText(event.globalPos(), cell_words(self.matrix, *found) if found else "", self)
            return True
        return super().event(event)

    def cell(self, row: int, column: int) -> QRectF:
        """Where a cell stands."""
        left = self.width() * _NAMES + 12
        wide = (self.width() - left) / max(1, len(self.matrix.steps))
        return QRectF(
            left + column * wide + _GAP / 2, _HEAD + row * _ROW + _GAP / 2, wide - _GAP, _ROW - _GAP
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self.font())
        if not self.matrix.steps or not self.matrix.rows:
            self._write(painter, QRectF(self.rect()), NOTHING, self._palette.muted)
            painter.end()
            return
        self._size(painter, 12)
        for at, step in enumerate(self.matrix.steps):
            room = QRectF(self.cell(0, at))
            room.setTop(0)
            room.setHeight(_HEAD - 4)
            painter.setPen(QColor(self._palette.muted))
            lines = lines_of(step, painter.font(), QSizeF(room.width(), 32))
            painter.drawText(
                room, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom, "\n".join(lines)
            )
        for place, row in enumerate(self.matrix.rows):
            name = QRectF(0, _HEAD + place * _ROW, self.width() * _NAMES, _ROW)
            self._size(painter, 13, bold=True)
            self._write(painter, name, row.stage, self._palette.text)
            for at in range(len(self.matrix.steps)):
                self._cell(painter, self.cell(place, at), row, at)
        self._legend(painter)
        painter.end()

    def _cell(self, painter: QPainter, box: QRectF, row: MatrixRow, at: int) -> None:
        """The share done in grey from the left; what a stage presumes and was not done is orange."""
        palette, share = self._palette, row.done[at] / row.entered
        is_presumed = at in row.presumed
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
        self._size(painter, 12, bold=is_presumed)
        painter.setPen(QColor(palette.text if is_presumed else palette.muted))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, percent(share))

    def _legend(self, painter: QPainter) -> None:
        palette = self._palette
        self._size(painter, 12)
        y, x = _HEAD + _ROW * len(self.matrix.rows) + _LEGEND / 2, 0.0
        for fill, edge, words in (
            (palette.flow, palette.flow, "done when the stage began"),
            (palette.window, palette.not_taken, "presumed by the stage"),
            (palette.deviation, palette.deviation, "presumed and not done"),
        ):
            box = QRectF(x + 1, y - 4, 11, 11)
            painter.fillRect(box, QColor(fill))
            painter.setPen(QPen(QColor(edge), 1.6))
            painter.drawRect(box)
            wide = QFontMetricsF(painter.font()).horizontalAdvance(words)
            self._write(painter, QRectF(x + 18, y - 9, wide + 2, 20), words, palette.muted)
            x += wide + 40

    def _write(self, painter: QPainter, room: QRectF, words: str, colour: str) -> None:
        painter.setPen(QColor(colour))
        shown = QFontMetricsF(painter.font()).elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)

    def _size(self, painter: QPainter, pixels: int, bold: bool = False) -> None:
        font = painter.font()
        font.setPixelSize(pixels)
        font.setWeight(font.Weight.DemiBold if bold else font.Weight.Normal)
        painter.setFont(font)


def cell_words(matrix: StepMatrix, row: MatrixRow, at: int) -> str:
    """`Of the 1,530 deals that came to Proposal, 1,223 (80 %) had Requirements building done by then, ...`."""
    share = percent(row.done[at] / row.entered)
    presumed = ", which the stage presumes" if at in row.presumed else ""
    return (
        f"Of the {plural(row.entered, 'deal')} that came to {row.stage}, {number(row.done[at])} ({share}) had "
        f"{matrix.steps[at]} done by then{presumed}."
    )
