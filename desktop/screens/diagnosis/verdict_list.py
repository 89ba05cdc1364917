"""The verdicts below each other, the firmest and costliest first, and below them what cannot be said."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop.screens.diagnosis.shown import Shown
from desktop.screens.diagnosis.verdict_card import VerdictCard
from desktop.theme import Palette
from desktop.widgets.scrolled import scrolled
from desktop.widgets.text import text
from mining.number_format import number
from models.diagnosis import DiagnosisCard, VerdictKind
from resources.translation import tr

UNSAID = tr("What cannot be said")
NONE_OF_KIND = tr("No verdict of this kind.")


class VerdictList(QWidget):
    """One card is chosen, as long as there is one; the arrow keys go from card to card.

    Among all kinds, deviations without a call are one line that opens them: they are not to drown the calls.
    """

    chosen = Signal(object)
    """The `DiagnosisCard` that is looked at, None for none."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._palette = palette
        self._shown: Shown | None = None
        self._kind: VerdictKind | None = None
        self._is_opened = False
        self.cards: list[VerdictCard] = []
        self.unsaid: list[QLabel] = []
        self.nothing = text(NONE_OF_KIND, "muted", wrap=True)
        self.more_button = QPushButton()
        self.more_button.setProperty("kind", "quiet")
        self.more_button.clicked.connect(self._open)
        self._heading = text(UNSAID, "heading")
        content = QWidget()
        content.setObjectName("content")
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(0, 0, 8, 8)
        self._column.setSpacing(10)
        self._column.addWidget(self.more_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addWidget(self.nothing)
        self._column.addSpacing(6)
        self._column.addWidget(self._heading)
        self._column.addStretch(1)
        self.area: QScrollArea = scrolled(content, tr("Verdicts"))
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.area)

    @property
    def current(self) -> DiagnosisCard | None:
        """The verdict that is chosen."""
        return next((one.card for one in self.cards if one.isChecked()), None)

    def set_palette_colors(self, palette: Palette) -> None:
        """Draw the icons in another palette."""
        self._palette = palette
        for card in self.cards:
            card.set_palette_colors(palette)

    def show_verdicts(self, shown: Shown) -> None:
        """Show other verdicts; the one that was chosen stays so where it is still there."""
        before = self.current
        self._clear()
        self._shown = shown
        self.cards = [VerdictCard(card, shown, self._palette) for card in shown.cards]
        for at, card in enumerate(self.cards):
            card.clicked.connect(partial(self._choose, card))
            card.stepped.connect(partial(self._step, card))
            self._column.insertWidget(at, card)
            card.show()
        self.unsaid = [text(shown.said(sentence), "small", wrap=True) for sentence in shown.found.unsaid]
        for label in self.unsaid:
            self._column.insertWidget(self._column.count() - 1, label)
            label.show()
        self._heading.setVisible(bool(self.unsaid))
        self._narrow()
        self._choose(self._like(before))

    def show_kind(self, kind: VerdictKind | None) -> None:
        """Show the verdicts of one kind, None for all."""
        self._kind = kind
        self._narrow()
        if self.current is None or not self._is_in(self.current):
            self._choose(self._first)

    def _narrow(self) -> None:
        for card in self.cards:
            card.setVisible(self._is_in(card.card))
        self.nothing.setVisible(self._first is None)
        folded = sum(card.card.kind is VerdictKind.NO_CALL for card in self.cards) if self._is_folded else 0
        self.more_button.setText(tr("Show {folded} more without a call", folded=number(folded)))
        self.more_button.setVisible(folded > 0)

    def _open(self) -> None:
        self._is_opened = True
        self._narrow()
        first = next(card for card in self.cards if card.card.kind is VerdictKind.NO_CALL)
        first.setFocus(Qt.FocusReason.TabFocusReason)

    @property
    def _is_folded(self) -> bool:
        """Whether those without a call are one line: among all kinds, and never where there is nothing else."""
        any_call = any(card.card.kind is not VerdictKind.NO_CALL for card in self.cards)
        return self._kind is None and not self._is_opened and any_call

    def _is_in(self, card: DiagnosisCard) -> bool:
        if card.kind is VerdictKind.NO_CALL and self._is_folded:
            return False
        return self._kind in (None, card.kind)

    @property
    def _first(self) -> VerdictCard | None:
        return next((card for card in self.cards if self._is_in(card.card)), None)

    def _like(self, before: DiagnosisCard | None) -> VerdictCard | None:
        def is_like(card: DiagnosisCard) -> bool:
            return before is not None and (card.key, card.kind) == (before.key, before.kind)

        found = [card for card in self.cards if self._is_in(card.card) and is_like(card.card)]
        same = [card for card in found if before is not None and card.card.who == before.who]
        return next(iter([*same, *found]), self._first)

    def _choose(self, wanted: VerdictCard | None, _: bool = False) -> None:
        for card in self.cards:
            card.setChecked(card is wanted)
        self.chosen.emit(wanted.card if wanted is not None else None)

    def _step(self, card: VerdictCard, by: int) -> None:
        listed = [one for one in self.cards if not one.isHidden()]
        wanted = listed[min(max(0, listed.index(card) + by), len(listed) - 1)]
        wanted.setFocus(Qt.FocusReason.TabFocusReason)
        self.area.ensureWidgetVisible(wanted)
        self._choose(wanted)

    def _clear(self) -> None:
        for old in (*self.cards, *self.unsaid):
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.cards, self.unsaid = [], []
