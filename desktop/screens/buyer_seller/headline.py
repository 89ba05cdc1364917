"""The three numbers of the screen, each a card that shows only its rows."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.deviation_look import icon_name, ink
from desktop.icon_label import IconLabel
from desktop.screens.buyer_seller.figures import ABOUT, NAMES, Total
from desktop.theme import Palette
from desktop.widgets.card_button import CardButton
from desktop.widgets.text import text
from mining.journey.lacking import TWO_SIDED
from mining.number_format import number
from models.deviation import DeviationType
from resources.translation import tr


class HeadlineCard(CardButton):
    """How many deals show one kind, at whichever stage."""

    def __init__(self, kind: DeviationType, parent: QWidget | None = None) -> None:
        super().__init__("big", parent)
        self.kind = kind
        self.setCheckable(True)
        self.figure, self.rate = text(role="number"), text(role="small", wrap=True)
        self.about = text(ABOUT[kind], "small", wrap=True)
        self._icon = IconLabel(20)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._icon)
        head.addWidget(text(NAMES[kind], "strong"), 1)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(self.figure)
        column.addWidget(self.rate)
        column.addWidget(self.about)
        self.row.setContentsMargins(16, 10, 12, 10)
        self.row.addLayout(column, 1)
        self.let_clicks_through()

    def show_total(self, total: Total, palette: Palette) -> None:
        """Show the number."""
        shown = "–" if total.why_none else number(total.cases)
        self.figure.setText(shown)
        self.rate.setText(total.rate_words)
        self._icon.show_icon(icon_name(self.kind), ink(self.kind, palette))
        self.setAccessibleName(f"{NAMES[self.kind]}: {shown}, {total.rate_words}")
        self.setToolTip(tr("Show only these below"))

    def set_compact(self, is_compact: bool) -> None:
        """Leave out what it is about where there is little height."""
        self.about.setVisible(not is_compact)


class Headline(QWidget):
    """The three cards; at most one is chosen."""

    chosen = Signal(object)
    """The `DeviationType` to show alone, None for all."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._palette = palette
        self._totals: tuple[Total, ...] = ()
        self.cards = [HeadlineCard(kind) for kind in TWO_SIDED]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        for card in self.cards:
            row.addWidget(card, 1, Qt.AlignmentFlag.AlignTop)
            card.clicked.connect(lambda _=False, card=card: self._choose(card))

    @property
    def kind(self) -> DeviationType | None:
        """The kind that is chosen."""
        return next((card.kind for card in self.cards if card.isChecked()), None)

    def set_palette_colors(self, palette: Palette) -> None:
        """Draw the icons in another palette."""
        self._palette = palette
        self.show_totals(self._totals)

    def show_totals(self, found: tuple[Total, ...]) -> None:
        """Show the numbers, in the order of the cards."""
        self._totals = found
        for card, total in zip(self.cards, found, strict=False):
            card.show_total(total, self._palette)

    def set_compact(self, is_compact: bool) -> None:
        """Take less height."""
        for card in self.cards:
            card.set_compact(is_compact)

    def _choose(self, card: HeadlineCard) -> None:
        for other in self.cards:
            if other is not card:
                other.setChecked(False)
        self.chosen.emit(self.kind)
