"""Before and after: how deals stand, both spines, the deals that change sides, what teams are asked, deviations."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.deals_table import DealsTable
from desktop.screens.what_if.columns import (
    DEAL_ROOMS,
    DEMAND_ROOMS,
    DEVIATION_ROOMS,
    demand_columns,
    deviation_columns,
)
from desktop.screens.what_if.outlines import TwoOutlines
from desktop.screens.what_if.standings import Standings
from desktop.theme import Palette
from desktop.widgets.scrolled import scrolled
from desktop.widgets.switch import Switch
from desktop.widgets.table import Table
from desktop.widgets.text import text
from desktop.widgets.whole_rows import WholeRows
from mining.number_format import number, plural
from mining.what_if.outline import differences, side_by_side
from mining.what_if.wording import sides_words
from models.event_log import EventLog
from models.project import ProcessModel
from models.what_if import Cases, WhatIf
from resources.translation import tr

PROCESS, DEALS, TEAMS, DEVIATIONS = range(4)
MOST_NOTES = 2
NO_DEMANDS = tr("Neither process asks anything of a team that was not done.")
NO_DEVIATIONS = tr("No deal departs from either process.")
ASKED = tr("For every stage and team the deals that got past it and would have had to do it, and did not.")


class Comparison(QWidget):
    """Shows a comparison; what is empty says so."""

    deal_chosen = Signal(int)

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found: WhatIf | None = None
        self._only: Cases | None = None
        self.standings = Standings(palette)
        self.sides, self.notes = text(role="strong", wrap=True), text(role="small", wrap=True)
        self.parts = Switch(
            tr("What is compared"), (tr("Process"), tr("Deals"), tr("Teams"), tr("Deviations"))
        )
        self.pages = QStackedWidget()
        self.outlines = TwoOutlines(palette)
        self.which = Switch(
            tr("Which deals"), (tr("Begin to follow"), tr("No longer follow"), tr("Suggested"))
        )
        self.deals = DealsTable(palette)
        self.demands, self.deviations = (
            Table(tr("What it asks of each team")),
            Table(tr("Deviations now and then")),
        )
        self.demands_line, self.deviations_line = text(role="small", wrap=True), text(role="small", wrap=True)
        self._build()
        self.parts.chosen.connect(self.pages.setCurrentIndex)
        self.which.chosen.connect(lambda _: self._show_deals())
        self.deals.deal_chosen.connect(self.deal_chosen)

    def set_palette_colors(self, palette: Palette) -> None:
        """Draw what is painted by hand in another palette."""
        self.standings.set_palette_colors(palette)
        self.outlines.set_palette_colors(palette)
        self.deals.set_palette_colors(palette)

    @property
    def shown_cases(self) -> Cases:
        """The deals that are listed."""
        return self.deals.shown_cases

    def go(self, part: int) -> None:
        """Show one of the parts."""
        self.parts.show_choice(part)
        self.pages.setCurrentIndex(part)

    def show_found(self, found: WhatIf, before: ProcessModel, after: ProcessModel) -> None:
        """Show a comparison of these processes."""
        self._found, self._only = found, None
        self.standings.show_found(found)
        self.sides.setText(sides_words(found))
        new = [note for note in found.found_after.warnings if note not in found.found_before.warnings]
        self.notes.setText(" ".join(new[:MOST_NOTES]))
        self.notes.setVisible(bool(new))
        self.outlines.show_pairs(side_by_side(before, after), differences(before, after))
        self._show_demands(found)
        self._show_deviations(found)
        if self.which.choice == 2:
            self.which.show_choice(0)
        self._show_deals()

    def show_these(self, log: EventLog, cases: Cases) -> None:
        """List the deals of a suggestion."""
        self._only = cases
        self.which.show_choice(2)
        self._name_sides()
        self._list(log, cases)
        self.go(DEALS)

    def _show_deals(self) -> None:
        found = self._found
        if found is None:
            return
        self._name_sides()
        nothing = np.zeros(0, dtype=np.int64)
        cases = (found.begin, found.stop, nothing if self._only is None else self._only)[self.which.choice]
        self._list(found.found_after.log, cases)

    def _list(self, log: EventLog, cases: Cases) -> None:
        self.deals.show_cases(log, cases)
        self.deals.table.share_room(DEAL_ROOMS)

    def _name_sides(self) -> None:
        found = self._found
        if found is not None:
            self.which.buttons[0].setText(tr("Begin to follow ({begin})", begin=number(len(found.begin))))
            self.which.buttons[1].setText(tr("No longer follow ({stop})", stop=number(len(found.stop))))
        self.which.buttons[2].setVisible(self._only is not None)
        if self._only is not None:
            self.which.buttons[2].setText(tr("Of the suggestion ({only})", only=number(len(self._only))))

    def _show_demands(self, found: WhatIf) -> None:
        stages = (*found.after.stages, *found.before.stages)
        rows = sorted(found.demands, key=lambda row: row.difference == 0)  # what stays comes last
        self.demands.show_columns(demand_columns(rows, stages, found.months))
        self.demands.share_room(DEMAND_ROOMS)
        self.demands.setVisible(bool(found.demands))
        self.demands_line.setText(ASKED if found.demands else NO_DEMANDS)

    def _show_deviations(self, found: WhatIf) -> None:
        ends = tuple(dict.fromkeys((*found.found_before.ends, *found.found_after.ends)))
        self.deviations.show_columns(deviation_columns(found.deviations, ends))
        self.deviations.share_room(DEVIATION_ROOMS)
        self.deviations.setVisible(bool(found.deviations))
        told = tr(
            "{deviations}, those that change most first.",
            deviations=plural(len(found.deviations), "deviation"),
        )
        self.deviations_line.setText(told if found.deviations else NO_DEVIATIONS)

    def _build(self) -> None:
        outlines = QWidget()
        outlines.setObjectName("content")
        inside = QVBoxLayout(outlines)
        inside.setContentsMargins(0, 0, 8, 0)
        inside.addWidget(self.outlines)
        inside.addStretch(1)
        deals = QVBoxLayout()
        switch = QHBoxLayout()
        switch.addWidget(self.which)
        switch.addStretch(1)
        deals.addLayout(switch)
        deals.addWidget(self.deals, 1)
        for page in (
            scrolled(outlines, tr("Both processes, stage by stage")),
            _page(deals),
            _table_page(self.demands_line, self.demands),
            _table_page(self.deviations_line, self.deviations),
        ):
            self.pages.addWidget(page)
        parts = QHBoxLayout()
        parts.addWidget(self.parts)
        parts.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.standings)
        column.addWidget(self.sides)
        column.addWidget(self.notes)
        column.addLayout(parts)
        column.addWidget(self.pages, 1)


def _page(layout: QVBoxLayout) -> QWidget:
    page = QWidget()
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(8)
    page.setLayout(layout)
    return page


def _table_page(line: QWidget, table: Table) -> QWidget:
    column = QVBoxLayout()
    column.addWidget(line)
    column.addWidget(WholeRows(table), 1)
    return _page(column)
