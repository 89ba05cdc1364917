"""The screen of the buyer's journey: the picture of both sides, and beside it what is chosen in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop.document import Document
from desktop.icons import icon
from desktop.results import Results
from desktop.screens.journey_editor.artist import STAGE, STEP, Part
from desktop.screens.journey_editor.beginnings import beside_a_diagram, without_journey, without_process
from desktop.screens.journey_editor.canvas import JourneyArea, JourneyCanvas
from desktop.screens.journey_editor.conflict_cards import ConflictCards
from desktop.screens.journey_editor.facts import facts_of
from desktop.screens.journey_editor.live import LiveLog
from desktop.screens.journey_editor.side_panel import NARROW, WIDTH, SidePanel
from desktop.screens.journey_editor.taken_away import taken_away
from desktop.take_away import TakeAway
from desktop.theme import Palette
from desktop.widgets.elided_label import ElidedLabel
from desktop.widgets.screen_parts import fill_with_pages, title_row
from mining.number_format import plural
from mining.process.editing import buyer_steps
from mining.process.journey_file import read_journey, with_journey
from mining.process.journey_templates import JourneyTemplate
from models.contradiction import Contradiction
from models.errors import UserError
from models.project import Project
from models.sales_process import SalesProcess
from models.signal import Signal as Evidence
from resources.translation import tr

Change = Callable[[SalesProcess], SalesProcess]
NEW_STEP = tr("New step")
MOST_CONFLICTS = 2
"""So many stand below the picture; the panel beside it has all while nothing is chosen."""
ROOMY = 900
"""Pixels; in less width the panel leaves more of it to the picture."""


class JourneyEditorScreen(QWidget):
    """Edits the journey of the documented process; every change is a step to undo."""

    process_wanted = Signal()
    """A documented process shall be opened."""

    failed = Signal(object)
    """The `UserError` of a file that cannot be used."""

    editor_wanted = Signal()
    """The documented process shall be edited: a diagram can become stages there."""

    def __init__(
        self, document: Document, results: Results, palette: Palette, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("screen")
        self._document, self._results, self._palette = document, results, palette
        self._is_stale = True
        self._fresh: tuple[str, object] | None = None
        self.canvas, self.panel = JourneyCanvas(palette), SidePanel(palette)
        self.live = LiveLog(results, self)
        self.conflicts = ConflictCards()
        self.summary = ElidedLabel("small")
        self.add_button = QPushButton(tr("Add a step"))
        self._build()
        self._connect()
        self.set_palette_colors(palette)

    @property
    def is_ready(self) -> bool:
        """Whether nothing is looked for."""
        return not self.live.is_busy

    def set_palette_colors(self, palette: Palette) -> None:
        """Draw what is painted by hand in another palette."""
        self._palette = palette
        self.canvas.set_palette_colors(palette)
        self.panel.set_palette_colors(palette)
        self.add_button.setIcon(icon("plus", palette.on_accent))
        for state in (self.no_process, self.imported, self.no_journey):
            state.paint_icons(palette.accent)
        self.conflicts.show_conflicts(self.canvas.facts.conflicts[:MOST_CONFLICTS], palette)

    def stop(self) -> None:
        """Wait for what is looked for."""
        self.live.stop()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.panel.setFixedWidth(WIDTH if event.size().width() >= ROOMY else NARROW)
        super().resizeEvent(event)

    def refresh(self) -> None:
        """Show the process as it is now, or as soon as the screen is in sight."""
        self._is_stale = not self.isVisible()
        if self._is_stale:
            return
        process = self._document.project.process
        if process is None:
            self.pages.setCurrentWidget(self.no_process)
        elif not isinstance(process, SalesProcess):
            self.pages.setCurrentWidget(self.imported)
        elif process.journey is None:
            self.pages.setCurrentWidget(self.no_journey)
        else:
            self._show(process)
            self.pages.setCurrentWidget(self.content)

    def edit(self, verb: str, change: Change, sitting: object | None = None) -> bool:
        """Change the process; where that is refused, say why and return False."""
        project = self._document.project
        if not isinstance(project.process, SalesProcess):
            return False
        try:
            process = change(project.process)
        except UserError as error:
            self.panel.tell(str(error))
            return False
        self.panel.tell("")
        if process != project.process:
            self._document.edit(verb, replace(project, process=process), sitting)
        else:
            self.refresh()
        return True

    def take_away(self, real_names: bool) -> TakeAway | None:
        """The picture, and what it says as tables; None where there is no journey."""
        process = self._document.project.process
        if not isinstance(process, SalesProcess) or process.journey is None:
            return None
        return taken_away(process, facts_of(process, self._results.analysis))

    def ask_journey(self) -> None:
        """Let the user choose a file with a journey."""
        name, _ = QFileDialog.getOpenFileName(
            self, tr("Open a journey"), "", tr("Buyer's journeys (*.yaml *.yml)")
        )
        if name:
            self.open_journey(Path(name))

    def open_journey(self, path: Path) -> None:
        """Take over the journey of a file, with its signals and the steps that it gives to stages."""
        process = self._document.project.process
        if not isinstance(process, SalesProcess):
            return
        try:
            changed = with_journey(process, read_journey(path))
        except UserError as error:
            self.failed.emit(error)
            return
        self.start_with(tr("Open a journey"), lambda _: changed)

    def start_with(self, verb: str, change: Change) -> None:
        """Begin a journey, with its first step chosen."""
        if self.edit(verb, change):
            self.canvas.setFocus()

    def _begin(self, verb: str, template: JourneyTemplate) -> None:
        self.start_with(verb, lambda process: buyer_steps.begin_journey(process, template))

    def _show(self, process: SalesProcess) -> None:
        facts = facts_of(process, self._results.analysis)
        journey = process.journey
        assert journey is not None
        before = self.canvas.process.journey
        if self.canvas.selected is not None and self.canvas.selected[0] == STEP and before is not None:
            self._follow_name(self.canvas.selected[1], [step.name for step in before.steps], process)
        self.canvas.show_process(process, facts)
        self.conflicts.show_conflicts(facts.conflicts[:MOST_CONFLICTS], self._palette)
        mapped = sum(bool(stage.buyer) for stage in process.stages)
        self.summary.setText(
            tr(
                "{steps} of the buyer, presumed by {mapped} of {stages}",
                steps=plural(len(journey.steps), "step"),
                mapped=mapped,
                stages=plural(len(process.stages), "stage"),
            )
        )
        self.panel.show_part(process, self.canvas.selected, facts)

    def _follow_name(self, name: str, before: list[str], process: SalesProcess) -> None:
        """A step that was renamed stays selected."""
        names = [step.name for step in process.journey.steps] if process.journey is not None else []
        if name not in names and len(names) == len(before) and name in before:
            self.canvas.selected = (STEP, names[before.index(name)])

    def _add_step(self) -> None:
        """One more step, after the selected one where that has a place in the order; its name is typed right away."""
        process = self._document.project.process
        selected = self.canvas.selected
        journey = process.journey if isinstance(process, SalesProcess) else None
        before = (
            journey.step(selected[1]) if journey is not None and selected and selected[0] == STEP else None
        )
        after = (before.name,) if before is not None and not before.always_on else ()
        sitting = object()
        if self.edit(
            tr("Add buyer step"), lambda process: buyer_steps.add_step(process, NEW_STEP, after), sitting
        ):
            changed = self._document.project.process
            assert isinstance(changed, SalesProcess)
            assert changed.journey is not None
            self._fresh = (changed.journey.steps[-1].name, sitting)
            self.canvas.select((STEP, self._fresh[0]))
            self.canvas.rename_in_place()

    def _rename(self, name: str, title: str) -> None:
        if self._fresh is not None and self._fresh[0] == name:
            sitting, self._fresh = self._fresh[1], None
            self.edit(
                tr("Add buyer step"), lambda process: buyer_steps.name_step(process, name, title), sitting
            )
        else:
            self.edit(tr("Rename buyer step"), lambda process: buyer_steps.title_step(process, name, title))

    def _select(self, part: Part | None) -> None:
        process = self._document.project.process
        if isinstance(process, SalesProcess) and process is self.canvas.process:
            self.panel.tell("")
            self.panel.show_part(process, part, self.canvas.facts)

    def _go_to(self, conflict: Contradiction) -> None:
        if conflict.stages:
            self.canvas.select((STAGE, conflict.stages[-1]))
        elif conflict.steps:
            self.canvas.select((STEP, conflict.steps[-1]))

    def _look(self) -> None:
        process = self._document.project.process
        if isinstance(process, SalesProcess):
            self.panel.show_offers(self.live.look(process))

    def _try(self, signal: Evidence, instead: str) -> None:
        process = self._document.project.process
        if isinstance(process, SalesProcess):
            self.live.count(process, signal, instead)

    def _project_changed(self, old: Project, new: Project) -> None:
        if old.process is not new.process or old.log is not new.log:
            self.refresh()

    def _connect(self) -> None:
        canvas, panel = self.canvas, self.panel
        canvas.selected_changed.connect(self._select)
        canvas.connected.connect(
            lambda earlier, later: self.edit(
                tr("Put one buyer step after another"),
                lambda process: buyer_steps.connect(process, earlier, later),
            )
        )
        canvas.mapped.connect(
            lambda stage, step: self.edit(
                tr("Say what a stage presumes"), lambda process: buyer_steps.map_stage(process, stage, step)
            )
        )
        canvas.renamed.connect(self._rename)
        canvas.removal_wanted.connect(
            lambda name: self.edit(
                tr("Remove buyer step"), lambda process: buyer_steps.remove_step(process, name)
            )
        )
        canvas.panel_wanted.connect(panel.focus)
        self.conflicts.chosen.connect(self._go_to)
        panel.edit_wanted.connect(self.edit)
        panel.offers_wanted.connect(self._look)
        panel.form.tried.connect(self._try)
        panel.overview.remove_journey.clicked.connect(
            lambda: self.edit(tr("Remove the journey"), buyer_steps.without_journey)
        )
        panel.overview.open_journey.clicked.connect(self.ask_journey)
        self.live.counted.connect(panel.form.show_counted)
        self.live.refused.connect(panel.form.show_problem)
        self.live.offers_found.connect(panel.show_offers)
        self.add_button.clicked.connect(self._add_step)
        self._document.changed.connect(self._project_changed)
        self._results.changed.connect(self.refresh)

    def _build(self) -> None:
        self.no_process = without_process(self.process_wanted.emit)
        self.imported = beside_a_diagram(self.editor_wanted.emit, self.process_wanted.emit)
        self.no_journey = without_journey(self._begin, self.ask_journey, self._add_step)
        self.content = self._build_content()
        self.pages = QStackedWidget()
        fill_with_pages(self, self.pages, (self.content, self.no_process, self.imported, self.no_journey))

    def _build_content(self) -> QWidget:
        self.add_button.setProperty("kind", "primary")
        head = title_row(tr("Buyer journey"), self.summary)
        head.setContentsMargins(24, 20, 20, 0)
        head.addWidget(self.add_button)
        self.area = JourneyArea(self.canvas)
        below = QHBoxLayout()
        below.setContentsMargins(20, 0, 20, 14)
        below.addWidget(self.conflicts)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addLayout(head)
        left.addWidget(self.area, 1)
        left.addLayout(below)
        content = QWidget()
        row = QHBoxLayout(content)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(left, 1)
        row.addWidget(self.panel)
        return content
