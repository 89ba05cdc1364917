"""The tour: opens the demo and leads from screen to screen, beside the real widgets, without blocking anything."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSettings, QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.document import Document
from desktop.help.callout import Callout
from desktop.help.tour_stops import STOPS, Stop
from desktop.opening import Opening
from desktop.places import DEAL
from desktop.results import Results
from desktop.theme import Palette
from mining.demo.name import DEMO
from models.conformance import Status
from models.project import Project

_AT, _SEEN = "tour/at", "tour/seen"


class TourHost(Protocol):
    """What the tour needs of the window."""

    document: Document
    results: Results
    opening: Opening
    stack: QStackedWidget

    def go(self, place: int) -> None:
        """Show a screen."""
        ...

    def screen_at(self, place: int) -> QWidget:
        """The screen of that place."""
        ...

    def show_deal(self, case: int) -> None:
        """Show one deal."""
        ...


class Tour(QObject):
    """At most one at a time; where it was left it goes on the next time."""

    ended = Signal()

    def __init__(
        self,
        host: TourHost,
        over: QWidget,
        settings: QSettings,
        palette: Palette,
    ) -> None:
        super().__init__(over)
        self._host, self._over, self._settings = host, over, settings
        self.stops = STOPS
        self.callout = Callout(palette, over)
        self.at = -1
        self._target: QWidget | None = None
        self._is_waiting = False
        self._placing = QTimer(self, singleShot=True, interval=0)
        self._placing.timeout.connect(self._place)
        self.callout.next.connect(lambda: self.go_to(self.at + 1))
        self.callout.back.connect(lambda: self.go_to(self.at - 1))
        self.callout.skipped.connect(self.leave)
        over.installEventFilter(self)
        host.results.changed.connect(self._results_changed)
        host.document.changed.connect(self._project_changed)

    @property
    def is_on(self) -> bool:
        """Whether a stop is shown."""
        return self.at >= 0

    @property
    def is_new(self) -> bool:
        """Whether it was never taken and never left, so that it deserves an invitation."""
        return not self._settings.value(_SEEN, False, bool)

    @property
    def resumes_at(self) -> int:
        """The stop to go on with, 0 for the beginning."""
        at = self._settings.value(_AT, 0, int)
        return at if isinstance(at, int) and 0 <= at < len(self.stops) else 0

    def set_palette_colors(self, palette: Palette) -> None:
        """Draw in other colours."""
        self.callout.set_palette_colors(palette)

    def start(self) -> None:
        """Open the demo, unless it is what is open, and go to where the tour was left."""
        self._settings.setValue(_SEEN, True)
        self._is_waiting = True
        if _is_demo(self._host.document):
            self._results_changed()
        else:
            self._host.opening.open_demo()

    def go_to(self, at: int) -> None:
        """Show a stop; after the last one the tour is over."""
        if at >= len(self.stops):
            self._settings.setValue(_AT, 0)
            self._end()
            return
        self.at = max(0, at)
        self._settings.setValue(_AT, self.at)
        stop = self.stops[self.at]
        if stop.place == DEAL:
            self._host.show_deal(_telling_deal(self._host.results))
        else:
            self._host.go(stop.place)
        self._watch(_widget_of(self._host.screen_at(stop.place), stop))
        self.callout.show_stop(stop.title, stop.words, self.at + 1, len(self.stops))
        self._place()
        self._placing.start()  # once more when the screen has its layout

    def leave(self) -> None:
        """End the tour here; the next time it goes on from here."""
        self._end()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _MOVES and self.is_on:
            self._placing.start()
        return super().eventFilter(watched, event)

    def _end(self) -> None:
        self.at = -1
        self._is_waiting = False
        self._watch(None)
        self.callout.leave()
        self.ended.emit()

    def _results_changed(self) -> None:
        if self._is_waiting and _is_demo(self._host.document) and self._host.results.view is not None:
            self._is_waiting = False
            self.go_to(self.resumes_at)

    def _project_changed(self, old: Project, new: Project) -> None:
        """Another project is opened in the middle of it: the tour is about the demo."""
        if self.is_on and old.log is not new.log and not _is_demo(self._host.document):
            self._end()

    def _watch(self, target: QWidget | None) -> None:
        if self._target is not None:
            self._target.removeEventFilter(self)
        self._target = target
        if target is not None:
            target.installEventFilter(self)

    def _place(self) -> None:
        if not self.is_on or self._target is None:
            return
        target = self._target if self._target.isVisible() else self._host.stack
        corner = target.mapTo(self._over, QPoint(0, 0))
        self.callout.stand_beside(QRect(corner, target.size()), self._over.rect())


_MOVES = frozenset({QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show, QEvent.Type.Hide})


def _widget_of(screen: QWidget, stop: Stop) -> QWidget:
    """The widget that a stop speaks of, the screen itself where there is none of that name."""
    found: object = screen
    for name in stop.widget.split(".") if stop.widget else ():
        found = getattr(found, name, None)
    return found if isinstance(found, QWidget) else screen


def _is_demo(document: Document) -> bool:
    return document.path is None and document.project.name == DEMO and document.project.log is not None


def _telling_deal(results: Results) -> int:
    """A deal that departs from the process, the first deal where none does."""
    analysis = results.analysis
    if analysis is None or analysis.conformance is None:
        return 0
    departs = analysis.conformance.status == Status.DEVIATES
    return int(departs.argmax())
