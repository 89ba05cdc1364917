"""Two short questions: from when on a draft is in force, and what a new stage is called and where it stands."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from desktop.screens.what_if.versions_panel import read_day
from desktop.widgets.text import text
from models.errors import UserError
from models.label import tidy
from models.repair import EditKind, ProcessEdit
from models.sales_process import SalesProcess
from resources.translation import tr

_WIDTH = 440


class Question(QDialog):
    """A form with one button that does it; where it cannot be done, the dialog stays and says why."""

    def __init__(self, title: str, line: str, verb: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(_WIDTH)
        self.form = QFormLayout()
        self.form.setSpacing(10)
        self.problem = text(role="problem", wrap=True)
        self.problem.hide()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.do_button = buttons.addButton(verb, QDialogButtonBox.ButtonRole.AcceptRole)
        self.do_button.setProperty("kind", "primary")
        buttons.accepted.connect(self._do)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        column.addWidget(text(title, "heading"))
        column.addWidget(text(line, "muted", wrap=True))
        column.addLayout(self.form)
        column.addWidget(self.problem)
        column.addWidget(buttons)

    def _do(self) -> None:
        try:
            self.carry_out()
        except UserError as error:
            self.problem.setText(str(error))
            self.problem.show()
            return
        self.accept()

    def carry_out(self) -> None:
        """Do it; raises UserError where it cannot be done."""
        raise NotImplementedError


class AdoptQuestion(Question):
    """From when on the draft is in force, and whether the process until now is kept as an earlier version."""

    def __init__(
        self,
        draft: SalesProcess,
        old: str,
        can_keep: bool,
        today: date,
        adopt: Callable[[date | None, bool], object],
        parent: QWidget | None = None,
    ) -> None:
        line = tr("It becomes the documented process in place of {old}. This can be undone.", old=old)
        super().__init__(tr("Adopt {name}", name=draft.name), line, tr("Adopt"), parent)
        self._adopt = adopt
        self.begins = QLineEdit(today.isoformat(), placeholderText=tr("no bound"))
        self.begins.setAccessibleName(tr("In force from"))
        self.keep = QCheckBox(tr("Keep {old} for the deals before, until the day before", old=old))
        self.keep.setChecked(can_keep)
        self.keep.setVisible(can_keep)
        self.form.addRow(tr("In force from"), self.begins)
        self.form.addRow(self.keep)

    def carry_out(self) -> None:
        self._adopt(read_day(self.begins.text(), tr("What you wrote")), self.keep.isChecked())


class AddQuestion(Question):
    """What the new stage is called here and in the CRM, where it stands, and whether it may be left out."""

    def __init__(
        self, process: SalesProcess, add: Callable[[ProcessEdit], object], parent: QWidget | None = None
    ) -> None:
        line = tr("Deals that passed this place without it would have had to do it.")
        super().__init__(tr("Add a stage"), line, tr("Add"), parent)
        self._add = add
        self.name = QLineEdit(placeholderText=tr("Legal review"))
        self.label = QLineEdit(placeholderText=tr("as above"))
        self.after = QComboBox()
        self.after.addItem(tr("At the beginning"), "")
        for stage in process.stages:
            self.after.addItem(stage.name, stage.name)
        self.after.setCurrentIndex(self.after.count() - 1)
        self.optional = QCheckBox(tr("It may be left out"))
        self.name.setAccessibleName(tr("Name"))
        self.label.setAccessibleName(tr("Name in the CRM"))
        self.after.setAccessibleName(tr("Comes after"))
        self.form.addRow(tr("Name"), self.name)
        self.form.addRow(tr("Name in the CRM"), self.label)
        self.form.addRow(tr("Comes after"), self.after)
        self.form.addRow(self.optional)

    def carry_out(self) -> None:
        name = tidy(self.name.text())
        if not name:
            raise UserError(tr("A stage needs a name; write one."))
        kind = EditKind.ADD if self.optional.isChecked() else EditKind.ADD_REQUIRED
        label = tidy(self.label.text()) or name
        self._add(ProcessEdit(kind, name, str(self.after.currentData()), labels=(label,)))
