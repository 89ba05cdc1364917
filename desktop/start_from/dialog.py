"""Asks what a process is to start from: what the deals of the log do, a template, a file, or nothing."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QGridLayout,
    QLabel,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from desktop.latest_job import LatestJob
from desktop.opening import PROCESS_FILES
from desktop.start_from.card import StartCard
from desktop.theme import Palette
from desktop.widgets.scrolled import scrolled
from desktop.widgets.text import text
from mining.number_format import plural
from mining.process.drafting.from_log import drafts_from_log, first_process
from mining.process.drafting.known_names import known_names, known_stages, stage_labels
from mining.process.drafting.wording import coverage_words, level_words
from mining.process.read import read_process
from mining.process.templates import template, template_names
from models.draft import Draft, LearntFrom
from models.errors import UserError
from models.event_log import EventLog
from models.project import ProcessModel
from models.sales_process import SalesProcess
from resources.translation import mid_sentence, tr

EMPTY_NAME = tr("New process")
_SIZE = (760, 640)


class StartFrom(QDialog):
    """Cards to choose from; the drafts from the log appear when they are found. A click on a card is the answer."""

    chosen = Signal(str, object)
    """What the undo menu calls it, and the `ProcessModel`."""

    def __init__(
        self,
        log: EventLog | None,
        mask: NDArray[np.bool_] | None,
        known: SalesProcess | None,
        palette: Palette,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Start a process from…"))
        self._log, self._mask, self._known, self._palette = log, mask, known, palette
        self._labels = stage_labels(log) if log is not None else ()
        self.drafts: list[StartCard] = []
        self.templates = [self._template(name) for name in template_names()]
        self.file = StartCard(
            tr("A file"),
            tr("YAML, BPMN 2.0, a Petri net, or a list of stages from a spreadsheet"),
            self.ask_file,
            palette=palette,
            icon="folder-open",
        )
        self.empty = StartCard(
            tr("An empty process"),
            tr("One stage and the ends that deals of this log come to; draw the rest yourself"),
            self._take_empty,
            palette=palette,
            icon="pencil",
        )
        self.drafting = LatestJob(tr("Drafting the process that deals follow"), self)
        self.reading = LatestJob(tr("Reading the process"), self)
        self.drafts_line: QLabel = text(role="small", wrap=True)
        self.problem: QLabel = text(role="problem", wrap=True)
        self._waiting = QProgressBar()
        self._draft_cards = QGridLayout()
        self._build()
        self._connect()
        self.resize(*_SIZE)
        self._draft()

    @property
    def is_ready(self) -> bool:
        """Whether nothing is being found any more."""
        return not self.drafting.busy and not self.reading.busy

    def ask_file(self) -> None:
        """Let the user choose a file."""
        name, _ = QFileDialog.getOpenFileName(self, tr("Start from a file"), "", PROCESS_FILES)
        if name:
            self.take_file(Path(name))

    def take_file(self, path: Path) -> None:
        """Start from the process in a file; what is wrong with it is said in the dialog."""
        self.problem.hide()
        self.reading.start(lambda report: (path, read_process(path)))

    def done(self, result: int) -> None:
        self.drafting.stop()
        self.reading.stop()
        super().done(result)

    def _take(self, verb: str, process: ProcessModel) -> None:
        self.chosen.emit(verb, process)
        self.accept()

    def _take_empty(self) -> None:
        self._take(tr("Start an empty process"), first_process(self._log, EMPTY_NAME))

    def _draft(self) -> None:
        if self._log is None:
            return
        log, mask, known = self._log, self._mask, self._known
        self.drafting.start(lambda report: drafts_from_log(log, report, mask, known))

    def _show_drafts(self, drafts: tuple[Draft, ...]) -> None:
        self._waiting.hide()
        learnt = drafts[0].source
        self.drafts_line.setText(
            tr("The process your won deals follow, drafted at a few levels of simplicity.")
            if learnt is LearntFrom.WON
            else tr("No deal here is known to be won: these drafts are learnt from all deals.")
        )
        for at, draft in enumerate(drafts):
            card = StartCard(
                draft.title,
                f"{coverage_words(draft)} {level_words(draft)}",
                partial(
                    self._take,
                    tr("Start from the log ({title})", title=mid_sentence(draft.title)),
                    draft.process,
                ),
                draft.process,
                None,
                self._palette,
            )
            self.drafts.append(card)
            self._draft_cards.addWidget(card, 0, at)
            self._draft_cards.setColumnStretch(at, 1)
        before: QWidget = self.drafts[0]
        for after in (*self.drafts[1:], *self.templates, self.file, self.empty):
            self.setTabOrder(before, after)
            before = after

    def _no_drafts(self, error: Exception) -> None:
        self._waiting.hide()
        if not isinstance(error, UserError):
            raise error
        self.drafts_line.setText(str(error))

    def _file_read(self, found: tuple[Path, ProcessModel]) -> None:
        path, process = found
        self._take(tr("Start from {name}", name=path.name), process)

    def _not_read(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        self.problem.setText(str(error))
        self.problem.show()

    def _template(self, name: str) -> StartCard:
        process = template(name)
        line = plural(len(process.stages), "stage")
        if self._labels:
            line = tr(
                "{stages}; knows {known} of the {names} stage names of this log",
                stages=line,
                known=known_names(process, self._labels),
                names=len(self._labels),
            )
        return StartCard(
            process.name,
            line,
            partial(self._take, tr("Use the template {name}", name=process.name), process),
            process,
            known_stages(process, self._labels) if self._labels else None,
            self._palette,
        )

    def _connect(self) -> None:
        self.drafting.done.connect(self._show_drafts)
        self.drafting.failed.connect(self._no_drafts)
        self.reading.done.connect(self._file_read)
        self.reading.failed.connect(self._not_read)

    def _build(self) -> None:
        self._waiting.setRange(0, 0)
        self._waiting.setAccessibleName(tr("Drafting the process that deals follow"))
        self.problem.hide()
        content = QWidget()
        content.setObjectName("content")
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 12, 0)
        column.setSpacing(8)
        if self._log is not None:
            column.addWidget(text(tr("From this log"), "heading"))
            self.drafts_line.setText(tr("Looking at what won deals do…"))
            column.addWidget(self.drafts_line)
            column.addWidget(self._waiting)
            self._draft_cards.setSpacing(12)
            column.addLayout(self._draft_cards)
            column.addSpacing(10)
        column.addWidget(text(tr("From a template"), "heading"))
        if self._labels:
            column.addWidget(
                text(
                    tr("Filled dots are stages that this log knows by name, dashed ones may be left out."),
                    "small",
                )
            )
        column.addLayout(_grid(self.templates))
        column.addSpacing(10)
        column.addWidget(text(tr("From elsewhere"), "heading"))
        column.addLayout(_grid([self.file, self.empty]))
        column.addStretch(1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.rejected.connect(self.reject)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 12, 16)
        whole.setSpacing(12)
        whole.addWidget(text(tr("Start a process from…"), "title"))
        whole.addWidget(scrolled(content, tr("What to start from")), 1)
        whole.addWidget(self.problem)
        whole.addWidget(buttons)


def _grid(cards: list[StartCard]) -> QGridLayout:
    grid = QGridLayout()
    grid.setSpacing(12)
    for at, card in enumerate(cards):
        grid.addWidget(card, at // 2, at % 2)
    grid.setColumnStretch(0, 1)
    grid.setColumnStretch(1, 1)
    return grid
