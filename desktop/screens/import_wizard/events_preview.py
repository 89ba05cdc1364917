"""What the first rows become: the first events as they will be read, and one whole deal."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QSizePolicy,
    QStackedLayout,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.widgets.text import text
from mining.number_format import day_and_time
from models.event_log import EventLog
from resources.translation import tr

_EVENTS = 12
_WIDEST = 150
"""Pixels of a column at most, the last aside."""
_ENOUGH = 3
"""A deal with so many events shows what a deal looks like."""


class EventsPreview(QWidget):
    """Two short tables side by side, or a sentence where nothing can be read yet."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.events, self.deal = (
            _table(tr("The first events as they will be read")),
            _table(tr("One whole deal")),
        )
        self._deal_title = text(tr("One whole deal"), "strong")
        self.sentence = text("", "muted", wrap=True)
        tables = QWidget()
        row = QHBoxLayout(tables)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        for title, table, share in ((text(tr(
"The first events, as they will be read"), "strong"), self.events, 3),
                                    (self._deal_title, self.deal, 2)):  # fmt: skip
            column = QVBoxLayout()
            column.setSpacing(4)
            column.addWidget(title)
            column.addWidget(table, 1)
            row.addLayout(column, share)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(tables)
        self._stack.addWidget(self.sentence)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.setMinimumHeight(84)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def say(self, sentence: str) -> None:
        """Say why there is nothing to show."""
        self.sentence.setText(sentence)
        self._stack.setCurrentIndex(1)

    def show_log(self, log: EventLog) -> None:
        """Show the first events in the order of the log, and the first deal with several."""
        case = log.case_of_event
        rows = [(log.cases.ids[case[i]], *_event(log, i)) for i in range(min(_EVENTS, log.n_events))]
        _fill(self.events, (tr("Deal"), tr("Stage"), tr("When"), tr("Who")), rows)
        lengths = np.diff(log.case_start)
        several = np.flatnonzero(lengths >= _ENOUGH)
        chosen = int(several[0]) if len(several) else int(lengths.argmax())
        events = range(int(log.case_start[chosen]), int(log.case_start[chosen + 1]))
        _fill(self.deal, (tr("Stage"), tr("When")), [_event(log, i)[:2] for i in events])
        self._deal_title.setText(tr("One whole deal: {ids}", ids=log.cases.ids[chosen][:40]))
        self._stack.setCurrentIndex(0)


def _event(log: EventLog, index: int) -> tuple[str, str, str]:
    return log.activity.text(index), day_and_time(int(log.timestamp[index])), log.resource.text(index)


def _table(name: str) -> QTableWidget:
    table = QTableWidget()
    table.setAccessibleName(name)
    table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
    table.setSelectionMode(QTableWidget.SelectionMode.NoSelection)
    table.setTabKeyNavigation(False)
    table.setWordWrap(False)
    table.setStyleSheet("QTableView::item { padding: 0 5px; }")
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(26)
    table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    table.horizontalHeader().setStretchLastSection(True)
    return table


def _fill(table: QTableWidget, columns: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> None:
    has = [any(row[at] for row in rows) for at in range(len(columns))]
    shown = [at for at in range(len(columns)) if has[at]]
    table.setColumnCount(len(shown))
    table.setRowCount(len(rows))
    table.setHorizontalHeaderLabels([columns[at] for at in shown])
    for line, row in enumerate(rows):
        for place, at in enumerate(shown):
            table.setItem(line, place, QTableWidgetItem(row[at][:120].replace("\n", " ")))
    table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
    table.resizeColumnsToContents()
    for place in range(len(shown) - 1):  # long names leave room for the time, which is what is looked at here
        table.setColumnWidth(place, min(_WIDEST, table.columnWidth(place)))
    table.horizontalHeader().setStretchLastSection(True)
