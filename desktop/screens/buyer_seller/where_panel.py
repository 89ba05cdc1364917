"""The part that says where: the table, and for one row of it the sentence, who does it, and the deals behind it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.deals_table import DealsTable
from desktop.screens.buyer_seller.columns import (
    DIFFERENCE,
    RATE,
    ROOMS,
    WHERE,
    EffectCell,
    RowCell,
    ShareCell,
    WhereCell,
    columns_of,
    is_of,
)
from desktop.screens.buyer_seller.figures import WHAT_LACKED, Parts
from desktop.screens.buyer_seller.share_bars import ShareBar, ShareBars
from desktop.theme import Palette
from desktop.widgets.screen_parts import mark_chip
from desktop.widgets.scrolled import scrolled
from desktop.widgets.table import Table
from desktop.widgets.text import text
from desktop.widgets.whole_rows import WholeRows
from mining.conformance.by_group import by_group
from mining.filtering import Mask
from mining.number_format import plural
from mining.wording import sentence, title
from models.analysis import Analysis
from models.deviation import DeviationKey, DeviationRow, DeviationType
from resources.translation import tr

WHAT, TEAM, OWNER, DEALS = range(4)
_BY = (tr("What"), tr("By team"), tr("By owner"), tr("Deals"))
ROOMY = 860
"""Pixels; in less width the deals take turns with the bars instead of standing beside them."""
NOTHING = tr("Nothing of this kind in these deals.")


class WherePanel(QWidget):
    """Rows are clicked to filter by them, selected to look at them."""

    deviation_chosen = Signal(object)
    """The `DeviationKey` to filter by, None to show all deals again."""

    deal_chosen = Signal(int)
    """The index of a case."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._palette = palette
        self._analysis: Analysis | None = None
        self._all: tuple[DeviationRow, ...] = ()
        self._kind: DeviationType | None = None
        self.rows: tuple[DeviationRow, ...] = ()
        self.parts: Parts | None = None
        self._mask: Mask = np.zeros(0, dtype=bool)
        self.selected: DeviationKey | None = None
        self._filter: DeviationKey | None = None
        self.table, self.deals = Table(tr("Where buyer and seller part")), DealsTable(palette)
        self._cells: tuple[RowCell, ...] = (
            WhereCell(palette, self.table),
            ShareCell(palette, self.table),
            EffectCell(palette, self.table),
        )
        self.name, self.sentence = text(role="heading", wrap=True), text(wrap=True)
        self.filter_button, self.all_button = (
            QPushButton(tr("Show only these deals")),
            QPushButton(tr("Show all deals")),
        )
        self.by = [QPushButton(words) for words in _BY]
        self._by = WHAT
        self._is_roomy: bool | None = None
        self.bars, self.small = ShareBars(palette), text(role="small", wrap=True)
        self.nothing = text(NOTHING, "muted")
        self._build()
        self._connect()

    def set_palette_colors(self, palette: Palette) -> None:
        """Draw what is painted by hand in another palette."""
        self._palette = palette
        for cell in self._cells:
            cell.palette = palette
        self.bars.set_palette_colors(palette)
        self.deals.set_palette_colors(palette)
        self.table.viewport().update()

    def show_rows(
        self, analysis: Analysis, rows: Sequence[DeviationRow], mask: Mask, chosen: DeviationKey | None
    ) -> None:
        """Show these rows of the deals in `mask`, `chosen` the deviation that the filter is set to."""
        if self._analysis is not analysis or self._all != tuple(rows):
            self.parts = None
        self._analysis, self._all, self._mask, self._filter = analysis, tuple(rows), mask, chosen
        self._fill()

    def show_parts(self, parts: Parts) -> None:
        """Say what every row is about."""
        self.parts = parts
        self._fill()

    def show_kind(self, kind: DeviationType | None) -> None:
        """Show the rows of one kind only, None for all."""
        self._kind = kind
        self._fill()

    def _fill(self) -> None:
        found = self._analysis.conformance if self._analysis is not None else None
        if found is None:
            return
        self.rows = tuple(row for row in self._all if is_of(row, self._kind))
        first, selected = not self.table.table.columns, self.selected
        for cell in self._cells:
            cell.rows = self.rows
        self.table.show_columns(columns_of(self.rows, self.parts, found.stages, found.ends))
        if first:
            for column, cell in zip((WHERE, RATE, DIFFERENCE), self._cells, strict=True):
                self.table.setItemDelegateForColumn(column, cell)
        self.table.share_room(ROOMS)
        self.pages.setCurrentWidget(self.splitter if self.rows else self.nothing)
        keys = [row.key for row in self.rows]
        wanted = self._filter if self._filter in keys else selected
        at = keys.index(wanted) if wanted in keys else (0 if keys else -1)
        self.table.make_current(at)
        self._select(at)

    def _select(self, at: int) -> None:
        analysis = self._analysis
        found = analysis.conformance if analysis is not None else None
        if analysis is None or found is None or not 0 <= at < len(self.rows):
            self.selected = None
            return
        row = self.rows[at]
        self.selected = row.key
        self.name.setText(title(row.key, found.ends))
        self.sentence.setText(sentence(row, found.ends))
        deviation = found.deviation(row.key)
        cases = (
            deviation.cases[self._mask[deviation.cases]] if deviation is not None else np.zeros(0, np.int32)
        )
        self.deals.show_cases(analysis.log, cases)
        self.by[WHAT].setText(WHAT_LACKED[row.key.type])
        self.by[DEALS].setText(plural(len(cases), "deal"))
        self.filter_button.setVisible(self._filter != row.key)
        self.all_button.setVisible(self._filter is not None)
        self._show_bars(row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

    def break_down(self, by: int) -> None:
        """Show what a row is about, the teams or owners of its deals, or where there is little room the deals."""
        self._by = by
        self._share_width()
        mark_chip(self.by, by)
        row = next((row for row in self.rows if row.key == self.selected), None)
        if row is not None:
            self._show_bars(row)

    def _share_width(self) -> None:
        """Put the deals beside the bars, or in their place."""
        is_roomy = self.width() >= ROOMY
        if is_roomy and self._by == DEALS:
            self.break_down(WHAT)
            return
        if is_roomy != self._is_roomy:
            self._is_roomy = is_roomy
            self._beside.removeWidget(self.deals)
            self._beside.addWidget(self.deals, *((0, 1, 2, 1) if is_roomy else (1, 0)))
            self._beside.setColumnStretch(0, 4)
            self._beside.setColumnStretch(1, 6 if is_roomy else 0)
        self.by[DEALS].setVisible(not is_roomy)
        self.deals.setVisible(is_roomy or self._by == DEALS)
        self._who.setVisible(is_roomy or self._by != DEALS)

    def _show_bars(self, row: DeviationRow) -> None:
        if self._by == DEALS:
            return
        bars, small, of_all = breakdown(self._analysis, row, self._mask, self._by, self.parts)
        self.bars.show_bars(f"{_BY[self._by]}: {self.name.text()}", bars, of_all)
        self.small.setText(small)
        self.small.setVisible(bool(small))

    def _choose(self) -> None:
        if self.selected is not None and self.selected != self._filter:
            self.deviation_chosen.emit(self.selected)

    def _connect(self) -> None:
        self.table.current_changed.connect(self._select)
        for clicked in (self.table.row_clicked, self.table.row_opened):
            clicked.connect(lambda _: self._choose())
        self.filter_button.clicked.connect(self._choose)
        self.all_button.clicked.connect(lambda: self.deviation_chosen.emit(None))
        self.deals.deal_chosen.connect(self.deal_chosen)
        for at, chip in enumerate(self.by):
            chip.clicked.connect(partial(self.break_down, at))

    def _build(self) -> None:
        self.filter_button.setProperty("kind", "primary")
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.name, 1)
        head.addWidget(self.all_button)
        head.addWidget(self.filter_button)
        chips = QHBoxLayout()
        chips.setSpacing(6)
        for chip in self.by:
            chip.setProperty("kind", "chip")
            chip.setCheckable(True)
            chips.addWidget(chip)
        chips.addStretch(1)
        who = QWidget()
        who.setObjectName("content")
        bars = QVBoxLayout(who)
        bars.setContentsMargins(0, 0, 10, 0)
        bars.setSpacing(6)
        bars.addWidget(self.bars)
        bars.addWidget(self.small)
        bars.addStretch(1)
        self._who = scrolled(who, tr("Who, and what"))
        self._beside = QGridLayout()
        self._beside.setHorizontalSpacing(20)
        self._beside.setVerticalSpacing(8)
        self._beside.addLayout(chips, 0, 0)
        self._beside.addWidget(self._who, 1, 0)
        self._beside.setRowStretch(1, 1)
        lower = QWidget()
        details = QVBoxLayout(lower)
        details.setContentsMargins(0, 10, 0, 0)
        details.setSpacing(6)
        details.addLayout(head)
        details.addWidget(self.sentence)
        details.addLayout(self._beside, 1)
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(WholeRows(self.table, 3))
        self.splitter.addWidget(lower)
        self.splitter.setSizes([270, 330])
        self.pages = QStackedWidget()
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.pages.addWidget(self.splitter)
        self.pages.addWidget(self.nothing)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.pages)
        self.break_down(WHAT)


def breakdown(
    analysis: Analysis | None, row: DeviationRow, mask: Mask, by: int, parts: Parts | None
) -> tuple[tuple[ShareBar, ...], str, float | None]:
    """The bars of one row, what is said of groups that are too small for one, and the share of all deals."""
    found = analysis.conformance if analysis is not None else None
    deviation = found.deviation(row.key) if found is not None else None
    if analysis is None or deviation is None:
        return (), "", None
    if by == WHAT:
        if parts is None:
            return (), tr("Looking at what lacked…"), None
        bars = [ShareBar(part.name, part.cases, row.eligible) for part in parts.get(row.key, ())]
        return tuple(bars), tr("A deal can count for several.") if len(bars) > 1 else "", None
    column = analysis.log.cases.team if by == TEAM else analysis.log.cases.owner
    groups = by_group(deviation, column, mask)
    noun = "team" if by == TEAM else "owner"
    bars = [ShareBar(group.name, group.cases, group.of) for group in groups.groups]
    if groups.rest is not None:
        bars.append(ShareBar(plural(groups.small, noun), groups.rest.cases, groups.rest.of, is_quiet=True))
    said = "" if bars else tr("The log names no teams.") if by == TEAM else tr("The log names no owners.")
    if groups.small:
        said = (
            tr("A team with fewer than 30 deals that could show it is not shown alone.")
            if by == TEAM
            else tr("An owner with fewer than 30 deals that could show it is not shown alone.")
        )
    return tuple(bars), said, row.rate
