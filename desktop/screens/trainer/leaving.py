"""What ends a session: a question, or the PIN that the trainer chose at its start."""

from __future__ import annotations

from collections.abc import Callable
from hmac import compare_digest

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QVBoxLayout, QWidget

from desktop.widgets.text import text
from resources.translation import tr


class LeavingDialog(QDialog):
    """Asks whether to leave; with a PIN only whoever knows it does. After a cancel the session goes on."""

    def __init__(self, pin: str, then: Callable[[], None], parent: QWidget) -> None:
        super().__init__(parent)
        self._pin, self._then = pin, then
        self.setWindowTitle(tr("End the training"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.pin = QLineEdit()
        self.pin.setEchoMode(QLineEdit.EchoMode.Password)
        self.pin.setAccessibleName(tr("PIN of the trainer"))
        self.problem = text(role="problem", wrap=True)
        self.problem.hide()
        self.buttons = QDialogButtonBox()
        self.stay = self.buttons.addButton(tr("Go on training"), QDialogButtonBox.ButtonRole.RejectRole)
        self.leave = self.buttons.addButton(tr("End it"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.leave.setProperty("kind", "primary")
        self.buttons.accepted.connect(self._leave)
        self.buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 24, 28, 24)
        column.setSpacing(16)
        column.addWidget(text(tr("End the training?"), "heading"))
        if pin:
            column.addWidget(text(tr("The trainer's PIN ends it."), "muted", wrap=True))
            column.addWidget(self.pin)
        column.addWidget(self.problem)
        column.addWidget(self.buttons)
        if pin:
            self.pin.setFocus()
            self.leave.setDefault(True)
        else:
            self.stay.setDefault(True)
            self.stay.setFocus()

    def _leave(self) -> None:
        if self._pin and not compare_digest(self.pin.text().encode(), self._pin.encode()):
            self.problem.setText(tr("That is not the PIN."))
            self.problem.show()
            self.pin.clear()
            self.pin.setFocus()
            return
        self.accept()
        self._then()
