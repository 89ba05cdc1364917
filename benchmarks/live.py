"""From an edit on the canvas to the painted frame with its verdict, in the real window, offscreen."""

from __future__ import annotations

import os
from collections.abc import Callable
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

import numpy as np
from PySide6.QtCore import QEvent, QEventLoop, QObject, QPoint, QPointF, QSettings, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from benchmarks.documented import BUYERS
from benchmarks.measure import Row, compare
from desktop.app import make_application
from desktop.appearance import Appearance
from desktop.document import Document
from desktop.main_window import MainWindow
from desktop.places import PROCESS_EDITOR
from desktop.screens.process_editor.carrying import Step
from desktop.screens.process_editor.screen import ProcessEditorScreen
from desktop.screens.process_editor.selection import Selection
from mining.conformance.check import check
from mining.conformance.verdict import verdict_of
from mining.process.editing.place import Place
from mining.process.yaml_format import parse_yaml
from models.categorical import Categorical
from models.event_log import EventKind, EventLog
from models.progress import silent
from models.project import Project

_PATIENCE_S = 60
_MOVED = "Demo"
_PEER = "check from nothing"


def with_activities(log: EventLog) -> EventLog:
    """The same deals with a call or a meeting after every stage: twice the events."""
    n = log.n_events
    code = np.empty(2 * n, dtype=np.int32)
    code[::2] = log.activity.codes
    code[1::2] = len(log.activity.labels) + np.arange(n) % 2
    kind = np.zeros(2 * n, dtype=np.int8)
    kind[1::2] = EventKind.ACTIVITY
    return EventLog(
        activity=Categorical(code, (*log.activity.labels, "Call", "Meeting")),
        timestamp=np.repeat(log.timestamp, 2),
        resource=Categorical(np.repeat(log.resource.codes, 2), log.resource.labels),
        kind=kind,
        case_start=log.case_start * 2,
        cases=log.cases,
    )


def live_rows(log: EventLog, rounds: int) -> list[Row]:
    """A stage dragged from gap to gap, and an edit made with a key; both until the window is painted."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    running = QApplication.instance()
    application = running if isinstance(running, QApplication) else make_application()
    process = parse_yaml(BUYERS, "the benchmark")
    everyone = np.ones(log.n_cases, dtype=bool)

    def from_nothing() -> object:
        return verdict_of(check(log, process, silent), None, everyone)

    with TemporaryDirectory() as scratch:
        settings = QSettings(str(Path(scratch) / "settings.ini"), QSettings.Format.IniFormat)
        window = MainWindow(
            Document(Project("Benchmark", log, process=process)), Appearance(application, settings), settings
        )
        window.resize(1400, 900)
        window.show()
        _until(application, lambda: not window.results.busy)
        window.go(PROCESS_EDITOR)
        editor = _Editor(application, window)
        size = log.n_cases
        rows = [
            compare(
                "edit to verdict, painted frame included", size, editor.drag_on, _PEER, from_nothing, rounds
            ),
            compare("edit made to all results, painted", size, editor.move, _PEER, from_nothing, rounds),
        ]
        window.stop()
        window.document.undo_stack.setClean()
        window.hide()
        window.deleteLater()
    return rows


class _Editor:
    """The editor of a window, with a stage on the mouse that is carried from gap to gap."""

    def __init__(self, application: QApplication, window: MainWindow) -> None:
        screen = window.screen_at(PROCESS_EDITOR)
        assert isinstance(screen, ProcessEditorScreen)
        self._application, self._window, self._screen = application, window, screen
        _until(application, lambda: screen.is_ready)
        view = screen.view
        self._panel, self._canvas = _Painted(screen.verdict), _Painted(view.viewport())
        boxes = [stage.box for stage in view.flow.drawing.stages]
        gaps = [view.mapFromScene(QPointF(box.right + 18, 0.0)) for box in (boxes[0], boxes[4], boxes[5])]
        self._gaps = cycle(gaps)
        self._found, self._forward = 0, False
        screen.live.found.connect(self._count)

    def drag_on(self) -> None:
        """Carry the stage to the next gap, until what that would mean is on the screen."""
        view = self._screen.view
        at: QPoint = next(self._gaps)
        if not view.is_carrying:
            stage = next(stage for stage in view.flow.drawing.stages if stage.name == _MOVED)
            card = next(one for one in view.flow.process.stages if one.name == _MOVED)
            view.carry(Step(card, Place(stage.path)), view.mapFromScene(QPointF(*stage.box.middle)))
        found = self._found
        view.carry_to(at)
        _until(self._application, lambda: self._found > found)
        self._until_painted()

    def move(self) -> None:
        """Move a stage by a key, there and back by turns, until everything is computed anew and painted."""
        view = self._screen.view
        view.give_up()
        view.select(Selection("stage", _MOVED))
        before = self._window.results.view
        self._forward = not self._forward
        view.do(view.commands.move(self._forward))
        _until(self._application, lambda: self._window.results.view is not before)
        self._until_painted()

    def _until_painted(self) -> None:
        self._panel.done = self._canvas.done = False
        self._panel.widget.update()
        self._canvas.widget.update()
        _until(self._application, lambda: self._panel.done and self._canvas.done)

    def _count(self, _: object) -> None:
        self._found += 1


class _Painted(QObject):
    """Sees whether a widget has been painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.widget, self.done = widget, False
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint:
            self.done = True
        return False


def _until(application: QApplication, ready: Callable[[], bool]) -> None:
    end = monotonic() + _PATIENCE_S
    ticking = QTimer(interval=500)  # only so that nothing waits for ever
    ticking.start()
    while not ready():
        application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        if monotonic() > end:
            raise TimeoutError("the window was not ready in time")
