"""A table of painted cells under heads, each said in a sentence; and one of whose cells one can be chosen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from desktop.theme import Palette
from desktop.widgets.lines import lines_of

_WIDTH, _HEAD_LINES = 560, 34.0
_STEPS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}

Place = tuple[int, int]
"""The keys of a row and a column."""


@dataclass(frozen=True)
class MatrixSizes:
    """Pixels: height of a row, of the heads and of the legend, the least width of a column, the gap between cells.

    `names` is the width of the rows' names; `share` more of the chart's whole width is theirs. Heads are written in
    `head_letters` high letters, the rows' names in bold ones where `bold`.
    """

    row: float
    head: float
    legend: float
    names: float
    share: float = 0.0
    least_wide: float = 0.0
    gap: float = 4.0
    head_letters: int = 12
    bold: bool = True


class MatrixChart(QWidget):
    """Paints heads and names; what inherits it paints the cells and the legend, and says each cell.

    Rows and columns are known by keys of whoever uses it, in the order in which they are given.
    """

    def __init__(
        self, palette: Palette, name: str, nothing: str, sizes: MatrixSizes, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.palette_colors = palette
        self._nothing, self._sizes = nothing, sizes
        self._rows: dict[int, str] = {}
        self._columns: dict[int, str] = {}
        self._cells: dict[Place, None] = {}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)

    def cell_words(self, row: int, column: int) -> str:
        """What a cell says, as a sentence."""
        raise NotImplementedError

    def paint_cell(self, painter: QPainter, row: int, column: int) -> None:
        """Paint a cell that is there into `cell_rect`."""
        raise NotImplementedError

    def paint_legend(self, painter: QPainter, room: QRectF) -> None:
        """Paint what the marks mean below the cells."""
        raise NotImplementedError

    def description(self) -> str:
        """What those hear who do not see the chart."""
        return " ".join(self.cell_words(*place) for place in self._cells)

    def set_palette_colors(self, palette: Palette) -> None:
        """Paint in another palette."""
        self.palette_colors = palette
        self.update()

    def show_cells(self, rows: Mapping[int, str], columns: Mapping[int, str], cells: Iterable[Place]) -> None:
        """Show these `cells` of a table with named rows and columns."""
        self._rows, self._columns = dict(rows), dict(columns)
        self._cells = dict.fromkeys(cells)
        self.setAccessibleDescription(self.description())
        self.setFixedHeight(self.sizeHint().height())
        self.setMinimumWidth(round(self._sizes.names + self._sizes.least_wide * len(columns)))
        self.update()

    def sizeHint(self) -> QSize:
        sizes = self._sizes
        return QSize(_WIDTH, round(sizes.head + sizes.row * max(1, len(self._rows)) + sizes.legend))

    def cell_rect(self, row: int, column: int) -> QRectF:
        """Where a cell stands."""
        sizes, names = self._sizes, self._names
        wide = (self.width() - names) / len(self._columns)
        left = names + list(self._columns).index(column) * wide
        top = sizes.head + list(self._rows).index(row) * sizes.row
        return QRectF(left + sizes.gap / 2, top + sizes.gap / 2, wide - sizes.gap, sizes.row - sizes.gap)

    def cell_at(self, x: float, y: float) -> Place | None:
        """The cell at a point of the chart."""
        return next((place for place in self._cells if self.cell_rect(*place).contains(x, y)), None)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            place = self.cell_at(event.pos().x(), event.pos().y())
            QToolTip.showText(event.globalPos(), self.cell_words(*place) if place is not None else "", self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self.font())
        if not self._cells:
            write(painter, QRectF(self.rect()), self._nothing, self.palette_colors.muted)
            painter.end()
            return
        self._heads(painter)
        for place in self._cells:
            self.paint_cell(painter, *place)
        sizes = self._sizes
        below = sizes.head + sizes.row * len(self._rows)
        self.paint_legend(painter, QRectF(0, below, self.width(), sizes.legend))
        painter.end()

    @property
    def _names(self) -> float:
        return self._sizes.names + self._sizes.share * self.width()

    def _heads(self, painter: QPainter) -> None:
        sizes, first = self._sizes, next(iter(self._rows))
        set_letters(painter, sizes.head_letters)
        painter.setPen(QColor(self.palette_colors.muted))
        for column, name in self._columns.items():
            room = self.cell_rect(first, column)
            room.setTop(0)
            room.setHeight(sizes.head - 4)
            words = "\n".join(lines_of(name, painter.font(), QSizeF(room.width(), _HEAD_LINES)))
            painter.drawText(room, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom, words)
        set_letters(painter, 13, sizes.bold)
        for at, name in enumerate(self._rows.values()):
            room = QRectF(0, sizes.head + at * sizes.row, self._names - 10, sizes.row)
            write(painter, room, name, self.palette_colors.text)


class ChoosableMatrix(MatrixChart):
    """Arrow keys go from cell to cell and a click chooses one; pointing at a cell says it in a sentence."""

    cell_chosen = Signal(int, int)
    """The keys of row and column."""

    def __init__(
        self, palette: Palette, name: str, nothing: str, sizes: MatrixSizes, parent: QWidget | None = None
    ) -> None:
        super().__init__(palette, name, nothing, sizes, parent)
        self.chosen: Place | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def choose(self, row: int, column: int) -> None:
        """Choose a cell, if it is there."""
        if (row, column) in self._cells and (row, column) != self.chosen:
            self.chosen = (row, column)
            self.setAccessibleDescription(self.description())
            self.update()
            self.cell_chosen.emit(row, column)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self.cell_at(event.position().x(), event.position().y())
        if place is not None:
            self.choose(*place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None or self.chosen is None:
            super().keyPressEvent(event)
            return
        rows, columns = list(self._rows), list(self._columns)
        row, column = rows.index(self.chosen[0]) + step[0], columns.index(self.chosen[1]) + step[1]
        while 0 <= row < len(rows) and 0 <= column < len(columns):
            if (rows[row], columns[column]) in self._cells:
                self.choose(rows[row], columns[column])
                return
            row, column = row + step[0], column + step[1]

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()


def write(painter: QPainter, room: QRectF, words: str, colour: str) -> None:
    """Write from the left into the middle of a room, cut where it is too narrow."""
    painter.setPen(QColor(colour))
    shown = QFontMetricsF(painter.font()).elidedText(words, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)


def set_letters(painter: QPainter, pixels: int, bold: bool = False) -> None:
    """Write what follows in letters so many pixels high."""
    font = painter.font()
    font.setPixelSize(pixels)
    font.setWeight(font.Weight.DemiBold if bold else font.Weight.Normal)
    painter.setFont(font)
