"""The top of the screen: one sentence, and a card for each of the four measures."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.screens.conformance.words import Measure, headline, measures
from desktop.widgets.text import set_tip, text
from mining.number_format import percent
from models.analysis import View
from resources.translation import tr


class MeasureCard(QFrame):
    """A share as a number, what it is a share of, and as tool tip what that means; or why it cannot be told."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.name, self.figure = text(role="strong"), text(role="number")
        self.sentence = text(role="small", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 6, 14, 8)
        column.setSpacing(1)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.figure)
        top.addWidget(self.name, 1, Qt.AlignmentFlag.AlignBottom)
        self.name.setContentsMargins(0, 0, 0, 3)
        column.addLayout(top)
        column.addWidget(self.sentence)
        column.addStretch(1)
        self._is_compact = self._is_told = False

    def set_compact(self, is_compact: bool) -> None:
        """Show the number and its name only, as long as there is a number; the rest is in the tool tip."""
        self._is_compact = is_compact
        self.sentence.setVisible(not (is_compact and self._is_told))

    def show_measure(self, measure: Measure) -> None:
        """Show what was measured."""
        is_told = measure.share is not None
        sentence = measure.sentence if is_told else measure.without
        self.name.setText(measure.name)
        self.figure.setText(percent(measure.share))
        self.sentence.setText(sentence)
        self.setAccessibleName(f"{measure.name}: {percent(measure.share) if is_told else tr('cannot tell')}")
        self.setAccessibleDescription(f"{sentence} {measure.meaning}")
        set_tip(self, f"{sentence}. {measure.meaning}" if is_told else measure.meaning)
        self._is_told = is_told
        self.set_compact(self._is_compact)


class Head(QWidget):
    """The title, the sentence and the four cards."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sentence = text(role="muted", wrap=True)
        self.cards = tuple(MeasureCard() for _ in range(4))
        cards = QHBoxLayout()
        cards.setSpacing(12)
        for card in self.cards:
            cards.addWidget(card, 1)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(text(tr("Conformance"), "title"))
        column.addWidget(self.sentence)
        column.addSpacing(6)
        column.addLayout(cards)

    def set_compact(self, is_compact: bool) -> None:
        """Take less height: see `MeasureCard.set_compact`."""
        for card in self.cards:
            card.set_compact(is_compact)
        self._column.invalidate()
        self.updateGeometry()

    def show_view(self, view: View, own_costs: bool) -> None:
        """Show the measures of the filtered deals; `own_costs` where departures do not all cost the same."""
        self.sentence.setText(headline(view, own_costs))
        if view.quality is not None:
            for card, measure in zip(self.cards, measures(view, view.quality), strict=True):
                card.show_measure(measure)
