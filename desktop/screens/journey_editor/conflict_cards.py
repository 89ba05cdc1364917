"""Where the documented process contradicts the journey, one sentence each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.icon_label import IconLabel
from desktop.theme import Palette
from desktop.widgets.card_button import CardButton
from desktop.widgets.text import text
from models.contradiction import Contradiction


class ConflictCards(QWidget):
    """A card each; a click on one asks for the stage or the step that it is about."""

    chosen = Signal(object)
    """The `Contradiction`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards: list[CardButton] = []
        self._shown: tuple[tuple[Contradiction, ...], Palette] | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)

    def show_conflicts(self, conflicts: Sequence[Contradiction], palette: Palette) -> None:
        """Show these; nothing is seen where there are none."""
        if (tuple(conflicts), palette) == self._shown:
            return
        self._shown = (tuple(conflicts), palette)
        for old in self.cards:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.cards = [self._card(conflict, palette) for conflict in conflicts]
        for card in self.cards:
            self._column.addWidget(card)
            card.show()
        self.setVisible(bool(self.cards))

    def _card(self, conflict: Contradiction, palette: Palette) -> CardButton:
        card, picture = CardButton("conflict"), IconLabel()
        picture.show_icon("triangle-alert", palette.deviation_text)
        card.setAccessibleName(conflict.sentence)
        card.row.setContentsMargins(12, 8, 12, 8)
        card.row.setSpacing(10)
        card.row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        card.row.addWidget(text(conflict.sentence, wrap=True), 1)
        card.let_clicks_through()
        card.clicked.connect(lambda: self.chosen.emit(conflict))
        return card
