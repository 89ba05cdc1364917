"""The timeline in its card, with the switch between even steps and true time, and a line that says what is where."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.screens.deal.arrangement import Told
from desktop.screens.deal.timeline import Timeline
from desktop.theme import Palette
from desktop.widgets.elided_label import ElidedLabel
from desktop.widgets.text import set_property, set_tip
from resources.translation import tr

HINT = tr("Point at a mark to read it; the arrow keys go from one to the next.")


class TimelineCard(QFrame):
    """What is chosen in the switch stays for the next deal."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.timeline = Timeline(palette)
        self.line = ElidedLabel("small")
        self.even = self._chip(tr("Even steps"), tr("Every step has room for its name"))
        self.true = self._chip(
            tr("True time"), tr("Equal times have equal room; what is too dense is counted")
        )
        self._build()
        self._turn(False)
        self.even.clicked.connect(lambda: self._turn(False))
        self.true.clicked.connect(lambda: self._turn(True))
        self.timeline.said.connect(self._say)
        self._say("")

    def set_palette_colors(self, palette: Palette) -> None:
        """Draw in another palette."""
        self.timeline.set_palette_colors(palette)

    def show_told(self, told: Told) -> None:
        """Show another deal."""
        self.timeline.show_told(told)
        self._say("")

    def _turn(self, is_true: bool) -> None:
        for chip, active in ((self.even, not is_true), (self.true, is_true)):
            chip.setChecked(active)
            set_property(chip, "active", "true" if active else "false")
        self.timeline.show_true_time(is_true)

    def _say(self, sentence: str) -> None:
        self.line.setText(sentence or HINT)
        self.line.setAccessibleName(sentence or HINT)
        set_tip(self.line, sentence)

    def _chip(self, words: str, tip: str) -> QPushButton:
        chip = QPushButton(words)
        chip.setProperty("kind", "chip")
        chip.setCheckable(True)
        chip.setToolTip(tip)
        return chip

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.line, 1)
        head.addWidget(self.even)
        head.addWidget(self.true)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 12, 6)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.timeline)
