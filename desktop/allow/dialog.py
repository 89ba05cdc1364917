"""Asks why something is accepted or must never happen, who says so, since when and until when."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDateEdit,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.widgets.text import set_tip, text
from mining.process.conditions import parse_condition
from models.allow_list import Accepted, Forbidden
from models.errors import UserError
from resources.translation import tr

Entry = Accepted | Forbidden
_WIDTH = 520
_LONGEST = 190
"""Characters of a problem that are shown; the tool tip has all."""


class AllowDialog(QDialog):
    """One entry of the allow-list; it can be taken once it makes sense, and says at every letter what it covers."""

    decided = Signal(object)
    """The entry, an `Accepted` or a `Forbidden`."""

    def __init__(
        self,
        entry: Entry,
        what: str,
        covers: Callable[[Entry], str],
        today: date,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._entry, self._covers = entry, covers
        self._is_accepted = isinstance(entry, Accepted)
        verb = tr("Accept this deviation") if self._is_accepted else tr("Must never happen")
        self.setWindowTitle(verb)
        self.what = text(what, "heading", wrap=True)
        self.why, self.by, self.when = (QLineEdit() for _ in range(3))
        self.since = _Day(tr("From"), entry.since, today)
        self.until = _Day(tr("Until"), entry.until, today)
        self.said, self.problem = text(role="small", wrap=True), text(role="problem", wrap=True)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.take = self.buttons.addButton(
            tr("Accept") if self._is_accepted else tr("Forbid"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        self.take.setProperty("kind", "primary")
        self.why.setText(entry.why)
        self.by.setText(entry.by)
        if isinstance(entry, Accepted) and entry.when is not None:
            self.when.setText(entry.when.text)
        self._build()
        for edit in (self.why, self.by, self.when):
            edit.textChanged.connect(self._check)
        for day in (self.since, self.until):
            day.changed.connect(self._check)
        self.buttons.rejected.connect(self.reject)
        self.buttons.accepted.connect(self._take)
        self._check()

    def _build(self) -> None:
        self.why.setPlaceholderText(
            tr("Renewals know the product") if self._is_accepted else tr("Nobody was met")
        )
        self.by.setPlaceholderText(tr("Who says so"))
        self.when.setPlaceholderText(tr("source == 'Renewal'; empty for all deals"))
        rows: list[tuple[str, QWidget]] = [(tr("Why"), self.why), (tr("By"), self.by)]
        if self._is_accepted:
            rows.append((tr("Only where"), self.when))
        rows += [(tr("Deals created"), self.since), ("", self.until)]
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(1, 1)
        for place, (name, field) in enumerate(rows):
            label = text(name, "muted")
            label.setBuddy(field)
            grid.addWidget(label, place, 0)
            grid.addWidget(field, place, 1)
            if isinstance(field, QLineEdit):
                field.setAccessibleName(name)
        told = QStackedWidget()
        for label in (self.said, self.problem):
            told.addWidget(label)
        told.setFixedHeight(3 * self.said.fontMetrics().lineSpacing() + 22)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(14)
        column.addWidget(self.what)
        column.addLayout(grid)
        column.addWidget(told)
        column.addWidget(self.buttons)
        self.setFixedWidth(_WIDTH)
        self.why.setFocus()

    def _check(self) -> None:
        """Say what is missing, or which deals the entry covers."""
        try:
            said = self._covers(self._entered())
        except UserError as error:
            said = str(error)
            self.problem.setText(said if len(said) <= _LONGEST else f"{said[:_LONGEST]}\u2026")
            set_tip(self.problem, said)
            self._show(self.problem)
            self.take.setEnabled(False)
            return
        missing = next(
            (tr("Write {words}.", words=words) for words, edit in self._needed() if not edit.text().strip()),
            "",
        )
        self.said.setText(f"{said} {missing}".strip())
        self._show(self.said)
        self.take.setEnabled(not missing)

    def _show(self, label: QLabel) -> None:
        stack = label.parentWidget()
        assert isinstance(stack, QStackedWidget)
        stack.setCurrentWidget(label)

    def _needed(self) -> tuple[tuple[str, QLineEdit], ...]:
        reason = tr("why it is accepted") if self._is_accepted else tr("why it must never happen")
        return (reason, self.why), (tr("who says so"), self.by)

    def _entered(self) -> Entry:
        """The entry as it is now; raises UserError where it makes no sense."""
        since, until = self.since.day, self.until.day
        if since is not None and until is not None and until < since:
            raise UserError(tr("It ends before it begins: choose a later last day."))
        entry = replace(
            self._entry, why=self.why.text().strip(), by=self.by.text().strip(), since=since, until=until
        )
        if not isinstance(entry, Accepted):
            return entry
        written = self.when.text().strip()
        return replace(entry, when=parse_condition(written, "Only where") if written else None)

    def _take(self) -> None:
        self.decided.emit(self._entered())
        self.accept()


class _Day(QWidget):
    """A day that can be left open."""

    changed = Signal()

    def __init__(self, name: str, day: date | None, today: date) -> None:
        super().__init__()
        self.box, self.edit = QCheckBox(name), QDateEdit()
        shown = day or today
        self.edit.setDisplayFormat(tr("d MMM yyyy"))
        self.edit.setCalendarPopup(True)
        self.edit.setAccessibleName(name)
        self.edit.setDate(QDate(shown.year, shown.month, shown.day))
        self.box.setChecked(day is not None)
        self.edit.setEnabled(day is not None)
        row = QGridLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setColumnMinimumWidth(0, 76)
        row.setColumnStretch(2, 1)
        row.addWidget(self.box, 0, 0)
        row.addWidget(self.edit, 0, 1)
        self.setFocusProxy(self.box)
        self.box.toggled.connect(self.edit.setEnabled)
        self.box.toggled.connect(self.changed)
        self.edit.dateChanged.connect(self.changed)

    @property
    def day(self) -> date | None:
        """The day, None where it is left open."""
        chosen = self.edit.date()
        return date(chosen.year(), chosen.month(), chosen.day()) if self.box.isChecked() else None
