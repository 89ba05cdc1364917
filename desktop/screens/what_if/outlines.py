"""Both spines beside each other, a stage a line, with what is new, gone, moved or changed marked."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.screens.what_if.standings import side_colours
from desktop.theme import Palette
from mining.what_if.outline import Change, Line, Pair
from mining.words_of_values import word_of
from resources.translation import tr

_LINE, _NOTED = 26, 40
_DOT, _RAIL, _INDENT, _GAP = 4.5, 12.0, 16.0, 24.0
_MARKS = {Change.ADDED: "+", Change.REMOVED: "−", Change.MOVED: "↕", Change.CHANGED: "~"}


class TwoOutlines(QWidget):
    """The process in force on the left, the draft on the right; as high as its lines."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._palette = palette
        self._pairs: tuple[Pair, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_palette_colors(self, palette: Palette) -> None:
        """Draw it in another palette."""
        self._palette = palette
        self.update()

    def show_pairs(self, pairs: Sequence[Pair], differences: Sequence[str]) -> None:
        """Draw these lines; `differences` says the same for who cannot see it."""
        self._pairs = tuple(pairs)
        self.setAccessibleName(tr("The process now and the draft, stage by stage"))
        self.setAccessibleDescription("; ".join(differences) or tr("Both are the same."))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(360, int(sum(map(_height, self._pairs))) + 8)

    def minimumSizeHint(self) -> QSize:
        return QSize(240, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = (self.width() - _GAP) / 2
        for which in range(2):
            lines = [pair.before if which == 0 else pair.after for pair in self._pairs]
            self._draw_side(painter, which, lines, which * (width + _GAP), width)

    def _draw_side(
        self, painter: QPainter, which: int, lines: list[Line | None], left: float, width: float
    ) -> None:
        top = 4.0
        placed: list[tuple[Pair, Line, QRectF]] = []
        for pair, line in zip(self._pairs, lines, strict=True):
            if line is not None:
                placed.append((pair, line, QRectF(left, top, width, _height(pair))))
            top += _height(pair)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(side_colours(which, self._palette)[1]))
        for pair, _, area in placed:
            if pair.change is not Change.SAME:
                painter.drawRoundedRect(area.adjusted(0, 1, 0, -1), 6, 6)
        painter.setPen(QPen(QColor(self._palette.flow), 1.5))
        for (_, above, one), (_, below, other) in pairwise(placed):
            painter.drawLine(_middle(above, one), _middle(below, other))
        for pair, line, area in placed:
            self._draw_line(painter, which, pair, line, area)

    def _draw_line(self, painter: QPainter, which: int, pair: Pair, line: Line, area: QRectF) -> None:
        palette = self._palette
        ink, _ = side_colours(which, palette)
        changed = pair.change is not Change.SAME
        self._draw_dot(painter, line, _middle(line, area), ink)
        begin = area.left() + 2 * _RAIL + line.depth * _INDENT
        words = QRectF(begin, area.top(), area.right() - begin - 6, _LINE)
        if changed:
            words = self._draw_mark(painter, pair.change, words, ink)
        painter.setFont(self._font(bold=changed))
        painter.setPen(QColor(palette.text))
        self._write(painter, words, line.stage)
        said = ", ".join((*([line.opens] if line.opens else []), *line.notes))
        if said:
            painter.setFont(self._font(small=True))
            painter.setPen(QColor(palette.muted))
            self._write(painter, QRectF(begin, area.top() + _LINE - 6, area.right() - begin - 6, 18), said)

    def _draw_dot(self, painter: QPainter, line: Line, at: QPointF, ink: str) -> None:
        optional = line.is_optional
        pen = QPen(QColor(ink), 1.6)
        if optional:
            pen.setDashPattern([1.6, 1.4])
        painter.setPen(pen)
        painter.setBrush(QColor(self._palette.surface if optional else ink))
        painter.drawEllipse(at, _DOT, _DOT)

    def _draw_mark(self, painter: QPainter, change: Change, area: QRectF, ink: str) -> QRectF:
        """Say at the right what changed; returns the room that is left for the name."""
        mark = f"{_MARKS[change]} {word_of(change)}"
        painter.setFont(self._font(small=True))
        painter.setPen(QColor(self._palette.text))
        room = QFontMetricsF(painter.font()).horizontalAdvance(mark) + 4
        painter.drawText(area, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, mark)
        return area.adjusted(0, 0, -room - 6, 0)

    def _write(self, painter: QPainter, area: QRectF, words: str) -> None:
        shown = QFontMetricsF(painter.font()).elidedText(words, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)

    def _font(self, bold: bool = False, small: bool = False) -> QFont:
        font = QFont(self.font())
        if small:
            font.setPixelSize(12)
        if bold:
            font.setWeight(QFont.Weight.DemiBold)
        return font


def _height(pair: Pair) -> int:
    lines = [line for line in (pair.before, pair.after) if line is not None]
    return _NOTED if any(line.opens or line.notes for line in lines) else _LINE


def _middle(line: Line, area: QRectF) -> QPointF:
    """Where the dot of a line stands."""
    return QPointF(area.left() + _RAIL + line.depth * _INDENT, area.top() + _LINE / 2)
