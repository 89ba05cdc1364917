"""A part of the screen: what is chosen in its upper half is said in a sentence below, with the deals behind it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from desktop.deals_table import DealsTable
from desktop.theme import Palette
from desktop.widgets.screen_parts import mark_chip
from desktop.widgets.table import Table
from desktop.widgets.text import text
from desktop.widgets.whole_rows import WholeRows
from mining.number_format import number
from models.event_log import EventLog

Some = tuple[str, NDArray[np.int32]]
"""What some of the deals behind a row are called, and these deals."""


class ListPart(QWidget):
    """`upper` is a table or a picture; where there is nothing to choose `nothing` is said instead of all of it."""

    deal_chosen = Signal(int)
    """The index of a case."""

    def __init__(
        self, upper: Table | QWidget, nothing: str, palette: Palette, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.name, self.sentence = text(role="heading", wrap=True), text(wrap=True)
        self.deals = DealsTable(palette)
        self.deals.deal_chosen.connect(self.deal_chosen)
        self.nothing = text(nothing, "muted", wrap=True)
        self.chips: list[QPushButton] = []
        self._some: tuple[Some, ...] = ()
        self._log: EventLog | None = None
        self._at = 0
        self._build(upper)

    def set_palette_colors(self, palette: Palette) -> None:
        """Draw what is painted by hand in another palette."""
        self.deals.set_palette_colors(palette)

    def show_nothing(self, words: str = "") -> None:
        """Say that there is nothing to choose."""
        if words:
            self.nothing.setText(words)
        self.deals.clear()
        self.pages.setCurrentWidget(self.nothing)

    def show_chosen(self, name: str, sentence: str, log: EventLog, some: Sequence[Some]) -> None:
        """Say what is chosen, and list the first of `some` deals; a chip leads to each of the others."""
        self.pages.setCurrentWidget(self.splitter)
        if self._rows is not None:
            self._rows.fit()
        self.name.setText(name)
        self.sentence.setText(sentence)
        self._log, self._some = log, tuple(some)
        kept = self._at if self._at < len(some) and len(some[self._at][1]) else 0
        for chip in self.chips:
            self._row.removeWidget(chip)
            chip.deleteLater()
        self.chips = [self._chip(at) for at in range(len(some))] if len(some) > 1 else []
        self.deals.setVisible(bool(some))
        self.list_some(kept)

    def list_some(self, at: int) -> None:
        """List the deals of a chip."""
        self._at = at
        mark_chip(self.chips, at)
        if self._log is not None and at < len(self._some):
            self.deals.show_cases(self._log, self._some[at][1])
        else:
            self.deals.clear()

    @property
    def listed(self) -> NDArray[np.int64]:
        """The deals that are listed."""
        return (
            self.deals.shown_cases if self.pages.currentWidget() is self.splitter else np.zeros(0, np.int64)
        )

    def _chip(self, at: int) -> QPushButton:
        name, cases = self._some[at]
        chip = QPushButton(f"{name} ({number(len(cases))})")
        chip.setProperty("kind", "chip")
        chip.setCheckable(True)
        chip.setEnabled(bool(len(cases)) or at == 0)
        chip.clicked.connect(partial(self.list_some, at))
        self._row.insertWidget(at, chip)
        return chip

    def _build(self, upper: Table | QWidget) -> None:
        self._row = QHBoxLayout()
        self._row.setSpacing(6)
        self._row.addStretch(1)
        self._rows = WholeRows(upper, 2) if isinstance(upper, Table) else None
        lower = QWidget()
        details = QVBoxLayout(lower)
        details.setContentsMargins(0, 10, 0, 0)
        details.setSpacing(6)
        details.addWidget(self.name)
        details.addWidget(self.sentence)
        details.addLayout(self._row)
        details.addWidget(self.deals, 1)
        details.addStretch(0)
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self._rows or upper)
        self.splitter.addWidget(lower)
        self.splitter.setSizes([390, 300] if self._rows is None else [270, 340])
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.splitter)
        self.pages.addWidget(self.nothing)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.pages)
