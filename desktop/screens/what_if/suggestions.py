"""Edits that would explain won deals, as cards to try, and those that are not suggested and why."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from desktop.widgets.text import set_tip, text
from mining.number_format import plural
from mining.process.repair.wording import (
    cost_words,
    edit_words,
    gain_words,
    outcome_words,
    standing_words,
    withheld_words,
)
from models.repair import Repair, Repairs
from resources.translation import tr

WAITING = tr("Trying small edits…")
STOPPED = tr("Stopped. They are looked for again after the next edit.")


class SuggestionCard(QFrame):
    """One edit: what it does, whom it legitimises, what it costs in clarity, and how such deals end."""

    def __init__(self, one: Repair, now: Repairs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setAccessibleName(edit_words(one.edit))
        self.repair = one
        self.try_button, self.deals_button = QPushButton(tr("Try it")), QPushButton(tr("Show deals"))
        self.try_button.setAccessibleName(tr("Try it: {edit}", edit=edit_words(one.edit)))
        self.deals_button.setProperty("kind", "quiet")
        self.deals_button.setAccessibleName(tr("Show the deals: {edit}", edit=edit_words(one.edit)))
        set_tip(
            self.deals_button,
            tr("The {deals} that would begin to follow", deals=plural(len(one.begin), "deal")),
        )
        self.words = text(f"{gain_words(one)}; {cost_words(one, now)}.", wrap=True)
        buttons = QHBoxLayout()
        buttons.setSpacing(4)
        buttons.addWidget(self.try_button)
        buttons.addWidget(self.deals_button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(6)
        column.addWidget(text(edit_words(one.edit), "strong", wrap=True))
        column.addWidget(self.words)
        column.addWidget(text(outcome_words(one), "small", wrap=True))
        column.addLayout(buttons)


class Suggestions(QWidget):
    """The cards, the best first, and a sentence on where won deals stand."""

    tried = Signal(object)
    """The `Repair` to try."""

    deals_wanted = Signal(object)
    """The `Repair` whose deals are to be seen."""

    stopped = Signal()
    """Nobody wants to wait for them any more."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards: list[SuggestionCard] = []
        self.notes: list[QWidget] = []
        self.line = text(role="small", wrap=True)
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setAccessibleName(WAITING)
        self.stop_button = QPushButton(tr("Stop"))
        self.stop_button.setProperty("kind", "quiet")
        self.stop_button.setAccessibleName(tr("Stop trying small edits"))
        self.stop_button.clicked.connect(self._stop)
        self.waiting = QWidget()
        row = QHBoxLayout(self.waiting)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(bar, 1)
        row.addWidget(self.stop_button)
        self._place = QVBoxLayout()
        self._place.setSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(text(tr("Suggestions"), "heading"))
        column.addWidget(self.line)
        column.addWidget(self.waiting)
        column.addLayout(self._place)
        self.waiting.hide()

    def wait(self) -> None:
        """Say that edits are being tried; what was found before is out of date."""
        self._show((), ())
        self.line.setText(WAITING)
        self.waiting.show()

    def say(self, sentence: str) -> None:
        """Say why there are none."""
        self._show((), ())
        self.waiting.hide()
        self.line.setText(sentence)

    def show_repairs(self, now: Repairs, can_list: bool) -> None:
        """Show what was found; `can_list` says whether there is a place to list deals in."""
        self.waiting.hide()
        self.line.setText(now.why_none or standing_words(now))
        cards = [SuggestionCard(one, now) for one in now.suggestions]
        for card in cards:
            card.try_button.clicked.connect(partial(_tell, self.tried, card.repair))
            card.deals_button.setVisible(can_list)
            card.deals_button.clicked.connect(partial(_tell, self.deals_wanted, card.repair))
        self._show(cards, [text(withheld_words(one), "small", wrap=True) for one in now.withheld])

    def _stop(self) -> None:
        self.stopped.emit()
        self.say(STOPPED)

    def _show(self, cards: Sequence[SuggestionCard], notes: Sequence[QWidget]) -> None:
        for old in (*self.cards, *self.notes):
            self._place.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.cards, self.notes = list(cards), list(notes)
        for new in (*self.cards, *self.notes):
            self._place.addWidget(new)
            new.show()  # else its height counts only one turn later, and till then it is cut


def _tell(signal: SignalInstance, repair: Repair, *_: object) -> None:
    signal.emit(repair)
