"""What needs no deals to be seen: where the process contradicts the journey, and what this log cannot show."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.icon_label import IconLabel
from desktop.screens.buyer_seller.figures import Silent
from desktop.theme import Palette
from desktop.widgets.scrolled import scrolled
from desktop.widgets.text import frame, text
from resources.translation import tr

NO_CONTRADICTION = tr("The documented process does not contradict the buyer's journey.")
ALL_SEEN = tr("Every step and every signal is seen in this log.")
NO_EVIDENCE = tr(
    "What these say of a deal cannot be checked in this log. It is never counted against a "
    "seller: the evidence may be kept elsewhere."
)


class ProcessPanel(QWidget):
    """Two cards: contradictions with a sentence each, and steps and signals without evidence."""

    journey_wanted = Signal()

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._palette = palette
        self.contradictions: tuple[str, ...] = ()
        self.silent: tuple[Silent, ...] = ()
        self.edit_button = QPushButton(tr("Open Buyer journey"))
        self.edit_button.clicked.connect(self.journey_wanted)
        self._lines: list[QWidget] = []
        self._odd, self._missing = QVBoxLayout(), QVBoxLayout()
        self._build()

    def set_palette_colors(self, palette: Palette) -> None:
        """Draw the icons in another palette."""
        self._palette = palette
        self.show_process(self.contradictions, self.silent)

    def show_process(self, contradictions: Sequence[str], silent: Sequence[Silent]) -> None:
        """Show these sentences, and what is not seen."""
        self.contradictions, self.silent = tuple(contradictions), tuple(silent)
        for line in self._lines:
            line.hide()
            line.deleteLater()
        self._lines = []
        palette = self._palette
        for sentence in self.contradictions:
            self._add(self._odd, "triangle-alert", palette.deviation_text, sentence)
        if not self.contradictions:
            self._add(self._odd, "check", palette.won, NO_CONTRADICTION)
        if self.silent:
            self._add(self._missing, "info", palette.muted, NO_EVIDENCE)
        for one in self.silent:
            words = tr(
                "{what} {name}: no evidence in this log, as {why}.", what=one.what, name=one.name, why=one.why
            )
            self._add(self._missing, "eye-off", palette.muted, words)
        if not self.silent:
            self._add(self._missing, "check", palette.won, ALL_SEEN)

    def _add(self, column: QVBoxLayout, icon: str, colour: str, words: str) -> None:
        line, picture = QWidget(), IconLabel()
        picture.show_icon(icon, colour)
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(text(words, wrap=True), 1)
        column.addWidget(line)
        self._lines.append(line)

    def _build(self) -> None:
        content = QWidget()
        content.setObjectName("content")
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for title, about, inner in (
            (tr("Where the process contradicts the journey"), tr("whatever the sellers do"), self._odd),
            (tr("No evidence in this log"), tr("nothing of this is a violation"), self._missing),
        ):
            card = frame("card")
            body = QVBoxLayout(card)
            body.setContentsMargins(20, 14, 20, 16)
            body.setSpacing(10)
            head = QHBoxLayout()
            head.setSpacing(8)
            head.addWidget(text(title, "heading"))
            head.addWidget(text(about, "small"), 1)
            body.addLayout(head)
            inner.setSpacing(8)
            body.addLayout(inner)
            column.addWidget(card)
        row = QHBoxLayout()
        row.addWidget(self.edit_button)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(content, tr("The process and the log")))
