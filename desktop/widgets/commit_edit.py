"""A line of text that is taken over when it is entered or left, and not while it is typed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from models.label import tidy


class CommitEdit(QLineEdit):
    """Escape gives back what was there before; what is being typed stays, whatever is shown meanwhile."""

    committed = Signal(str)
    """The new text, tidied: Enter was pressed, or the line was left."""

    def __init__(self, name: str, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = ""
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.editingFinished.connect(self.commit)

    @property
    def is_typing(self) -> bool:
        """Whether something is typed that nobody was told of."""
        return tidy(self.text()) != self._shown

    def show_text(self, text: str) -> None:
        """Show a text; the cursor stays where it is, and what is being typed stays too."""
        kept = self.hasFocus() and self.is_typing
        self._shown = text
        if kept or self.text() == text:
            return
        cursor = self.cursorPosition()
        self.setText(text)
        self.setCursorPosition(min(cursor, len(text)) if self.hasFocus() else 0)

    def commit(self) -> None:
        """Tell of the text where it is another one."""
        if self.is_typing:
            self._shown = tidy(self.text())
            self.committed.emit(self._shown)

    def take_back(self) -> None:
        """Show the text of before."""
        self.setText(self._shown)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.is_typing:
            self.take_back()
        else:
            super().keyPressEvent(event)
