"""A list of names with their counts, each to be checked: by mouse, or by arrows and the space bar."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

_ROW = 30
_ROWS = 6


class CheckList(QListWidget):
    """As high as its rows, up to six of them; `changed` comes with every check."""

    changed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.itemChanged.connect(lambda _: self.changed.emit())

    def show_rows(self, rows: Sequence[tuple[str, str]], checked: Iterable[str]) -> None:
        """Show (name, what stands in the list) pairs."""
        chosen = set(checked)
        self.blockSignals(True)
        self.clear()
        for name, words in rows:
            item = QListWidgetItem(words.replace("\n", " "))
            item.setData(Qt.ItemDataRole.UserRole, name)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if name in chosen else Qt.CheckState.Unchecked)
            self.addItem(item)
        self.blockSignals(False)
        self.setFixedHeight(_ROW * min(_ROWS, max(1, len(rows))) + 6)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.setCurrentRow(max(0, self.currentRow()))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The row that arrows and space work on is only shown while they do."""
        super().focusOutEvent(event)
        self.clearSelection()

    @property
    def names(self) -> tuple[str, ...]:
        """All names, in their order."""
        return tuple(self.item(row).data(Qt.ItemDataRole.UserRole) for row in range(self.count()))

    @property
    def checked(self) -> frozenset[str]:
        """The names that are checked."""
        items = (self.item(row) for row in range(self.count()))
        return frozenset(
            item.data(Qt.ItemDataRole.UserRole)
            for item in items
            if item.checkState() is Qt.CheckState.Checked
        )
