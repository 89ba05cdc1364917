"""After the process was chosen: which of its stages each label of the CRM means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QVBoxLayout, QWidget

from desktop.widgets.elided_label import ElidedLabel
from desktop.widgets.scrolled import scrolled
from desktop.widgets.text import set_property, text
from mining.number_format import percent, plural
from mining.sources.values.words import listed
from mining.stage_mapping import SURE, Guess, guess_stages, targets_of, with_labels
from models.label import key
from models.preparation import Preparation
from models.project import ProcessModel
from models.sales_process import SalesProcess
from resources.translation import tr

NONE = tr("Not a stage of this process")


class StagesPage(QWidget):
    """Every label beside the stage it seems to mean, the doubtful ones first."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.process: ProcessModel | None = None
        self._guesses: tuple[Guess, ...] = ()
        self.boxes: dict[str, QComboBox] = {}
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(0, 1)
        inner = QWidget()
        inner.setObjectName("content")
        whole = QVBoxLayout(inner)
        whole.setContentsMargins(0, 0, 8, 0)
        whole.addLayout(self._grid)
        whole.addStretch(1)
        area = scrolled(inner, tr("Labels of the CRM and their stages"))
        self.unmatched = text("", "muted", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(text(tr("Which stage does each name in the CRM mean?"), "heading"))
        line = tr("Several names may mean one stage. What is no stage of the process shows as undocumented.")
        column.addWidget(text(line, "muted", wrap=True))
        column.addWidget(area, 1)
        column.addWidget(self.unmatched)

    def show_process(
        self, process: ProcessModel, deals: Mapping[str, int], answers: Mapping[str, str]
    ) -> None:
        """Guess for every label (with how many deals have it), unless it was answered before."""
        targets = targets_of(process)
        kept = self.chosen() if self.process == process else {}
        self.process = process
        known = {label: stage for label, stage in (dict(answers) | kept).items() if stage in ("", *targets)}
        guesses = guess_stages(deals, process)
        self._guesses = tuple(sorted(guesses, key=lambda guess: guess.certainty))
        while (item := self._grid.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self.boxes = {}
        for line, guess in enumerate(self._guesses):
            self._add(line, guess, known.get(guess.label, guess.stage), targets, deals[guess.label])
        self._say_unmatched()

    @property
    def has_questions(self) -> bool:
        """Whether any label is not named by the process itself."""
        return any(guess.certainty < SURE for guess in self._guesses)

    def chosen(self) -> dict[str, str]:
        """The stage of every label that the process does not name so itself; the empty text for none."""
        sure = {guess.label: guess.stage for guess in self._guesses if guess.certainty == SURE}
        found = {label: str(box.currentData() or "") for label, box in self.boxes.items()}
        return {label: stage for label, stage in found.items() if sure.get(label) != stage}

    def applied(self, preparation: Preparation) -> tuple[ProcessModel, Preparation]:
        """The process with its labels; a net has none, so there the labels get the names of its steps.

        Raises UserError where a stage would be left without a label.
        """
        assert self.process is not None
        chosen = self.chosen()
        if isinstance(self.process, SalesProcess):
            return with_labels(self.process, chosen), preparation
        renamed = {label: step for label, step in chosen.items() if step and key(step) != key(label)}
        earlier = {old: renamed.get(new, new) for old, new in preparation.stages.items()}
        return self.process, replace(preparation, stages={**earlier, **renamed})

    def _add(self, line: int, guess: Guess, stage: str, targets: tuple[str, ...], deals: int) -> None:
        name = ElidedLabel("")
        name.setText(f"{guess.label} ({plural(deals, 'deal')})")
        box = self.boxes[guess.label] = _Box()
        box.setAccessibleName(tr("Stage that {label} means", label=guess.label))
        box.addItem(NONE, "")
        for target in targets:
            box.addItem(target, target)
        box.setCurrentIndex(max(0, box.findData(stage)))
        box.setMinimumWidth(240)
        box.setMaxVisibleItems(16)
        words = text("", "small")
        words.setFixedWidth(130)
        self._rate(words, guess, stage)
        box.currentIndexChanged.connect(
            lambda _: self._was_chosen(words, guess, str(box.currentData() or ""))
        )
        for place, widget in enumerate((name, box, words)):
            self._grid.addWidget(widget, line, place)

    def _was_chosen(self, words: QLabel, guess: Guess, stage: str) -> None:
        self._rate(words, guess, stage)
        self._say_unmatched()
        self.changed.emit()

    def _rate(self, words: QLabel, guess: Guess, stage: str) -> None:
        is_guessed = stage == guess.stage and bool(stage) and guess.certainty != SURE
        if not stage:
            told = tr("no stage")
        elif stage != guess.stage:
            told = tr("as you say")
        else:
            told = (
                tr("guessed, {share} alike", share=percent(guess.certainty))
                if is_guessed
                else tr("in the process")
            )
        words.setText(told)
        set_property(words, "role", "strong" if is_guessed else "small")

    def _say_unmatched(self) -> None:
        assert self.process is not None
        taken = {str(box.currentData() or "") for box in self.boxes.values()}
        free = [target for target in targets_of(self.process) if target not in taken]
        self.unmatched.setText(
            tr("No name in the CRM for: {listed}.", listed=listed(free, 8)) if free else ""
        )
        self.unmatched.setVisible(bool(free))


class _Box(QComboBox):
    """Leaves the wheel to the list, so that scrolling changes no answer."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()
