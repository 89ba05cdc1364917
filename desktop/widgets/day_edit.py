"""A day of the calendar that can be left open: ticked and chosen from a calendar, or typed."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QDate, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QCheckBox, QDateEdit, QHBoxLayout, QWidget

from resources.translation import tr


class CalmDateEdit(QDateEdit):
    """Leaves the mouse wheel to the page it is on, and is told when a day is entered, not with every digit."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDisplayFormat(tr("d MMM yyyy"))
        self.setCalendarPopup(True)
        self.setKeyboardTracking(False)
        self.setAccessibleName(name)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class DayEdit(QWidget):
    """Tells of another day, or of None where it was taken away; `show_day` tells nobody."""

    committed = Signal(object)
    """The `date`, or None."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box, self.edit = QCheckBox(), CalmDateEdit(name)
        self.box.setAccessibleName(name)
        self._shown: date | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.box)
        row.addWidget(self.edit, 1)
        self.setFocusProxy(self.box)
        self.show_day(None, date.today() + timedelta(days=91))
        self.box.toggled.connect(self._tell)
        self.edit.dateChanged.connect(self._tell)

    @property
    def day(self) -> date | None:
        """The day, None where it is left open."""
        return day_of(self.edit.date()) if self.box.isChecked() else None

    def show_day(self, day: date | None, otherwise: date | None = None) -> None:
        """Show a day; where it is open, `otherwise` is what a tick makes of it."""
        self._shown = day
        shown = day or otherwise
        for part in (self.box, self.edit):
            part.blockSignals(True)
        if shown is not None:
            self.edit.setDate(QDate(shown.year, shown.month, shown.day))
        self.box.setChecked(day is not None)
        self.edit.setEnabled(day is not None)
        for part in (self.box, self.edit):
            part.blockSignals(False)

    def _tell(self) -> None:
        self.edit.setEnabled(self.box.isChecked())
        if self.day != self._shown:
            self._shown = self.day
            self.committed.emit(self._shown)


def day_of(shown: QDate) -> date:
    """The same day as Python has it."""
    return date(shown.year(), shown.month(), shown.day())
