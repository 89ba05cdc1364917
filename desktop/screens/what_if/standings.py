"""How the deals stand to both processes, beside each other: a bar, the counts, and how much is allowed."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.theme import Palette
from desktop.widgets.elided_label import ElidedLabel
from desktop.widgets.stacked_bar import Part, StackedBar
from desktop.widgets.text import frame, set_tip, text
from mining.measures.allowed_paths import MOST_IN_A_ROW
from mining.number_format import number, percent
from mining.what_if.wording import paths_words, process_title
from models.what_if import Standing, WhatIf
from resources.translation import tr

PATHS = tr(
    "How many different paths to a won deal the process allows a deal on the "
    "average. A path counts if it turns back at most once and does the same "
    "stage at most {most_in_a_row} times in a row: the fewer there are, the "
    "clearer is what to do.",
    most_in_a_row=MOST_IN_A_ROW,
)
NAMES = (tr("Now"), tr("Draft"))


class StandingCard(QWidget):
    """One side, marked with the colour that its side has everywhere here."""

    def __init__(self, which: int, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._which, self._palette = which, palette
        self._standing: Standing | None = None
        self.card = frame("card", self)
        self.card.setObjectName("standing")
        self.side = text(NAMES[which], "small")
        self.side.setObjectName("side")
        self.name = ElidedLabel("strong")
        self.figure, self.words = text(role="number"), text(tr("follow the process"), "muted")
        self.bar = StackedBar(12)
        self.counts, self.allows = text(role="small", wrap=True), text(role="small", wrap=True)
        set_tip(self.allows, PATHS)
        self._build()
        self.set_palette_colors(palette)

    def set_palette_colors(self, palette: Palette) -> None:
        """Take the colours of another theme."""
        self._palette = palette
        ink, ground = side_colours(self._which, palette)
        self.setStyleSheet(
            f"QFrame#standing {{ border: 1px solid {ink}; }}"
            f"QLabel#side {{ background: {ground}; border-radius: 6px; padding: 1px 8px; }}"
        )
        if self._standing is not None:
            self.show_standing(self._standing)

    def show_standing(self, one: Standing) -> None:
        """Show how the deals stand to this process."""
        self._standing = one
        palette = self._palette
        judged = one.conforming + one.deviating
        self.name.setText(process_title(one))
        self.figure.setText(percent(one.conforming / judged) if judged else "–")
        parts = [
            Part(tr("follow it"), one.conforming, palette.flow),
            Part(tr("depart from it"), one.deviating, palette.deviation),
            Part(tr("open, on track"), one.pending, palette.flow, hatched=True),
            Part(tr("not checked in time"), one.unchecked, palette.muted, hatched=True),
        ]
        shown = [part for part in parts if part.amount or part is not parts[3]]
        told = "  ·  ".join(f"{number(part.amount)} {part.name}" for part in shown)
        self.bar.show_parts(parts, f"{NAMES[self._which]}: {told}")
        self.counts.setText(told)
        paths = paths_words(one.paths)
        allows = (
            tr("too many paths to count") if one.paths is None else tr("{paths} allowed paths", paths=paths)
        )
        self.allows.setText(
            tr("{share} of all steps fit  ·  {allows}", share=percent(one.fitness), allows=allows)
        )
        self.setAccessibleName(f"{NAMES[self._which]}: {one.process}")
        self.setAccessibleDescription(f"{told}; {self.allows.text()}")

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.side)
        head.addWidget(self.name, 1)
        figures = QHBoxLayout()
        figures.setSpacing(8)
        figures.addWidget(self.figure)
        figures.addWidget(self.words, 1)
        column = QVBoxLayout(self.card)
        column.setContentsMargins(14, 10, 14, 10)
        column.setSpacing(5)
        column.addLayout(head)
        column.addLayout(figures)
        column.addWidget(self.bar)
        column.addWidget(self.counts)
        column.addWidget(self.allows)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.card)


class Standings(QWidget):
    """Both sides."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards = tuple(StandingCard(which, palette) for which in range(2))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        for card in self.cards:
            row.addWidget(card, 1)

    def set_palette_colors(self, palette: Palette) -> None:
        """Take the colours of another theme."""
        for card in self.cards:
            card.set_palette_colors(palette)

    def show_found(self, found: WhatIf) -> None:
        """Show both sides of a comparison."""
        for card, standing in zip(self.cards, (found.before, found.after), strict=True):
            card.show_standing(standing)


def side_colours(which: int, palette: Palette) -> tuple[str, str]:
    """Ink and ground of the process in force (0) and of the draft (1)."""
    return (palette.accent, palette.accent_soft) if which == 0 else (palette.second, palette.second_soft)
