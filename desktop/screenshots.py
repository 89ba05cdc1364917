"""Pictures of every screen, light and dark, large and small: for a look without a display, and for the help."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol, runtime_checkable

import numpy as np
from PySide6.QtCore import (
    QMessageLogContext,
    QSettings,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QApplication, QWidget

from desktop.appearance import Appearance
from desktop.document import Document
from desktop.main_window import MainWindow
from desktop.places import (
    DEAL,
    DEVIATIONS,
    NAMES,
    OVERVIEW,
    PLAN,
    PROCESS_MAP,
    REPORT,
    TIME,
    TRAINER,
    WHAT_IF,
)
from desktop.screens.import_wizard.dialog import ImportWizard
from desktop.settling import settle, wait_until
from desktop.training_pictures import training_pictures
from mining.number_format import at
from mining.opening import project_of
from models.conformance import Status
from models.deviation import DeviationType
from models.errors import UserError
from models.field_history import OWNER
from models.progress import silent
from models.project import Project
from models.repair import EditKind, ProcessEdit
from models.sales_process import SalesProcess
from resources.translation import tr

SIZES = ((1400, 900), (1000, 700))
MODES = ("light", "dark")


@runtime_checkable
class Settling(Protocol):
    """A screen that needs a while until it is as it will stay."""

    @property
    def is_ready(self) -> bool:
        """Whether nothing is computed, laid out or moving any more."""
        ...


TIME_PARTS = ("", "-spectrum", "-dotted")
"""What the names of the pictures of the screen of time end in: one for each of its parts."""
REPLAY = "replay"
"""The name of the picture of the map in the middle of a replay."""
_FEW = 3
"""The deal shown has at most so many departures: as many steps as possible, but a story one can follow."""
_PLANNED = 4
"""So many verdicts are taken up into the plan, where there is none yet."""
_SUMMARY = 2
"""The page of the summary, counted from 0: it follows the cover and the contents."""
_EVENTFUL = 2
"""A deal that changed its owner tells more: it is taken before one with so many more steps."""
_READABLE = 9
"""And at most so many steps, whose names fit beside each other in the larger picture."""


def take(application: QApplication, path_or_demo: Path | str, folder: Path) -> int:
    """Draw the screens of a project, an export or "demo" to PNG files in `folder`, and return the exit code 0.

    Raises UserError where the project cannot be read or the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(
            tr(
                "The folder {folder} cannot be made ({reason}); name another one.",
                folder=folder,
                reason=error.strerror,
            )
        ) from error
    project = load(path_or_demo)
    before = qInstallMessageHandler(_tell)
    try:
        _draw(application, project, folder)
    finally:
        qInstallMessageHandler(before)
    return 0


def _tell(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    """Pass on what Qt says, but for what is true of every window on the offscreen platform."""
    if "propagateSizeHints" not in message:
        sys.stderr.write(f"{message}\n")


def _draw(application: QApplication, project: Project, folder: Path) -> None:
    with TemporaryDirectory() as scratch:
        settings = QSettings(str(Path(scratch) / "settings.ini"), QSettings.Format.IniFormat)
        appearance = Appearance(application, settings)
        for mode in MODES:
            appearance.choose(mode)
            window = MainWindow(Document(project), appearance, settings)
            for name, picture in _of_window(application, window, Path(scratch)):
                _save(
                    picture,
                    folder / f"{name}-{mode}-{picture.width()}.png",
                )
            window.stop()
            window.document.undo_stack.setClean()  # what was tried for a picture is not to be saved
            window.close()
            window.deleteLater()
            wizard = _wizard(application, Path(scratch) / "demo")
            for width, height in SIZES:
                settle(application, wizard, (width, height), partial(_is_idle, wizard))
                _save(wizard, folder / f"import-{mode}-{width}.png")
            wizard.reject()
            wizard.deleteLater()


def load(path_or_demo: Path | str) -> Project:
    """The project to draw: the demo, a project file, or an export; raises UserError."""
    if path_or_demo == "demo":
        from mining.demo.project import demo_project

        return demo_project(silent)
    from mining.sources.source import ImportOptions

    return project_of([Path(path_or_demo)], ImportOptions(), silent)


def _of_window(application: QApplication, window: MainWindow, scratch: Path) -> Iterator[tuple[str, QWidget]]:
    """The window, ready to be drawn, once for every screen and size, with the screen's name."""
    window.show()
    wait_until(application, lambda: not window.results.busy)
    for place, name in NAMES.items():
        if window.document.project.log is None and place != OVERVIEW:
            continue
        _choose_something(window, place)
        for part in range(len(TIME_PARTS)) if place == TIME else (0,):
            if place == TIME:
                window.time.go(part)
            for size in SIZES:
                settle(application, window, size, partial(_is_ready, window, place))
                if place == REPORT:
                    _turn_past_the_cover(application, window)
                yield name + (TIME_PARTS[part] if place == TIME else ""), window
        if place == PROCESS_MAP:
            yield from _replaying(application, window)
        elif place == TRAINER and window.results.analysis is not None:
            yield from training_pictures(application, window, SIZES, scratch)


def _replaying(application: QApplication, window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    """The map in the middle of a replay, once for every size; it rests so that pictures can be compared."""
    screen = window.process_map
    screen.replay.start()
    for size in SIZES:
        settle(application, window, size, partial(_is_ready, window, PROCESS_MAP))
        screen.replay.clock.pause()
        screen.replay.clock.go_to((screen.replay.clock.begin + screen.replay.clock.end) / 2)
        application.processEvents()
        yield REPLAY, window
    screen.replay.end()


def _choose_something(window: MainWindow, place: int) -> None:
    """Go to a screen, with one deviation or one deviating deal chosen where the screen shows one."""
    window.go(place)
    analysis = window.results.analysis
    if analysis is None or analysis.conformance is None:
        return
    if place == DEVIATIONS:
        window.deviations.table.make_current(0)
    elif place == WHAT_IF and not window.document.project.drafts:
        _begin_draft(window)
    elif place == PLAN and not window.document.project.plan.actions:
        _begin_plan(window)
    elif place == DEAL:
        found = analysis.conformance
        steps = np.diff(found.log.case_start)
        telling = (found.status == Status.DEVIATES) & (found.cost <= _FEW) & (steps <= _READABLE)
        if len(telling):
            changes = analysis.log.changes
            owner = np.bincount(changes.case[changes.field.is_any_of((OWNER,))], minlength=len(telling)) > 0
            window.show_deal(int(np.argmax(telling * (steps + _EVENTFUL * owner))))


def _begin_plan(window: MainWindow) -> None:
    """Take up what was found, verdict by verdict, the firmest first, as if on the last day of the log.

    The days of a plan follow from the day on which it is written, and pictures are to be compared on any.
    """
    from desktop.screens.plan.screen import PlanScreen
    from mining.diagnosis.ranking import ranked

    application, screen = QApplication.instance(), window.screen_at(PLAN)
    assert isinstance(application, QApplication)
    assert isinstance(screen, PlanScreen)
    analysis = window.results.analysis
    if analysis is not None and analysis.log.n_events:
        last = at(int(analysis.log.timestamp.max())).date()
        screen.today = lambda: last
    window.diagnosing.look()
    wait_until(application, lambda: not window.diagnosing.busy)
    answer = window.diagnosing.answer
    for card in ranked(answer.found)[:_PLANNED] if answer is not None else ():
        screen.take_card(card)
        wait_until(application, lambda: screen.is_ready)


def _turn_past_the_cover(application: QApplication, window: MainWindow) -> None:
    """Show the summary of the report: its cover has the day on it, and no two pictures would be alike."""
    from desktop.screens.report.screen import ReportScreen

    screen = window.screen_at(REPORT)
    assert isinstance(screen, ReportScreen)
    pages = screen.pages.pages
    if len(pages.pages) > _SUMMARY:
        pages.verticalScrollBar().setValue(pages.pages[_SUMMARY].y())
        application.processEvents()


def _begin_draft(window: MainWindow) -> None:
    """Try the process without asking for the stage that most deals skip: with that, deals change sides."""
    process, view = window.document.project.process, window.results.view
    if not isinstance(process, SalesProcess) or view is None:
        return
    names = {stage.name for stage in process.stages}
    skipped = [row for row in view.rows if row.key.type is DeviationType.SKIPPED and row.key.stage in names]
    stage = max(skipped, key=lambda row: row.cases).key.stage if skipped else process.stages[-1].name
    window.what_if.try_edit(ProcessEdit(EditKind.OPTIONAL, stage))


def _is_ready(window: MainWindow, place: int) -> bool:
    screen = window.screen_at(place)
    busy = window.results.busy or window.jobs.busy
    return not busy and (not isinstance(screen, Settling) or screen.is_ready)


def _is_idle(wizard: ImportWizard) -> bool:
    return not wizard.jobs.busy


def _wizard(application: QApplication, folder: Path) -> ImportWizard:
    """The wizard on the demo's files, at the page that shows them."""
    from mining.demo.generate import write_demo

    if not folder.exists():
        write_demo(folder)
    wizard = ImportWizard()
    wizard.show()
    wizard.choose([folder])
    wait_until(application, lambda: not wizard.jobs.busy)
    wizard.go_on()
    return wizard


def _save(widget: QWidget, path: Path) -> None:
    if not widget.grab().save(str(path)):
        raise UserError(
            tr(
                "{name} cannot be written to {parent}; name another folder.",
                name=path.name,
                parent=path.parent,
            )
        )
