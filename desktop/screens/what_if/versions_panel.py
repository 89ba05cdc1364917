"""The versions of the documented process with the days from and until which each is in force."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.widgets.text import text
from models.errors import UserError
from models.sales_process import SalesProcess
from resources.translation import tr

_ROW, _MOST_ROWS = 32, 8
ABOUT = tr("Every deal is checked against the version in force in the middle of its life.")
NONE = tr(
    "There is one version only: adopt a draft to begin a new one and keep this one for the deals before."
)


def read_day(written: str, what: str) -> date | None:
    """A day as `2026-03-01`, None for no bound; raises UserError for anything else."""
    if not written.strip():
        return None
    try:
        return date.fromisoformat(written.strip())
    except ValueError as error:
        raise UserError(
            tr("{what} is no day: write it as 2026-03-01, or leave it empty for no bound.", what=what)
        ) from error


class VersionsPanel(QWidget):
    """The oldest first, the one in force last; the days of the chosen one can be written."""

    validity_wanted = Signal(int, object, object)
    """The number of the version, and the first and the last day (None: no bound)."""

    draft_wanted = Signal(int)
    delete_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._versions: tuple[SalesProcess, ...] = ()
        self._earlier = 0
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Versions"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.begins, self.ends = (
            QLineEdit(placeholderText=tr("no bound")),
            QLineEdit(placeholderText=tr("no bound")),
        )
        self.begins.setAccessibleName(tr("In force from"))
        self.ends.setAccessibleName(tr("In force until"))
        self.about = text(role="small", wrap=True)
        self.problem = text(role="problem", wrap=True)
        self.draft_button, self.delete_button = (
            QPushButton(tr("Make a draft of it")),
            QPushButton(tr("Delete")),
        )
        self._build()
        self.list.currentRowChanged.connect(lambda _: self._show_days())
        for edit in (self.begins, self.ends):
            edit.editingFinished.connect(self._entered)
        self.draft_button.clicked.connect(lambda: self.draft_wanted.emit(self.list.currentRow()))
        self.delete_button.clicked.connect(lambda: self.delete_wanted.emit(self.list.currentRow()))

    def show_versions(self, versions: Sequence[SalesProcess], earlier: int) -> None:
        """Show these, of which the first `earlier` are no longer in force; the chosen one stays chosen."""
        row = self.list.currentRow()
        self._versions, self._earlier = tuple(versions), earlier
        with QSignalBlocker(self.list):
            self.list.clear()
            self.list.addItems([_words(one, at >= earlier) for at, one in enumerate(versions)])
            self.list.setCurrentRow(row if 0 <= row < len(versions) else len(versions) - 1)
        self.list.setFixedHeight(_ROW * min(_MOST_ROWS, max(1, len(versions))) + 6)
        self.about.setText(ABOUT if len(versions) > 1 else NONE)
        self._show_days()

    def refuse(self, sentence: str) -> None:
        """Say why the days that were written cannot be."""
        self.problem.setText(sentence)
        self.problem.show()

    def _show_days(self) -> None:
        self.problem.hide()
        row = self.list.currentRow()
        there = 0 <= row < len(self._versions)
        one = self._versions[row] if there else None
        days = (None, None) if one is None else (one.valid_from, one.valid_until)
        for edit, day in zip((self.begins, self.ends), days, strict=True):
            edit.setEnabled(there)
            edit.setText("" if day is None else day.isoformat())
            edit.setModified(False)
        self.draft_button.setEnabled(there)
        self.delete_button.setEnabled(there and row < self._earlier)

    def _entered(self) -> None:
        row = self.list.currentRow()
        if not (self.begins.isModified() or self.ends.isModified()) or row < 0:
            return
        self.begins.setModified(False)
        self.ends.setModified(False)
        try:
            begins, ends = (
                read_day(self.begins.text(), tr("The first day")),
                read_day(self.ends.text(), tr("The last day")),
            )
        except UserError as error:
            self.refuse(str(error))
            return
        self.problem.hide()
        self.validity_wanted.emit(row, begins, ends)

    def _build(self) -> None:
        self.problem.hide()
        days = QGridLayout()
        days.setHorizontalSpacing(8)
        days.setVerticalSpacing(2)
        days.addWidget(text(tr("In force from"), "small"), 0, 0)
        days.addWidget(text(tr("until"), "small"), 0, 1)
        days.addWidget(self.begins, 1, 0)
        days.addWidget(self.ends, 1, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.draft_button)
        buttons.addWidget(self.delete_button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.about)
        column.addWidget(self.list)
        column.addLayout(days)
        column.addWidget(self.problem)
        column.addLayout(buttons)
        column.addStretch(1)


def _words(one: SalesProcess, is_last: bool) -> str:
    name = f"{one.name} {one.version}".strip()
    if is_last:
        return (
            tr("{name} (from {isoformat})", name=name, isoformat=one.valid_from.isoformat())
            if one.valid_from
            else tr("{name} (in force)", name=name)
        )
    return (
        tr("{name} (until {isoformat})", name=name, isoformat=one.valid_until.isoformat())
        if one.valid_until
        else name
    )
