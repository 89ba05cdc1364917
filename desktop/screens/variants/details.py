"""What is told of the chosen paths: what they do, how such deals ended, who has them, and the first of the deals."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.deals_table import deal_columns
from desktop.icons import icon
from desktop.screens.variants.path_strip import PathStrip
from desktop.screens.variants.shown import ShownPaths
from desktop.theme import Palette
from desktop.widgets.column_room import Room
from desktop.widgets.scrolled import scrolled
from desktop.widgets.table import Table
from desktop.widgets.text import set_tip, text
from desktop.widgets.whole_rows import WholeRows
from mining.number_format import number, plural
from mining.variant_rows.rows import totals
from mining.variant_rows.wording import outcome_words, time_words, who_words, win_rate_words
from mining.wording import deal_words
from resources.translation import tr

FIRST_DEALS = 100
"""So many deals are listed; all of them are behind the filter."""
_COLUMNS = (tr("Deal"), tr("Outcome"), tr("Days"))
_ROOMS = (Room(200, 110, filling=True), Room(80, 66), Room(64, 52))


class Details(QWidget):
    """A strip below the paths, about one of them or several."""

    deal_chosen = Signal(int)
    """The index of a case in the log."""

    filter_wanted = Signal()
    """Show only the deals of the chosen paths."""

    forbid_wanted = Signal()
    """Say that the chosen path must never happen, or change what was said of it."""

    closed = Signal()

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cases: NDArray[np.int64] = np.zeros(0, dtype=np.int64)
        self.name = text(role="heading", wrap=True)
        self.strip = PathStrip(palette)
        self.outcome, self.time, self.who = (text(wrap=True) for _ in range(3))
        self.filter_button = QPushButton(tr("Show only these deals"))
        self.forbid_button = QPushButton()
        self.close_button = QPushButton()
        self.deals = Table(tr("Deals on the chosen paths"))
        self.deals_heading = text(role="small")
        self._build()
        self.filter_button.clicked.connect(self.filter_wanted)
        self.forbid_button.clicked.connect(self.forbid_wanted)
        self.close_button.clicked.connect(self.closed)
        self.deals.row_clicked.connect(self._choose)
        self.deals.row_opened.connect(self._choose)
        self.set_palette_colors(palette)

    def set_palette_colors(self, palette: Palette) -> None:
        """Paint in the colours of another theme."""
        self.strip.set_palette_colors(palette)
        self.close_button.setIcon(icon("x", palette.muted))

    def show_rows(self, shown: ShownPaths, rows: NDArray[np.int64], path_words: str) -> None:
        """Tell of these rows of the paths; `path_words` is the path of a single one in words."""
        counted = totals(shown.log, shown.rows, rows)
        self._cases = shown.rows.cases_of(rows)
        single = len(rows) == 1
        self.name.setText(
            self._sentence(shown, int(rows[0]))
            if single
            else tr("{rows} paths chosen", rows=number(len(rows)))
        )
        self.strip.setVisible(single)
        if single:
            self.strip.show_items(shown.items(int(rows[0])), path_words)
        rate = f" {win_rate_words(counted.won, counted.closed)}." if counted.won and counted.lost else ""
        self.outcome.setText(f"{outcome_words(counted)}.{rate}")
        self.time.setText(f"{time_words(counted)}.")
        who = who_words(shown.log, self._cases)
        self.who.setText(f"{who}.")
        self.who.setVisible(bool(who))
        self.filter_button.setEnabled(counted.deals < shown.rows.total)
        listed = self._cases[:FIRST_DEALS]
        columns = {column.title: column for column in deal_columns(shown.log, listed)}
        self.deals.show_columns([columns[title] for title in _COLUMNS])
        self.deals.share_room(_ROOMS)
        more = len(self._cases) > FIRST_DEALS
        deals = plural(len(self._cases), "deal")
        self.deals_heading.setText(
            tr(
                "The first {count} of {deals}: click one to see its path",
                count=number(FIRST_DEALS),
                deals=deals,
            )
            if more
            else tr("{deals}: click one to see its path", deals=deals)
        )

    def offer_to_forbid(self, is_forbidden: bool, why_not: str) -> None:
        """Offer to forbid the chosen path, or to change how it is forbidden; `why_not` is empty where that can be."""
        self.forbid_button.setText(
            tr("Edit why never\u2026") if is_forbidden else tr("Must never happen\u2026")
        )
        self.forbid_button.setEnabled(not why_not)
        set_tip(self.forbid_button, why_not or tr("Deals on this path then always depart from the process"))

    def _sentence(self, shown: ShownPaths, row: int) -> str:
        is_open = bool(shown.rows.open[row] == shown.rows.deals[row])
        return deal_words(shown.path(row), is_open) or tr(
            "Path {row} of {rows}", row=number(row + 1), rows=number(len(shown.rows))
        )

    def _choose(self, row: int) -> None:
        self.deal_chosen.emit(int(self._cases[row]))

    def _build(self) -> None:
        self.filter_button.setProperty("kind", "primary")
        self.close_button.setProperty("kind", "quiet")
        self.close_button.setIconSize(QSize(16, 16))
        self.close_button.setToolTip(tr("Close (Esc)"))
        self.close_button.setAccessibleName(tr("Close the details"))
        told = QWidget()
        told.setObjectName("content")
        words = QVBoxLayout(told)
        words.setContentsMargins(0, 0, 12, 0)
        words.setSpacing(6)
        words.addWidget(self.strip)
        for line in (self.outcome, self.time, self.who):
            words.addWidget(line)
        words.addStretch(1)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.name, 1)
        head.addWidget(self.forbid_button)
        head.addWidget(self.filter_button)
        head.addWidget(self.close_button)
        right = QVBoxLayout()
        right.setSpacing(6)
        right.addWidget(self.deals_heading)
        right.addWidget(WholeRows(self.deals, 2), 1)
        row = QHBoxLayout()
        row.setSpacing(20)
        row.addWidget(scrolled(told, tr("About the chosen paths")), 11)
        row.addLayout(right, 9)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 10, 24, 12)
        column.setSpacing(6)
        column.addLayout(head)
        column.addLayout(row, 1)
