"""Step four: the documented process that the deals are to be compared with."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QButtonGroup, QFileDialog, QGridLayout, QVBoxLayout, QWidget

from desktop.opening import PROCESS_FILES
from desktop.widgets.empty_state import BigButton, Choice
from desktop.widgets.scrolled import scrolled
from desktop.widgets.text import text
from mining.process.read import read_process
from mining.process.templates import template, template_names
from mining.renamed_stages import stage_deals
from mining.stage_mapping import SURE, guess_stages
from models.event_log import EventLog
from models.project import ProcessModel
from models.sales_process import SalesProcess
from resources.translation import tr

Reader = Callable[[], ProcessModel | None]
"""Reads the chosen process; raises UserError."""

_FILE = tr("Another file…")
_SUFFIXES = frozenset({".yaml", ".yml", ".bpmn", ".pnml"})


class ProcessPage(QWidget):
    """Offers the files found beside the export, the templates, any other file, or none for now."""

    def __init__(self, colour: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colour = colour
        self._readers: list[Reader] = []
        self._chosen = ""
        self._taken: Path | None = None
        self.buttons: list[BigButton] = []
        self._group = QButtonGroup(self)
        self._grid = QGridLayout()
        self._grid.setSpacing(12)
        for side in range(2):
            self._grid.setColumnStretch(side, 1)
        inner = QWidget()
        inner.setObjectName("content")
        whole = QVBoxLayout(inner)
        whole.setContentsMargins(0, 0, 8, 0)
        whole.addLayout(self._grid)
        whole.addStretch(1)
        area = scrolled(inner, tr("Documented processes"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(text(tr("Which process did you agree on?"), "heading"))
        column.addWidget(text(tr("The deals are compared with it. It can be changed at any time."), "muted"))
        column.addWidget(area, 1)

    def forget(self) -> None:
        """Nothing was chosen yet."""
        self._chosen, self._taken = "", None

    def offer(self, log: EventLog, folder: Path | None) -> None:
        """List what there is, and choose what was chosen before or else what fits best."""
        before, is_file = self._chosen, self._taken is not None and self.buttons[-2].isChecked()
        for old in self.buttons:
            self._group.removeButton(old)
            self._grid.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.buttons, self._readers = [], []
        stages = tuple(stage_deals(log))
        beside = (
            sorted(path for path in folder.iterdir() if path.suffix.lower() in _SUFFIXES) if folder else []
        )
        for path in beside[:4]:
            self._add("file-check-2", path.name, tr("Found beside the export"), partial(read_process, path))
        best, best_known, best_points = -1, 0, 0
        for name in template_names():
            process = template(name)
            sure, alike = _known(process, stages)
            if 2 * sure + alike > best_points:  # a name that it has tells more than one that is like it
                best, best_known, best_points = len(self.buttons), sure + alike, 2 * sure + alike
            line = (
                tr(
                    "Knows {sure} of your {stages} stages, and {alike} by likeness",
                    sure=sure,
                    stages=len(stages),
                    alike=alike,
                )
                if alike
                else tr("Knows {sure} of your {stages} stages", sure=sure, stages=len(stages))
            )
            self._add("route", process.name, line, partial(template, name))
        self._add("folder-open", _FILE, tr("YAML, BPMN 2.0, PNML or a list of stages"), _nothing)
        self.buttons[-1].clicked.connect(self._ask_file)
        self._add("x", tr("None for now"), tr("Look at the deals as they are"), _nothing)
        chosen = 0 if beside else best if best_known * 2 >= len(stages) else len(self.buttons) - 1
        names = [button.accessibleName() for button in self.buttons]
        self.buttons[names.index(before) if before in names else chosen].setChecked(True)
        if self._taken is not None:
            self.take_file(self._taken, is_file)

    def reader(self) -> Reader:
        """Reads the chosen process, or gives None where none was chosen."""
        return self._readers[max(0, self._group.checkedId())]

    def take_file(self, path: Path, is_chosen: bool = True) -> None:
        """Offer this file, and choose it."""
        index = len(self.buttons) - 2
        self._taken = path
        self._readers[index] = partial(read_process, path)
        self.buttons[index].rename(path.name)
        if is_chosen:
            self.buttons[index].setChecked(True)

    def _was_chosen(self, title: str, is_on: bool) -> None:
        self._chosen = title if is_on else self._chosen

    def _ask_file(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, tr("Open the documented process"), "", PROCESS_FILES)
        if name:
            self.take_file(Path(name))
        elif self._taken is None:  # no file, so what was chosen before the click still is
            names = [button.accessibleName() for button in self.buttons]
            self.buttons[names.index(self._chosen) if self._chosen in names else -1].setChecked(True)

    def _add(self, icon: str, title: str, line: str, read: Reader) -> None:
        button = BigButton(Choice(icon, title, line, lambda: None))
        button.setCheckable(True)
        button.paint_icon(self._colour)
        index = len(self.buttons)
        self._group.addButton(button, index)
        if title != _FILE:
            button.toggled.connect(partial(self._was_chosen, title))
        self._grid.addWidget(button, index // 2, index % 2)
        self.buttons.append(button)
        self._readers.append(read)


def _known(process: SalesProcess, stages: Iterable[str]) -> tuple[int, int]:
    """How many of the log's stages the process has a name for, and how many further ones are like one of its names."""
    guesses = guess_stages(stages, process)
    sure = sum(guess.certainty == SURE for guess in guesses)
    return sure, sum(bool(guess.stage) for guess in guesses) - sure


def _nothing() -> None:
    """Reads no process."""
