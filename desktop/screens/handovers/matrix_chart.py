"""Who hands over to whom as a picture: a row a giver, a column a taker; a cell can be chosen."""

from __future__ import annotations

from math import isfinite

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from desktop.theme import Palette
from desktop.widgets.lines import lines_of
from mining.areas.handover_wording import cell_words
from mining.areas.matrix import AreaCell, AreaMatrix
from mining.number_format import days, number

_ROW, _HEAD, _LEGEND, _GAP, _BAR = 46.0, 38.0, 28.0, 4.0, 4.0
_NAMES, _LEAST_WIDE = 150.0, 92.0
_STEPS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}
NOTHING = "Nobody hands over to anybody in another role in these deals."


class AreaChart(QWidget):
    """Arrow keys go from cell to cell and a click chooses one; pointing at a cell says it in a sentence."""

    cell_chosen = Signal(int, int)
    """The numbers of giver and taker."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._palette = palette
        self.matrix = AreaMatrix((), (), (), 0, 0, 0)
        self.day_hours: float | None = None
        self.chosen: tuple[int, int] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Who hands over to whom")

    def set_palette_colors(self, palette: Palette) -> None:
        """Paint in another palette."""
        self._palette = palette
        self.update()

    def show_matrix(self, matrix: AreaMatrix, day_hours: float | None) -> None:
        """Show these counts; the chosen cell stays where it is still there, else the first is chosen."""
        self.matrix, self.day_hours = matrix, day_hours
        pairs = [(cell.giver, cell.taker) for cell in matrix.cells]
        if self.chosen not in pairs:
            busiest = max(matrix.cells, key=lambda cell: cell.times, default=None)
            self.chosen = (busiest.giver, busiest.taker) if busiest is not None else None
        self._describe()
        self.setFixedHeight(self.sizeHint().height())
        self.setMinimumWidth(round(_NAMES + _LEAST_WIDE * len(matrix.present)))
        self.update()

    @property
    def current(self) -> AreaCell | None:
        """The chosen cell."""
        return self.matrix.cell(*self.chosen) if self.chosen is not None else None

    def choose(self, giver: int, taker: int) -> None:
        """Choose a cell, if anybody hands over there."""
        if self.matrix.cell(giver, taker) is not None and (giver, taker) != self.chosen:
            self.chosen = (giver, taker)
            self._describe()
            self.update()
            self.cell_chosen.emit(giver, taker)

    def sizeHint(self) -> QSize:
        rows = max(1, len(self.matrix.present))
        return QSize(560, round(_HEAD + _ROW * rows + _LEGEND))

    def cell_rect(self, giver: int, taker: int) -> QRectF:
        """Where the cell of two roles stands."""
        present = self.matrix.present
        row, column = present.index(giver), present.index(taker)
        wide = (self.width() - _NAMES) / len(present)
        return QRectF(
            _NAMES + column * wide + _GAP / 2, _HEAD + row * _ROW + _GAP / 2, wide - _GAP, _ROW - _GAP
        )

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            cell = self._cell_at(event.pos().x(), event.pos().y())
            QToolTip.showText(event.globalPos(), self._words(cell) if cell is not None else "", self)
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        cell = self._cell_at(event.position().x(), event.position().y())
        if cell is not None:
            self.choose(cell.giver, cell.taker)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None or self.chosen is None:
            super().keyPressEvent(event)
            return
        present = self.matrix.present
        row, column = (present.index(role) for role in self.chosen)
        while True:
            row, column = row + step[0], column + step[1]
            if not (0 <= row < len(present) and 0 <= column < len(present)):
                return
            if self.matrix.cell(present[row], present[column]) is not None:
                self.choose(present[row], present[column])
                return

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self.font())
        if not self.matrix.cells:
            self._write(painter, QRectF(self.rect()), NOTHING, self._palette.muted)
            painter.end()
            return
        self._heads(painter)
        most = max(cell.times for cell in self.matrix.cells)
        for cell in self.matrix.cells:
            self._paint_cell(painter, cell, cell.times / most if most else 0.0)
        for role in self.matrix.present:
            self._same(painter, self.cell_rect(role, role))
        self._legend(painter)
        painter.end()

    def _heads(self, painter: QPainter) -> None:
        titles, present = self.matrix.titles, self.matrix.present
        self._size(painter, 12)
        for role in present:
            room = QRectF(self.cell_rect(present[0], role))
            room.setTop(0)
            room.setHeight(_HEAD - 4)
            painter.setPen(QColor(self._palette.muted))
            words = "\n".join(lines_of(self._title(role), painter.font(), QSizeF(room.width(), 34)))
            painter.drawText(room, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom, words)
        self._size(painter, 13, bold=True)
        for role in present:
            box = self.cell_rect(role, present[0])
            self._write(
                painter,
                QRectF(0, box.top(), _NAMES - 10, box.height()),
                titles[role] or self.matrix.roles[role],
                self._palette.text,
            )

    def _title(self, role: int) -> str:
        return self.matrix.titles[role] or self.matrix.roles[role]

    def _paint_cell(self, painter: QPainter, cell: AreaCell, share: float) -> None:
        """How often in bold, the wait below; a grey bar for how often, an orange one for what was breached."""
        palette, box = self._palette, self.cell_rect(cell.giver, cell.taker)
        is_chosen = (cell.giver, cell.taker) == self.chosen
        painter.fillRect(box, QColor(palette.accent_soft if is_chosen else palette.window))
        bar = QRectF(box.left(), box.bottom() - _BAR, box.width(), _BAR)
        painter.fillRect(QRectF(bar.left(), bar.top(), bar.width() * share, _BAR), QColor(palette.flow))
        if cell.documented and cell.breaches:
            wide = bar.width() * cell.breaches / cell.documented
            painter.fillRect(QRectF(bar.left(), box.top(), wide, _BAR), QColor(palette.deviation))
        edge = palette.accent if is_chosen else palette.border
        painter.setPen(QPen(QColor(edge), 2.0 if is_chosen and self.hasFocus() else 1.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box)
        self._size(painter, 13, bold=True)
        painter.setPen(QColor(palette.text))
        upper = QRectF(box.left(), box.top() + 5, box.width(), 16)
        painter.drawText(upper, Qt.AlignmentFlag.AlignCenter, number(cell.times))
        self._size(painter, 11)
        painter.setPen(QColor(palette.muted))
        wait = days(cell.median, self.day_hours) if isfinite(cell.median) else "not seen"
        lower = QRectF(box.left() + 2, box.top() + 21, box.width() - 4, 14)
        words = QFontMetricsF(painter.font()).elidedText(wait, Qt.TextElideMode.ElideRight, lower.width())
        painter.drawText(lower, Qt.AlignmentFlag.AlignCenter, words)

    def _same(self, painter: QPainter, box: QRectF) -> None:
        """A role does not hand over to itself."""
        painter.setPen(QColor(self._palette.faint))
        middle = box.center()
        painter.drawLine(QPointF(middle.x() - 5, middle.y()), QPointF(middle.x() + 5, middle.y()))

    def _legend(self, painter: QPainter) -> None:
        palette = self._palette
        self._size(painter, 12)
        y, x = _HEAD + _ROW * len(self.matrix.present) + _LEGEND / 2 + 2, 0.0
        for colour, words in (
            (palette.flow, "how often, and the median wait"),
            (palette.deviation, "part of the documented hand-overs that was breached"),
        ):
            painter.fillRect(QRectF(x + 1, y - 3, 22, 5), QColor(colour))
            wide = QFontMetricsF(painter.font()).horizontalAdvance(words)
            self._write(painter, QRectF(x + 30, y - 10, wide + 2, 20), words, palette.muted)
            x += wide + 56

    def _write(self, painter: QPainter, room: QRectF, words: str, colour: str) -> None:
        painter.setPen(QColor(colour))
        shown = QFontMetricsF(painter.font()).elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)

    def _size(self, painter: QPainter, pixels: int, bold: bool = False) -> None:
        font = painter.font()
        font.setPixelSize(pixels)
        font.setWeight(font.Weight.DemiBold if bold else font.Weight.Normal)
        painter.setFont(font)

    def _cell_at(self, x: float, y: float) -> AreaCell | None:
        cells = self.matrix.cells
        return next((one for one in cells if self.cell_rect(one.giver, one.taker).contains(x, y)), None)

    def _words(self, cell: AreaCell) -> str:
        return cell_words(cell, self._title(cell.giver), self._title(cell.taker), self.day_hours)

    def _describe(self) -> None:
        """The chosen cell first, for those who hear it."""
        cells = sorted(self.matrix.cells, key=lambda one: (one.giver, one.taker) != self.chosen)
        self.setAccessibleDescription(" ".join(map(self._words, cells)))
