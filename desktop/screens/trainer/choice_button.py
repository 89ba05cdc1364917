"""One choice of an exercise: its number, its words, and, when it is answered, whether it is right."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.icon_label import IconLabel
from desktop.theme import Palette
from desktop.widgets.card_button import CardButton
from desktop.widgets.text import set_property, text
from resources.translation import tr

_ICON = 26


class ChoiceButton(CardButton):
    """A button as wide as its place; the number is the key that chooses it."""

    def __init__(self, number: int, words: str, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__("choice", parent)
        self._palette, self._words = palette, words
        self._state = ""
        self._mark, self._said = IconLabel(_ICON), text(role="strong")
        self.row.setContentsMargins(18, 12, 18, 12)
        self.row.setSpacing(16)
        self.row.addWidget(text(str(number), "strong"), 0, Qt.AlignmentFlag.AlignTop)
        self.row.addWidget(text(words, "stageName", wrap=True), 1)
        self.row.addWidget(self._said, 0, Qt.AlignmentFlag.AlignTop)
        self.row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        self._mark.hide()
        self.setAccessibleName(tr("Choice {number}: {words}", number=number, words=words))
        self.let_clicks_through()

    @property
    def words(self) -> str:
        """What can be chosen."""
        return self._words

    def show_answer(self, is_right: bool, is_chosen: bool) -> None:
        """Say whether it is right; a wrong one that nobody chose stays as it is."""
        if not is_right and not is_chosen:
            return
        said = tr("Right") if is_right else tr("Not this one")
        self._state = "right" if is_right else "wrong"
        set_property(self, "state", self._state)
        self._said.setText(tr("{said}, your answer", said=said) if is_chosen else said)
        self._show_mark()
        self.setAccessibleDescription(self._said.text())

    def set_palette_colors(self, palette: Palette) -> None:
        """Take the colours of another theme."""
        self._palette = palette
        if self._state:
            self._show_mark()

    def _show_mark(self) -> None:
        if self._state == "right":
            self._mark.show_icon("check", self._palette.won)
        else:
            self._mark.show_icon("x", self._palette.deviation)
        self._mark.show()
