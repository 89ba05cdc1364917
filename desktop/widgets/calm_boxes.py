"""Boxes that leave the mouse wheel to the page they are on: scrolling past them changes nothing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QSpinBox, QWidget

_INDENT = 6


class CalmComboBox(QComboBox):
    """As wide as its place, however long its entries are."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(60)

    def show_entries(self, entries: Sequence[tuple[str, str]], chosen: str) -> None:
        """Show (value, words) and choose a value, which is there even where it is none of them."""
        wanted = list(entries)
        if chosen not in [value for value, _ in wanted]:
            wanted.append((chosen, chosen))
        if [(self.itemData(at), self.itemText(at)) for at in range(self.count())] != wanted:
            self.clear()
            for value, words in wanted:
                self.addItem(words, value)
        self.setCurrentIndex([value for value, _ in wanted].index(chosen))

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class CalmSpinBox(QSpinBox):
    """A whole number; told when it is entered, not with every digit."""

    def __init__(self, name: str, least: int, most: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setRange(least, most)
        self.setKeyboardTracking(False)
        self.lineEdit().setTextMargins(_INDENT, 0, 0, 0)  # the style sheet does not reach it

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()
