"""A row of buttons of which one is down: which of a few views is shown."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from desktop.widgets.text import set_property


class Switch(QWidget):
    """Buttons side by side; a click tells which one is down now."""

    chosen = Signal(int)

    def __init__(self, name: str, words: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.buttons = [QPushButton(word) for word in words]
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for at, button in enumerate(self.buttons):
            button.setCheckable(True)
            button.setProperty("kind", "chip")
            self._group.addButton(button, at)
            row.addWidget(button)
        self._group.idClicked.connect(self._click)
        self.show_choice(0)

    @property
    def choice(self) -> int:
        """Which button is down."""
        return self._group.checkedId()

    def show_choice(self, choice: int) -> None:
        """Press a button, without telling anybody."""
        self.buttons[choice].setChecked(True)
        for at, button in enumerate(self.buttons):
            set_property(button, "active", "true" if at == choice else "false")

    def _click(self, choice: int) -> None:
        self.show_choice(choice)
        self.chosen.emit(choice)
