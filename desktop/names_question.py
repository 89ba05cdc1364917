"""Asks whether what leaves the program may name people."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from resources.translation import tr


class NamesQuestion(QObject):
    """One question at a time; the Enter key chooses stand-ins, and after a cancel nothing happens."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.box: QMessageBox | None = None

    def ask(self, title: str, question: str, then: Callable[[bool], None]) -> None:
        """Ask, and call `then` with whether real names are wanted."""
        box = self.box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(title)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(question)
        box.setInformativeText(tr("With stand-ins such as Rep 1 nobody can be recognised by name."))
        stand_ins = box.addButton(tr("&Stand-ins"), QMessageBox.ButtonRole.AcceptRole)
        real = box.addButton(tr("&Real names"), QMessageBox.ButtonRole.ActionRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(stand_ins)
        stand_ins.clicked.connect(partial(_answer, then, False))
        real.clicked.connect(partial(_answer, then, True))
        box.finished.connect(self._asked)
        box.open()

    def _asked(self, _: int) -> None:
        box, self.box = self.box, None
        if box is not None:
            box.deleteLater()


def _answer(then: Callable[[bool], None], real_names: bool, _: bool = False) -> None:
    then(real_names)
