"""The two sides as coloured headings: letter, name and number of deals, and a click shows these deals."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from desktop.screens.compare.drawing import LETTERS
from desktop.theme import Palette
from desktop.widgets.elided_label import ElidedLabel
from desktop.widgets.text import frame, text
from mining.number_format import percent, plural
from models.case_table import CaseTable, Outcome
from models.comparison import Side
from resources.translation import tr


class SideHead(QWidget):
    """One side."""

    def __init__(self, which: int, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._which = which
        self.card = frame("card", self)
        self.card.setObjectName("sideHead")
        self.letter: QLabel = text(LETTERS[which])
        self.letter.setObjectName("letter")
        self.name = ElidedLabel("strong")
        self.counts = ElidedLabel("small")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.name)
        words.addWidget(self.counts)
        row = QHBoxLayout(self.card)
        row.setContentsMargins(8, 6, 8, 6)
        row.setSpacing(8)
        row.addWidget(self.letter)
        row.addLayout(words, 1)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.card)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_palette_colors(palette)

    def set_palette_colors(self, palette: Palette) -> None:
        """Take the colours of another theme."""
        ink, ground = side_colours(self._which, palette)
        self.setStyleSheet(
            f"QFrame#sideHead {{ background: {ground}; border: 1px solid {ink}; border-radius: 10px; }}"
            f"QLabel#letter {{ background: {ink}; color: {palette.on_accent}; border-radius: 11px; font-weight: 600;"
            " min-width: 22px; max-width: 22px; min-height: 22px; max-height: 22px; qproperty-alignment: AlignCenter; }"
        )

    def show_side(self, name: str, side: Side, cases: CaseTable) -> None:
        """Show who it is and how many, and how many of them are won and open."""
        self.name.setText(name)
        outcome = cases.outcome[side.mask]
        counted = [
            (int((outcome == o).sum()), word) for o, word in ((Outcome.WON, "won"), (Outcome.OPEN, "open"))
        ]
        parts = [f"{percent(count / side.cases)} {word}" for count, word in counted if count]
        self.counts.setText(
            " · ".join([plural(side.cases, "deal") if side.cases else tr("no deals"), *parts])
        )
        self.setAccessibleName(
            tr(
                "Side {letters}: {name}, {deals}",
                letters=LETTERS[self._which],
                name=name,
                deals=plural(side.cases, "deal"),
            )
        )


class SideHeads(QWidget):
    """Both sides, beside each other."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heads = tuple(SideHead(which, palette) for which in range(2))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        for head in self.heads:
            row.addWidget(head, 1)

    def set_palette_colors(self, palette: Palette) -> None:
        """Take the colours of another theme."""
        for head in self.heads:
            head.set_palette_colors(palette)


def side_colours(which: int, palette: Palette) -> tuple[str, str]:
    """Ink and ground of the first (0) and of the second (1) side."""
    return (palette.accent, palette.accent_soft) if which == 0 else (palette.second, palette.second_soft)
