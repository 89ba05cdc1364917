"""Edits the thresholds of the verdicts: every change counts at once, and all of them are one step to undo."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.document import Document
from desktop.screens.diagnosis.threshold_fields import GROUPS, REPS, Field
from desktop.widgets.calm_boxes import CalmSpinBox
from desktop.widgets.scrolled import scrolled
from desktop.widgets.text import frame, set_property, text
from models.thresholds import Thresholds
from resources.translation import tr

ABOUT = tr(
    "From where on a verdict is given. All of these are proposals: they gave the right verdict "
    "on simulated deals, and no law says that they are right for yours. Verdicts follow at "
    "once, and Undo takes changes back."
)
VERB = tr("Change the thresholds")
_WIDTH, _HEIGHT = 780, 640


class ThresholdsDialog(QDialog):
    """One line a threshold: what it says, a number with its unit, and what is proposed."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._sitting = object()
        self.setWindowTitle(tr("Thresholds of the verdicts"))
        self.boxes: dict[str, CalmSpinBox] = {}
        self.notes: dict[str, QLabel] = {}
        self._fields = [field for _, fields in GROUPS for field in fields]
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.proposals = self.buttons.addButton(
            tr("Back to the proposals"), QDialogButtonBox.ButtonRole.ResetRole
        )
        for button in self.buttons.findChildren(QPushButton):
            button.setAutoDefault(False)  # Enter in a box takes its number, and presses nothing
        self._build()
        self._show()
        for field in self._fields:
            self.boxes[field.name].valueChanged.connect(partial(self._take, field))
        self.proposals.clicked.connect(lambda: self._become(Thresholds()))
        self.buttons.rejected.connect(self.reject)
        self.resize(_WIDTH, _HEIGHT)

    def _take(self, field: Field, value: int) -> None:
        thresholds = self._document.project.thresholds
        if field.of(thresholds) != value:
            self._become(field.with_value(thresholds, value))

    def _become(self, thresholds: Thresholds) -> None:
        project = self._document.project
        if thresholds != project.thresholds:
            self._document.edit(VERB, replace(project, thresholds=thresholds), self._sitting)
        self._show()

    def _show(self) -> None:
        thresholds = self._document.project.thresholds
        for field in self._fields:
            value, box, note = field.of(thresholds), self.boxes[field.name], self.notes[field.name]
            box.blockSignals(True)
            box.setValue(value)
            box.blockSignals(False)
            is_changed = value != field.proposal
            note.setText(
                tr("changed, proposed: {value}", value=field.written(field.proposal))
                if is_changed
                else tr("proposed: {value}", value=field.written(field.proposal))
            )
            set_property(note, "role", "strong" if is_changed else "small")
        self.proposals.setEnabled(thresholds != Thresholds())

    def _build(self) -> None:
        content = QWidget()
        content.setObjectName("content")
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(12)
        for title, fields in GROUPS:
            column.addWidget(self._group(title, fields))
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 18, 20, 16)
        whole.setSpacing(12)
        whole.addWidget(text(ABOUT, "muted", wrap=True))
        whole.addWidget(scrolled(content, tr("Thresholds")), 1)
        whole.addWidget(self.buttons)

    def _group(self, title: str, fields: tuple[Field, ...]) -> QWidget:
        card = frame("card")
        grid = QGridLayout(card)
        grid.setContentsMargins(16, 12, 16, 12)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(0, 1)
        grid.addWidget(text(title, "heading"), 0, 0, 1, 3)
        for at, field in enumerate(fields, start=1):
            box = self.boxes[field.name] = CalmSpinBox(field.words, field.least, field.most)
            box.setSuffix("" if field.unit == REPS else f" {field.unit}")
            box.setPrefix(tr("1 in ") if field.unit == REPS else "")
            box.setFixedWidth(116)
            note = self.notes[field.name] = text(role="small")
            note.setFixedWidth(170)
            label = text(field.words, wrap=True)
            label.setBuddy(box)
            for column, widget in enumerate((label, box, note)):
                grid.addWidget(widget, at, column)
        return card
