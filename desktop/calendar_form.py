"""Which time is worked: the days of the week, the hours, the zone, and whose public holidays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from zoneinfo import available_timezones

from PySide6.QtCore import QSignalBlocker, Qt, QTime, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QCompleter,
    QGridLayout,
    QHBoxLayout,
    QLayout,
    QLineEdit,
    QTimeEdit,
    QWidget,
)

from desktop.widgets.flow_layout import FlowLayout
from desktop.widgets.text import text
from mining.working_time.public_holidays import checked_place, days_off, places
from models.calendar import MINUTES_A_DAY, Calendar
from models.errors import UserError
from models.progress import Report
from resources.translation import tr

_DAYS = (tr("Mon"), tr("Tue"), tr("Wed"), tr("Thu"), tr("Fri"), tr("Sat"), tr("Sun"))
_LAST = QTime(23, 59)
"""Stands for the end of the day."""
_INDENT = 6


class CalendarForm(QWidget):
    """Shows a calendar and says when it was changed to another that makes sense."""

    changed = Signal(object)
    """The new `Calendar`."""

    refused = Signal(str)
    """Why what was entered is none."""

    def __init__(self, narrow: bool = False, parent: QWidget | None = None) -> None:
        """With `narrow`, names stand above their fields, and the days take two lines."""
        super().__init__(parent)
        self._narrow = narrow
        self._calendar = Calendar()
        self.days = [QCheckBox(name) for name in _DAYS]
        self.opens, self.closes = QTimeEdit(), QTimeEdit()
        self.zone = QComboBox()
        self.places = QLineEdit(placeholderText=tr("None, or a country such as GB-ENG"))
        self._build()
        for box in self.days:
            box.toggled.connect(self._enter)
        for edit in (self.opens, self.closes):
            edit.timeChanged.connect(self._enter)
        self.zone.currentIndexChanged.connect(self._enter)
        typed = self.zone.lineEdit()
        assert typed is not None  # an editable box has one
        typed.editingFinished.connect(self._zone_typed)
        self.places.editingFinished.connect(self._enter)

    def show_calendar(self, calendar: Calendar) -> None:
        """Show this calendar without telling anybody."""
        self._calendar = calendar
        blocked = [
            QSignalBlocker(part) for part in (*self.days, self.opens, self.closes, self.zone, self.places)
        ]
        for day, box in enumerate(self.days):
            box.setChecked(day in calendar.weekdays)
        self.opens.setTime(_time(calendar.opens))
        self.closes.setTime(_time(calendar.closes))
        if self.zone.findText(calendar.zone) < 0:
            self.zone.addItem(calendar.zone)
        self.zone.setCurrentIndex(self.zone.findText(calendar.zone))
        self.places.setText(", ".join(calendar.countries))
        del blocked

    def offer(self, zones: Sequence[str], places: Mapping[str, str]) -> None:
        """Offer these zones, and places of public holidays by code with their names."""
        with QSignalBlocker(self.zone):
            self.zone.clear()
            self.zone.addItems(zones)
        self.zone.setCompleter(_completer(zones, self))
        self.places.setCompleter(_completer([f"{code}  {name}" for code, name in places.items()], self))
        self.show_calendar(self._calendar)

    def _enter(self) -> None:
        try:
            calendar = self._entered()
        except (UserError, ValueError) as error:
            self.refused.emit(str(error))
            return
        if calendar != self._calendar:
            self._calendar = calendar
            self.changed.emit(calendar)

    def _zone_typed(self) -> None:
        """Take a zone as it was typed, whatever its case; what is none goes back to the last that was."""
        typed = self.zone.currentText().strip().casefold()
        names = [self.zone.itemText(at) for at in range(self.zone.count())]
        known = [at for at, name in enumerate(names) if name.casefold() == typed]
        self.zone.setCurrentIndex(known[0] if known else self.zone.currentIndex())
        self.zone.setEditText(self.zone.itemText(self.zone.currentIndex()))

    def _entered(self) -> Calendar:
        """What is entered; raises UserError or ValueError where it makes no sense."""
        weekdays = frozenset(day for day, box in enumerate(self.days) if box.isChecked())
        opens, closes = (edit.time().hour() * 60 + edit.time().minute() for edit in (self.opens, self.closes))
        if not weekdays:
            raise UserError(tr("At least one day of the week is worked: tick one."))
        if closes <= opens and self.closes.time() != _LAST:
            raise UserError(tr("The working hours begin before they end: change one of the two."))
        countries = [_code(part) for part in self.places.text().split(",") if part.strip()]
        return Calendar(
            weekdays,
            opens,
            MINUTES_A_DAY if self.closes.time() == _LAST else closes,
            self.zone.itemText(self.zone.currentIndex()),
            self._calendar.holidays,
            tuple(sorted(set(countries))),
        )

    def _build(self) -> None:
        days = FlowLayout(10) if self._narrow else QHBoxLayout()
        if isinstance(days, QHBoxLayout):
            days.setSpacing(10)
        for box in self.days:
            days.addWidget(box)
        hours = QHBoxLayout()
        hours.setSpacing(8)
        for edit, name in ((self.opens, tr("Working hours begin")), (self.closes, tr("Working hours end"))):
            edit.setDisplayFormat("HH:mm")
            edit.setAccessibleName(name)
            edit.lineEdit().setTextMargins(_INDENT, 0, 0, 0)  # the style sheet does not reach it
        hours.addWidget(self.opens)
        hours.addWidget(text(tr("to"), "muted"))
        hours.addWidget(self.closes)
        hours.addStretch(1)
        self.zone.setEditable(True)
        self.zone.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.zone.setAccessibleName(tr("Time zone of the working hours"))
        self.places.setAccessibleName(tr("Public holidays of"))
        self._arrange(days, hours)

    def _arrange(self, days: QLayout, hours: QLayout) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        for place, name in enumerate((tr("Days"), tr("Hours"), tr("Time zone"), tr("Holidays of"))):
            row, column = (2 * place + 1, 0) if self._narrow else (place, 1)
            grid.addWidget(text(name, "small" if self._narrow else "muted"), row - (1 - column), 0)
            if place < 2:
                grid.addLayout((days, hours)[place], row, column)
            else:
                grid.addWidget((self.zone, self.places)[place - 2], row, column)
        grid.setColumnStretch(0 if self._narrow else 1, 1)


def zones_and_places(report: Report) -> tuple[Sequence[str], Mapping[str, str]]:
    """The zones and the places; and the library of holidays is loaded then."""
    zones = sorted(name for name in available_timezones() if "/" in name or name == "UTC")
    report(0.5, tr("Listing countries"))
    found = places()
    days_off(("GB",), 2000, 2000)
    return zones, found


def _completer(words: Sequence[str], parent: QWidget) -> QCompleter:
    """Finds what is typed anywhere in these words."""
    completer = QCompleter(list(words), parent)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setMaxVisibleItems(9)
    return completer


def _code(entered: str) -> str:
    """The code of a place as it is completed (`GB-ENG  United Kingdom, ENG`), typed, or named; raises UserError."""
    return checked_place(entered.split("  ")[0])


def _time(minute: int) -> QTime:
    return _LAST if minute == MINUTES_A_DAY else QTime(minute // 60, minute % 60)
