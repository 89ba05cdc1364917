"""Problems under the field they belong to: an icon that says how bad, and the sentence."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.icon_label import IconLabel
from desktop.severity import FINDINGS
from desktop.theme import Palette
from desktop.widgets.text import text
from models.model_finding import Severity

Line = tuple[Severity, str]


class ProblemLines(QWidget):
    """Hidden where there is nothing to say."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._palette = palette
        self.lines: tuple[Line, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 2, 0, 0)
        self._column.setSpacing(3)
        self.hide()

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these sentences, in this order."""
        if tuple(lines) == self.lines:
            return
        self.lines = tuple(lines)
        self._rebuild()

    def set_palette_colors(self, palette: Palette) -> None:
        """Take the colours of another theme."""
        self._palette = palette
        self._rebuild()

    def _rebuild(self) -> None:
        while (item := self._column.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.setParent(None)
                old.deleteLater()
        for severity, sentence in self.lines:
            self._column.addWidget(problem_row(severity, sentence, self._palette))
        self.setVisible(bool(self.lines))
        self.updateGeometry()


def problem_row(severity: Severity, sentence: str, palette: Palette) -> QWidget:
    """The icon and the sentence beside each other."""
    look, row = FINDINGS[severity], QWidget()
    sign, words = IconLabel(14), text(sentence, "small", wrap=True)
    sign.show_icon(look.icon, look.colour(palette))
    words.setAccessibleName(f"{look.word}: {sentence}")
    inside = QHBoxLayout(row)
    inside.setContentsMargins(0, 0, 0, 0)
    inside.setSpacing(6)
    inside.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
    inside.addWidget(words, 1)
    return row
