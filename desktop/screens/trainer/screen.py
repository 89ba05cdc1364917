"""The screen of the trainer: what a session is to be on the left, what it holds on the right, and its beginning."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.document import Document
from desktop.latest_job import LatestJob
from desktop.results import Results
from desktop.screens.trainer.ready_panel import ReadyPanel
from desktop.screens.trainer.session import Prepared, Session, Wish, prepared
from desktop.screens.trainer.setup_panel import SetupPanel
from desktop.screens.trainer.taken_away import taken_away
from desktop.screens.trainer.window import TrainerWindow
from desktop.take_away import TakeAway
from desktop.theme import Palette
from desktop.widgets.elided_label import ElidedLabel
from desktop.widgets.empty_state import Choice, EmptyState
from desktop.widgets.screen_parts import fill_with_pages, title_row
from desktop.widgets.scrolled import scrolled
from mining.export.stand_ins import stand_ins_of
from mining.training.answers_file import AnswersFile, answers_folder
from mining.training.whom import offers
from models.analysis import Analysis
from models.event_log import EventLog
from resources.translation import tr


class TrainerScreen(QWidget):
    """Prepares a session off the UI thread and opens its window; `folder` is where answers are kept."""

    start_wanted = Signal()
    """A documented process is needed first."""

    failed = Signal(object)

    def __init__(
        self,
        document: Document,
        results: Results,
        palette: Palette,
        folder: Path | None = None,
        today: Callable[[], date] = date.today,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("screen")
        self._document, self._results, self._palette, self.today = document, results, palette, today
        self.folder = folder or answers_folder()
        self._is_stale = True
        self._offered: EventLog | None = None
        self._known: tuple[Analysis, Wish] | None = None
        self._prepared: Prepared | None = None
        self._waits_to_start = False
        self.window_: TrainerWindow | None = None
        self._preparing = LatestJob(tr("Preparing the training"), self)
        self.summary = ElidedLabel("small")
        self.setup, self.ready = SetupPanel(), ReadyPanel()
        self._build()
        self._preparing.done.connect(self._arrived)
        self._preparing.failed.connect(self.failed)
        self.setup.changed.connect(self._wished)
        self.ready.start_wanted.connect(self.start)
        document.changed.connect(lambda _, new: self.refresh())
        results.changed.connect(self.refresh)
        self.set_palette_colors(palette)

    @property
    def is_ready(self) -> bool:
        """Whether nothing is prepared any more."""
        return not self._preparing.busy

    def stop(self) -> None:
        """End the session and wait for what runs: before the window goes."""
        self._preparing.stop()
        if self.window_ is not None:
            self.window_.stop()
            self.window_.hide()
            self.window_.deleteLater()
            self.window_ = None

    def set_palette_colors(self, palette: Palette) -> None:
        """Take the colours of another theme."""
        self._palette = palette
        self.no_process.paint_icons(palette.accent)
        if self.window_ is not None:
            self.window_.set_palette_colors(palette)

    def take_away(self, real_names: bool) -> TakeAway | None:
        """The session as it is prepared; None where there is none."""
        return taken_away(self._prepared, real_names) if self._prepared is not None else None

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self.refresh()

    def refresh(self) -> None:
        """Offer who is there now, as soon as the screen is in sight."""
        self._is_stale = not self.isVisible()
        if self._is_stale:
            return
        analysis, log = self._results.analysis, self._results.prepared
        if analysis is None or log is None:
            self.pages.setCurrentWidget(self.nothing_imported)
        elif analysis.conformance is None:
            self.pages.setCurrentWidget(self.no_process)
        else:
            self.pages.setCurrentWidget(self.content)
            if log is not self._offered:
                self._offered = log
                self.setup.show_offers(offers(analysis.log.cases, stand_ins_of(log)))
            self._wished()

    def start(self) -> None:
        """Open the window of the session, or do so as soon as it is prepared."""
        analysis = self._results.analysis
        if self._preparing.busy:
            self._waits_to_start = True
            return
        if self._prepared is None or analysis is None or self.window_ is not None:
            return
        template = self._document.project.report
        session = Session(
            analysis=analysis,
            prepared=self._prepared,
            answers=self._answers(self._prepared.wish.label),
            cases=analysis.log.cases,
            accent=template.accent,
            logo=template.logo,
            is_own_only=self.setup.is_own_only,
            pin=self.setup.pin.text() if self.setup.is_own_only else "",
            today=self.today,
        )
        self.setup.pin.clear()
        opened = self.window_ = TrainerWindow(session, self._palette)
        opened.left.connect(self._left)
        opened.setScreen(self.screen())
        opened.showFullScreen()
        if session.is_own_only:
            self.window().hide()

    def _left(self) -> None:
        """Be there again when the session has ended."""
        opened, self.window_ = self.window_, None
        self.window().show()
        self.ready.show_kept()
        if opened is not None:
            opened.deleteLater()

    def _wished(self) -> None:
        analysis, project, wish = self._results.analysis, self._results.project, self.setup.wish
        if analysis is None or analysis.conformance is None or project is None or wish is None:
            return
        known = self._known
        if project.process is None or (known is not None and known[0] is analysis and known[1] == wish):
            return
        self._known = (analysis, wish)
        self.ready.start.setEnabled(False)
        self._preparing.start(partial(prepared, analysis, analysis.conformance, project.process, wish))

    def _arrived(self, found: Prepared) -> None:
        self._prepared = found
        self.setup.show_left(found.material.left)
        self.ready.show_material(found.material, self._answers(found.wish.label))
        self.summary.setText(tr("{whom}: their own deals beside the process", whom=found.material.label))
        waited, self._waits_to_start = self._waits_to_start, False
        if waited:
            self.start()

    def _answers(self, label: str) -> AnswersFile:
        """Those of whoever is trained, in this project: it is known by its place, or by its name until it has one."""
        path = self._document.path
        return AnswersFile(self.folder, str(path) if path else self._document.project.name, label)

    def _build(self) -> None:
        self.nothing_imported = EmptyState(
            tr("No deals yet"), tr("Import a CRM export; then people can be trained with their own deals.")
        )
        self.no_process = EmptyState(
            tr("No documented process yet"),
            tr("A trainer shows what the process asks for. Say first what it is."),
            [
                Choice(
                    "square-pen",
                    tr("Start a process"),
                    tr("From a template, from the deals, or from scratch"),
                    self.start_wanted.emit,
                )
            ],
        )
        inside = QWidget()
        inside.setObjectName("content")
        body = QHBoxLayout(inside)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(14)
        body.addWidget(self.setup, 1, Qt.AlignmentFlag.AlignTop)
        body.addWidget(self.ready, 1, Qt.AlignmentFlag.AlignTop)
        self.content = QWidget()
        column = QVBoxLayout(self.content)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(14)
        column.addLayout(title_row(tr("Trainer"), self.summary))
        column.addWidget(scrolled(inside, tr("What the training is to be")), 1)
        self.pages = QStackedWidget()
        fill_with_pages(self, self.pages, (self.content, self.nothing_imported, self.no_process))
