"""One field of a form: its name above, what it is edited with, and what is wrong with it under that."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.theme import Palette
from desktop.widgets.problem_lines import Line, ProblemLines
from desktop.widgets.text import text
from models.model_finding import Severity
from models.process_problem import ProcessProblem


class FormField(QWidget):
    """The problems of the process stand under it, or what is said of the text while it is typed."""

    def __init__(self, name: str, palette: Palette, *editors: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = text(name, "small")
        self.problems = ProblemLines(palette)
        self._known: tuple[ProcessProblem, ...] = ()
        self._typed: list[Line] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.heading)
        self.heading.setVisible(bool(name))
        for editor in editors:
            column.addWidget(editor)
        column.addWidget(self.problems)
        if name and editors:
            self.heading.setBuddy(editors[0])

    def show_problems(self, problems: Sequence[ProcessProblem]) -> None:
        """What is wrong with what the process says there."""
        self._known = tuple(problems)
        self._show()

    def say(self, sentence: str, severity: Severity = "error") -> None:
        """What is wrong with the text that is being typed, "" where nothing is."""
        self._typed = [(severity, sentence)] if sentence else []
        self._show()

    def take_back(self) -> None:
        """Forget what was being typed."""
        self.say("")

    @property
    def said(self) -> tuple[str, ...]:
        """The sentences that stand under it."""
        return tuple(sentence for _, sentence in self.problems.lines)

    def _show(self) -> None:
        self.problems.show_lines(self._typed or [(one.severity, one.shown) for one in self._known])
