"""The screen of time: where it goes, how the deals flow through it, and every event as a dot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop.latest_job import LatestJob
from desktop.results import Results
from desktop.screens.time.bottlenecks_panel import BottlenecksPanel
from desktop.screens.time.dotted_panel import DottedPanel
from desktop.screens.time.spectrum_panel import SpectrumPanel
from desktop.sheet import picture_of
from desktop.take_away import TakeAway
from desktop.theme import Palette
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.screen_parts import chip_row, fill_with_pages, mark_chip
from desktop.widgets.text import text
from mining.timing.bottlenecks import bottlenecks
from mining.timing.wording import headline
from models.analysis import Analysis, View
from models.bottlenecks import Bottlenecks
from models.event_log import EventLog
from models.process_map import NodeKind
from models.progress import Report
from resources.translation import tr

BOTTLENECKS, SPECTRUM, DOTTED = range(3)
_NAMES = (tr("Bottlenecks"), tr("Spectrum"), tr("Dotted chart"))


@dataclass(frozen=True, eq=False)
class _Found:
    """The bottlenecks of a view, and what they were found in."""

    analysis: Analysis
    prepared: EventLog
    view: View
    bottlenecks: Bottlenecks


class TimeScreen(QWidget):
    """A sentence on top, and below it one of three parts, chosen by a button each; all obey the filter."""

    path_chosen = Signal(object)
    """(source, target) of a step whose deals are to be looked at."""

    period_chosen = Signal(object)
    """(from, to) in microseconds UTC: only deals created in it are to be looked at."""

    deal_chosen = Signal(int)
    """The index of a case in `results.analysis.log`."""

    failed = Signal(object)
    """The exception that stopped a computation."""

    def __init__(self, results: Results, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("screen")
        self._results = results
        self._is_stale = True
        self._found: _Found | None = None
        self._shown: dict[int, _Found] = {}
        self.sentence = text(role="muted", wrap=True)
        self.chips = [QPushButton(name) for name in _NAMES]
        self.bottlenecks = BottlenecksPanel(palette)
        self.spectrum, self.dotted = SpectrumPanel(palette), DottedPanel(palette)
        self.parts, self.pages = QStackedWidget(), QStackedWidget()
        self.nothing_imported = EmptyState(
            tr("No deals yet"), tr("Import a CRM export; where its deals spend their time is shown here.")
        )
        self.nothing_shown = EmptyState(
            tr("No deal passes the filter"),
            tr("Remove a filter above to see where the deals spend their time."),
        )
        self._job = LatestJob(tr("Finding bottlenecks"), self)
        self._build()
        self._connect()
        self.go(BOTTLENECKS)

    @property
    def is_ready(self) -> bool:
        """Whether everything in sight is that of the results."""
        return not self._job.busy and self.spectrum.is_ready and self.dotted.is_ready

    def set_palette_colors(self, palette: Palette) -> None:
        """Draw what is painted by hand in another palette."""
        for part in (self.bottlenecks, self.spectrum, self.dotted):
            part.set_palette_colors(palette)

    def go(self, part: int) -> None:
        """Show one of the three parts."""
        self.parts.setCurrentIndex(part)
        self.bottlenecks.corner.setVisible(part == BOTTLENECKS)
        mark_chip(self.chips, part)
        self._fill(part)

    def refresh(self) -> None:
        """Show what the results hold now, or as soon as the screen is in sight."""
        self._is_stale = not self.isVisible()
        if self._is_stale:
            return
        analysis, view, prepared = self._results.analysis, self._results.view, self._results.prepared
        if analysis is None or view is None or prepared is None:
            self._job.cancel()
            self._found = None
            self.pages.setCurrentWidget(self.nothing_imported)
        elif not view.mask.any():
            self._job.cancel()
            self._found = None
            self.pages.setCurrentWidget(self.nothing_shown)
        elif self._found is None or self._found.view is not view:
            self._job.start(partial(_find, analysis, prepared, view))

    def take_away(self, real_names: bool) -> TakeAway | None:
        """The part that is shown as a picture, and the bottlenecks as tables."""
        if self._found is None:
            return None
        part = self.parts.currentIndex()
        tables = self.bottlenecks.tables()
        if part == BOTTLENECKS:
            sheet = picture_of(partial(self.bottlenecks.fill, headline=headline(self._found.bottlenecks)))
            return TakeAway(tr("Bottlenecks"), sheet, tables)
        page = self.dotted.picture(real_names) if part == DOTTED else self.spectrum.picture()
        return TakeAway(_NAMES[part], page, tables)

    def show_step(self, source: str, target: str | None) -> None:
        """Look at the spectrum of a step, or of all that leave a stage."""
        self.go(SPECTRUM)
        self.spectrum.show_step(source, target)

    def stop(self) -> None:
        """Cancel what runs and wait for it: before the window goes."""
        for job in (self._job, self.spectrum, self.dotted):
            job.stop()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self.refresh()

    def _arrived(self, found: _Found) -> None:
        self._found = found
        self.sentence.setText(headline(found.bottlenecks))
        self.pages.setCurrentWidget(self.content)
        self._fill(self.parts.currentIndex())

    def _fill(self, part: int) -> None:
        """Show what was found in a part that is looked at and does not show it yet."""
        found = self._found
        if found is None or self._shown.get(part) is found:
            return
        self._shown[part] = found
        log, mask = found.analysis.log, found.view.mask
        if part == BOTTLENECKS:
            self.bottlenecks.show_found(found.bottlenecks)
        elif part == SPECTRUM:
            self.spectrum.show_log(log, mask, _line(found.view), found.bottlenecks)
        else:
            self.dotted.show_log(found.analysis, found.prepared, mask, _stages(found.view))

    def _connect(self) -> None:
        for at, chip in enumerate(self.chips):
            chip.clicked.connect(partial(self.go, at))
        self.bottlenecks.path_chosen.connect(self.path_chosen)
        self.bottlenecks.spectrum_wanted.connect(self.show_step)
        self.spectrum.period_wanted.connect(self.period_chosen)
        for part in (self.spectrum, self.dotted):
            part.deal_chosen.connect(self.deal_chosen)
            part.failed.connect(self.failed)
        self._job.done.connect(self._arrived)
        self._job.failed.connect(self.failed)
        self._results.changed.connect(self.refresh)

    def _build(self) -> None:
        chips = chip_row(self.chips)
        chips.addWidget(self.bottlenecks.corner)
        for part in (self.bottlenecks, self.spectrum, self.dotted):
            self.parts.addWidget(part)
        self.content = QWidget()
        column = QVBoxLayout(self.content)
        column.setContentsMargins(24, 20, 24, 12)
        column.setSpacing(10)
        column.addWidget(text(tr("Time"), "title"))
        column.addWidget(self.sentence)
        column.addLayout(chips)
        column.addWidget(self.parts, 1)
        waiting = QWidget()
        fill_with_pages(self, self.pages, (waiting, self.content, self.nothing_imported, self.nothing_shown))


def _find(analysis: Analysis, prepared: EventLog, view: View, report: Report) -> _Found:
    report(0.0, tr("Finding bottlenecks"))
    return _Found(analysis, prepared, view, bottlenecks(analysis.log, view.mask))


def _line(view: View) -> Sequence[str]:
    """The stages of the documented line, or of what most deals do, in order, with its end."""
    inner = (NodeKind.START, NodeKind.END)
    return [node.label for node in view.map.nodes if node.on_spine and node.kind not in inner]


def _stages(view: View) -> Sequence[str]:
    """All stages: those of the line first, the other documented ones, and then the others."""
    inner = (NodeKind.START, NodeKind.END)
    return [node.label for node in view.map.nodes if node.kind not in inner]
