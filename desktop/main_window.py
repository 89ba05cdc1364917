"""The main window: navigation, filter, screens and menus around one document."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast, runtime_checkable

from PySide6.QtCore import QSettings
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QMainWindow,
    QMessageBox,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.about import show_about, show_licence
from desktop.actions import Actions
from desktop.appearance import Appearance
from desktop.diagnosing import Diagnosing
from desktop.document import Document
from desktop.error_dialog import show_problem
from desktop.exporting import Exporting
from desktop.filter_edits import FilterEdits
from desktop.filters.bar import FilterBar
from desktop.help.helping import Helping
from desktop.job import Job
from desktop.jobs import Jobs
from desktop.language_choice import LanguageChoice
from desktop.opening import Opening
from desktop.places import (
    COMPARE,
    DEAL,
    DEVIATIONS,
    MODELS,
    OVERVIEW,
    PLACES,
    PROCESS_EDITOR,
    PROCESS_MAP,
    TIME,
    WHAT_IF,
    open_places,
)
from desktop.results import Results
from desktop.screen_makers import make_screen
from desktop.starting import Starting
from desktop.take_away_controls import TakeAwayControls
from desktop.taking_away import TakingAway
from desktop.theme import Palette
from desktop.widgets.note import Note
from desktop.widgets.progress_banner import ProgressBanner
from desktop.widgets.sidebar import Sidebar
from models.case_filter import CaseFilter
from models.deviation import DeviationKey
from models.errors import UserError
from models.project import Project
from models.sales_process import SalesProcess
from resources.translation import tr

if TYPE_CHECKING:
    from desktop.screens.compare.screen import CompareScreen
    from desktop.screens.deal.screen import DealScreen
    from desktop.screens.deviations.screen import DeviationsScreen
    from desktop.screens.models.screen import ModelsScreen
    from desktop.screens.process_editor.screen import ProcessEditorScreen
    from desktop.screens.process_map.screen import ProcessMapScreen
    from desktop.screens.time.screen import TimeScreen
    from desktop.screens.what_if.screen import WhatIfScreen


class Screen(Protocol):
    """What every screen can do besides showing itself."""

    def set_palette_colors(self, palette: Palette) -> None: ...


@runtime_checkable
class Working(Protocol):
    """A screen that has work of its own off the UI thread."""

    def stop(self) -> None:
        """Cancel it and wait for it."""
        ...


class MainWindow(QMainWindow):
    """Shows one document; the screens other than the first are made when they are first gone to."""

    def __init__(
        self, document: Document, appearance: Appearance, settings: QSettings, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.document, self._appearance = document, appearance
        self.jobs, self.results = Jobs(self), Results(document, self)
        self.diagnosing = Diagnosing(document, self.results, self)
        self.filter_edits = FilterEdits(document)
        self.opening = Opening(document, self.jobs, settings, self)
        self.starting = Starting(document, self.results, appearance, self)
        self.exporting = Exporting(document, self.results, self.jobs, self)
        self.taking_away = TakingAway(document, self.results, self.jobs, self, self._shown)
        self.sidebar = Sidebar("Lanekeeper", PLACES)
        self.filter_bar = FilterBar(document, self.results, appearance.palette)
        self.stack = QStackedWidget()
        self.screens: dict[int, QWidget] = {}
        self.actions_ = Actions(self, document.undo_stack)
        self.problem: QMessageBox | None = None
        self._closing = False
        self._build()
        self.banner, self.note = ProgressBanner(self._central), Note(self._central)
        self.language_choice = LanguageChoice(self.actions_.language, self._tell)
        self.take_away = TakeAwayControls(
            self, self.actions_, self.taking_away, self.exporting, self.results, self.note
        )
        self.take_away.told.connect(self.place_notes)
        self.filter_bar.add(self.take_away.button)
        self._connect_actions()
        self._connect_state()
        self._dress(appearance.palette)
        self.go(OVERVIEW)
        self.helping = Helping(self, self._central, settings, appearance.palette)
        self.helping.guarding.exported.connect(self.exporting.exported)
        appearance.changed.connect(self.helping.set_palette_colors)
        self._project_changed(document.project, document.project)
        self.setAcceptDrops(True)
        self.setMinimumSize(860, 560)
        self.resize(1400, 900)
        self.stack.setFocus()

    @property
    def process_map(self) -> ProcessMapScreen:
        """The screen of the map, made now if it was never shown."""
        return cast("ProcessMapScreen", self.screen_at(PROCESS_MAP))

    @property
    def models(self) -> ModelsScreen:
        """The screen of models, made now if it was never shown."""
        return cast("ModelsScreen", self.screen_at(MODELS))

    @property
    def time(self) -> TimeScreen:
        """The screen of time, made now if it was never shown."""
        return cast("TimeScreen", self.screen_at(TIME))

    @property
    def deviations(self) -> DeviationsScreen:
        """The screen of the deviations, made now if it was never shown."""
        return cast("DeviationsScreen", self.screen_at(DEVIATIONS))

    @property
    def compare(self) -> CompareScreen:
        """The screen of the comparison, made now if it was never shown."""
        return cast("CompareScreen", self.screen_at(COMPARE))

    @property
    def what_if(self) -> WhatIfScreen:
        """The screen of what another process would mean, made now if it was never shown."""
        return cast("WhatIfScreen", self.screen_at(WHAT_IF))

    def go(self, place: int) -> None:
        """Show a screen; where the focus would fall on a button of it at first, the screen has it quietly."""
        screen = self.screen_at(place)
        is_first = screen.focusWidget() is None
        self.stack.setCurrentWidget(screen)
        if is_first and isinstance(screen.focusWidget(), QAbstractButton):
            screen.setFocus()
        self.sidebar.go(place)

    def screen_at(self, place: int) -> QWidget:
        """The screen of that place, made now if it was never shown."""
        if place not in self.screens:
            screen = self.screens[place] = make_screen(place, self, self._appearance.palette)
            self.stack.addWidget(screen)
        return self.screens[place]

    def _shown(self) -> QWidget | None:
        return self.stack.currentWidget()

    def watch(self, job: Job) -> None:
        """Show how far some work is, where it takes long, and let the user stop it."""
        self.banner.watch(job)

    def show_deviation(self, key: DeviationKey) -> None:
        """Go to the deviations, looking at the deals with this one."""
        self.filter_edits.by_deviation(key)
        self.go(DEVIATIONS)

    def show_deals(self, chosen: CaseFilter) -> None:
        """Go to the map of the deals that pass a filter."""
        self.filter_edits.by_filter(chosen)
        self.go(PROCESS_MAP)

    def show_deal(self, case: int) -> None:
        """Go to one deal, an index into the analysed log."""
        cast("DealScreen", self.screen_at(DEAL)).show_deal(case)
        self.go(DEAL)

    def edit_draft(self, at: int) -> None:
        """Go to the process editor, at the draft of that number."""
        cast("ProcessEditorScreen", self.screen_at(PROCESS_EDITOR)).edit_draft(at)
        self.go(PROCESS_EDITOR)

    def start_process(self) -> None:
        """Ask what the documented process is to start from."""
        self.starting.ask(self.opening.use_process)

    def stop(self) -> None:
        """Cancel everything that runs and wait for it."""
        self.starting.stop()
        self.jobs.stop()
        self.results.stop()
        self.diagnosing.stop()
        self.filter_bar.stop()
        for screen in self.screens.values():
            if isinstance(screen, Working):
                screen.stop()

    def place_notes(self) -> None:
        """Keep what is told at the bottom in its place there."""
        place, banner = self._central.rect(), self.banner
        left = self.sidebar.width() + (place.width() - self.sidebar.width() - banner.width()) // 2
        banner.adjustSize()
        banner.move(left, place.height() - banner.height() - 24)
        banner.raise_()
        self.note.place(self.sidebar.width(), place.width() - self.sidebar.width(), place.height())

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.document.is_modified and not self._closing:
            event.ignore()
            self.opening.guard(self._close_for_good)
            return
        self.stop()
        super().closeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.place_notes()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        self.opening.open_paths(paths)

    def _build(self) -> None:
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.filter_bar)
        right.addWidget(self.stack, 1)
        central = self._central = QWidget()
        row = QHBoxLayout(central)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.sidebar)
        row.addLayout(right, 1)
        self.setCentralWidget(central)
        self.actions_.fill_menu_bar(PLACES)
        self.sidebar.offer(self.actions_.process)

    def _connect_actions(self) -> None:
        do, opening = self.actions_, self.opening
        pairs: tuple[tuple[QAction, Callable[[], object]], ...] = (
            (do.new_import, opening.import_files),
            (do.update, opening.update_from),
            (do.open, opening.ask_open),
            (do.demo, opening.open_demo),
            (do.save, opening.save),
            (do.save_as, opening.save_as),
            (do.export_model, self.exporting.ask_model),
            (do.export_log, self.exporting.ask_log),
            (do.start_process, self.start_process),
            (do.open_process, opening.ask_process),
            (do.remove_process, partial(opening.use_process, tr("Remove the documented process"), None)),
            (do.quit, self.close),
            (do.filter_by_path, self.filter_bar.path.open_popup),
            (do.clear_filter, self.filter_edits.clear),
            (do.about, self._about),
            (do.licence, self._licence),
            *((do.places[i], partial(self.go, i)) for i in range(len(PLACES))),
            *((do.appearance[mode], partial(self._appearance.choose, mode)) for mode in do.appearance),
        )
        for action, verb in pairs:
            action.triggered.connect(_without_arguments(verb))
        do.appearance[self._appearance.mode].setChecked(True)
        do.recent.aboutToShow.connect(self._list_recent)
        do.templates.aboutToShow.connect(self._list_templates)
        self._list_recent()

    def _connect_state(self) -> None:
        self.sidebar.chosen.connect(self.go)
        self.document.changed.connect(self._project_changed)
        self.document.path_changed.connect(self._title_changed)
        self.document.modified_changed.connect(self.setWindowModified)
        self.jobs.started.connect(self.banner.watch)
        self.results.started.connect(self.banner.watch)
        self.diagnosing.started.connect(self.banner.watch)
        self.jobs.failed.connect(self._failed)
        self.results.failed.connect(self._not_checked)
        self.diagnosing.failed.connect(self._failed)
        self.taking_away.failed.connect(self._failed)
        self.exporting.noted.connect(self._note)
        self._appearance.changed.connect(self._dress)

    def _project_changed(self, old: Project, new: Project) -> None:
        open_to, is_filtered = open_places(new), not new.filter.is_empty
        self.actions_.allow(new.log is not None, new.process is not None, is_filtered, len(open_to) > 1)
        for place, (button, action) in enumerate(
            zip(self.sidebar.buttons, self.actions_.places, strict=True)
        ):
            button.setEnabled(place in open_to)
            action.setEnabled(place in open_to)
        if not any(self.screens.get(place) is self.stack.currentWidget() for place in open_to):
            self.go(OVERVIEW)
        self.sidebar.about(*_about_process(new))
        self._title_changed()

    def _title_changed(self) -> None:
        name = self.document.title.replace("[*]", "[*][*]") or tr("No project")
        self.setWindowTitle(tr("{name}[*] - Lanekeeper", name=name))
        self.setWindowModified(self.document.is_modified)

    def _dress(self, palette: Palette) -> None:
        self.sidebar.paint_icons(palette.muted)
        self.filter_bar.set_palette_colors(palette)
        self.take_away.paint_icons(palette.muted)
        for screen in self.screens.values():
            cast(Screen, screen).set_palette_colors(palette)

    def _failed(self, error: Exception) -> None:
        """Show what the user can mend; anything else is ours and goes to the crash reporter."""
        if not isinstance(error, UserError):
            raise error
        self.problem = show_problem(self, str(error))

    def _not_checked(self, error: Exception) -> None:
        """The process editor says itself what is wrong with the process, and nobody is interrupted there."""
        if not isinstance(error, UserError) or self.stack.currentWidget() is not self.screens.get(
            PROCESS_EDITOR
        ):
            self._failed(error)

    def _note(self, sentence: str) -> None:
        self.problem = show_problem(self, sentence)
        self.problem.setIcon(QMessageBox.Icon.Information)

    def _tell(self, sentence: str) -> None:
        self.note.tell(sentence)
        self.place_notes()

    def _list_recent(self) -> None:
        self.actions_.list_recent(self.opening.recent, lambda path: self.opening.open_paths([path]))

    def _list_templates(self) -> None:
        from mining.process.templates import template, template_names

        named = [(name, template(name).name) for name in template_names()]
        self.actions_.list_templates(named, self.opening.use_template)

    def _close_for_good(self) -> None:
        self._closing = True
        self.close()

    def _about(self) -> None:
        self.problem = show_about(self)

    def _licence(self) -> None:
        self.problem = show_licence(self)


def _about_process(project: Project) -> tuple[str, str]:
    if project.log is None:
        return "", ""
    if project.process is None:
        return tr("Documented process"), tr("None yet")
    version = project.process.version if isinstance(project.process, SalesProcess) else ""
    return tr("Documented process"), f"{project.process.name} {version}".strip()


def _without_arguments(verb: Callable[[], object]) -> Callable[..., None]:
    """A slot that ignores what the signal brings."""

    def slot(*_: object) -> None:
        verb()

    return slot
