"""The rules that a deal breaks or has still to keep: a line each, and of many only the first."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.widgets.elided_label import ElidedLabel
from desktop.widgets.text import set_tip
from mining.number_format import plural
from resources.translation import tr

MOST = 3
"""So many lines at most; where there are more rules, the last line counts the rest."""


class RuleLines(QWidget):
    """A line ends where its room does; its tool tip has all of it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.labels = [ElidedLabel("small") for _ in range(MOST)]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        for label in self.labels:
            column.addWidget(label)

    @property
    def shown(self) -> list[str]:
        """The lines that are there now."""
        return [label.text() for label in self.labels if label.isVisibleTo(self)]

    def show_lines(self, lines: Sequence[str]) -> None:
        """Show these sentences, the first the most important."""
        shown = list(zip(lines, lines, strict=True))
        if len(lines) > MOST:
            rest = lines[MOST - 1 :]
            shown = [
                *shown[: MOST - 1],
                (tr("and {more_rules}", more_rules=plural(len(rest), "more rule")), "  ·  ".join(rest)),
            ]
        for at, label in enumerate(self.labels):
            words, tip = shown[at] if at < len(shown) else ("", "")
            label.setText(words)
            label.setAccessibleName(words)
            set_tip(label, tip)
            label.setVisible(bool(words))
        self.setVisible(bool(lines))
