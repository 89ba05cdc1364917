"""The process editor: the documented process as a drawing that is edited with the mouse and the keyboard."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop.document import Document
from desktop.latest_job import LatestJob
from desktop.live_check import LiveCheck, LiveVerdict
from desktop.results import Results
from desktop.screens.process_editor.chip_drags import ChipDrags
from desktop.screens.process_editor.chips import NEW, ChipStrip
from desktop.screens.process_editor.commands import Edit
from desktop.screens.process_editor.edited_process import EditedProcess
from desktop.screens.process_editor.forms.details_panel import DetailsPanel
from desktop.screens.process_editor.forms.shown import is_block
from desktop.screens.process_editor.imported_model import ImportedModel
from desktop.screens.process_editor.judging import Judged, Judging
from desktop.screens.process_editor.offers import (
    LoggedStep,
    known_labels,
    logged_steps,
    not_in,
    offered_conditions,
)
from desktop.screens.process_editor.outline import Outline
from desktop.screens.process_editor.scene import FlowScene
from desktop.screens.process_editor.selection import WHOLE, Selection
from desktop.screens.process_editor.selection_after import selection_after
from desktop.screens.process_editor.starting import EMPTY_PROCESS, start_state
from desktop.screens.process_editor.taking import picture_of, tables_of
from desktop.screens.process_editor.verdict_panel import VerdictPanel
from desktop.screens.process_editor.view import FlowView
from desktop.take_away import TakeAway
from desktop.theme import Palette
from desktop.widgets.empty_state import EmptyState
from mining.process.editing.tree import place_of
from mining.process.validate import what_is_wrong
from models.buyer_check import SignalEvidence
from models.editing_facts import EditingFacts
from models.errors import UserError
from models.event_log import EventLog
from models.process_problem import ProcessProblem
from models.progress import Report
from models.project import Project
from models.sales_process import SalesProcess
from resources.translation import tr

AGAINST = tr("against the process in force")
_ROOMY = 1000
"""From this width on the details stand beside the canvas without being asked for."""


class ProcessEditorScreen(QStackedWidget):
    """Edits the process of the document; what it says of the deals is checked while it is edited."""

    open_wanted = Signal()
    """A documented process is to be read from a file."""

    start_wanted = Signal()
    """The user wants to choose what a process starts from."""

    def __init__(
        self, document: Document, results: Results, palette: Palette, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._document, self._results, self._palette = document, results, palette
        self._is_stale, self._details_chosen = True, False
        self.which = EditedProcess(document, self)
        self._shown = self.which.at
        self._proposed: Edit | None = None
        self._steps: tuple[LoggedStep, ...] = ()
        self._known: frozenset[str] = frozenset()
        self._facts = EditingFacts()
        self._facts_of: EventLog | None = None
        self._problems: tuple[ProcessProblem, ...] = ()
        self._finding = LatestJob(tr("Reading what the deals offer"), self)
        self.live = LiveCheck(results, self)
        self.judging = Judging(results)
        self.scene = FlowScene(palette, self)
        self.view = FlowView(self.scene)
        self.chips, self.verdict = ChipStrip(), VerdictPanel()
        self.outline, self.list_button = Outline(self.view.keys.press), QPushButton(tr("As a list"))
        self._canvas = QStackedWidget()
        self.details = DetailsPanel(palette, self._matches)
        self.details_button = QPushButton(tr("Hide details"))
        self.nothing = EmptyState(
            tr("No process to edit yet"),
            tr("Import a CRM export: then the process is checked against the deals while you edit it."),
        )
        self.start = start_state(self.draw_new, self.start_wanted.emit, self.open_wanted.emit)
        self.net = ImportedModel(palette, self.draw_new, self.start_wanted.emit)
        self._content = QWidget()
        self._build()
        self._connect()
        self.set_palette_colors(palette)

    @property
    def process(self) -> SalesProcess | None:
        """The process that is edited."""
        found = self.which.process
        return found if isinstance(found, SalesProcess) else None

    @property
    def is_ready(self) -> bool:
        """Whether nothing is being checked any more."""
        return not self._is_stale and not self.live.busy and not self._finding.busy and not self.net.busy

    def set_palette_colors(self, palette: Palette) -> None:
        """Take the colours of another theme."""
        self._palette = palette
        self.scene.set_palette_colors(palette)
        self.details.set_palette_colors(palette)
        self.start.paint_icons(palette.accent)
        self.net.set_palette_colors(palette)

    def stop(self) -> None:
        """Give up what runs: before the window goes."""
        self.live.stop()
        self._finding.stop()
        self.net.stop()

    def take_away(self, real_names: bool) -> TakeAway | None:
        """The process as it is drawn, and its stages as a table; it names roles, no people."""
        process = self.process
        if process is None or self.currentWidget() is not self._content:
            return None
        facts = self.scene.facts
        return TakeAway(process.name, picture_of(process, facts), tables_of(process, facts))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self._refresh()

    def edit_draft(self, at: int) -> None:
        """Edit the draft of that number instead of the process in force."""
        self.which.choose(at)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._details_chosen:
            self.details_button.setChecked(self.width() >= _ROOMY)
            self._details_chosen = False

    def draw_new(self) -> None:
        """Begin with a process that has no stage yet."""
        self._become(tr("Draw a new process"), EMPTY_PROCESS)

    def apply(self, edit: Edit) -> None:
        """Make an edit, say what it took along, and select what was edited."""
        self._proposed = None
        selection = self.scene.selection
        self._become(edit.verb, edit.edited.process)
        self._say_notes(edit)
        self.view.select(selection_after(edit.edited, self.scene.drawing, selection))

    def _become(self, verb: str, process: SalesProcess) -> None:
        self._document.edit(verb, self.which.edited(process))

    def _say_notes(self, edit: Edit) -> None:
        notes = " ".join(edit.edited.notes)
        self.verdict.show_note(tr("{notes} Undo brings it back.", notes=notes) if notes else "")

    def _typed(self, verb: str, process: SalesProcess) -> None:
        """An edit that was made in the panel."""
        self._proposed = None
        selection = self.scene.selection
        self._become(verb, process)
        self.verdict.show_note("")
        if selection.kind == "block" and selection.place is not None:
            self.view.select(selection)

    def _select(self, selection: Selection) -> None:
        """Something else is selected on the canvas or in the panel."""
        if selection != self.scene.selection:
            self.view.move_selection(selection)

    def _show_details(self, *_: object) -> None:
        process = self.process
        if process is not None and self.details.isVisibleTo(self):
            self.details.show_selection(process, self.scene.selection, self._problems, self._facts)

    def _toggle_list(self, shown: bool) -> None:
        self.list_button.setText(tr("As a drawing") if shown else tr("As a list"))
        wanted = self.outline if shown else self.view
        self._canvas.setCurrentWidget(wanted)
        self._show_outline()
        wanted.setFocus()

    def _show_outline(self) -> None:
        if self._canvas.currentWidget() is self.outline:
            self.outline.show_process(self.scene.process, self.scene.facts, self.scene.selection)

    def _toggle_details(self, shown: bool) -> None:
        self._details_chosen = True
        self.details_button.setText(tr("Hide details") if shown else tr("Show details"))
        self.details.setVisible(shown)
        self._show_details()

    def _want_details(self, _: Selection) -> None:
        self.details_button.setChecked(True)
        self.details.setFocus()
        self.details.focusNextChild()

    def _matches(self, signal: str) -> SignalEvidence | None:
        """Where the log has a signal; None while that is not known."""
        analysis = self._results.analysis
        return analysis.buyer.signal(signal) if analysis is not None and analysis.buyer else None

    def _named(self, stage: str, name: str) -> None:
        self.view.select(Selection("stage", stage, place_of(self.scene.process.flow, stage)))
        edit = self.view.commands.rename(name, self._known)
        if edit is not None and what_is_wrong(edit.edited.process) and not what_is_wrong(self.scene.process):
            self._show_outline()
            self.verdict.show_note(
                tr(
                    "{stage} keeps its name: {what_is_wrong}",
                    stage=stage,
                    what_is_wrong=what_is_wrong(edit.edited.process),
                )
            )
        else:
            self.view.do(edit)

    def _add(self, step: LoggedStep) -> None:
        commands = self.view.commands
        if step == NEW:
            self.apply(commands.add_stage())
            self.view.rename()
        else:
            self.apply(commands.add_stage(step.label, step.label))

    def _propose(self, edit: Edit | None) -> None:
        """Check what dropping now would be; nothing is edited yet."""
        self._proposed = edit
        self.live.cancel()
        if edit is None:
            self._show_judged()
            return
        problem = what_is_wrong(edit.edited.process)
        if problem:
            self.verdict.show_sentence(problem)
        else:
            self.live.check(edit.edited.process, self.which.is_draft)

    def _live_found(self, found: LiveVerdict) -> None:
        self.judging.learn(found)
        if self._proposed is not None and self._proposed.edited.process is found.candidate:
            against = f", {AGAINST}" if self.which.is_draft else ""
            self.verdict.show_verdict(found.verdict, f"{self._proposed.verb}{against}")
            self.scene.show_facts(self.judging.facts_of(found.verdict))
        elif self._proposed is None and self.which.is_draft:
            self._show_judged()

    def _check_failed(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        self.verdict.show_sentence(str(error))

    def _project_changed(self, old: Project, new: Project) -> None:
        if self.which.follow(old, new) or old.log is not new.log:
            self._show_other()

    def _show_other(self) -> None:
        self.verdict.show_note("")
        self._refresh()

    def _refresh(self) -> None:
        """Show the process and what is known of it now, or as soon as the screen is in sight."""
        self._is_stale = not self.isVisible()
        if self._is_stale:
            return
        log, model, process = self._document.project.log, self.which.process, self.process
        if log is None:
            self.setCurrentWidget(self.nothing)
        elif model is None:
            self.setCurrentWidget(self.start)
        elif process is None:
            self.net.show_model(model, log)
            self.setCurrentWidget(self.net)
        else:
            self._read_log()
            if process is not self.scene.process:
                self.view.give_up()
            is_new = self.currentWidget() is not self._content or self._shown != self.which.at
            self._shown = self.which.at
            self.scene.show_process(process, self.judging.facts(self.which.is_draft))
            self.setCurrentWidget(self._content)
            self.chips.show_steps(not_in(process, self._steps))
            self.view.begin() if is_new else self.view.follow()
            self._keep_selection(process)
            self._show_judged()

    def _keep_selection(self, process: SalesProcess) -> None:
        """An undo may have taken away what was selected."""
        chosen = self.scene.selection
        if chosen.kind == "stage":
            place = place_of(process.flow, chosen.name)
            chosen = Selection("stage", chosen.name, place) if place is not None else WHOLE
        elif (chosen.kind == "block" and not is_block(process, chosen.place)) or (
            chosen.kind == "end" and process.end(chosen.name) is None
        ):
            chosen = WHOLE
        if chosen != self.scene.selection:
            self.view.select(chosen)

    def _read_log(self) -> None:
        prepared, view = self._results.prepared, self._results.view
        if prepared is None or view is None:
            self._steps, self._known = (), frozenset()
            return
        self._steps, self._known = logged_steps(prepared, view.mask), known_labels(prepared)
        if prepared is not self._facts_of:
            self._facts, self._facts_of = EditingFacts(), prepared
            self.view.conditions = offered_conditions(prepared)
            self._finding.start(partial(_facts, prepared))

    def _facts_found(self, facts: EditingFacts) -> None:
        self._facts = facts
        if not self._is_stale and not self.view.is_carrying:
            self._show_judged()

    def _show_judged(self) -> None:
        """The numbers of the process as it is."""
        process = self.process
        if process is None:
            return
        judged: Judged = self.judging.judge(process, self._facts, self.which.is_draft)
        self._problems = judged.problems
        self.scene.show_facts(judged.facts)
        self._show_details()
        self._show_outline()
        if judged.verdict is not None:
            self.verdict.show_verdict(judged.verdict, AGAINST.capitalize() if self.which.is_draft else "")
        else:
            self.verdict.show_sentence(judged.problem, judged.rest)
        if judged.is_to_check:
            self.live.check(process, alone=True)
        self.view.tell()

    def _build(self) -> None:
        left = QVBoxLayout()
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(0)
        left.addWidget(self.chips)
        left.addWidget(self._canvas, 1)
        left.addWidget(self.verdict)
        self._canvas.addWidget(self.view)
        self._canvas.addWidget(self.outline)
        self.list_button.setCheckable(True)
        self.chips.add(self.which)
        self.chips.add(self.list_button)
        self.chips.add(self.details_button)
        self.details_button.setCheckable(True)
        self.details_button.setChecked(True)
        row = QHBoxLayout(self._content)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(left, 1)
        row.addWidget(self.details)
        for state in (self.nothing, self.start, self.net, self._content):
            self.addWidget(state)

    def _connect(self) -> None:
        self._document.changed.connect(self._project_changed)
        self._results.changed.connect(self._refresh)
        self.which.changed.connect(self._show_other)
        self.view.edited.connect(self.apply)
        self.view.proposed.connect(self._propose)
        self.view.selected.connect(self._show_details)
        self.view.selected.connect(self.outline.show_selection)
        self.outline.selected.connect(self._select)
        self.outline.named.connect(self._named)
        self.list_button.toggled.connect(self._toggle_list)
        self.view.details_wanted.connect(self._want_details)
        self.details.edited.connect(self._typed)
        self.details.selected.connect(self._select)
        self.details_button.toggled.connect(self._toggle_details)
        self.view.named.connect(self._named)
        ChipDrags(self.chips, self.view)
        self.chips.chosen.connect(self._add)
        self.net.converted.connect(partial(self._become, tr("Edit as stages")))
        self._finding.done.connect(self._facts_found)
        self._finding.failed.connect(self._check_failed)
        self.live.found.connect(self._live_found)
        self.live.failed.connect(self._check_failed)


def _facts(log: EventLog, report: Report) -> EditingFacts:
    from mining.process.editing_facts import editing_facts

    report(0.0, tr("Reading the deals"))
    return editing_facts(log)
