"""The screen of sales against marketing: the hand-over of leads, over time, by source and team, and what words mean."""

from __future__ import annotations

from functools import partial

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.document import Document
from desktop.latest_job import LatestJob
from desktop.over_time.change_detail import behind
from desktop.over_time.kpi_card import KpiCard
from desktop.results import Results
from desktop.screens.sales_marketing.bars import BarsCard, fate_line, fates, reasons, speed_line, speeds
from desktop.screens.sales_marketing.behind import Behind, group_words, trait_words
from desktop.screens.sales_marketing.columns import GROUP_ROOMS, TRAIT_ROOMS, group_columns, trait_columns
from desktop.screens.sales_marketing.heat_chart import HeatChart
from desktop.screens.sales_marketing.layout import empty_states, grid, meaning_part, page_of
from desktop.screens.sales_marketing.taken_away import taken_away
from desktop.screens.sales_marketing.work import EVERYTHING, SOURCE, TEAM, Ground, LeadsView, Part, leads_view
from desktop.take_away import TakeAway
from desktop.theme import Palette
from desktop.widgets.elided_label import ElidedLabel
from desktop.widgets.screen_parts import chip_row, fill_with_pages, mark_chip, title_row
from desktop.widgets.table import ROW_HEIGHT, Table
from desktop.widgets.whole_rows import WholeRows
from mining.kpis.wording import change_details, change_words
from mining.leads.wording import reading_words
from mining.number_format import plural
from models.sales_process import SalesProcess
from models.strategy import Baseline
from resources.translation import tr

HANDED, OVER_TIME, GROUPS, MEANING = range(4)
_NAMES = (tr("Hand-over"), tr("Over time"), tr("By source and team"), tr("Joint definitions"))
FATES, REASONS, SPEEDS = range(3)
_TWO_COLUMNS, _THREE_COLUMNS = 620, 1020


class SalesMarketingScreen(QWidget):
    """Leads, whatever deals are filtered; what teams record at a stage is of the filtered deals."""

    deal_chosen = Signal(int)
    """The index of a case in `results.analysis.log`."""

    strategy_wanted = Signal()
    """Hand-overs shall be documented."""

    failed = Signal(object)
    """The exception that stopped the looking."""

    def __init__(
        self, document: Document, results: Results, palette: Palette, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._document, self._results = document, results
        self._is_stale = True
        self._asked: tuple[object, object, object, Part] | None = None
        self._at = HANDED
        self.part: Part = EVERYTHING
        self.view: LeadsView | None = None
        self._looking = LatestJob(tr("Looking at leads"), self)
        self._looking.done.connect(self._show)
        self._looking.failed.connect(self.failed)
        self.summary = ElidedLabel("small")
        self.chooser = QComboBox()
        self.cards = [
            BarsCard(name, palette)
            for name in (tr("What became of them"), tr("Why rejected"), tr("First human touch"))
        ]
        self.figures = [KpiCard(palette) for _ in range(3)]
        self.groups, self.traits = (
            Table(tr("Sources and teams")),
            Table(tr("What accepted leads have in common")),
        )
        self.heat = HeatChart(palette)
        self.behind = Behind(palette)
        self.chips = [QPushButton(name) for name in _NAMES]
        self.parts, self.pages = QStackedWidget(), QStackedWidget()
        self._columns = 0
        self._build()
        self._connect()
        self.set_palette_colors(palette)
        self.go(HANDED)

    @property
    def is_ready(self) -> bool:
        """Whether nothing is looked for."""
        return not self._looking.busy

    def stop(self) -> None:
        """Wait for what is looked for: before the window goes."""
        self._looking.stop()

    def set_palette_colors(self, palette: Palette) -> None:
        """Draw what is painted by hand in another palette."""
        for card in self.cards:
            card.set_palette_colors(palette)
        for figure in self.figures:
            figure.set_palette_colors(palette)
        self.heat.set_palette_colors(palette)
        self.behind.set_palette_colors(palette)
        for page in (self.no_leads, self.no_handover):
            page.paint_icons(palette.accent)

    def go(self, part: int) -> None:
        """Show one of the parts."""
        self._at = part
        self.parts.setCurrentIndex(part)
        mark_chip(self.chips, part)
        self.chooser.setVisible(part in (HANDED, OVER_TIME))
        self._choose_first()
        self._share_height()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
        QTimer.singleShot(0, self, self._share_height)

    def refresh(self) -> None:
        """Look at what the results hold now, or as soon as the screen is in sight."""
        self._is_stale = not self.isVisible()
        if self._is_stale:
            return
        results, view, project = self._results, self._results.view, self._results.project
        if view is None or results.analysis is None or results.prepared is None or project is None:
            self.view, self._asked = None, None
            self.pages.setCurrentWidget(self.nothing_imported)
            return
        asked = (project, results.analysis, view, self.part)
        if asked != self._asked:
            self._asked = asked
            before: Ground | None = self.view.ground if self.view is not None else None
            work = partial(
                leads_view, project, results.analysis, results.prepared, view.mask, self.part, before
            )
            self._looking.start(work)
        if self.view is not None:
            self.pages.setCurrentWidget(self._page(self.view))

    def take_away(self, real_names: bool) -> TakeAway | None:
        """All parts as a page and as tables; None where there is nothing to see."""
        if self.view is None or self.pages.currentWidget() is not self.content:
            return None
        return taken_away(self.view, self.heat.chosen, real_names)

    def choose_part(self, part: Part) -> None:
        """Look only at the leads of a source or a team."""
        if part != self.part:
            self.part = part
            self.refresh()

    def _choose_part_at(self, at: int) -> None:
        if self.view is not None and 0 <= at < len(self.view.ground.parts):
            self.choose_part(self.view.ground.parts[at])

    def _page(self, view: LeadsView) -> QWidget:
        if view.ground.leads is None:
            return self.no_leads
        return self.no_handover if view.ground.look is None else self.content

    def _show(self, view: LeadsView) -> None:
        self.view, self.part = view, view.part
        self.pages.setCurrentWidget(self._page(view))
        look, count = view.ground.look, view.count
        if look is None or count is None:
            return
        handoff = look.found.handoff
        process = view.ground.project.process
        version = process.name if isinstance(process, SalesProcess) else ""
        self.summary.setText(
            tr(
                "{leads}; hand-over {id} of {version}, {giver} to {taker}; filters of deals do not apply",
                leads=plural(look.leads.n_cases, "lead"),
                id=handoff.id,
                version=version,
                giver=handoff.giver,
                taker=handoff.taker,
            )
        )
        self._fill_chooser(view)
        for card, bars, line in zip(
            self.cards,
            (fates(view), reasons(view), speeds(view)),
            (fate_line(view), _reason_line(view), speed_line(view)),
            strict=True,
        ):
            card.show_bars(bars, line)
        for at, figure in enumerate(self.figures):
            figure.setVisible(at < len(view.series))
            if at < len(view.series):
                figure.show_series((view.series[at],), _baseline(view))
        kinds = [SOURCE] * len(view.ground.sources) + [TEAM] * len(view.ground.teams)
        counts = (*view.ground.sources, *view.ground.teams)
        self.groups.show_columns(group_columns(kinds, counts, look.found.day_hours))
        self.groups.share_room(GROUP_ROOMS)
        self.traits.show_columns(trait_columns(view.traits))
        self.traits.share_room(TRAIT_ROOMS)
        self.heat.show_readings(view.readings)
        self._choose_first()
        self._share_height()

    def _fill_chooser(self, view: LeadsView) -> None:
        self.chooser.blockSignals(True)
        self.chooser.clear()
        for part in view.ground.parts:
            self.chooser.addItem(tr("All leads") if part == EVERYTHING else f"{part[0]}: {part[1]}")
        self.chooser.setCurrentIndex(view.ground.parts.index(view.part))
        self.chooser.blockSignals(False)

    def _choose_first(self) -> None:
        """What is listed where a part comes into sight."""
        if self.view is None or self.view.count is None:
            return
        if self._at == HANDED:
            self._show_bar(FATES, 3)
        elif self._at == OVER_TIME:
            at = next((i for i, one in enumerate(self.view.series) if one.changes), None)
            if at is None:
                self._show_bar(FATES, 0)
            else:
                self._show_change(at, 0)
        elif self._at == GROUPS:
            self.groups.make_current(0)
            self._show_group(0)
        else:
            self._show_reading()

    def _show_bar(self, card: int, at: int) -> None:
        bars = self.cards[card].bars
        if 0 <= at < len(bars):
            bar = bars[at]
            words = tr(
                "{value}. {leads}; one that became a deal leads to it.",
                value=bar.value,
                leads=plural(len(bar.cases), "lead"),
            )
            self._list_leads(bar.words, words, bar.cases)

    def _show_change(self, figure: int, at: int) -> None:
        if (
            self.view is None
            or figure >= len(self.view.series)
            or at >= len(self.view.series[figure].changes)
        ):
            return
        series = self.view.series[figure]
        change = series.changes[at]
        end = series.changes[at + 1].begins if at + 1 < len(series.changes) else None
        words = " ".join(change_details(series, change)[:3])
        self._list_leads(
            change_words(series, change),
            tr("{words} Below are the leads since then of which it is true.", words=words),
            behind(series, change.ends, end),
        )

    def _show_group(self, at: int) -> None:
        view = self.view
        if view is None or view.ground.look is None:
            return
        counts = (*view.ground.sources, *view.ground.teams)
        if 0 <= at < len(counts):
            look, one = view.ground.look, counts[at]
            self._list_leads(one.name, group_words(one), np.unique(look.found.case[one.shown]))

    def _show_trait(self, at: int) -> None:
        if self.view is not None and 0 <= at < len(self.view.traits):
            one = self.view.traits[at]
            self._list_leads(f"{one.field}: {one.value}", trait_words(one), one.cases)

    def _show_reading(self) -> None:
        view, cell = self.view, self.heat.current
        if view is None or cell is None or cell.cases is None:
            return
        self.behind.show_deals(
            f"{cell.stage}, {cell.team}", reading_words(cell), view.analysis.log, cell.cases
        )

    def _list_leads(self, name: str, sentence: str, cases: NDArray[np.int32]) -> None:
        view = self.view
        if view is not None and view.ground.look is not None:
            self.behind.show_leads(name, sentence, view.ground.look, view.ground.deals, cases)

    def _arrange(self) -> None:
        """As many cards beside each other as there is room for."""
        wide = self.width() - 48
        columns = 3 if wide >= _THREE_COLUMNS else 2 if wide >= _TWO_COLUMNS else 1
        if columns == self._columns:
            return
        self._columns = columns
        for one_grid, cards in ((self._bars_grid, self.cards), (self._figures_grid, self.figures)):
            for at, card in enumerate(cards):
                one_grid.addWidget(card, at // columns, at % columns)
            for column in range(3):
                one_grid.setColumnStretch(column, 1 if column < columns else 0)
            for row in range(4):
                one_grid.setRowStretch(row, 1 if row == (len(cards) - 1) // columns + 1 else 0)

    def _share_height(self) -> None:
        """Give the upper part what it needs, up to three fifths, and the list the rest."""
        room = self.splitter.height()
        if self._at == GROUPS:
            needed = self.groups.horizontalHeader().height() + self.groups.table.rowCount() * ROW_HEIGHT + 6
        elif self._at == MEANING:
            needed = room
        else:
            cards = self._bars_grid if self._at == HANDED else self._figures_grid
            needed = cards.totalHeightForWidth(self.parts.width()) + 8
        upper = min(needed, room * 3 // 5)
        self.splitter.setSizes([upper, room - upper])

    def _connect(self) -> None:
        for at, chip in enumerate(self.chips):
            chip.clicked.connect(partial(self.go, at))
        for at, card in enumerate(self.cards):
            card.chosen.connect(partial(self._show_bar, at))
        for at, figure in enumerate(self.figures):
            figure.change_chosen.connect(partial(self._show_change, at))
        self.chooser.activated.connect(self._choose_part_at)
        self.groups.current_changed.connect(self._show_group)
        self.traits.current_changed.connect(self._show_trait)
        self.heat.cell_chosen.connect(lambda *_: self._show_reading())
        self.behind.deal_chosen.connect(self.deal_chosen)
        self._results.changed.connect(self.refresh)

    def _build(self) -> None:
        self.nothing_imported, self.no_leads, self.no_handover = empty_states(self.strategy_wanted.emit)
        self.content = QWidget()
        column = QVBoxLayout(self.content)
        column.setContentsMargins(24, 20, 24, 12)
        column.setSpacing(10)
        column.addLayout(title_row(tr("Sales and marketing"), self.summary))
        chips = chip_row(self.chips)
        self.chooser.setAccessibleName(tr("Which leads"))
        self.chooser.setMinimumWidth(200)
        chips.addWidget(self.chooser)
        column.addLayout(chips)
        self._bars_grid, self._figures_grid = grid(), grid()
        self.parts.addWidget(page_of(self._bars_grid, tr("Hand-over")))
        self.parts.addWidget(page_of(self._figures_grid, tr("Over time")))
        self.parts.addWidget(WholeRows(self.groups, 3))
        self.parts.addWidget(meaning_part(self.heat, self.traits))
        self.splitter = splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.parts)
        splitter.addWidget(self.behind)
        splitter.setSizes([420, 260])
        column.addWidget(splitter, 1)
        fill_with_pages(
            self, self.pages, (self.content, self.nothing_imported, self.no_leads, self.no_handover)
        )
        self.pages.setCurrentWidget(self.nothing_imported)
        self._arrange()


def _baseline(view: LeadsView) -> Baseline | None:
    process = view.ground.project.process
    return process.strategy.baseline if isinstance(process, SalesProcess) else None


def _reason_line(view: LeadsView) -> str:
    look = view.ground.look
    if look is None or view.count is None:
        return ""
    if not look.found.knows_reasons:
        return tr(
            "The export has no column with the reason of a rejection; track one to see why leads come back."
        )
    return (
        f"{plural(view.count.rejected.hits, 'rejected lead')}."
        if view.count.rejected.hits
        else tr("None was rejected.")
    )
