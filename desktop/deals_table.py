"""A searchable table of deals to choose one from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import overload

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.icons import icon
from desktop.theme import Palette
from desktop.widgets.column_room import Room
from desktop.widgets.table import Table
from desktop.widgets.table_model import Column, Kind
from desktop.widgets.text import text
from desktop.widgets.whole_rows import WholeRows
from mining.deals.days import created, days_taken
from mining.number_format import days_unit, money, number, plural
from models.case_table import Outcome
from models.categorical import MISSING, Categorical
from models.event_log import EventLog
from resources.translation import tr

OUTCOMES = {Outcome.WON: tr("Won"), Outcome.LOST: tr("Lost"), Outcome.OPEN: tr("Open"), Outcome.UNKNOWN: ""}
ROOMS = (
    Room(300, 190, filling=True),
    Room(150, 116),
    Room(150, 124, gives_way=2),
    Room(120, 92, gives_way=3),
    Room(120, 96),
    Room(90, 76),
    Room(112, 96, gives_way=1),
    Room(64, 52),
    Room(72, 60, gives_way=4),
)
_OUTCOME_LABELS = tuple(label for label in OUTCOMES.values() if label)
_OUTCOME_CODES = np.array(
    [_OUTCOME_LABELS.index(OUTCOMES[outcome]) if OUTCOMES[outcome] else MISSING for outcome in Outcome],
    dtype=np.int32,
)
_WAIT_MS = 120
"""How long a search waits for the next key."""


class DealsTable(QWidget):
    """Deals of a log by name, owner, amount and time; a search narrows them, Enter or a double click opens one."""

    deal_chosen = Signal(int)
    """The index of the case in the log."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._log: EventLog | None = None
        self._cases = np.zeros(0, dtype=np.int64)
        self.search = _Search(self)
        self.search.setPlaceholderText(tr("Search by deal, owner, team or segment"))
        self.search.setClearButtonEnabled(True)
        self.search.setAccessibleName(tr("Search the deals"))
        self.search.setMaximumWidth(360)
        self.search.setMinimumWidth(200)
        self._magnifier = self.search.addAction(
            icon("search", palette.muted), QLineEdit.ActionPosition.LeadingPosition
        )
        self.count = text(role="small")
        self.hint = text(tr("Click a deal to see its path"), "small")
        self.table = Table(tr("Deals"), self)
        for chosen in (self.table.row_clicked, self.table.row_opened):
            chosen.connect(lambda row: self.deal_chosen.emit(int(self._cases[row])))
        self.search.left_downwards.connect(self._enter_table)
        self._timer = QTimer(self, singleShot=True, interval=_WAIT_MS)
        self._timer.timeout.connect(self._narrow)
        self.search.textChanged.connect(lambda: self._timer.start())
        bar = QHBoxLayout()
        bar.setContentsMargins(0, 0, 0, 0)
        bar.setSpacing(12)
        bar.addWidget(self.search, 1)
        bar.addWidget(self.count)
        bar.addStretch(1)
        bar.addWidget(self.hint)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(bar)
        column.addWidget(WholeRows(self.table), 1)

    def set_palette_colors(self, palette: Palette) -> None:
        """Draw the icon for another palette."""
        self._magnifier.setIcon(icon("search", palette.muted))

    def show_cases(self, log: EventLog, cases: NDArray[np.integer]) -> None:
        """List these cases of a log; the search stays as it is."""
        self._log, self._cases = log, np.asarray(cases, dtype=np.int64)
        self.table.show_columns(deal_columns(log, self._cases))
        self.table.share_room(ROOMS)
        self.count.setText(plural(len(cases), "deal"))
        if self.search.text().strip():
            self._narrow()

    @property
    def shown_cases(self) -> NDArray[np.int64]:
        """The cases that are listed, as they are sorted and searched."""
        return self._cases[self.table.table.shown_rows]

    def clear(self) -> None:
        """Show no deals."""
        self._log, self._cases = None, np.zeros(0, dtype=np.int64)
        self.table.show_columns(())
        self.count.clear()

    def _narrow(self) -> None:
        if self._log is None:
            return
        wanted = self.search.text().strip().casefold()
        if wanted:
            self.table.show_only(matching(self._log, self._cases, wanted))
            self.count.setText(
                tr(
                    "{shown} of {deals}",
                    shown=number(self.table.table.rowCount()),
                    deals=plural(len(self._cases), "deal"),
                )
            )
        else:
            self.table.show_only(None)
            self.count.setText(plural(len(self._cases), "deal"))

    def _enter_table(self) -> None:
        if self.table.table.rowCount():
            self.table.make_current(self.table.table.source_row(0))
            self.table.setFocus(Qt.FocusReason.TabFocusReason)


class _Search(QLineEdit):
    """A search field from which the arrow down and Enter lead into the table."""

    left_downwards = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left_downwards.emit()
        else:
            super().keyPressEvent(event)


class _Names(Sequence[str]):
    """The names of some cases, their ids where they have none; made when asked for: few of them are ever in sight."""

    def __init__(self, log: EventLog, cases: NDArray[np.int64]) -> None:
        self._names, self._ids, self._cases = log.cases.name, log.cases.ids, cases

    def __len__(self) -> int:
        return len(self._cases)

    @overload
    def __getitem__(self, row: int) -> str: ...

    @overload
    def __getitem__(self, row: slice) -> list[str]: ...

    def __getitem__(self, row: int | slice) -> str | list[str]:
        if isinstance(row, slice):
            return [self._names[case] or self._ids[case] for case in self._cases[row].tolist()]
        case = int(self._cases[row])
        return self._names[case] or self._ids[case]

    def __iter__(self) -> Iterator[str]:
        return iter(self[:])


def deal_columns(log: EventLog, cases: NDArray[np.int64]) -> tuple[Column, ...]:
    """The columns of the table, one row for each of `cases`."""
    table = log.cases
    stages = np.diff(log.case_start)[cases]
    return (
        Column(tr("Deal"), _Names(log, cases), tip=lambda row: _deal_tip(log, int(cases[row]))),
        Column(tr("Owner"), table.owner.take(cases)),
        Column(tr("Team"), table.team.take(cases)),
        Column(tr("Segment"), table.segment.take(cases)),
        _amount(log, cases),
        Column(tr("Outcome"), Categorical(_OUTCOME_CODES[table.outcome[cases]], _OUTCOME_LABELS)),
        Column(
            tr("Created"), created(log)[cases], Kind.DATE, tr("The day it was created, or first seen (UTC)")
        ),
        Column(
            tr("Days"),
            days_taken(log)[cases],
            Kind.NUMBER,
            tr(
                "From creation to close, of an open deal to its latest stage change, in {unit}",
                unit=days_unit(log.day_hours),
            ),
        ),
        Column(tr("Stages"), stages, Kind.NUMBER, tr("How often it entered a stage, its end included")),
    )


def _amount(log: EventLog, cases: NDArray[np.int64]) -> Column:
    currency = log.cases.currency.take(cases)
    used = np.unique(currency.codes)
    shared = currency.text(0) if len(used) == 1 else ""
    amounts = log.cases.amount[cases]

    def write(row: int) -> str:
        return money(float(amounts[row]), "" if shared else currency.text(row))

    return Column(
        tr("Amount ({shared})", shared=shared) if shared else tr("Amount"),
        amounts,
        Kind.MONEY,
        tr("As the CRM has it, or converted where you gave a rate; the others keep their currency")
        if len(used) > 1
        else tr("As the CRM has it, or converted where you gave a rate"),
        write=write,
    )


def matching(log: EventLog, cases: NDArray[np.int64], wanted: str) -> NDArray[np.bool_]:
    """One flag a case: does its name, id, owner, team or segment contain the text (case-folded)?"""
    table = log.cases
    hit = np.zeros(len(cases), dtype=bool)
    for column in (table.owner, table.team, table.segment):
        labels = [label for label in column.labels if wanted in label.casefold()]
        hit |= column.take(cases).is_any_of(labels)
    hit |= _contains(table.name, cases, wanted) | _contains(table.ids, cases, wanted)
    return hit


def _contains(texts: Sequence[str], cases: NDArray[np.int64], wanted: str) -> NDArray[np.bool_]:
    found = (wanted in texts[case].casefold() for case in cases.tolist())
    return np.fromiter(found, dtype=bool, count=len(cases))


def _deal_tip(log: EventLog, case: int) -> str:
    name, identity = log.cases.name[case], log.cases.ids[case]
    return f"{name} ({identity})" if name and name != identity else identity
