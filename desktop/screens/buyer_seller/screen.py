"""The screen of buyer and seller: three numbers on top, below them where, how far apart, and what cannot be seen."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop.document import Document
from desktop.latest_job import LatestJob
from desktop.results import Results
from desktop.screens.buyer_seller.figures import (
    Parts,
    contradictions_of,
    parts_of,
    rows_of,
    silent_parts,
    totals,
)
from desktop.screens.buyer_seller.headline import Headline
from desktop.screens.buyer_seller.over_time_panel import Asked, OverTimePanel
from desktop.screens.buyer_seller.process_panel import ProcessPanel
from desktop.screens.buyer_seller.step_chart import StepChart
from desktop.screens.buyer_seller.taken_away import Chosen, Shown, taken_away
from desktop.screens.buyer_seller.tracks_chart import TracksChart
from desktop.screens.buyer_seller.where_panel import WherePanel
from desktop.take_away import TakeAway
from desktop.theme import Palette
from desktop.widgets.elided_label import ElidedLabel
from desktop.widgets.empty_state import Choice, EmptyState
from desktop.widgets.screen_parts import chip_row, fill_with_pages, mark_chip, title_row
from desktop.widgets.scrolled import scrolled
from desktop.widgets.text import frame, text
from mining.conformance.measures import deviation_rows
from mining.filtering import Mask, case_mask
from mining.journey.step_matrix import step_matrix
from mining.journey.tracks import tracks
from mining.number_format import number, plural
from models.analysis import Analysis, View
from models.buyer_check import BuyerCheck
from models.conformance import Conformance
from models.deviation import DeviationRow, DeviationType
from models.sales_process import SalesProcess
from models.strategy import Strategy
from resources.translation import tr

WHERE, TRACKS, MATRIX, PROCESS, OVER_TIME = range(5)
ROOMY = 640
"""Pixels; in less height the cards leave out their last line."""


class BuyerSellerScreen(QWidget):
    """The results of the two-sided check over the filtered deals, whichever deviation the filter is set to."""

    deviation_chosen = Signal(object)
    """The `DeviationKey` to filter by, None to show all deals again."""

    deal_chosen = Signal(int)
    """The index of a case in `results.analysis.log`."""

    journey_wanted = Signal()
    """The journey shall be edited."""

    failed = Signal(object)
    """The exception that stopped what was worked out."""

    def __init__(
        self, document: Document, results: Results, palette: Palette, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("screen")
        self._document, self._results = document, results
        self._is_stale = True
        self._known: tuple[Analysis, View] | None = None
        self._mask: Mask | None = None
        self._rows: tuple[DeviationRow, ...] = ()
        self._looking = LatestJob(tr("Looking at what lacked"), self)
        self._looking.done.connect(self._show_parts)
        self.summary = ElidedLabel("small")
        self.headline = Headline(palette)
        self.where, self.process = WherePanel(palette), ProcessPanel(palette)
        self.chart, self.matrix = TracksChart(palette), StepChart(palette)
        self.over_time = OverTimePanel(palette)
        self.chips = [QPushButton() for _ in range(5)]
        self.parts = QStackedWidget()
        self._build()
        self._connect()
        self.set_palette_colors(palette)
        self.go(WHERE)

    @property
    def is_ready(self) -> bool:
        """Whether nothing is looked for."""
        return not (self._looking.busy or self.over_time.busy)

    def stop(self) -> None:
        """Wait for what is looked for: before the window goes."""
        self._looking.stop()
        self.over_time.stop()

    def set_palette_colors(self, palette: Palette) -> None:
        """Draw what is painted by hand in another palette."""
        for part in (self.headline, self.where, self.process, self.chart, self.matrix, self.over_time):
            part.set_palette_colors(palette)
        self.no_journey.paint_icons(palette.accent)

    def go(self, part: int) -> None:
        """Show one of the parts."""
        self.parts.setCurrentIndex(part)
        self._show_charts()
        mark_chip(self.chips, part)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.headline.set_compact(event.size().height() < ROOMY)

    def refresh(self) -> None:
        """Show what the results hold now, or as soon as the screen is in sight."""
        self._is_stale = not self.isVisible()
        if self._is_stale:
            return
        analysis, view = self._results.analysis, self._results.view
        if analysis is None or view is None:
            self.pages.setCurrentWidget(self.nothing_imported)
        elif analysis.conformance is None:
            self.pages.setCurrentWidget(self.no_process)
        elif analysis.buyer is None:
            self.pages.setCurrentWidget(self.no_journey)
        else:
            self._show(analysis, view, analysis.conformance, analysis.buyer)
            self.pages.setCurrentWidget(self.content)

    def take_away(self, real_names: bool) -> TakeAway | None:
        """All parts as a page and as tables; None where the process has no buyer."""
        analysis, view = self._results.analysis, self._results.view
        found = analysis.conformance if analysis is not None else None
        if analysis is None or found is None or analysis.buyer is None or view is None:
            return None
        mask, rows = self._counted(analysis, view)
        shown = Shown(
            analysis, found, totals(found, analysis.buyer, mask), rows, self.where.parts,
            tracks(analysis.log, analysis.buyer, mask), step_matrix(analysis.buyer, mask),
            contradictions_of(analysis.buyer), silent_parts(analysis.buyer),
            self.over_time.series, self._strategy.baseline,
        )  # fmt: skip
        row = next((row for row in rows if row.key == self.where.selected), None)
        is_listed = (
            row is not None and self.parts.currentIndex() == WHERE and len(self.where.deals.shown_cases)
        )
        chosen = (
            Chosen(row, self.where.sentence.text(), self.where.deals.shown_cases)
            if row is not None and is_listed
            else None
        )
        return taken_away(shown, self.where.table, chosen, real_names)

    def _show(self, analysis: Analysis, view: View, found: Conformance, check: BuyerCheck) -> None:
        if self._known is not None and self._known[0] is analysis and self._known[1] is view:
            return
        mask, rows = self._counted(analysis, view)
        is_other = self._known is None or self._known[0] is not analysis or self._rows != rows
        self._known, self._rows, self._mask = (analysis, view), rows, mask
        self.headline.show_totals(totals(found, check, mask))
        self.where.show_rows(analysis, rows, mask, self._document.project.filter.deviation)
        self._show_charts()
        contradictions, silent = contradictions_of(check), silent_parts(check)
        self.process.show_process(contradictions, silent)
        self.summary.setText(
            tr(
                "{process}, held against its buyers in {deals}",
                process=found.process_name,
                deals=plural(int(mask.sum()), "deal"),
            )
        )
        self._name_chips(len(rows), len(contradictions), len(silent))
        if is_other or self.where.parts is None:
            self._look(analysis, rows, mask)

    def _show_charts(self) -> None:
        """Only where they are in sight: of very many deals they take a moment."""
        analysis, mask = self._known[0] if self._known is not None else None, self._mask
        if analysis is None or analysis.buyer is None or mask is None:
            return
        if self.parts.currentIndex() == TRACKS:
            self.chart.show_tracks(tracks(analysis.log, analysis.buyer, mask), analysis.log.day_hours)
        elif self.parts.currentIndex() == MATRIX:
            self.matrix.show_matrix(step_matrix(analysis.buyer, mask))
        elif self.parts.currentIndex() == OVER_TIME and self._results.prepared is not None:
            self.over_time.show_asked(Asked(self._results.prepared, analysis, self._strategy, mask))

    @property
    def _strategy(self) -> Strategy:
        process = self._document.project.process
        return process.strategy if isinstance(process, SalesProcess) else Strategy()

    def _counted(self, analysis: Analysis, view: View) -> tuple[Mask, tuple[DeviationRow, ...]]:
        """The deals that all rows are counted over, whichever deviation the filter is set to, and the rows."""
        chosen = self._document.project.filter
        if chosen.deviation is None or analysis.conformance is None:
            return view.mask, rows_of(view.rows)
        mask = case_mask(analysis.log, replace(chosen, deviation=None), analysis.conformance, analysis.rules)
        return mask, rows_of(deviation_rows(analysis.conformance, mask))

    def _look(self, analysis: Analysis, rows: tuple[DeviationRow, ...], mask: Mask) -> None:
        process = self._document.project.process
        if isinstance(process, SalesProcess):
            keys = [row.key for row in rows]
            self._looking.start(partial(parts_of, analysis, process, keys, mask))

    def _show_parts(self, parts: Parts) -> None:
        self.where.show_parts(parts)

    def _name_chips(self, rows: int, contradictions: int, silent: int) -> None:
        odd = contradictions + silent
        names = (
            tr("Where"),
            tr("How far apart"),
            tr("Stage by step"),
            tr("The process and the log"),
            tr("Over time"),
        )
        for chip, name, count in zip(self.chips, names, (rows, 0, 0, odd, 0), strict=True):
            chip.setText(f"{name} ({number(count)})" if count else name)

    def _show_kind(self, kind: DeviationType | None) -> None:
        self.where.show_kind(kind)
        self.go(WHERE)

    def _connect(self) -> None:
        for at, chip in enumerate(self.chips):
            chip.clicked.connect(partial(self.go, at))
        self.headline.chosen.connect(self._show_kind)
        self.where.deviation_chosen.connect(self.deviation_chosen)
        self.where.deal_chosen.connect(self.deal_chosen)
        self.process.journey_wanted.connect(self.journey_wanted)
        self.over_time.deal_chosen.connect(self.deal_chosen)
        self.over_time.failed.connect(self.failed)
        self._results.changed.connect(self.refresh)

    def _build(self) -> None:
        self.nothing_imported = EmptyState(
            tr("No deals yet"), tr("Import a CRM export; where sellers and buyers part is shown here.")
        )
        self.no_process = EmptyState(
            tr("No documented process yet"),
            tr(
                "Sellers are held against the process you agreed on, and that against its buyers. Open "
                "one, or start from a template."
            ),
        )
        self.no_journey = EmptyState(
            tr("This process has no buyer yet"),
            tr(
                "Say which jobs the buyer gets done, what in the CRM shows them, and which of them every "
                "stage presumes."
            ),
            [
                Choice(
                    "footprints",
                    tr("Draw the buyer's journey"),
                    tr("From the six buying jobs, or your own"),
                    self.journey_wanted.emit,
                )
            ],
        )
        self.content = QWidget()
        column = QVBoxLayout(self.content)
        column.setContentsMargins(24, 20, 24, 12)
        column.setSpacing(12)
        column.addLayout(title_row(tr("Buyer and seller"), self.summary))
        column.addWidget(self.headline)
        column.addLayout(chip_row(self.chips))
        for part in (
            self.where,
            _on_a_card(tr("How long before or after a stage the buyer was ready for it"), self.chart),
            _on_a_card(tr("What the buyer had done when a stage began"), self.matrix),
            self.process,
            self.over_time,
        ):
            self.parts.addWidget(part)
        column.addWidget(self.parts, 1)
        self.pages = QStackedWidget()
        fill_with_pages(
            self, self.pages, (self.content, self.nothing_imported, self.no_process, self.no_journey)
        )


def _on_a_card(title: str, chart: QWidget) -> QWidget:
    """A chart under its title, which scrolls where it is higher than its place."""
    card = frame("card")
    inner = QVBoxLayout(card)
    inner.setContentsMargins(20, 14, 20, 8)
    inner.setSpacing(6)
    inner.addWidget(text(title, "heading"))
    inner.addWidget(chart)
    content = QWidget()
    content.setObjectName("content")
    column = QVBoxLayout(content)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(card)
    column.addStretch(1)
    return scrolled(content, title)
