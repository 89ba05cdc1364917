"""Export for mailing: what becomes of every column, as a table that can be changed, and then the file."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.widgets.scrolled import scrolled
from desktop.widgets.text import frame, text
from mining.privacy.mailing.columns import columns_of
from models.mailing import MailedColumn, Treatment
from models.project import Project
from resources.translation import tr, tr_n

ABOUT = tr(
    "A copy without names: people are stand-ins, deals are numbered anew, and no list in it leads back. The project "
    "itself stays as it is."
)
WORDS: Mapping[Treatment, str] = {
    Treatment.KEEP: tr("Stays"),
    Treatment.REPLACE: tr("Replaced"),
    Treatment.ROUND: tr("Rounded to two digits"),
    Treatment.DAYS: tr("Only the day"),
    Treatment.LEAVE_OUT: tr("Left out"),
}
_WIDTH, _HEIGHT = 720, 640


class MailingDialog(QDialog):
    """One line a column: what it is called, what it holds, and what becomes of it."""

    wanted = Signal(object)
    """What is to become of every column, by its key."""

    def __init__(self, project: Project, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Export for mailing"))
        self.columns = columns_of(project)
        self.choices: dict[str, QComboBox] = {}
        self.summary = text(role="strong", wrap=True)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.export_button = self.buttons.addButton(tr("Export…"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.export_button.setProperty("kind", "primary")
        self._build()
        self._count()
        self.buttons.accepted.connect(self._accept)
        self.buttons.rejected.connect(self.reject)
        self.resize(_WIDTH, _HEIGHT)

    @property
    def chosen(self) -> dict[str, Treatment]:
        """What becomes of every column, by its key."""
        return {
            column.key: column.choices[self.choices[column.key].currentIndex()] for column in self.columns
        }

    def choose(self, key: str, treatment: Treatment) -> None:
        """Say what becomes of a column."""
        column = next(column for column in self.columns if column.key == key)
        self.choices[key].setCurrentIndex(column.choices.index(treatment))

    def _accept(self) -> None:
        self.wanted.emit(self.chosen)
        self.accept()

    def _count(self) -> None:
        chosen = list(self.chosen.values())
        kept, gone = chosen.count(Treatment.KEEP), chosen.count(Treatment.LEAVE_OUT)
        changed = len(chosen) - kept - gone
        self.summary.setText(
            "  ·  ".join(
                (
                    tr_n("{n} stays", "{n} stay", kept, n=kept),
                    tr_n(
                        "{n} is replaced or made coarser",
                        "{n} are replaced or made coarser",
                        changed,
                        n=changed,
                    ),
                    tr_n("{n} is left out", "{n} are left out", gone, n=gone),
                )
            )
        )

    def _build(self) -> None:
        content = frame("card")
        grid = QGridLayout(content)
        grid.setContentsMargins(16, 12, 16, 12)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        for at, heading in enumerate((tr("Column"), tr("Holds"), tr("In the copy"))):
            grid.addWidget(text(heading, "small"), 0, at)
        for row, column in enumerate(self.columns, start=1):
            self._add(grid, row, column)
        grid.setRowStretch(len(self.columns) + 1, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 18, 20, 16)
        whole.setSpacing(12)
        whole.addWidget(text(ABOUT, "muted", wrap=True))
        whole.addWidget(scrolled(content, tr("Columns")), 1)
        whole.addWidget(self.summary)
        whole.addWidget(self.buttons)
        for button in self.findChildren(QPushButton):
            button.setAutoDefault(button is self.export_button)

    def _add(self, grid: QGridLayout, row: int, column: MailedColumn) -> None:
        name = text(column.title, "strong", wrap=True)
        name.setMinimumWidth(150)
        grid.addWidget(name, row, 0)
        grid.addWidget(text(column.holds, "muted", wrap=True), row, 1)
        choice = self.choices[column.key] = QComboBox()
        choice.addItems([WORDS[treatment] for treatment in column.choices])
        choice.setAccessibleName(tr("What becomes of {column}", column=column.title))
        choice.setEnabled(len(column.choices) > 1)
        choice.setMinimumWidth(200)
        choice.currentIndexChanged.connect(partial(self._changed))
        grid.addWidget(choice, row, 2)

    def _changed(self, _: int) -> None:
        self._count()
