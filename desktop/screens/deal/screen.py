"""The screen of one deal: its facts, its path beside the documented one, and every step and activity in words."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from desktop.deals_table import OUTCOMES, DealsTable
from desktop.document import Document
from desktop.icons import icon
from desktop.results import Results
from desktop.screens.deal.arrangement import Told
from desktop.screens.deal.lists import DealLists
from desktop.screens.deal.rule_lines import RuleLines
from desktop.screens.deal.taking_away import deal_to_take_away, told_words
from desktop.screens.deal.timeline_card import TimelineCard
from desktop.take_away import TakeAway
from desktop.theme import LIGHT, Palette
from desktop.widgets.elided_label import ElidedLabel
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.screen_parts import fill_with_pages
from desktop.widgets.scrolled import scrolled
from desktop.widgets.text import set_tip, text
from mining.deals.activities import activities_of, has_activities
from mining.deals.beside import beside_moments
from mining.deals.buyer import buyer_moments, moment_words
from mining.deals.days import created, days_taken
from mining.deals.path import deal_path, is_unchecked
from mining.deals.story import deal_story
from mining.number_format import date, days, money, number
from mining.rules.wording import deal_words as rule_lines
from mining.still_to_come import with_what_is_to_come
from mining.wording import deal_words
from models.analysis import Analysis
from models.case_table import NO_TIME, Outcome
from models.event_log import EventLog
from models.project import ProcessModel
from models.sales_process import SalesProcess
from resources.translation import tr

NO_DEAL = -1
NOT_CHECKED = tr("This deal could not be checked in time: its path is shown as it is.")
_LONGEST = 44
"""Characters of a deal's name that are shown; the tool tip has all."""


class DealScreen(QWidget):
    """One deal of the log at a time; left and right go through the deals that pass the filter."""

    back_requested = Signal()

    def __init__(
        self, document: Document, results: Results, palette: Palette, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("screen")
        self._document, self._results, self._palette = document, results, palette
        self._log: EventLog | None = None
        self._analysis: Analysis | None = None
        self.case = NO_DEAL
        self.name = ElidedLabel("title")
        self.outcome = text(role="strong")
        self.facts = text(role="muted", wrap=True)
        self.verdict = text(role="strong", wrap=True)
        self.rules = RuleLines()
        self.place = text(role="small")
        self.back = QPushButton(tr("Back"))
        self.other = QPushButton(tr("All deals"))
        self.previous = QPushButton()
        self.next = QPushButton()
        self.story = text(wrap=True)
        self.card = TimelineCard(palette)
        self.timeline = self.card.timeline
        self.lists = DealLists(palette)
        self.steps, self.activities, self.changes = (
            self.lists.steps,
            self.lists.activities,
            self.lists.changes,
        )
        self.deals = DealsTable(palette)
        self._build()
        self._connect()
        self.set_palette_colors(palette)
        self.refresh()

    def set_palette_colors(self, palette: Palette) -> None:
        """Draw what is painted by hand in another palette."""
        self._palette = palette
        for part in (self.card, self.lists, self.deals):
            part.set_palette_colors(palette)
        self.previous.setIcon(icon("chevron-left", palette.text))
        self.next.setIcon(icon("chevron-right", palette.text))
        self._colour_outcome()

    def show_deal(self, case: int) -> None:
        """Show the deal with this index in the analysed log; the list of deals where there is no such deal."""
        analysis = self._results.analysis
        if analysis is None or not 0 <= case < analysis.log.n_cases:
            self.case = NO_DEAL
            self.refresh()
            return
        self.case, self._log, self._analysis = case, analysis.log, analysis
        path = deal_path(analysis.log, analysis.conformance, case)
        version = self._version_of(analysis, case)
        process = self._document.project.process if version is None else self._versions()[version]
        if path.checked and isinstance(process, SalesProcess):
            path = with_what_is_to_come(path, analysis.log, process)
        imported, prepared = self._document.project.log, self._results.prepared
        activities = activities_of(prepared, analysis.log.cases.ids[case]) if prepared is not None else ()
        summary = self._document.project.summary
        story = deal_story(analysis.log, path, activities, summary.robots if summary is not None else ())
        told = Told(path, activities, story, beside=beside_moments(analysis, case))
        if isinstance(process, SalesProcess):
            moments = buyer_moments(analysis, process, case)
            words = tuple(moment_words(moment, analysis.log) for moment in moments)
            told = replace(told, journey=moments, journey_words=words)
        self.card.show_told(told)
        any_imported = bool(activities) or imported is None or has_activities(imported)
        self.lists.show_deal(told, any_imported)
        self.story.setText(told_words(told))
        self._show_facts(analysis.log, case)
        is_open = analysis.log.cases.outcome[case] == Outcome.OPEN
        is_given_up = analysis.conformance is not None and is_unchecked(analysis.conformance, case)
        self.verdict.setText(NOT_CHECKED if is_given_up else deal_words(path, bool(is_open)))
        self.verdict.setVisible(path.checked or is_given_up)
        self.rules.show_lines(rule_lines(analysis.rules, case) if analysis.rules is not None else ())
        self._show_place()
        if self.pages.currentWidget() is not self.deal_page:
            self.pages.setCurrentWidget(self.deal_page)
            self.lists.setFocus()

    def refresh(self) -> None:
        """Take over new results: the same deal if its log is still there, else the list of deals."""
        analysis, view = self._results.analysis, self._results.view
        if analysis is None or view is None:
            self.case, self._log = NO_DEAL, None
            self.deals.clear()
            self.pages.setCurrentWidget(self.nothing_imported)
            return
        if self.case != NO_DEAL and self._same_deal(analysis.log):
            if self._analysis is not analysis:  # the log can be the same and the process another
                self.show_deal(self.case)
            self._show_place()
            return
        self.case, self._log = NO_DEAL, None
        self.deals.show_cases(analysis.log, np.flatnonzero(view.mask))
        self.pages.setCurrentWidget(self.chooser_page)

    def go(self, way: int) -> None:
        """Show the next deal (1) or the one before (-1) of those that pass the filter, if there is one."""
        cases = self._cases()
        if self.case == NO_DEAL or not len(cases):
            return
        at = int(np.searchsorted(cases, self.case, side="left" if way < 0 else "right"))
        at = at - 1 if way < 0 else at
        if 0 <= at < len(cases):
            self.show_deal(int(cases[at]))

    def take_away(self, real_names: bool) -> TakeAway | None:
        """The timeline of the deal, painted in full, and its steps, activities and changes as tables."""
        if self._log is None or self.case == NO_DEAL or self._results.prepared is None:
            return None
        title = self._log.cases.name[self.case] or self._log.cases.ids[self.case]
        told = self.timeline.told
        return deal_to_take_away(title, told, self._results.prepared, self.timeline, LIGHT, real_names)

    def choose_another(self) -> None:
        """Go back to the list of deals."""
        self.case = NO_DEAL
        self.refresh()
        self.deals.search.setFocus()

    def _same_deal(self, log: EventLog) -> bool:
        """Whether the shown index still means the same deal, after another process was checked."""
        return self._log is not None and self._log.cases.ids is log.cases.ids

    def _versions(self) -> tuple[ProcessModel | None, ...]:
        project = self._document.project
        return (*project.earlier, project.process)

    def _version_of(self, analysis: Analysis, case: int) -> int | None:
        """The version of the process that a deal was checked against, None where there is only one."""
        found = analysis.conformance
        known = found.version_of_case if found is not None else None
        if known is None or int(known[case]) >= len(self._versions()):
            return None
        return int(known[case])

    def _cases(self) -> np.ndarray:
        view = self._results.view
        return np.flatnonzero(view.mask) if view is not None else np.zeros(0, dtype=np.int64)

    def _show_place(self) -> None:
        cases = self._cases()
        at = int(np.searchsorted(cases, self.case))
        inside = at < len(cases) and int(cases[at]) == self.case
        self.place.setText(
            tr("{at} of {cases}", at=number(at + 1), cases=number(len(cases)))
            if inside
            else tr("Outside the filter")
        )
        self.previous.setEnabled(at > 0)
        self.next.setEnabled(at + inside < len(cases))

    def _show_facts(self, log: EventLog, case: int) -> None:
        table = log.cases
        name, identity = table.name[case], table.ids[case]
        full = " ".join((name or identity).split())
        self.name.setText(full if len(full) <= _LONGEST else full[: _LONGEST - 1] + "…")
        set_tip(self.name, full)
        people = [table.owner.text(case), table.team.text(case), table.segment.text(case)]
        amount = money(float(table.amount[case]), table.currency.text(case))
        begin, end = int(created(log)[case]), int(table.closed[case])
        closed = table.outcome[case] != Outcome.OPEN and end != NO_TIME
        span = f"{date(begin)} → {date(end)}" if closed else tr("created {day}", day=date(begin))
        took = float(days_taken(log)[case])
        known = [identity if name else "", *people, amount if amount != "–" else ""]
        known.append(span if begin != NO_TIME else "")
        known.append(days(took, log.day_hours) if closed and not np.isnan(took) else "")
        found = self._analysis.conformance if self._analysis is not None else None
        if found is not None and found.version_of_case is not None:
            known.append(
                tr(
                    "version {name} of the process",
                    name=found.versions[int(found.version_of_case[case])].name,
                )
            )
        self.facts.setText("  ·  ".join(fact for fact in known if fact))
        self._colour_outcome()

    def _colour_outcome(self) -> None:
        if self._log is None or self.case == NO_DEAL:
            return
        outcome = Outcome(self._log.cases.outcome[self.case])
        palette = self._palette
        colours = {Outcome.WON: palette.won, Outcome.LOST: palette.lost, Outcome.OPEN: palette.open}
        marks = {Outcome.WON: "✓", Outcome.LOST: "✕", Outcome.OPEN: "○"}
        self.outcome.setVisible(outcome in colours)
        self.outcome.setText(f"{marks.get(outcome, '')} {OUTCOMES[outcome]}")
        edge = colours.get(outcome, palette.border)
        self.outcome.setStyleSheet(f"border: 1.5px solid {edge}; border-radius: 10px; padding: 2px 10px;")

    def _build(self) -> None:
        self.nothing_imported = EmptyState(
            tr("No deals yet"), tr("Import a CRM export to see single deals step by step.")
        )
        self.deal_page, self.chooser_page = self._deal_page(), self._chooser_page()
        self.pages = QStackedWidget()
        fill_with_pages(self, self.pages, (self.nothing_imported, self.chooser_page, self.deal_page))

    def _deal_page(self) -> QScrollArea:
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self.name)
        head.addWidget(self.outcome, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addStretch(1)
        for part in (self.place, self.previous, self.next, self.other, self.back):
            head.addWidget(part)
        for button, name, words in (
            (self.previous, tr("Previous deal"), tr("Previous deal (Left)")),
            (self.next, tr("Next deal"), tr("Next deal (Right)")),
        ):
            button.setIconSize(QSize(18, 18))
            button.setToolTip(words)
            button.setAccessibleName(name)
        judged = QVBoxLayout()
        judged.setSpacing(3)
        judged.addWidget(self.verdict)
        judged.addWidget(self.rules)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self.facts)
        column.addWidget(self.story)
        column.addLayout(judged)
        column.addSpacing(2)
        column.addWidget(self.card)
        column.addWidget(self.lists, 1)
        for key, way in ((Qt.Key.Key_Left, -1), (Qt.Key.Key_Right, 1)):
            shortcut = QShortcut(QKeySequence(key), page)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda way=way: self.go(way))
        return scrolled(page, tr("Deal"))

    def _chooser_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(10)
        column.addWidget(text(tr("Deal"), "title"))
        column.addWidget(
            text(tr("Choose a deal in Deviations, or from all deals that pass the filter."), "muted")
        )
        column.addWidget(self.deals, 1)
        return page

    def _connect(self) -> None:
        self.back.clicked.connect(self.back_requested)
        self.other.clicked.connect(self.choose_another)
        self.previous.clicked.connect(lambda: self.go(-1))
        self.next.clicked.connect(lambda: self.go(1))
        self.deals.deal_chosen.connect(self.show_deal)
        self.timeline.step_clicked.connect(self.lists.go_to_step)
        self.timeline.activity_clicked.connect(self.lists.go_to_activity)
        self.timeline.change_clicked.connect(self.lists.go_to_change)
        for clicked in (
            self.timeline.step_clicked,
            self.timeline.activity_clicked,
            self.timeline.change_clicked,
        ):
            clicked.connect(lambda _: self.deal_page.ensureWidgetVisible(self.lists))
        self.lists.step_changed.connect(self.timeline.mark)
        self.lists.change_changed.connect(self.timeline.mark_change)
        self.lists.activity_changed.connect(self.timeline.mark_activity)
        self._results.changed.connect(self.refresh)
