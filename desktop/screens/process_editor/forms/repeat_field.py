"""How often a stage may come in a row: once, up to a number, or any number of times."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.widgets.calm_boxes import CalmSpinBox
from desktop.widgets.switch import Switch
from desktop.widgets.text import text
from mining.process.validate import MOST_REPEATS
from resources.translation import tr

ONCE, UP_TO, ANY = range(3)
_FEW = 3


class RepeatField(QWidget):
    """Tells of a number, or None for any."""

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choice = Switch(tr("In a row"), (tr("Once"), tr("Up to …"), tr("Any number")))
        self.number = CalmSpinBox(tr("How often in a row"), 2, MOST_REPEATS)
        self._line = QWidget()
        row = QHBoxLayout(self._line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.number, 2)
        row.addWidget(text(tr("times in a row"), "muted"), 3)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.choice)
        column.addWidget(self._line)
        self.choice.chosen.connect(self._choose)
        self.number.valueChanged.connect(lambda number: self.changed.emit(number))

    def show_repeat(self, repeat: int | None) -> None:
        """Show a number without telling anybody."""
        self.choice.show_choice(ANY if repeat is None else ONCE if repeat == 1 else UP_TO)
        with QSignalBlocker(self.number):
            self.number.setValue(repeat if repeat and repeat > 1 else _FEW)
        self._line.setVisible(self.choice.choice == UP_TO)

    def _choose(self, choice: int) -> None:
        self._line.setVisible(choice == UP_TO)
        self.changed.emit({ONCE: 1, UP_TO: self.number.value(), ANY: None}[choice])
