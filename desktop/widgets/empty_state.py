"""What a screen shows when there is nothing to show yet: what it is for, and what to do next."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.icons import pixmap
from desktop.widgets.card_button import CardButton
from desktop.widgets.text import text


@dataclass(frozen=True)
class Choice:
    """One thing the user can do: its icon, what it is called, one line about it, and what it does."""

    icon: str
    title: str
    line: str
    chosen: Callable[[], None]


class BigButton(CardButton):
    """A button the size of a card: icon, title and one line."""

    def __init__(self, choice: Choice, parent: QWidget | None = None) -> None:
        super().__init__("big", parent)
        self._icon = choice.icon
        self._picture = QLabel()
        self.setAccessibleName(choice.title)
        self.setAccessibleDescription(choice.line)
        self.clicked.connect(lambda: choice.chosen())
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addStretch(1)
        self._title = text(choice.title, "strong")
        column.addWidget(self._title)
        column.addWidget(text(choice.line, "small", wrap=True))
        column.addStretch(1)
        self.row.setContentsMargins(16, 14, 16, 14)
        self.row.setSpacing(16)
        self.row.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignVCenter)
        self.row.addLayout(column, 1)
        self.let_clicks_through()

    def rename(self, title: str) -> None:
        """Call the button something else."""
        self._title.setText(title)
        self.setAccessibleName(title)

    def paint_icon(self, colour: str) -> None:
        """Draw the icon in a colour of the palette."""
        self._picture.setPixmap(pixmap(self._icon, colour, 24, self.devicePixelRatioF()))


class EmptyState(QWidget):
    """A heading, a sentence and the choices."""

    def __init__(
        self,
        title: str,
        line: str,
        choices: Sequence[Choice] = (),
        columns: int = 1,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.buttons = [BigButton(choice) for choice in choices]
        column = QVBoxLayout()
        column.setSpacing(12)
        column.addWidget(text(title, "title", wrap=True))
        column.addWidget(text(line, "muted", wrap=True))
        column.addSpacing(8)
        for start in range(0, len(self.buttons), columns):
            row = QHBoxLayout()
            row.setSpacing(12)
            for button in self.buttons[start : start + columns]:
                row.addWidget(button, 1)
            column.addLayout(row)
        inner = QWidget()
        inner.setMaximumWidth(560 if columns == 1 else 760)
        inner.setLayout(column)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(24, 24, 24, 24)
        outer.addStretch(1)
        outer.addWidget(inner, 6, Qt.AlignmentFlag.AlignVCenter)
        outer.addStretch(1)

    def paint_icons(self, colour: str) -> None:
        """Draw the icons in a colour of the palette."""
        for button in self.buttons:
            button.paint_icon(colour)
