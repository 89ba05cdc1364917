"""A list of parts of the process to open, each with what is wrong with it, and a button for one more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desktop.icons import icon
from desktop.severity import FINDINGS
from desktop.theme import Palette
from desktop.widgets.card_button import CardButton
from desktop.widgets.text import text
from models.process_problem import ProcessProblem


@dataclass(frozen=True)
class Row:
    """One part: its name, a line about it, and its problems."""

    name: str
    line: str
    problems: tuple[ProcessProblem, ...] = ()


class PartList(QWidget):
    """Rows that are rebuilt only where they changed."""

    opened = Signal(str)
    more_wanted = Signal()

    def __init__(self, more: str, nothing: str, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._palette = palette
        self.rows: list[CardButton] = []
        self._said: tuple[Row, ...] = ()
        self.nothing = text(nothing, "small", wrap=True)
        self.more_button = QPushButton(more)
        self.more_button.setProperty("kind", "quiet")
        self.more_button.clicked.connect(self.more_wanted)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._column.addWidget(self.nothing)
        self._column.addWidget(self.more_button, 0, Qt.AlignmentFlag.AlignLeft)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these."""
        if tuple(rows) != self._said:
            self._said = tuple(rows)
            self._rebuild()

    def set_palette_colors(self, palette: Palette) -> None:
        """Take the colours of another theme."""
        self._palette = palette
        self._rebuild()

    def _rebuild(self) -> None:
        for old in self.rows:
            self._column.removeWidget(old)
            old.setParent(None)
            old.deleteLater()
        self.rows = [self._row(row) for row in self._said]
        for at, button in enumerate(self.rows):
            self._column.insertWidget(at, button)
        self.nothing.setVisible(not self.rows)

    def _row(self, row: Row) -> CardButton:
        button = CardButton("row")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(text(row.name, "strong", wrap=True))
        line = text(row.line, "small", wrap=True)
        words.addWidget(line)
        button.row.setContentsMargins(6, 5, 6, 5)
        button.row.addLayout(words, 1)
        if row.problems:
            look = FINDINGS[min(row.problems, key=lambda one: FINDINGS[one.severity].rank).severity]
            sign = text()
            sign.setPixmap(icon(look.icon, look.colour(self._palette)).pixmap(16, 16))
            sign.setAccessibleName(look.word)
            button.row.addWidget(sign)
        button.setAccessibleName(row.name)
        button.setAccessibleDescription(" ".join([row.line, *(one.shown for one in row.problems)]))
        button.let_clicks_through()
        button.clicked.connect(lambda: self.opened.emit(row.name))
        return button
