"""Asks from which day on an action is under way, and whether it is recorded as a change of the process."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from desktop.widgets.day_edit import CalmDateEdit, day_of
from desktop.widgets.text import text
from models.change_plan import ChangeAction
from resources.translation import tr


class BeginDialog(QDialog):
    """The day is today at first; what is recorded is followed on the screen Changes."""

    decided = Signal(object, bool)
    """The `date`, and whether the change is recorded with the process."""

    def __init__(
        self, action: ChangeAction, today: date, can_record: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("The action begins"))
        self.day = CalmDateEdit(tr("Under way since"))
        begin = action.started or today
        self.day.setDate(QDate(begin.year, begin.month, begin.day))
        self.record = QCheckBox(tr("Record it as a change of the process"))
        self.record.setChecked(can_record)
        self.record.setEnabled(can_record)
        why = (
            tr(
                "The screen Changes then tells what becomes of it: before that day, right after it, and later."
            )
            if can_record
            else tr("There is no process to record it with, or it is recorded already.")
        )
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setText(tr("Begin"))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        column.addWidget(text(action.what, "strong", wrap=True))
        column.addWidget(text(tr("Under way since"), "small"))
        column.addWidget(self.day)
        column.addWidget(self.record)
        column.addWidget(text(why, "small", wrap=True))
        column.addWidget(self.buttons)
        self.buttons.accepted.connect(self._decide)
        self.buttons.rejected.connect(self.reject)
        self.setMinimumWidth(460)

    def _decide(self) -> None:
        self.decided.emit(day_of(self.day.date()), self.record.isChecked())
        self.accept()
