"""The screen of conformance: how well deals and process describe each other, stage by stage and rule by rule."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop.document import Document
from desktop.job import Job
from desktop.jobs import Jobs
from desktop.results import Results
from desktop.screens.conformance.about_panel import AboutPanel
from desktop.screens.conformance.compare_panel import ComparePanel
from desktop.screens.conformance.head import Head
from desktop.screens.conformance.rule_changes import RuleChanges
from desktop.screens.conformance.rule_columns import rows_of
from desktop.screens.conformance.rules_panel import RulesPanel
from desktop.screens.conformance.stages_panel import StagesPanel
from desktop.screens.conformance.taken_away import Shown, taken_away
from desktop.take_away import TakeAway
from desktop.theme import Palette
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.screen_parts import chip_row, mark_chip
from mining.filtering import Mask, case_mask
from mining.measures.comparison import Comparison, compare
from mining.number_format import number
from models.analysis import Analysis, View
from models.costs import Costs
from models.project import Project
from models.sales_process import SalesProcess
from resources.translation import tr

STAGES, RULES, ABOUT, OTHER = range(4)
_NAMES = ("stages", "rules", "about", "other")
ROOMY = 600
"""Pixels; in less height the measures leave out their sentences for the sake of the tables."""


class ConformanceScreen(QWidget):
    """The measures of the filtered deals on top, and below them one of four parts, chosen by a button each."""

    rule_chosen = Signal(object)
    """The id of the rule to filter by, None to show all deals again."""

    deal_chosen = Signal(int)
    """The index of a case in `results.analysis.log`."""

    def __init__(
        self,
        document: Document,
        results: Results,
        jobs: Jobs,
        palette: Palette,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("screen")
        self._document, self._results, self._jobs = document, results, jobs
        self._is_stale = True
        self._compared: View | None = None
        self._comparing: Job | None = None
        self.head = Head()
        self.stages, self.rules = StagesPanel(palette), RulesPanel(palette)
        self._rule_changes = RuleChanges(document, jobs, self.rules, self)
        self.about, self.other = AboutPanel(palette), ComparePanel()
        self.chips = [QPushButton() for _ in range(4)]
        self.parts = QStackedWidget()
        self._corner = QWidget()
        self.nothing_imported = EmptyState(
            tr("No deals yet"),
            tr("Import a CRM export; how well it fits the documented process is measured here."),
        )
        self.no_process = EmptyState(
            tr("No documented process yet"),
            tr(
                "Conformance is measured against the process you agreed on. Open one, or start from a "
                "template."
            ),
        )
        self._build()
        self._connect()
        self.go(STAGES)

    def set_palette_colors(self, palette: Palette) -> None:
        """Draw what is painted by hand in another palette."""
        for part in (self.stages, self.rules, self.about):
            part.set_palette_colors(palette)

    def go(self, part: int) -> None:
        """Show one of the four parts."""
        self.parts.setCurrentIndex(part)
        self._corner.setVisible(part == RULES)
        mark_chip(self.chips, part)

    def refresh(self) -> None:
        """Show what the results hold now, or as soon as the screen is in sight."""
        analysis, view = self._results.analysis, self._results.view
        if view is not self._compared:
            self._stop_comparing()
            self._rule_changes.stop()
        self._is_stale = not self.isVisible()
        if self._is_stale:
            return
        if analysis is None or view is None:
            self.pages.setCurrentWidget(self.nothing_imported)
        elif analysis.conformance is None or view.quality is None:
            self.pages.setCurrentWidget(self.no_process)
        else:
            project = self._document.project
            self.head.show_view(view, not project.costs.are_standard)
            self.stages.show_stages(view.quality, project.costs)
            self.rules.show_rules(
                analysis,
                self._counted(analysis, view),
                project.filter.rule,
                isinstance(project.process, SalesProcess),
            )
            self.about.show_process(analysis.conformance, view.quality)
            self._name_chips(len(analysis.rules.results) if analysis.rules else 0, len(self.about.lines))
            self.pages.setCurrentWidget(self.content)

    def take_away(self, real_names: bool) -> TakeAway | None:
        """The measures with the part in sight as a page, all parts as tables; None where nothing is measured."""
        analysis, view, project = self._results.analysis, self._results.view, self._document.project
        found = analysis.conformance if analysis is not None else None
        if analysis is None or found is None or view is None or view.quality is None:
            return None
        rules = rows_of(analysis, self._counted(analysis, view))
        part = self.parts.currentIndex()
        shown = Shown(analysis, found, view, view.quality, project.costs, rules, self.other.comparison)
        chosen = self.rules.chosen_rule if part == RULES else None
        tables = {STAGES: self.stages.table, RULES: self.rules.table, OTHER: self.other.table}
        return taken_away(shown, _NAMES[part], tables.get(part), chosen, real_names)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.head.set_compact(event.size().height() < ROOMY)

    def _counted(self, analysis: Analysis, view: View) -> Mask:
        """The deals over which all rules are counted: the filtered ones, whichever rule the filter is set to."""
        chosen = self._document.project.filter
        if chosen.rule is None:
            return view.mask
        return case_mask(analysis.log, replace(chosen, rule=None), analysis.conformance, analysis.rules)

    def _name_chips(self, rules: int, findings: int) -> None:
        names = (tr("By stage"), tr("Rules"), tr("About the process"), tr("Other measures"))
        for chip, name, count in zip(self.chips, names, (0, rules, findings, 0), strict=True):
            chip.setText(f"{name} ({number(count)})" if count else name)

    def _change_costs(self, verb: str, costs: Costs) -> None:
        project = self._document.project
        if costs != project.costs:
            self._document.edit(verb, replace(project, costs=costs))

    def _project_changed(self, old: Project, new: Project) -> None:
        view = self._results.view
        if old.costs != new.costs and view is not None and view.quality is not None:
            self.stages.show_stages(view.quality, new.costs)  # at once: the measures follow

    def _compare(self) -> None:
        analysis, view, log = self._results.analysis, self._results.view, self._results.prepared
        process = self._document.project.process
        if analysis is None or analysis.conformance is None or view is None or log is None or process is None:
            self.other.offer_again()
            return
        self._compared = view
        work = partial(compare, analysis.conformance, log, process, view.mask)
        self._comparing = self._jobs.run(tr("Comparing with other measures"), work, self._show_comparison)
        self._comparing.finished.connect(self._comparison_ended)

    def _show_comparison(self, comparison: Comparison) -> None:
        if self.sender() is self._comparing and self._compared is self._results.view:
            self.other.show_comparison(comparison)

    def _comparison_ended(self) -> None:
        """However it ended: where there is nothing to show, it can be asked for again."""
        if self.sender() is self._comparing:
            self._comparing = None
            if self.other.currentWidget() is self.other.offer:
                self.other.offer_again()

    def _stop_comparing(self) -> None:
        """What was compared are not the deals that are shown now."""
        self._compared = None
        if self._comparing is not None:
            self._comparing.cancel()
            self._comparing = None
        self.other.offer_again()

    def _connect(self) -> None:
        for at, chip in enumerate(self.chips):
            chip.clicked.connect(partial(self.go, at))
        self.stages.costs_changed.connect(self._change_costs)
        self.rules.rule_chosen.connect(self.rule_chosen)
        self.rules.deal_chosen.connect(self.deal_chosen)
        self.other.wanted.connect(self._compare)
        self._document.changed.connect(self._project_changed)
        self._results.changed.connect(self.refresh)

    def _build(self) -> None:
        """From the outside in: what moves into a parent takes the style anew with everything that is in it."""
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        self.pages = QStackedWidget()
        whole.addWidget(self.pages)
        self.content = QWidget()
        for page in (self.content, self.nothing_imported, self.no_process):
            self.pages.addWidget(page)
        column = QVBoxLayout(self.content)
        column.setContentsMargins(24, 20, 24, 10)
        column.setSpacing(12)
        column.addWidget(self.head)
        chips = chip_row(self.chips)
        column.addLayout(chips)
        chips.addWidget(self._corner)
        corner = QHBoxLayout(self._corner)
        corner.setContentsMargins(0, 0, 0, 0)
        corner.addWidget(self.rules.suggest_button)
        column.addWidget(self.parts, 1)
        for part in (self.stages, self.rules, self.about, self.other):
            self.parts.addWidget(part)
        self.setTabOrder(self.chips[-1], self.rules.suggest_button)
