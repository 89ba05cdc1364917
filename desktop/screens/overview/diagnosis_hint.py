"""The first verdicts in a few lines, or what the diagnosis is for before anybody has looked; a click leads there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.icon_label import IconLabel
from desktop.theme import Palette
from desktop.verdict_look import KIND_ICONS, ink
from desktop.widgets.card_button import CardButton
from desktop.widgets.text import text
from models.diagnosis import VerdictKind
from resources.translation import tr

INVITATION = tr(
    "Everybody's, one team's reading, or a rep's habit? The diagnosis says whose each "
    "departure is, and what speaks for and against that."
)
MOST = 3
"""Verdicts that are told here."""


class DiagnosisHint(CardButton):
    """Nobody is named here."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("big", parent)
        self.setAccessibleName(tr("Diagnosis"))
        self.lines: list[str] = []
        self._held: QWidget | None = None
        self._sign, self._arrow = IconLabel(18), IconLabel()
        self._said = QVBoxLayout()
        self._said.setSpacing(4)
        self._said.addWidget(text(tr("Diagnosis"), "heading"))
        self.row.setContentsMargins(24, 12, 16, 12)
        self.row.setSpacing(14)
        self.row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        self.row.addLayout(self._said, 1)
        self.row.addWidget(self._arrow)

    def show_verdicts(self, told: Sequence[tuple[VerdictKind, str]] | None, palette: Palette) -> None:
        """Show the first of these headlines, the firmest first; None where nobody has looked yet."""
        if self._held is not None:
            self._said.removeWidget(self._held)
            self._held.hide()
            self._held.deleteLater()
        self._sign.show_icon("stethoscope", palette.accent)
        self._arrow.show_icon("chevron-right", palette.faint)
        rows = list(told or ())[:MOST]
        nothing = (
            INVITATION if told is None else tr("No verdict on these deals yet: see what would be needed.")
        )
        self.lines = [words for _, words in rows] or [nothing]
        self._held = QWidget()
        column = QVBoxLayout(self._held)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for kind, words in rows:
            column.addLayout(_line(kind, words, palette))
        if not rows:
            column.addWidget(text(nothing, "muted", wrap=True))
        self._said.addWidget(self._held)
        self._held.show()
        self.setAccessibleDescription(". ".join(self.lines))
        self.let_clicks_through()


def _line(kind: VerdictKind, words: str, palette: Palette) -> QHBoxLayout:
    icon = IconLabel(14)
    icon.show_icon(KIND_ICONS[kind], ink(kind, palette))
    line = QHBoxLayout()
    line.setSpacing(8)
    line.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(text(words, wrap=True), 1)
    return line
