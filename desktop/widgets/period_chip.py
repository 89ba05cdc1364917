"""A chip that drops down the periods of time on offer, and two dates for any other period."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import QDateEdit, QHBoxLayout, QListWidget, QListWidgetItem, QPushButton, QWidget

from desktop.widgets.choice_chip import DropChip
from desktop.widgets.text import text
from resources.translation import tr

Period = tuple[int | None, int | None]
"""(from, to) in microseconds UTC, `to` excluded."""

_VALUE = int(Qt.ItemDataRole.UserRole)


class PeriodChip(DropChip):
    """Offers named periods; a click on one chooses it, the two dates choose any other."""

    chosen = Signal(object)
    """The chosen `Period`."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Periods"))
        self.list.itemClicked.connect(self._picked)
        self.list.itemActivated.connect(self._picked)
        self.first, self.last = self._date(tr("From")), self._date(tr("To"))
        self.apply = QPushButton(tr("Use these dates"))
        self.apply.clicked.connect(self._apply)
        self.popup.setFixedWidth(324)
        self.popup.setFocusProxy(self.list)
        dates = QHBoxLayout()
        dates.addWidget(self.first, 1)
        dates.addWidget(text(tr("to"), "muted"))
        dates.addWidget(self.last, 1)
        self.body.addWidget(self.list)
        self.body.addLayout(dates)
        self.body.addWidget(self.apply)

    def offer(self, periods: Sequence[tuple[str, Period]], span: Period) -> None:
        """List these periods; `span` is the time the data covers."""
        self.list.clear()
        for name, period in periods:
            QListWidgetItem(name, self.list).setData(_VALUE, period)
        self.list.setFixedHeight(min(9, max(1, len(periods))) * max(30, self.list.sizeHintForRow(0)) + 4)
        for edit, time in zip((self.first, self.last), span, strict=True):
            if time is not None:
                edit.setDate(_q_date(time))

    def show_chosen(self, period: Period) -> None:
        """Show this period as the chosen one, without telling anybody."""
        self.list.clearSelection()
        for row in range(self.list.count()):
            if self.list.item(row).data(_VALUE) == period:
                self.list.item(row).setSelected(True)
        self.mark(period != (None, None))

    def _date(self, name: str) -> QDateEdit:
        edit = QDateEdit()
        edit.setDisplayFormat(tr("d MMM yyyy"))
        edit.setAccessibleName(name)
        edit.setCalendarPopup(True)
        return edit

    def _picked(self, item: QListWidgetItem) -> None:
        self.popup.hide()
        self.chosen.emit(item.data(_VALUE))

    def _apply(self) -> None:
        self.popup.hide()
        self.chosen.emit((_start(self.first.date()), _start(self.last.date().addDays(1))))


def _start(day: QDate) -> int:
    return int(datetime(day.year(), day.month(), day.day(), tzinfo=UTC).timestamp()) * 1_000_000


def _q_date(time: int) -> QDate:
    moment: date = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=time)
    return QDate(moment.year, moment.month, moment.day)
