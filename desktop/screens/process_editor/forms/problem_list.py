"""Everything that is wrong with the process, at the bottom of the panel; a click goes to where it is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from desktop.icons import icon
from desktop.screens.process_editor.forms.shown import selection_of
from desktop.severity import FINDINGS
from desktop.theme import Palette
from desktop.widgets.card_button import CardButton
from desktop.widgets.problem_lines import problem_row
from desktop.widgets.scrolled import scrolled
from desktop.widgets.text import set_tip
from mining.number_format import plural
from models.process_problem import ProcessProblem
from models.sales_process import SalesProcess
from resources.translation import tr

_HIGHEST = 190
_MOST = 50


class ProblemList(QFrame):
    """One line that counts them, and above it the list where it is opened."""

    selected = Signal(object)

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "footer")
        self._palette = palette
        self._problems: tuple[ProcessProblem, ...] = ()
        self._process: SalesProcess | None = None
        self.rows: list[QWidget] = []
        self.button = QPushButton()
        self.button.setProperty("kind", "foot")
        self.button.setCheckable(True)
        self.button.setIconSize(QSize(16, 16))
        self._inside = QWidget()
        self._inside.setObjectName("content")
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(6, 6, 6, 0)
        self._column.setSpacing(2)
        self.area = scrolled(self._inside, tr("Problems of the process"))
        self.area.setFixedHeight(_HIGHEST)
        self.area.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 4, 8, 4)
        column.setSpacing(2)
        column.addWidget(self.area)
        column.addWidget(self.button)
        self.button.toggled.connect(self.area.setVisible)

    def show_problems(self, problems: Sequence[ProcessProblem], process: SalesProcess) -> None:
        """Show these, which are of this process."""
        self._process = process
        if tuple(problems) != self._problems or not self.button.text():
            self._problems = tuple(problems)
            self._rebuild()

    def set_palette_colors(self, palette: Palette) -> None:
        """Take the colours of another theme."""
        self._palette = palette
        self._rebuild()

    def _rebuild(self) -> None:
        for row in self.rows:
            self._column.removeWidget(row)
            row.setParent(None)
            row.deleteLater()
        self.rows = [self._row(problem) for problem in self._problems[:_MOST]]
        for row in self.rows:
            self._column.addWidget(row, 0, Qt.AlignmentFlag.AlignTop)
        self.button.setText(counted_words(self._problems))
        self.button.setEnabled(bool(self._problems))
        self.area.setVisible(self.button.isChecked() and bool(self._problems))
        worst = FINDINGS[self._problems[0].severity] if self._problems else None
        sign, colour = (
            (worst.icon, worst.colour(self._palette)) if worst else ("circle-check-big", self._palette.won)
        )
        self.button.setIcon(icon(sign, colour))
        set_tip(self.button, tr("Show them") if self._problems else "")

    def _row(self, problem: ProcessProblem) -> QWidget:
        words = problem_row(problem.severity, problem.shown, self._palette)
        assert self._process is not None
        if selection_of(problem, self._process) is None:
            words.setContentsMargins(8, 4, 8, 4)
            return words
        button = CardButton("row")
        button.row.setContentsMargins(8, 4, 8, 4)
        button.row.addWidget(words)
        button.let_clicks_through()
        button.setAccessibleName(f"{FINDINGS[problem.severity].word}: {problem.shown}")
        button.clicked.connect(lambda: self._go_to(problem))
        return button

    def _go_to(self, problem: ProcessProblem) -> None:
        assert self._process is not None
        self.selected.emit(selection_of(problem, self._process))


def counted_words(problems: Sequence[ProcessProblem]) -> str:
    """`2 errors, 1 warning`, or that there is none."""
    counts = {severity: sum(one.severity == severity for one in problems) for severity in FINDINGS}
    said = [plural(count, severity) for severity, count in counts.items() if count]
    return ", ".join(said) or tr("No problems")
