"""Shares as bars with their intervals, one row a group, painted with vectors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.theme import Palette
from mining.intervals import wilson
from mining.number_format import number, percent
from resources.translation import tr

_ROW = 26.0
_FIGURE = 128.0
_NAME = 0.36


@dataclass(frozen=True)
class ShareBar:
    """So many `of` the deals of a group; a quiet one stands for several groups and is drawn grey."""

    name: str
    cases: int
    of: int
    is_quiet: bool = False


class ShareBars(QWidget):
    """Bars on one scale from nothing to the largest upper end of an interval; a line marks the share of all deals."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._palette = palette
        self._bars: tuple[ShareBar, ...] = ()
        self._all: float | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_palette_colors(self, palette: Palette) -> None:
        """Paint in another palette."""
        self._palette = palette
        self.update()

    def show_bars(self, name: str, bars: Sequence[ShareBar], of_all: float | None) -> None:
        """Show these; `name` is what a screen reader says of them, `of_all` the share that the line marks."""
        self._bars, self._all = tuple(bars), of_all
        self.setAccessibleName(name)
        self.setAccessibleDescription("; ".join(f"{bar.name}: {_words(bar)}" for bar in self._bars))
        self.setFixedHeight(self.sizeHint().height())
        self.update()

    @property
    def bars(self) -> tuple[ShareBar, ...]:
        """What is shown."""
        return self._bars

    def sizeHint(self) -> QSize:
        return QSize(240, round(_ROW * max(1, len(self._bars)) + 4))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self.font())
        intervals = [wilson(bar.cases, bar.of) or (0.0, 0.0) for bar in self._bars]
        most = max((high for _, high in intervals), default=1.0) or 1.0
        name = self.width() * _NAME
        track = QRectF(name + 8, 0, max(24.0, self.width() - name - 16 - _FIGURE), _ROW)
        for at, (bar, interval) in enumerate(zip(self._bars, intervals, strict=True)):
            top = at * _ROW
            self._words(painter, QRectF(0, top, name, _ROW), bar.name, self._palette.text)
            self._bar(painter, track.translated(0, top), bar, interval, most)
            figure = QRectF(track.right() + 8, top, _FIGURE, _ROW)
            self._words(painter, figure, _words(bar), self._palette.muted)
        if self._all is not None and self._bars:
            x = track.left() + track.width() * min(1.0, self._all / most)
            painter.setPen(QPen(QColor(self._palette.muted), 1, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(x, 2), QPointF(x, _ROW * len(self._bars)))
        painter.end()

    def _bar(
        self, painter: QPainter, room: QRectF, bar: ShareBar, interval: tuple[float, float], most: float
    ) -> None:
        palette, middle = self._palette, room.center().y()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(palette.faint if bar.is_quiet else palette.deviation))
        share = bar.cases / bar.of if bar.of else 0.0
        painter.drawRoundedRect(
            QRectF(room.left(), middle - 4.5, max(2.0, room.width() * share / most), 9), 3, 3
        )
        low, high = (room.left() + room.width() * end / most for end in interval)
        painter.setPen(QPen(QColor(palette.text), 1.4))
        painter.drawLine(QPointF(low, middle), QPointF(high, middle))

    def _words(self, painter: QPainter, room: QRectF, words: str, colour: str) -> None:
        painter.setPen(QColor(colour))
        shown = QFontMetricsF(painter.font()).elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)


def _words(bar: ShareBar) -> str:
    return tr(
        "{share}  {cases} of {of}",
        share=percent(bar.cases / bar.of) if bar.of else "–",
        cases=number(bar.cases),
        of=number(bar.of),
    )
