"""A line of text with offers under it, taken over when it is entered or left."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from desktop.widgets.chips_edit import Offer
from desktop.widgets.query_edit import QueryEdit
from models.label import key, tidy


class OfferedEdit(QueryEdit):
    """What is offered and taken is the whole text; anything else can be typed too."""

    committed = Signal(str)
    """The new text, tidied."""

    def __init__(self, name: str, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(self._fitting, lambda _: "", parent)
        self._all: tuple[Offer, ...] = ()
        self._shown = ""
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.editingFinished.connect(self.commit)

    def offer_these(self, offers: Sequence[Offer]) -> None:
        """What can be taken."""
        self._all = tuple(offers)

    def show_text(self, text: str) -> None:
        """Show a text; what is being typed stays."""
        kept = self.hasFocus() and tidy(self.text()) != self._shown
        self._shown = text
        if not kept and self.text() != text:
            self.setText(text)
            self.setCursorPosition(len(text) if self.hasFocus() else 0)

    def commit(self) -> None:
        """Tell of the text where it is another one."""
        typed = tidy(self.text())
        if typed != self._shown:
            self._shown = typed
            self.committed.emit(typed)

    def take_back(self) -> None:
        """Show the text of before."""
        self.setText(self._shown)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and tidy(self.text()) != self._shown:
            self.take_back()
        else:
            super().keyPressEvent(event)

    def _fitting(self, typed: str, cursor: int) -> list[Offer]:
        wanted = "" if tidy(typed) == self._shown else key(typed)
        found = [offer for offer in self._all if wanted in key(offer.text) and offer.text != typed]
        return [Offer(offer.text, offer.hint, 0, len(typed)) for offer in found]

    def _take(self, row: int) -> None:
        if 0 <= row < len(self._offers):
            self.list.hide()
            self.setText(self._offers[row].text)
            self.commit()
