"""The verdict that is looked at: its reasons, its effects, the reps beside each other, and the deals behind it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop.deals_table import DealsTable
from desktop.icon_label import IconLabel
from desktop.screens.diagnosis.effects_panel import EffectsPanel
from desktop.screens.diagnosis.habit_panel import HabitPanel
from desktop.screens.diagnosis.reasons import Reasons
from desktop.screens.diagnosis.shown import Shown
from desktop.theme import Palette
from desktop.verdict_look import CONFIDENCE_ICONS, KIND_ICONS, ground, ink
from desktop.widgets.column_room import Room
from desktop.widgets.icon_tile import IconTile
from desktop.widgets.scrolled import scrolled
from desktop.widgets.switch import Switch
from desktop.widgets.text import frame, set_tip, text
from mining.diagnosis.wording import confidence_reason, standing_words
from mining.number_format import number
from models.deviation import DeviationKey
from models.diagnosis import Confidence, DiagnosisCard, Evidence, VerdictKind
from resources.translation import tr

VERDICT, DEALS = range(2)
ROOMS = (
    Room(260, 150, filling=True),
    Room(120, 76),
    Room(150, 124, gives_way=2),
    Room(120, 92, gives_way=3),
    Room(120, 96),
    Room(90, 70),
    Room(112, 96, gives_way=1),
    Room(64, 52, gives_way=4),
    Room(72, 60, gives_way=5),
)
"""Of the columns of the deals: beside the verdicts there is less room than elsewhere."""
ASIDE = 18
"""Pixels that the scroll bar and its margin take: what does not scroll ends where what scrolls ends."""
ALL_DEALS = tr("All deals that the verdict is about.")


class Detail(QWidget):
    """Two parts: why, and which deals."""

    deal_chosen = Signal(int)
    """The index of a case in the analysed log."""

    deviation_wanted = Signal(object)
    """The `DeviationKey` to be looked at among the deviations."""

    plan_wanted = Signal(object)
    """The `DiagnosisCard` that is to be taken up into the plan."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._palette = palette
        self._shown: Shown | None = None
        self.card: DiagnosisCard | None = None
        self.tile, self._sure = IconTile(40), IconLabel(16)
        self.headline, self.who = text(role="title", wrap=True), text(role="muted", wrap=True)
        self.figures = text(role="muted", wrap=True)
        self.switch = Switch(tr("What is shown of the verdict"), (tr("Why"), tr("Deals")))
        self.open_button = QPushButton(tr("Show in Deviations"))
        self.plan_button = QPushButton(tr("Add to the plan"))
        self.reasons, self.effects, self.habits = Reasons(palette), EffectsPanel(palette), HabitPanel(palette)
        self.behind = text(wrap=True)
        self.all_button = QPushButton(tr("All its deals"))
        self.deals = DealsTable(palette)
        self._build()
        self._connect()

    def set_palette_colors(self, palette: Palette) -> None:
        """Draw what is painted by hand in another palette."""
        self._palette = palette
        for part in (self.reasons, self.effects, self.habits, self.deals):
            part.set_palette_colors(palette)
        self._show_icons()

    def show_card(self, card: DiagnosisCard | None, shown: Shown) -> None:
        """Show a verdict, why first; nothing where there is none."""
        is_other = (
            card is None or self.card is None or (card.key, card.kind) != (self.card.key, self.card.kind)
        )
        self.card, self._shown = card, shown
        self.pages.setCurrentIndex(0 if card is None else 1)
        if card is None:
            return
        self.headline.setText(shown.headline(card))
        self.who.setText(shown.who(card))
        self.who.setVisible(bool(self.who.text()))
        is_call = card.kind is not VerdictKind.NO_CALL
        self.figures.setText("  ·  ".join((*standing_words(card), *shown.figures(card))))
        set_tip(self.figures, confidence_reason(card.confidence) if is_call else "")
        self._sure.setVisible(is_call)
        self.open_button.setVisible(card.key is not None)
        self.reasons.show_card(card, shown)
        self.effects.show_card(card, shown)
        self.habits.show_card(card, shown)
        self._show_icons()
        self.switch.buttons[DEALS].setText(tr("Deals ({cases})", cases=number(len(card.cases))))
        self._list(card.cases, ALL_DEALS)
        if is_other:
            self.go(VERDICT)
            self.area.verticalScrollBar().setValue(0)

    def go(self, part: int) -> None:
        """Show why, or the deals."""
        self.switch.show_choice(part)
        self.parts.setCurrentIndex(part)

    def list_deals(self, evidence: Evidence) -> None:
        """Show the deals behind a sentence."""
        if self._shown is not None:
            self._list(evidence.cases, self._shown.said(evidence.sentence))
            self.go(DEALS)

    def _list(self, cases: NDArray[np.int32], sentence: str) -> None:
        assert self._shown is not None
        self.behind.setText(sentence)
        self.all_button.setVisible(sentence != ALL_DEALS)
        self.deals.show_cases(self._shown.deals, cases)
        self.deals.table.share_room(ROOMS)

    def _list_all(self) -> None:
        if self.card is not None:
            self._list(self.card.cases, ALL_DEALS)

    def _show_icons(self) -> None:
        if self.card is None:
            return
        kind, sure, palette = self.card.kind, self.card.confidence, self._palette
        self.tile.show_icon(KIND_ICONS[kind], ink(kind, palette), ground(kind, palette))
        colour = palette.accent if sure is Confidence.LIKELY else palette.muted
        self._sure.show_icon(CONFIDENCE_ICONS[sure], colour)

    def _tell_key(self) -> None:
        if self.card is not None and self.card.key is not None:
            key: DeviationKey = self.card.key
            self.deviation_wanted.emit(key)

    def _connect(self) -> None:
        self.switch.chosen.connect(self.go)
        self.reasons.wanted.connect(self.list_deals)
        self.all_button.clicked.connect(self._list_all)
        self.open_button.clicked.connect(self._tell_key)
        self.plan_button.clicked.connect(lambda: self.plan_wanted.emit(self.card))
        self.deals.deal_chosen.connect(self.deal_chosen)

    def _build(self) -> None:
        self.hint = text(tr("Choose a verdict to see what speaks for it."), "muted")
        self.hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        found = QWidget()
        column = QVBoxLayout(found)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(self._head())
        self.parts = QStackedWidget()
        self.parts.addWidget(self._why())
        self.parts.addWidget(self._listed())
        column.addWidget(self.parts, 1)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.hint)
        self.pages.addWidget(found)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.pages)

    def _head(self) -> QHBoxLayout:
        meta = QHBoxLayout()
        meta.setSpacing(6)
        meta.addWidget(self._sure, 0, Qt.AlignmentFlag.AlignVCenter)
        meta.addWidget(self.figures, 1)
        said = QVBoxLayout()
        said.setSpacing(3)
        said.addWidget(self.headline)
        said.addWidget(self.who)
        said.addLayout(meta)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.switch)
        buttons.addStretch(1)
        buttons.addWidget(self.open_button)
        buttons.addWidget(self.plan_button)
        said.addSpacing(4)
        said.addLayout(buttons)
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, ASIDE, 0)
        head.setSpacing(14)
        head.addWidget(self.tile, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(said, 1)
        return head

    def _why(self) -> QWidget:
        card = frame("card")
        inner = QVBoxLayout(card)
        inner.setContentsMargins(10, 12, 10, 12)
        inner.addWidget(self.reasons)
        content = QWidget()
        content.setObjectName("content")
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 8, 8)
        column.setSpacing(12)
        for part in (card, self.effects, self.habits):
            column.addWidget(part)
        column.addStretch(1)
        self.area = scrolled(content, tr("Why"))
        return self.area

    def _listed(self) -> QWidget:
        held = QWidget()
        column = QVBoxLayout(held)
        column.setContentsMargins(0, 0, ASIDE, 0)
        column.setSpacing(8)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self.behind, 1)
        line.addWidget(self.all_button, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(line)
        column.addWidget(self.deals, 1)
        return held
