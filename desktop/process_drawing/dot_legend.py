"""What the dots of a replay mean: shape, colour and number of every group, in rows as wide as there is room."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.map import look
from desktop.map.dots import paint_dot
from desktop.theme import Palette
from mining.number_format import number
from resources.translation import tr

USUAL = 12
"""The usual size of the words, in pixels; everything else goes with it."""


class DotLegend(QWidget):
    """Marks and words one after the other; groups without deals are left out."""

    def __init__(self, palette: Palette, parent: QWidget | None = None, size: int = USUAL) -> None:
        super().__init__(parent)
        self._palette = palette
        self._row, self._dot = round(size * 3 / 2), size * 5 / 6
        self._gap, self._longest = round(size * 7 / 6), size * 12.5
        self._entries: tuple[tuple[int, str, str], ...] = ()
        self.setAccessibleName(tr("Legend of the dots"))
        self._font = look.font(size)

    def set_palette_colors(self, palette: Palette) -> None:
        """Take the colours of another theme; those of the groups come with what is shown next."""
        self._palette = palette
        self.update()

    def show_groups(self, labels: Sequence[str], counts: Sequence[int], colors: Sequence[str]) -> None:
        """Tell these groups apart; group `i` is drawn as the dots of group `i` are."""
        self._entries = tuple(
            (i, f"{look.elided(label, self._font, self._longest)} {number(count)}", color)
            for i, (label, count, color) in enumerate(zip(labels, counts, colors, strict=True))
            if count
        )
        self.setAccessibleDescription("; ".join(words for _, words, _ in self._entries))
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        places = self._places(width)
        return round(places[-1].bottom()) if places else 0

    def sizeHint(self) -> QSize:
        return QSize(round(sum(self._wide(words) for _, words, _ in self._entries)), self._row)

    def minimumSizeHint(self) -> QSize:
        return QSize(round(max((self._wide(words) for _, words, _ in self._entries), default=0.0)), self._row)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._font)
        surface = QColor(self._palette.surface)
        for (group, words, color), place in zip(self._entries, self._places(self.width()), strict=True):
            middle = QPointF(place.left() + self._dot / 2, place.center().y())
            paint_dot(painter, group, middle, self._dot, QColor(color), surface)
            painter.setPen(QColor(self._palette.muted))
            painter.drawText(
                place.adjusted(self._dot + 5, 0, 0, 0),
                Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft,
                words,
            )

    def _wide(self, words: str) -> float:
        return self._dot + 5 + look.width_of(words, self._font) + self._gap

    def _places(self, width: int) -> list[QRectF]:
        places: list[QRectF] = []
        x, y = 0.0, 0.0
        for _, words, _ in self._entries:
            wide = self._wide(words)
            if x and x + wide - self._gap > width:
                x, y = 0.0, y + self._row
            places.append(QRectF(x, y, wide, self._row))
            x += wide
        return places
