"""The bar below a comparison: the sentence of what is selected, and the way to the deals of either side."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.widgets.elided_label import ElidedLabel
from desktop.widgets.text import text
from mining.number_format import plural
from resources.translation import tr

HINT = tr("Click a path, a stage or a row of the table for its numbers and its deals.")


class ToldBar(QFrame):
    """A sentence, and below it the counts behind it and two buttons."""

    deals_wanted = Signal(int)
    """Show the deals of the first (0) or of the second (1) side."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "footer")
        self.sentence = text(HINT, wrap=True)
        self.counts = ElidedLabel("small")
        self.buttons = tuple(QPushButton() for _ in range(2))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.counts, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 10)
        column.setSpacing(6)
        column.addWidget(self.sentence)
        column.addLayout(row)
        for which, button in enumerate(self.buttons):
            button.clicked.connect(lambda _=False, which=which: self.deals_wanted.emit(which))
            row.addWidget(button)
        self.tell(HINT, "", (None, None))

    def tell(self, sentence: str, counts: str, deals: Sequence[int | None]) -> None:
        """Say this; `deals` are how many a button would show, None where no filter can say which."""
        self.sentence.setText(sentence)
        self.counts.setText(counts)
        self.counts.setVisible(bool(counts))
        for button, letter, count in zip(self.buttons, "AB", deals, strict=True):
            button.setVisible(bool(count))
            button.setText(tr("{letter}: show {deals}", letter=letter, deals=plural(count or 0, "deal")))
