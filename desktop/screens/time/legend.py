"""What the colours of a chart mean: a swatch, a name and a number each, in as many lines as they need."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.widgets.flow_layout import FlowLayout
from desktop.widgets.text import set_tip, text
from resources.translation import tr


class Legend(QWidget):
    """Shows (colour, words) in a row that wraps."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = FlowLayout(gap=14)
        self._shown: list[QWidget] = []
        self.setLayout(self._row)

    @property
    def words(self) -> list[str]:
        """What is said, one text a colour."""
        return [entry.accessibleName() for entry in self._shown]

    def show_entries(self, entries: Sequence[tuple[str, str]], most: int | None = None) -> None:
        """Show other colours (#rrggbb) with what they mean; beyond `most` the last place stands for the others."""
        is_seen = self.isVisible()
        if is_seen:
            self.hide()  # else everything around is laid out anew for every entry
        for old in self._shown:
            self._row.removeWidget(old)
            old.hide()
            old.deleteLater()
        fits = most is None or len(entries) <= most
        kept = entries if fits or most is None else entries[: most - 1]
        self._shown = [_Entry(colour, words, self) for colour, words in kept]
        if len(kept) < len(entries):
            rest = text(tr("{entries} more", entries=len(entries) - len(kept)), "small")
            rest.setParent(self)
            rest.setAccessibleName("; ".join(words for _, words in entries[len(kept) :]))
            set_tip(rest, "\n".join(words for _, words in entries[len(kept) :]))
            self._shown.append(rest)
        for entry in self._shown:
            self._row.addWidget(entry)
        if is_seen:
            self.show()


class _Entry(QWidget):
    def __init__(self, colour: str, words: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(words)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(_Swatch(colour))
        row.addWidget(text(words, "small"))


class _Swatch(QWidget):
    def __init__(self, colour: str) -> None:
        super().__init__()
        self._colour = colour
        self.setFixedSize(QSize(12, 12))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._colour))
        painter.drawRoundedRect(QRectF(0, 1, 12, 10), 3, 3)
