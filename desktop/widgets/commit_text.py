"""Some lines of text that are taken over when they are left, and not while they are typed."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from models.label import tidy

_AROUND = 18
"""Pixels that the frame and its margins take."""


class CommitText(QPlainTextEdit):
    """As high as its text, at least `lines`. Escape gives back what was there before, Tab goes on to the next field."""

    committed = Signal(str)
    """The new text, tidied: the field was left, or Ctrl+Enter was pressed."""

    def __init__(
        self,
        name: str,
        placeholder: str = "",
        lines: int = 2,
        parent: QWidget | None = None,
        keeps_lines: bool = False,
    ) -> None:
        """With `keeps_lines` the text stays divided into lines, and each of them is tidied."""
        super().__init__(parent)
        self._shown, self._least, self._keeps_lines = "", lines, keeps_lines
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.textChanged.connect(self._fit)
        self._fit()

    @property
    def is_typing(self) -> bool:
        """Whether something is typed that nobody was told of."""
        return self._tidied(self.toPlainText()) != self._shown

    def show_text(self, text: str) -> None:
        """Show a text; what is being typed stays."""
        kept = self.hasFocus() and self.is_typing
        self._shown = self._tidied(text)
        if not kept and self.toPlainText() != text:
            self.setPlainText(text)

    def commit(self) -> None:
        """Tell of the text where it is another one."""
        if self.is_typing:
            self._shown = self._tidied(self.toPlainText())
            self.committed.emit(self._shown)

    def take_back(self) -> None:
        """Show the text of before."""
        self.setPlainText(self._shown)

    def sizeHint(self) -> QSize:
        return QSize(200, self.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() == Qt.Key.Key_Escape and self.is_typing:
            self.take_back()
        elif is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.commit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.commit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def _tidied(self, typed: str) -> str:
        if not self._keeps_lines:
            return tidy(typed)
        return "\n".join(map(tidy, typed.split("\n"))).strip("\n")

    def _fit(self) -> None:
        """The document counts its height in lines."""
        lines = max(self._least, int(self.document().size().height()))
        height = lines * self.fontMetrics().lineSpacing() + _AROUND
        if height != self.height() or self.minimumHeight() != height:
            self.setFixedHeight(height)
