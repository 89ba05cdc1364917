"""The screen of what another process would mean: drafts on the left, before and after beside them."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.document import Document
from desktop.latest_job import LatestJob
from desktop.results import Results
from desktop.screens.what_if.comparison import Comparison
from desktop.screens.what_if.dialogs import AddQuestion, AdoptQuestion
from desktop.screens.what_if.draft_edits import DraftEdits
from desktop.screens.what_if.drafts_panel import DraftsPanel
from desktop.screens.what_if.quick_edits import QuickEdits
from desktop.screens.what_if.suggestions import Suggestions
from desktop.screens.what_if.taking import taken_away
from desktop.screens.what_if.versions_panel import VersionsPanel
from desktop.screens.what_if.work import Compared, Wanted, compared, suggested
from desktop.take_away import TakeAway
from desktop.theme import Palette
from desktop.widgets.empty_state import Choice, EmptyState
from desktop.widgets.scrolled import scrolled
from desktop.widgets.switch import Switch
from desktop.widgets.text import frame, text
from mining.what_if.drafts import versions_of
from mining.what_if.wording import versions_words
from models.errors import UserError
from models.event_log import EventLog
from models.progress import Report
from models.project import ProcessModel, Project
from models.repair import ProcessEdit, Repair, Repairs
from models.sales_process import SalesProcess
from resources.translation import tr

_LEFT = 278
EDITS, VERSIONS = range(2)


class WhatIfScreen(QWidget):
    """Everything that is changed here is a step to undo; what is shown follows the document."""

    deal_chosen = Signal(int)
    start_wanted = Signal()
    """A draft is to start from something: whoever asks calls `take` with the answer."""

    canvas_wanted = Signal(int)
    """The number of the draft that is to be edited on the canvas."""

    started = Signal(object)
    """A `Job` that the user waits for."""

    failed = Signal(object)
    """The exception that stopped some work, other than what the user can mend here."""

    def __init__(
        self, document: Document, results: Results, palette: Palette, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("screen")
        self._document, self._results = document, results
        self.edits = DraftEdits(document, self)
        self._is_stale = True
        self._result: Compared | None = None
        self.question: QDialog | None = None
        self.comparing = LatestJob(tr("Comparing with the draft"), self)
        self.suggesting = LatestJob(tr("Trying small edits of the process"), self)
        self.converting = LatestJob(tr("Turning the model into stages"), self)
        self.drafts, self.versions = DraftsPanel(palette), VersionsPanel()
        self.quick, self.suggestions = QuickEdits(palette), Suggestions()
        self.panels = Switch(tr("Below the drafts"), (tr("Edits"), tr("Versions")))
        self.comparison = Comparison(palette)
        self.subtitle = text(role="muted", wrap=True)
        self.problem = text(role="problem", wrap=True)
        self._build()
        self._connect()
        self.set_palette_colors(palette)
        self.refresh()

    @property
    def is_ready(self) -> bool:
        """Whether everything that is shown is up to date."""
        return not any(job.busy for job in (self.comparing, self.suggesting, self.converting))

    def stop(self) -> None:
        """Cancel what runs and wait for it."""
        for job in (self.comparing, self.suggesting, self.converting):
            job.stop()

    def set_palette_colors(self, palette: Palette) -> None:
        """Draw what is painted by hand in another palette."""
        for part in (self.drafts, self.quick, self.comparison):
            part.set_palette_colors(palette)
        for state in (self.no_draft, self.nothing_imported, self.no_process):
            state.paint_icons(palette.accent)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self.refresh()

    def refresh(self) -> None:
        """Show the drafts and compare, now or as soon as the screen is in sight."""
        self._is_stale = not self.isVisible()
        if self._is_stale:
            return
        self.edits.keep_chosen()
        self._show_drafts()
        project = self._document.project
        self.versions.show_versions(versions_of(project), len(project.earlier))
        self.quick.show_process(self.edits.process)
        self._compare(project)

    def take(self, verb: str, process: ProcessModel, name: str = "") -> None:
        """Begin a draft with what was chosen to start from; an imported net becomes stages, or it is said why not."""
        if isinstance(process, SalesProcess):
            self.edits.add(verb, process, name or process.name)
        else:
            self.started.emit(
                self.converting.start(partial(_as_stages, verb, name, process, self._results.prepared))
            )

    def copy(self) -> None:
        """Begin a draft as a copy of the process in force."""
        process = self._document.project.process
        if process is not None:
            self.take(tr("New draft"), process, tr("Draft of {name}", name=process.name))

    def try_edit(self, edit: ProcessEdit) -> None:
        """Edit the draft that is looked at, or begin one; says why where the edit does not fit."""
        try:
            self.edits.carry_out(edit)
        except UserError as error:
            self._refuse(str(error))

    def take_away(self, real_names: bool) -> TakeAway | None:
        """Both sides as a page and as tables; None where nothing is compared."""
        result = self._result
        shown = self.pages.currentWidget() is self.comparison
        if not shown or result is None or result.found is None or result.after is None:
            return None
        return taken_away(result.found, result.before.process, result.after.process, real_names)

    def _compare(self, project: Project) -> None:
        log, view = self._results.prepared, self._results.view
        self.subtitle.setText("")
        if log is None or view is None:
            self.pages.setCurrentWidget(self.nothing_imported)
            return
        if project.process is None:
            self.pages.setCurrentWidget(self.no_process)
            self.suggestions.say(tr("Suggestions need a documented process."))
            return
        wanted = Wanted(
            log, project.process, self.edits.draft, project.costs, view.mask, project.earlier, project.areas
        )
        if wanted.draft is None:
            self.pages.setCurrentWidget(self.no_draft)
        if wanted.is_like(self._result.wanted if self._result else None):
            self._show(self._result)
            return
        last = self._result
        self.problem.hide()
        self.suggesting.cancel()
        self.started.emit(self.comparing.start(lambda report: compared(wanted, last, report)))

    def _arrived(self, result: Compared) -> None:
        self._result = result
        self._show(result)
        self.suggestions.wait()
        self.suggesting.start(lambda report: suggested(result, report))

    def _show(self, result: Compared | None) -> None:
        if result is None or result.found is None or result.after is None:
            self.pages.setCurrentWidget(self.no_draft)
            return
        name = result.found.after.process
        told = tr("What {name} would mean for the deals that pass the filter.", name=name)
        self.subtitle.setText(f"{told} {versions_words(result.found)}".strip())
        self.comparison.show_found(result.found, result.before.process, result.after.process)
        self.pages.setCurrentWidget(self.comparison)

    def _not_compared(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            self.failed.emit(error)
            return
        self._result = None
        self.pages.setCurrentWidget(self.not_checked)
        self._refuse(str(error))
        self.suggestions.say(tr("Suggestions come when the draft can be checked."))

    def _show_repairs(self, found: Repairs) -> None:
        self.suggestions.show_repairs(found, self.edits.draft is not None)
        before: QWidget = self.quick.swap
        for card in self.suggestions.cards:
            for button in (card.try_button, card.deals_button):
                self.setTabOrder(before, button)
                before = button

    def _converted(self, found: tuple[str, SalesProcess, str]) -> None:
        self.take(*found)

    def _not_converted(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self._refuse(str(error))
        else:
            self.failed.emit(error)

    def _not_suggested(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self.suggestions.say(str(error))
        else:
            self.failed.emit(error)

    def _refuse(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.show()
        self._show_drafts()

    def _choose(self, at: int) -> None:
        self.edits.chosen = at
        self.refresh()

    def _show_drafts(self) -> None:
        project = self._document.project
        self.drafts.show_drafts(project.drafts, self.edits.chosen, project.process is not None)

    def _ask_adopt(self, at: int) -> None:
        project = self._document.project
        old, draft = project.process, project.drafts[at]
        name = old.name if old is not None else tr("nothing")
        can_keep = isinstance(old, SalesProcess)
        self._ask(AdoptQuestion(draft, name, can_keep, date.today(), partial(self.edits.adopt, at), self))

    def _ask_add(self) -> None:
        process = self.edits.process
        if process is not None:
            self._ask(AddQuestion(process, self.edits.carry_out, self))

    def _ask(self, question: QDialog) -> None:
        self.question = question
        question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        question.open()

    def _show_deals_of(self, repair: Repair) -> None:
        if self._result is not None and self._result.after is not None:
            self.comparison.show_these(self._result.after.found.log, repair.begin)

    def _project_changed(self, old: Project, new: Project) -> None:
        parts = ("drafts", "earlier", "process")
        if any(getattr(old, part) is not getattr(new, part) for part in parts):
            self.refresh()

    def _connect(self) -> None:
        self._document.changed.connect(self._project_changed)
        self._results.changed.connect(self.refresh)
        self.comparing.done.connect(self._arrived)
        self.comparing.failed.connect(self._not_compared)
        self.suggesting.done.connect(self._show_repairs)
        self.suggesting.failed.connect(self._not_suggested)
        self.converting.done.connect(self._converted)
        self.converting.failed.connect(self._not_converted)
        drafts, versions, edits = self.drafts, self.versions, self.edits
        edits.refused.connect(self._refuse)
        edits.days_refused.connect(versions.refuse)
        edits.done.connect(self.problem.hide)
        drafts.chosen.connect(self._choose)
        drafts.renamed.connect(edits.rename)
        drafts.copy_wanted.connect(self.copy)
        drafts.start_wanted.connect(self.start_wanted)
        drafts.canvas_wanted.connect(self.canvas_wanted)
        drafts.duplicate_wanted.connect(edits.duplicate)
        drafts.delete_wanted.connect(edits.delete)
        drafts.adopt_wanted.connect(self._ask_adopt)
        versions.validity_wanted.connect(edits.change_validity)
        versions.draft_wanted.connect(edits.draft_of_version)
        versions.delete_wanted.connect(edits.delete_version)
        self.quick.wanted.connect(self.try_edit)
        self.quick.add_wanted.connect(self._ask_add)
        self.suggestions.tried.connect(lambda repair: self.try_edit(repair.edit))
        self.suggestions.stopped.connect(self.suggesting.cancel)
        self.suggestions.deals_wanted.connect(self._show_deals_of)
        self.panels.chosen.connect(self.below.setCurrentIndex)
        self.comparison.deal_chosen.connect(self.deal_chosen)

    def _build(self) -> None:
        self.nothing_imported = EmptyState(
            tr("No deals yet"), tr("Import a CRM export; then another process can be tried on its deals.")
        )
        self.no_process = EmptyState(
            tr("No documented process yet"),
            tr("A draft is compared with the process in force. Open one, or start from something."),
            (
                Choice(
                    "sparkles",
                    tr("Start from…"),
                    tr("The log itself, a template or a file"),
                    self.start_wanted.emit,
                ),
            ),
        )
        self.no_draft = EmptyState(
            tr("What if the process were another?"),
            tr(
                "Try it here: nothing changes until you adopt a draft. Deals, teams and deviations are "
                "shown before and after, side by side."
            ),
            (
                Choice(
                    "pencil", tr("Copy the process in force"), tr("And change it with quick edits"), self.copy
                ),
                Choice(
                    "sparkles",
                    tr("Start from…"),
                    tr("What won deals do, a template or a file"),
                    self.start_wanted.emit,
                ),
            ),
        )
        self.not_checked = EmptyState(
            tr("Nothing can be compared yet"),
            tr("Mend what is said above, or undo the last edit; then deals are checked against it again."),
        )
        self.pages = QStackedWidget()
        for page in (
            self.comparison,
            self.no_draft,
            self.not_checked,
            self.no_process,
            self.nothing_imported,
        ):
            self.pages.addWidget(page)
        self.problem.hide()
        head = QVBoxLayout()
        head.setSpacing(2)
        head.addWidget(text(tr("What if"), "title"))
        head.addWidget(self.subtitle)
        main = QVBoxLayout()
        main.setContentsMargins(20, 20, 24, 14)
        main.setSpacing(12)
        main.addLayout(head)
        main.addWidget(self.problem)
        main.addWidget(self.pages, 1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._build_left())
        whole.addLayout(main, 1)

    def _build_left(self) -> QWidget:
        edits = QWidget()
        edits.setObjectName("content")
        inside = QVBoxLayout(edits)
        inside.setContentsMargins(0, 0, 10, 0)
        inside.setSpacing(14)
        inside.addWidget(self.quick)
        inside.addWidget(self.suggestions)
        inside.addStretch(1)
        self.below = QStackedWidget()
        self.below.addWidget(scrolled(edits, tr("Edits to try")))
        self.below.addWidget(self.versions)
        switch = QHBoxLayout()
        switch.addWidget(self.panels)
        switch.addStretch(1)
        left = frame("side")
        left.setFixedWidth(_LEFT)
        column = QVBoxLayout(left)
        column.setContentsMargins(16, 20, 10, 10)
        column.setSpacing(12)
        column.addWidget(self.drafts)
        column.addWidget(frame("line"))
        column.addLayout(switch)
        column.addWidget(self.below, 1)
        return left


def _as_stages(
    verb: str, name: str, model: ProcessModel, log: EventLog | None, report: Report
) -> tuple[str, SalesProcess, str]:
    from mining.process.as_stages import as_stages  # late: it draws nets

    report(0.0, tr("Finding the stages"))
    return verb, as_stages(model, log), name
