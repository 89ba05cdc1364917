"""Chips that show the verdicts of one kind only, each with how many there are."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from desktop.widgets.flow_layout import FlowLayout
from desktop.widgets.text import set_property
from mining.diagnosis.wording import kind_words
from mining.number_format import number
from models.diagnosis import DiagnosisCard, VerdictKind
from resources.translation import tr


class KindChips(QWidget):
    """One chip for all, and one a kind that there is; one of them is down."""

    chosen = Signal(object)
    """The `VerdictKind` to show, None for all."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kinds: tuple[VerdictKind | None, ...] = (None, *VerdictKind)
        self.chips = [QPushButton() for _ in self.kinds]
        self.kind: VerdictKind | None = None
        row = FlowLayout(8, self)
        for kind, chip in zip(self.kinds, self.chips, strict=True):
            chip.setProperty("kind", "chip")
            chip.setCheckable(True)
            chip.clicked.connect(partial(self._choose, kind))
            row.addWidget(chip)
        self._mark()

    def chip(self, kind: VerdictKind | None) -> QPushButton:
        """The chip of a kind, None for that of all."""
        return self.chips[self.kinds.index(kind)]

    def show_counts(self, cards: Sequence[DiagnosisCard]) -> None:
        """Count these verdicts; a kind without any has no chip, unless it is the one that is shown."""
        for kind, chip in zip(self.kinds, self.chips, strict=True):
            count = sum(kind in (None, card.kind) for card in cards)
            chip.setText(f"{kind_words(kind) if kind else tr('All')} ({number(count)})")
            chip.setVisible(kind is None or count > 0 or kind is self.kind)

    def _choose(self, kind: VerdictKind | None, _: bool = False) -> None:
        self.kind = kind
        self._mark()
        self.chosen.emit(kind)

    def _mark(self) -> None:
        for kind, chip in zip(self.kinds, self.chips, strict=True):
            chip.setChecked(kind is self.kind)
            set_property(chip, "active", "true" if kind is self.kind else "false")
