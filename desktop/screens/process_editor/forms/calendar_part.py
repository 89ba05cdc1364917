"""The working time that a process documents: none, or days, hours, zone and holidays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from desktop.calendar_form import CalendarForm, zones_and_places
from desktop.latest_job import LatestJob
from mining.process.calendar import calendar_of
from models.calendar import Calendar
from models.errors import UserError
from models.sales_process import SalesProcess
from resources.translation import tr

_OFFICE = Calendar(opens=9 * 60, closes=17 * 60)


class CalendarPart(QWidget):
    """Tells of a `Calendar`, or None for none."""

    changed = Signal(object)
    refused = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._filling = False
        self.has_one = QCheckBox(tr("Has working hours of its own"))
        self.form = CalendarForm(narrow=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.has_one)
        column.addWidget(self.form)
        self.form.hide()
        self.has_one.toggled.connect(self._toggle)
        self.form.changed.connect(self._enter)
        self.form.refused.connect(self.refused)
        self._written: object = None
        self._process: SalesProcess | None = None
        self._listing: LatestJob | None = None

    @property
    def busy(self) -> bool:
        """Whether zones and countries are still being listed."""
        return self._listing is not None and self._listing.busy

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._offer()

    def _offer(self) -> None:
        """List zones and countries when they are needed first: it takes a moment."""
        if self._listing is None and self.isVisible() and self.has_one.isChecked():
            self._listing = LatestJob(tr("Listing countries"), self)
            self._listing.done.connect(self._listed)
            self._listing.start(zones_and_places)

    def show_process(self, process: SalesProcess) -> None:
        """Show the calendar of a process, as far as it can be read."""
        written = process.header.get("calendar")
        if written == self._written and self.has_one.isChecked() == bool(written):
            return
        self._written = written
        self._filling = True
        self.has_one.setChecked(bool(written))
        self.form.setVisible(bool(written))
        self._filling = False
        self._process = process
        self._offer()
        self._read()

    def _listed(self, lists: tuple[Sequence[str], Mapping[str, str]]) -> None:
        self.form.offer(*lists)
        self.form.setEnabled(True)
        self._read()

    def _read(self) -> None:
        """Show what is written; holidays of a country are only known when countries are listed."""
        process, written = self._process, self._written
        if process is None or not written:
            return
        has_holidays = isinstance(written, dict) and bool(written.get("holidays"))
        if has_holidays and (self._listing is None or self._listing.busy):
            self.form.setEnabled(False)
            return
        try:
            self.form.show_calendar(calendar_of(process))
        except UserError as error:
            self.refused.emit(str(error))

    def _toggle(self, has_one: bool) -> None:
        self.form.setVisible(has_one)
        self._offer()
        if not self._filling:
            self.form.show_calendar(_OFFICE)
            self.refused.emit("")
            self.changed.emit(_OFFICE if has_one else None)

    def _enter(self, calendar: Calendar) -> None:
        self.refused.emit("")
        self.changed.emit(calendar)
