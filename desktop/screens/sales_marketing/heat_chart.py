"""Who means what by a stage as a picture: a row a stage, a column a team; a cell can be chosen."""

from __future__ import annotations

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
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from desktop.theme import Palette
from desktop.widgets.lines import lines_of
from mining.leads.definitions import Reading, Readings
from mining.leads.wording import differs, reading_words
from mining.number_format import number

_ROW, _HEAD, _LEGEND, _GAP = 42.0, 44.0, 40.0, 4.0
_NAMES, _LEAST_WIDE = 124.0, 84.0
_STEPS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}
NOTHING = "There are no stages with teams to compare."
_LEGEND_WORDS = (
    "0 is the same evidence as in other teams, 1 nothing in common. Filled: more than chance explains "
    "(q at most 0.05); n are the team\u2019s deals with any evidence there."
)


class HeatChart(QWidget):
    """Arrow keys go from cell to cell and a click chooses one; pointing at a cell says it in a sentence."""

    cell_chosen = Signal(int, int)
    """The numbers of stage and team."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._palette = palette
        self.readings = Readings((), (), ())
        self.chosen: tuple[int, int] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Evidence at a stage, team by team")

    def set_palette_colors(self, palette: Palette) -> None:
        """Paint in another palette."""
        self._palette = palette
        self.update()

    def show_readings(self, readings: Readings) -> None:
        """Show these; where the chosen cell is gone, the one that differs most is chosen."""
        same = (self.readings.stages, self.readings.teams) == (readings.stages, readings.teams)
        self.readings = readings
        if not same or self.chosen is None:
            told = [at for at, cell in enumerate(readings.cells) if cell.distance is not None]
            most = max(told, key=lambda at: _standing_out(readings.cells[at]), default=None)
            self.chosen = None if most is None else divmod(most, len(readings.teams))
        self._describe()
        self.setFixedHeight(self.sizeHint().height())
        self.setMinimumWidth(round(_NAMES + _LEAST_WIDE * len(readings.teams)))
        self.update()

    @property
    def current(self) -> Reading | None:
        """The chosen cell."""
        return self.readings.at(*self.chosen) if self.chosen is not None else None

    def choose(self, stage: int, team: int) -> None:
        """Choose a cell."""
        if (stage, team) != self.chosen:
            self.chosen = (stage, team)
            self._describe()
            self.update()
            self.cell_chosen.emit(stage, team)

    def sizeHint(self) -> QSize:
        return QSize(560, round(_HEAD + _ROW * max(1, len(self.readings.stages)) + _LEGEND))

    def cell_rect(self, stage: int, team: int) -> QRectF:
        """Where a cell stands."""
        wide = (self.width() - _NAMES) / max(1, len(self.readings.teams))
        return QRectF(
            _NAMES + team * wide + _GAP / 2, _HEAD + stage * _ROW + _GAP / 2, wide - _GAP, _ROW - _GAP
        )

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            place = self._cell_at(event.pos().x(), event.pos().y())
            words = reading_words(self.readings.at(*place)) if place is not None else ""
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self._cell_at(event.position().x(), event.position().y())
        if place is not None:
            self.choose(*place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None or self.chosen is None:
            super().keyPressEvent(event)
            return
        stage, team = self.chosen[0] + step[0], self.chosen[1] + step[1]
        if 0 <= stage < len(self.readings.stages) and 0 <= team < len(self.readings.teams):
            self.choose(stage, team)

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
        if not self.readings.cells:
            self._write(painter, QRectF(self.rect()), NOTHING, self._palette.muted)
            painter.end()
            return
        self._heads(painter)
        for stage in range(len(self.readings.stages)):
            for team in range(len(self.readings.teams)):
                self._cell(painter, stage, team)
        self._size(painter, 11)
        painter.setPen(QColor(self._palette.muted))
        below = QRectF(0, _HEAD + _ROW * len(self.readings.stages) + 6, self.width(), _LEGEND - 6)
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap, _LEGEND_WORDS)
        painter.end()

    def _heads(self, painter: QPainter) -> None:
        self._size(painter, 11)
        painter.setPen(QColor(self._palette.muted))
        for at, team in enumerate(self.readings.teams):
            room = QRectF(self.cell_rect(0, at))
            room.setTop(0)
            room.setHeight(_HEAD - 4)
            words = "\n".join(lines_of(team, painter.font(), QSizeF(room.width(), 34)))
            painter.drawText(room, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom, words)
        self._size(painter, 13)
        for at, stage in enumerate(self.readings.stages):
            box = self.cell_rect(at, 0)
            self._write(painter, QRectF(0, box.top(), _NAMES - 10, box.height()), stage, self._palette.text)

    def _cell(self, painter: QPainter, stage: int, team: int) -> None:
        palette, box, cell = self._palette, self.cell_rect(stage, team), self.readings.at(stage, team)
        painter.fillRect(box, QColor(palette.window))
        if differs(cell):
            colour = QColor(palette.accent)
            colour.setAlphaF(0.15 + 0.5 * min(1.0, (cell.distance or 0.0) / 0.5))
            painter.fillRect(box, colour)
        is_chosen = (stage, team) == self.chosen
        edge = palette.accent if is_chosen else palette.border
        wide = (3.0 if self.hasFocus() else 2.0) if is_chosen else 1.0
        painter.setPen(QPen(QColor(edge), wide))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box)
        centred = Qt.AlignmentFlag.AlignCenter
        self._size(painter, 13, bold=differs(cell))
        painter.setPen(QColor(palette.text if cell.distance is not None else palette.muted))
        upper = QRectF(box.left(), box.top() + 3, box.width(), 17)
        painter.drawText(upper, centred, "too few" if cell.distance is None else f"{cell.distance:.2f}")
        self._size(painter, 11)
        painter.setPen(QColor(palette.text if differs(cell) else palette.muted))
        lower = QRectF(box.left(), box.top() + 20, box.width(), 15)
        painter.drawText(lower, centred, f"n {number(cell.n)}")

    def _write(self, painter: QPainter, room: QRectF, words: str, colour: str) -> None:
        painter.setPen(QColor(colour))
        shown = QFontMetricsF(painter.font()).elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)

    def _size(self, painter: QPainter, pixels: int, bold: bool = False) -> None:
        font = painter.font()
        font.setPixelSize(pixels)
        font.setWeight(font.Weight.DemiBold if bold else font.Weight.Normal)
        painter.setFont(font)

    def _cell_at(self, x: float, y: float) -> tuple[int, int] | None:
        return next(
            (
                (stage, team)
                for stage in range(len(self.readings.stages))
                for team in range(len(self.readings.teams))
                if self.cell_rect(stage, team).contains(x, y)
            ),
            None,
        )

    def _describe(self) -> None:
        """The chosen cell first, for those who hear it; then all that differ."""
        told = [] if self.current is None else [reading_words(self.current)]
        told += [
            reading_words(cell) for cell in self.readings.cells if differs(cell) and cell is not self.current
        ]
        self.setAccessibleDescription(" ".join(told) or NOTHING)


def _standing_out(cell: Reading) -> tuple[bool, float]:
    return differs(cell), cell.distance or 0.0
