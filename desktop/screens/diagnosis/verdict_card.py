"""One verdict in the list: whose it is, how sure that is, in one line what, and how many deals and how much money."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.icon_label import IconLabel
from desktop.screens.diagnosis.shown import Shown
from desktop.theme import Palette
from desktop.verdict_look import CONFIDENCE_ICONS, KIND_ICONS, ground, ink
from desktop.widgets.card_button import CardButton
from desktop.widgets.icon_tile import IconTile
from desktop.widgets.text import set_tip, text
from mining.diagnosis.wording import confidence_reason, confidence_words, kind_words, standing_words
from models.diagnosis import Confidence, DiagnosisCard, VerdictKind


class VerdictCard(CardButton):
    """A card to choose; the deals and the money stand in a line of their own."""

    stepped = Signal(int)
    """The arrow down (1) or up (-1) was pressed."""

    def __init__(
        self, card: DiagnosisCard, shown: Shown, palette: Palette, parent: QWidget | None = None
    ) -> None:
        super().__init__("big", parent)
        self.card = card
        self.setCheckable(True)
        self.tile = IconTile()
        self.sureness = Sureness(card.confidence, palette)
        self.headline = text(shown.headline(card), "strong", wrap=True)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(text(kind_words(card.kind), "small"), 1)
        if card.kind is not VerdictKind.NO_CALL:  # that says it already
            head.addWidget(self.sureness)
        column = QVBoxLayout()
        column.setSpacing(3)
        column.addLayout(head)
        column.addWidget(self.headline)
        figures = " · ".join(shown.figures(card))
        if figures:
            column.addWidget(text(figures, "small", wrap=True))
        column.addStretch(1)
        self.row.setContentsMargins(12, 10, 12, 11)
        self.row.setSpacing(12)
        self.row.addWidget(self.tile, 0, Qt.AlignmentFlag.AlignTop)
        self.row.addLayout(column, 1)
        self.set_palette_colors(palette)
        self.setAccessibleName(self.headline.text())
        self.setAccessibleDescription(", ".join((*standing_words(card), *shown.figures(card))))
        set_tip(self, confidence_reason(card.confidence))
        self.let_clicks_through()

    def set_palette_colors(self, palette: Palette) -> None:
        """Draw the icons in another palette."""
        kind = self.card.kind
        self.tile.show_icon(KIND_ICONS[kind], ink(kind, palette), ground(kind, palette))
        self.sureness.set_palette_colors(palette)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.stepped.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)


class Sureness(QWidget):
    """How far the data carry: an icon and a word."""

    def __init__(self, confidence: Confidence, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._confidence = confidence
        self._icon = IconLabel(14)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(5)
        row.addWidget(self._icon)
        row.addWidget(text(confidence_words(confidence), "small"))
        set_tip(self, confidence_reason(confidence))
        self.set_palette_colors(palette)

    def set_palette_colors(self, palette: Palette) -> None:
        """Draw the icon in another palette."""
        is_likely = self._confidence is Confidence.LIKELY
        self._icon.show_icon(
            CONFIDENCE_ICONS[self._confidence], palette.accent if is_likely else palette.muted
        )
