"""So many days, and which: working days or days of 24 hours; none is no limit."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.widgets.calm_boxes import CalmComboBox, CalmSpinBox
from mining.process.days import MOST_DAYS
from models.rule import DayUnit, Within
from resources.translation import tr

_UNITS = (DayUnit.BUSINESS_DAYS, DayUnit.DAYS)


class TimeField(QWidget):
    """Tells of a `Within`, or None for no limit."""

    changed = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.number = CalmSpinBox(tr("{name}: how many days", name=name), 0, MOST_DAYS)
        self.number.setSpecialValueText(tr("No limit"))
        self.unit = CalmComboBox(tr("{name}: which days", name=name))
        self.unit.addItems([tr("working days"), "days"])
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.number, 2)
        row.addWidget(self.unit, 3)
        self.setFocusProxy(self.number)
        self.number.valueChanged.connect(self._tell)
        self.unit.activated.connect(self._tell)

    def show_time(self, time: Within | None) -> None:
        """Show a time without telling anybody."""
        with QSignalBlocker(self.number), QSignalBlocker(self.unit):
            self.number.setValue(time.number if time is not None else 0)
            if time is not None:
                self.unit.setCurrentIndex(_UNITS.index(time.unit))
        self.unit.setEnabled(self.number.value() > 0)

    def _tell(self) -> None:
        days = self.number.value()
        self.unit.setEnabled(days > 0)
        self.changed.emit(Within(days, _UNITS[self.unit.currentIndex()]) if days else None)
