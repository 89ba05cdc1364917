"""The screen of deviations: what departs from the process on top, the deals behind it below."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import partial

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from desktop.allow.edits import AllowEdits
from desktop.deals_table import DealsTable
from desktop.document import Document
from desktop.latest_job import LatestJob
from desktop.results import Results
from desktop.screens.deviations.allow_panel import AllowPanel, about_entry, entry_title
from desktop.screens.deviations.columns import DEALS, DIFFERENCE, RATE, ROOMS, WHAT, columns_of
from desktop.screens.deviations.delegates import DifferenceDelegate, KindDelegate, RateDelegate
from desktop.screens.deviations.effects_panel import EffectsPanel
from desktop.screens.deviations.taken_away import Chosen, taken_away
from desktop.screens.deviations.unjudged import UnjudgedNote
from desktop.take_away import TakeAway
from desktop.theme import Palette
from desktop.widgets.elided_label import ElidedLabel
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.screen_parts import fill_with_pages, title_row
from desktop.widgets.switch import Switch
from desktop.widgets.table import Table
from desktop.widgets.text import set_tip, text
from desktop.widgets.whole_rows import WholeRows
from mining.conformance.measures import deviation_rows
from mining.filtering import Mask, case_mask
from mining.number_format import number, plural
from mining.wording import how_long, sentence, title
from models.allow_list import Forbidden
from models.analysis import Analysis
from models.case_filter import CaseFilter
from models.conformance import Conformance
from models.deviation import DeviationKey, DeviationRow
from models.diagnosis import DeviationEffects
from models.progress import Report
from models.sales_process import SalesProcess
from resources.translation import tr, tr_n


class DeviationsScreen(QWidget):
    """All deviations of the filtered deals, whichever of them the filter is set to; a click sets it to one."""

    deviation_chosen = Signal(object)
    """The `DeviationKey` to filter by, None to show all deals again."""

    deal_chosen = Signal(int)
    """The index of a case in `results.analysis.log`."""

    def __init__(
        self, document: Document, results: Results, palette: Palette, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("screen")
        self._document, self._results = document, results
        self._is_stale = True
        self._known: tuple[Analysis, CaseFilter] | None = None
        self._rows: tuple[DeviationRow, ...] = ()
        self._mask: Mask = np.zeros(0, dtype=bool)
        self._selected: DeviationKey | None = None
        self.table = Table(tr("Deviations"))
        self.deals = DealsTable(palette)
        self.summary = text(role="small")
        self.unjudged = UnjudgedNote()
        self.name = ElidedLabel("heading")
        self.sentence = text(wrap=True)
        self.effects = EffectsPanel(palette)
        self.parts = Switch(tr("Below"), (tr("What goes with it"), tr("Deals")))
        self._comparing = LatestJob(tr("Comparing deals"), self)
        self._effects: Mapping[DeviationKey, DeviationEffects] = {}
        self.filter_button = QPushButton(tr("Show only these deals"))
        self.all_button = QPushButton(tr("Show all deals"))
        self.accept_button = QPushButton(tr("Accept this deviation\u2026"))
        self.edit_button, self.remove_button = QPushButton(tr("Edit\u2026")), QPushButton(tr("Remove"))
        self.allow = AllowPanel(palette)
        self.edits = AllowEdits(document, results, self)
        self.accept_action = QAction(tr("Accept this deviation\u2026"), self)
        self._kinds = KindDelegate(palette, self.table)
        self._rates = RateDelegate(palette, self.table)
        self._differences = DifferenceDelegate(palette, self.table)
        self._build()
        self._connect()
        self.refresh()

    def set_palette_colors(self, palette: Palette) -> None:
        """Draw what is painted by hand in another palette."""
        for delegate in (self._kinds, self._rates, self._differences):
            delegate.palette = palette
        self.deals.set_palette_colors(palette)
        self.effects.set_palette_colors(palette)
        self.allow.set_palette_colors(palette)
        self.table.viewport().update()

    def _build(self) -> None:
        self.nothing_imported = EmptyState(
            tr("No deals yet"),
            tr("Import a CRM export; what departs from the documented process is listed here."),
        )
        self.no_process = EmptyState(
            tr("No documented process yet"),
            tr(
                "Deviations are measured against the process you agreed on. Open one, or start from a "
                "template."
            ),
        )
        self.nothing_departs = EmptyState(
            tr("Nothing departs from the process"),
            tr("Every deal that passes the filter follows the documented process."),
        )
        head = title_row(tr("Deviations"), self.summary)
        head.addWidget(self.unjudged.button, 0, Qt.AlignmentFlag.AlignVCenter)
        top = QVBoxLayout()
        top.setContentsMargins(24, 20, 24, 8)
        top.setSpacing(12)
        top.addLayout(head)
        top.addWidget(self.unjudged.words)
        top.addWidget(WholeRows(self.table, 4), 1)
        top.addWidget(self.allow)
        upper = QWidget()
        upper.setLayout(top)
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(upper)
        self.splitter.addWidget(self._build_details())
        self.splitter.setSizes([400, 410])
        self.pages = QStackedWidget()
        fill_with_pages(
            self, self.pages, (self.splitter, self.nothing_imported, self.no_process, self.nothing_departs)
        )

    def _build_details(self) -> QWidget:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.name, 1)
        buttons.addWidget(self.parts)
        buttons.addSpacing(8)
        buttons.addWidget(self.all_button)
        for button in (self.accept_button, self.remove_button, self.edit_button):
            buttons.addWidget(button)
        buttons.addWidget(self.filter_button)
        self.filter_button.setProperty("kind", "primary")
        shown = QVBoxLayout()
        shown.setContentsMargins(24, 10, 24, 14)
        shown.setSpacing(6)
        shown.addLayout(buttons)
        shown.addWidget(self.sentence)
        self.below = QStackedWidget()
        self.below.addWidget(self.effects)
        self.below.addWidget(self.deals)
        shown.addWidget(self.below, 1)
        self.found = QWidget()
        self.found.setLayout(shown)
        hint = text(tr("Choose a deviation to see what goes with it, and the deals behind it."), "muted")
        hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.details = QStackedWidget()
        self.details.addWidget(hint)
        self.details.addWidget(self.found)
        return self.details

    def _connect(self) -> None:
        self.table.current_changed.connect(self._select)
        self.table.row_clicked.connect(lambda row: self._choose(self._rows[row].key))
        self.table.row_opened.connect(lambda row: self._choose(self._rows[row].key))
        self.allow.current_changed.connect(self._select_entry)
        self.table.addAction(self.accept_action)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        for wanted in (self.accept_button.clicked, self.accept_action.triggered):
            wanted.connect(self._accept)
        self.edit_button.clicked.connect(self._change_entry)
        self.remove_button.clicked.connect(self._remove_entry)
        self.filter_button.clicked.connect(lambda: self._choose(self._selected))
        self.all_button.clicked.connect(lambda: self.deviation_chosen.emit(None))
        self.deals.deal_chosen.connect(self.deal_chosen)
        self.parts.chosen.connect(self.below.setCurrentIndex)
        self._comparing.done.connect(self._compared)
        self._comparing.failed.connect(self._not_compared)
        self._results.changed.connect(self.refresh)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self.refresh()

    def refresh(self) -> None:
        """Show what the results hold, now or as soon as the screen is in sight.

        The table changes only where the deals it counts do.
        """
        self._is_stale = not self.isVisible()
        if self._is_stale:
            return
        analysis, view = self._results.analysis, self._results.view
        if analysis is None or view is None:
            self._known = None
            self.pages.setCurrentWidget(self.nothing_imported)
            return
        if analysis.conformance is None:
            self._known = None
            self.pages.setCurrentWidget(self.no_process)
            return
        chosen = self._document.project.filter
        wanted = (analysis, replace(chosen, deviation=None))
        if self._known is None or self._known[0] is not analysis or self._known[1] != wanted[1]:
            if chosen.deviation is None:
                self._rows, self._mask = view.rows, view.mask
            else:
                self._mask = case_mask(analysis.log, wanted[1], analysis.conformance, analysis.rules)
                self._rows = deviation_rows(analysis.conformance, self._mask)
            self._known = wanted
            self._show_rows(analysis.conformance)
            self.unjudged.show_sentences(analysis.unjudged)
        if chosen.deviation is not None and chosen.deviation != self._selected:
            self.table.make_current(self._row_of(chosen.deviation))
        self.pages.setCurrentWidget(self.splitter if self._rows or self.allow.rows else self.nothing_departs)
        self._show_buttons()

    @property
    def is_ready(self) -> bool:
        """Whether everything is shown that is going to be."""
        return not self._comparing.busy

    def stop(self) -> None:
        """Cancel what runs and wait for it: before the window goes."""
        self._comparing.stop()

    def take_away(self, real_names: bool) -> TakeAway | None:
        """The deviations and the deals listed, as a page and as tables; None where nothing departs."""
        analysis = self._results.analysis
        found = analysis.conformance if analysis is not None else None
        if self.pages.currentWidget() is not self.splitter or analysis is None or found is None:
            return None
        at = self._row_of(self._selected) if self._selected is not None else -1
        chosen = Chosen(self._rows[at], self.sentence.text(), self.deals.shown_cases) if at >= 0 else None
        effects = [self._effects[row.key] for row in self._rows if row.key in self._effects]
        summary = self.summary.text()
        rows, entries = self._rows, self.allow.rows
        return taken_away(analysis, found, summary, rows, self.table, chosen, effects, entries, real_names)

    def _show_rows(self, conformance: Conformance) -> None:
        selected, first = self._selected, not self.table.table.columns
        for delegate in (self._kinds, self._rates, self._differences):
            delegate.rows, delegate.ends = self._rows, conformance.ends
        self.table.show_columns(columns_of(self._rows, conformance.stages, conformance.ends))
        if first:
            self.table.setItemDelegateForColumn(WHAT, self._kinds)
            self.table.setItemDelegateForColumn(RATE, self._rates)
            self.table.setItemDelegateForColumn(DIFFERENCE, self._differences)
            self.table.sortByColumn(DEALS, Qt.SortOrder.DescendingOrder)
        self.table.share_room(ROOMS)
        behaviour = sum(row.key.type.is_behaviour for row in self._rows)
        kinds = tr_n(
            "{count}\u00a0kind of departure",
            "{count}\u00a0kinds of departure",
            behaviour,
            count=number(behaviour),
        )
        quality = len(self._rows) - behaviour
        more = tr(", and {notes} on data quality", notes=plural(quality, "note")) if quality else ""
        self.summary.setText(
            tr(
                "{kinds}{more} in {deals}",
                kinds=kinds,
                more=more,
                deals=plural(int(self._mask.sum()), "deal"),
            )
        )
        self._selected = None
        self._compare(conformance)
        self._select(-1)
        self.allow.show_entries(conformance, self._forbidden(), self._mask, date.today())
        if selected is not None:
            self.table.make_current(self._row_of(selected))

    def _compare(self, conformance: Conformance) -> None:
        """Work out what goes with every deviation of these deals, away from the window."""
        self._effects = {}
        self._comparing.start(partial(_effects_of, Analysis(conformance.log, conformance), self._mask))

    def _compared(self, found: tuple[DeviationEffects, ...]) -> None:
        self._effects = {one.key: one for one in found}
        if self._selected is not None:
            self._show_effects()

    def _not_compared(self, error: Exception) -> None:
        self.effects.show_failed()
        self._results.failed.emit(error)

    def _show_effects(self) -> None:
        """What goes with the selected deviation, as far as it is known by now."""
        analysis, found = (
            self._results.analysis,
            self._effects.get(self._selected) if self._selected else None,
        )
        if self._selected is None or analysis is None or analysis.conformance is None:
            return
        if found is None:
            row, ends = self._rows[self._row_of(self._selected)], analysis.conformance.ends
            self.sentence.setText(f"{sentence(row, ends)} {how_long(row)}".rstrip())
            self.effects.show_waiting()
        else:
            self.sentence.setText(found.sentence)
            self.effects.show_effects(found, analysis.log.day_hours)

    def _show_parts(self, offered: bool) -> None:
        """Offer the effects beside the deals, or the deals alone."""
        self.parts.setVisible(offered)
        self.below.setCurrentIndex(self.parts.choice if offered else 1)

    def _row_of(self, key: DeviationKey) -> int:
        return next((at for at, row in enumerate(self._rows) if row.key == key), -1)

    def _select(self, row: int) -> None:
        """List the deals behind one deviation, without changing the filter."""
        self._selected = self._rows[row].key if 0 <= row < len(self._rows) else None
        analysis = self._results.analysis
        if self._selected is None or analysis is None or analysis.conformance is None:
            self._show_nothing()
            return
        self.allow.table.make_current(-1)
        found = analysis.conformance.deviation(self._selected)
        cases = found.cases[self._mask[found.cases]] if found else np.zeros(0, dtype=np.int32)
        ends = analysis.conformance.ends
        self.name.setText(title(self._selected, ends))
        self.deals.show_cases(analysis.log, cases)
        self._show_effects()
        self._show_parts(True)
        self.details.setCurrentWidget(self.found)
        self._show_buttons()

    def _select_entry(self, _: int) -> None:
        """List the deals of one entry of the allow-list."""
        listed, analysis = self.allow.selected, self._results.analysis
        if listed is None or analysis is None or analysis.conformance is None:
            self._show_nothing()
            return
        self.table.make_current(-1)
        found = analysis.conformance
        self.name.setText(entry_title(listed, found.ends))
        self.sentence.setText(about_entry(listed))
        self.deals.show_cases(analysis.log, listed.cases)
        self._show_parts(False)
        self.details.setCurrentWidget(self.found)
        self._show_buttons()

    def _show_nothing(self) -> None:
        """A hint, unless the other list has a selected row."""
        if self._selected is None and self.allow.selected is None:
            self.details.setCurrentIndex(0)

    def _forbidden(self) -> tuple[Forbidden, ...]:
        """The paths that any version of the process forbids."""
        project = self._document.project
        versions = (project.process, *project.earlier)
        return tuple(
            one for version in versions if isinstance(version, SalesProcess) for one in version.forbidden
        )

    def _show_buttons(self) -> None:
        chosen = self._document.project.filter.deviation
        entry, why_not = self.allow.selected is not None, self.edits.why_not
        self.all_button.setVisible(chosen is not None)
        self.filter_button.setVisible(self._selected is not None and self._selected != chosen)
        self.accept_button.setVisible(self._selected is not None)
        for part in (self.accept_button, self.accept_action):
            part.setEnabled(self._selected is not None and not why_not)
        set_tip(self.accept_button, why_not or tr("It then no longer counts, and is still reported"))
        for button in (self.edit_button, self.remove_button):
            button.setVisible(entry)

    def _accept(self) -> None:
        if self._selected is not None:
            self.edits.accept(self._selected)

    def _change_entry(self) -> None:
        if self.allow.selected is not None:
            self.edits.change(self.allow.selected.entry)

    def _remove_entry(self) -> None:
        if self.allow.selected is not None:
            self.edits.remove(self.allow.selected.entry)

    def _choose(self, key: DeviationKey | None) -> None:
        if key is not None and key != self._document.project.filter.deviation:
            self.deviation_chosen.emit(key)


def _effects_of(analysis: Analysis, mask: Mask, report: Report) -> tuple[DeviationEffects, ...]:
    from mining.diagnosis.effects.known_effects import known_effects  # late: the first window comes first

    return known_effects(analysis, mask, report)
