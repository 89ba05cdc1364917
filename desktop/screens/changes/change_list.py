"""The recorded changes as cards, in order of their days; one of them is looked at."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.icon_label import IconLabel
from desktop.screens.changes.looks import ICONS, colour_of
from desktop.theme import Palette
from desktop.widgets.card_button import CardButton
from desktop.widgets.text import set_property, text
from mining.number_format import day
from mining.words_of_values import word_of
from models.decay import ChangeStory


class ChangeList(QWidget):
    """One card a change; a click or Return chooses it."""

    chosen = Signal(int)

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("content")
        self._palette = palette
        self._stories: tuple[ChangeStory, ...] = ()
        self.cards: list[CardButton] = []
        self.current = -1
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._column.addStretch(1)

    def show_stories(self, stories: Sequence[ChangeStory]) -> None:
        """Show these; the one that is looked at stays so."""
        self._stories = tuple(stories)
        for card in self.cards:
            self._column.removeWidget(card)
            card.setParent(None)
            card.deleteLater()
        self.cards = [self._card(at, story) for at, story in enumerate(stories)]
        for at, card in enumerate(self.cards):
            self._column.insertWidget(at, card)
        self.make_current(min(max(self.current, 0), len(self.cards) - 1))

    def make_current(self, at: int) -> None:
        """Mark the card of that number, and tell of it."""
        self.current = at
        for place, card in enumerate(self.cards):
            card.setChecked(place == at)
            set_property(card, "active", "true" if place == at else "false")
        if at >= 0:
            self.chosen.emit(at)

    def set_palette_colors(self, palette: Palette) -> None:
        """Take the colours of another theme."""
        self._palette = palette
        self.show_stories(self._stories)

    def _card(self, at: int, story: ChangeStory) -> CardButton:
        card = CardButton("pick")
        card.setCheckable(True)
        sign = IconLabel(18)
        sign.show_icon(ICONS[story.became], colour_of(story.became, self._palette))
        said = word_of(story.became)
        inside = QVBoxLayout()
        inside.setSpacing(2)
        inside.addWidget(text(story.change.what or story.change.id, "strong", wrap=True))
        inside.addWidget(text(_when(story), "small", wrap=True))
        inside.addWidget(text(said[:1].upper() + said[1:], "small", wrap=True))
        card.row.setContentsMargins(14, 10, 14, 10)
        card.row.setSpacing(10)
        card.row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        card.row.addLayout(inside, 1)
        card.setAccessibleName(
            f"{story.change.what or story.change.id}, {_when(story)}: {word_of(story.became)}"
        )
        card.let_clicks_through()
        card.clicked.connect(partial(self.make_current, at))
        return card


def _when(story: ChangeStory) -> str:
    owner = f", {story.change.owner}" if story.change.owner else ""
    return f"{day(story.change.day)}{owner}"
