"""A name written where it stands on the canvas."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from resources.translation import tr


class NameEdit(QLineEdit):
    """Enter and leaving it take the name, Escape gives it up."""

    named = Signal(str, str)
    """The stage, and its new name."""

    def __init__(self, parent: QWidget, canvas: QWidget) -> None:
        super().__init__(parent)
        self._stage, self._canvas = "", canvas
        self.setMaxLength(80)
        self.setAccessibleName(tr("Name of the stage"))
        self.hide()

    def begin(self, stage: str, area: QRect) -> None:
        """Write the name of this stage, over this area."""
        self._stage = stage
        self.setText(stage)
        self.setGeometry(area)
        self.show()
        self.setFocus()
        self.selectAll()

    def take(self) -> None:
        """Take what is written."""
        if self.isVisible():
            stage, self._stage = self._stage, ""
            self._end()
            self.named.emit(stage, self.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._end()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.take()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.take()

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def _end(self) -> None:
        self.hide()
        self._canvas.setFocus()
