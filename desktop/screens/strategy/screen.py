"""The screen of the strategy: everything that was agreed beside the process, edited in place, every edit undone."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.document import Document
from desktop.latest_job import LatestJob
from desktop.results import Results
from desktop.screens.strategy.cards import (
    SweetSpotCard,
    TargetsCard,
    changes_card,
    handoffs_card,
    offers,
    stakeholders_card,
)
from desktop.screens.strategy.taken_away import taken_away
from desktop.take_away import TakeAway
from desktop.theme import Palette
from desktop.widgets.elided_label import ElidedLabel
from desktop.widgets.empty_state import Choice, EmptyState
from desktop.widgets.problem_lines import ProblemLines
from desktop.widgets.screen_parts import fill_with_pages, title_row
from desktop.widgets.scrolled import scrolled
from mining.process.editing_facts import editing_facts
from mining.process.problems.strategy import strategy_problems
from mining.process.roles import roles_of
from models.editing_facts import EditingFacts
from models.event_log import EventLog
from models.progress import Report
from models.project import Project
from models.sales_process import SalesProcess
from resources.translation import tr

_GIVER, _TAKER, _START, _DONE, _METRIC = 1, 2, 3, 4, 4
_RATES = ("win_rate", "cycle_days", "fitness")
_CADENCES = (tr("weekly"), tr("every two weeks"), tr("monthly"), tr("quarterly"))


class StrategyScreen(QWidget):
    """What is shown follows the document; the names that can be chosen are those of the log."""

    editor_wanted = Signal()
    process_wanted = Signal()
    failed = Signal(object)

    def __init__(
        self, document: Document, results: Results, palette: Palette, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("screen")
        self._document, self._results = document, results
        self._is_stale = True
        self._facts = EditingFacts()
        self._facts_of: EventLog | None = None
        self._finding = LatestJob(tr("Reading what the deals offer"), self)
        self._finding.done.connect(self._offer)
        self._finding.failed.connect(self.failed)
        self.summary = ElidedLabel("small")
        self.problems = ProblemLines(palette)
        self.sweet_spot, self.targets = SweetSpotCard(palette), TargetsCard(palette)
        self.handoffs, self.changes = handoffs_card(palette), changes_card(palette)
        self.stakeholders = stakeholders_card(palette)
        self.cards = (self.sweet_spot, self.targets, self.handoffs, self.changes, self.stakeholders)
        self._build()
        for card in self.cards:
            card.edited.connect(self._edit)
        document.changed.connect(lambda _, new: self.refresh())
        results.changed.connect(self.refresh)
        self.set_palette_colors(palette)

    @property
    def process(self) -> SalesProcess | None:
        """The process whose strategy is edited."""
        found = self._document.project.process
        return found if isinstance(found, SalesProcess) else None

    @property
    def is_ready(self) -> bool:
        """Whether nothing is looked for."""
        return not self._finding.busy

    def stop(self) -> None:
        """Wait for what is looked for: before the window goes."""
        self._finding.stop()

    def set_palette_colors(self, palette: Palette) -> None:
        """Take the colours of another theme."""
        self.problems.set_palette_colors(palette)
        for card in self.cards:
            card.set_palette_colors(palette)
        for state in (self.no_process, self.imported_model):
            state.paint_icons(palette.accent)

    def take_away(self, real_names: bool) -> TakeAway | None:
        """What was agreed, as a page and as tables; it names positions, no reps."""
        process = self.process
        return None if process is None else taken_away(process)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self.refresh()

    def refresh(self) -> None:
        """Show the strategy, now or as soon as the screen is in sight."""
        self._is_stale = not self.isVisible()
        if self._is_stale:
            return
        process = self.process
        if process is None:
            has_model = self._document.project.process is not None
            self.pages.setCurrentWidget(self.imported_model if has_model else self.no_process)
            return
        self.pages.setCurrentWidget(self.content)
        self.summary.setText(tr("What was agreed beside the process {name}", name=process.name))
        for card in self.cards:
            card.show_process(process)
        self._show_problems(process)
        self._look(self._results.prepared)

    def _show_problems(self, process: SalesProcess) -> None:
        self.problems.show_lines(
            [(one.severity, one.shown) for one in strategy_problems(process, self._facts)]
        )

    def _edit(self, verb: str, process: SalesProcess) -> None:
        project: Project = self._document.project
        self._document.edit(verb, replace(project, process=process))

    def _look(self, log: EventLog | None) -> None:
        if log is not self._facts_of:
            self._facts_of = log
            self._finding.start(partial(_facts_of, log))

    def _offer(self, facts: EditingFacts) -> None:
        self._facts = facts
        process = self.process
        if process is None:
            return
        names = [field.name for field in facts.fields]
        self.sweet_spot.table.offer(0, offers(names))
        roles = roles_of(process)
        for column in (_GIVER, _TAKER):
            self.handoffs.table.offer(column, offers(roles, roles.values()))
        events = [signal.name for signal in process.signals] + [stage.name for stage in process.stages]
        events += [one.name for one in facts.kinds]
        for column in (_START, _DONE):
            self.handoffs.table.offer(column, offers(dict.fromkeys(events)))
        metrics = [f"skip.{stage.name}" for stage in process.stages]
        self.changes.table.offer(_METRIC, offers([*metrics, *_RATES]))
        self.stakeholders.table.offer(2, offers(_CADENCES))
        self._show_problems(process)

    def _build(self) -> None:
        self.no_process = EmptyState(
            tr("No documented process yet"),
            tr(
                "What is agreed beside it (whom to sell to, targets, hand-overs, changes) is kept with "
                "the process."
            ),
            [
                Choice(
                    "square-pen",
                    tr("Draw or open a process"),
                    tr("In the process editor"),
                    self.editor_wanted.emit,
                )
            ],
        )
        self.imported_model = EmptyState(
            tr("This process is an imported model"),
            tr("Targets, hand-overs and changes are kept with a process that is written as stages."),
            [
                Choice(
                    "square-pen",
                    tr("Turn it into stages"),
                    tr("In the process editor"),
                    self.editor_wanted.emit,
                )
            ],
        )
        inside = QWidget()
        inside.setObjectName("content")
        column = QVBoxLayout(inside)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(14)
        column.addLayout(title_row(tr("Strategy"), self.summary))
        column.addWidget(self.problems)
        first = QHBoxLayout()
        first.setSpacing(14)
        first.addWidget(self.sweet_spot, 1)
        first.addWidget(self.targets, 1)
        column.addLayout(first)
        for card in (self.handoffs, self.changes, self.stakeholders):
            column.addWidget(card)
        column.addStretch(1)
        self.content = scrolled(inside, tr("Strategy"))
        self.pages = QStackedWidget()
        fill_with_pages(self, self.pages, (self.content, self.no_process, self.imported_model))


def _facts_of(log: EventLog | None, report: Report) -> EditingFacts:
    return editing_facts(log)
