"""Stages below each other in large type, each with a mark that says how it stands: in words, icon and colour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.icon_label import IconLabel
from desktop.theme import Palette
from desktop.widgets.scrolled import scrolled
from desktop.widgets.text import frame, text
from resources.translation import tr

_ICON = 22


class Mark(Enum):
    """How a stage stands: its icon, the name of its colour in the palette, and what a screen reader says."""

    DONE = ("check", "won", tr("done"))
    DEPARTS = ("triangle-alert", "deviation", tr("not what the process asks for"))
    ASKED = ("circle-dot", "accent", tr("asked for now"))
    OPEN = ("circle-dashed", "muted", tr("not done"))
    SEEN = ("eye", "muted", tr("seen"))
    PLAIN = ("circle-dot", "muted", "")


@dataclass(frozen=True)
class Row:
    """One line: what it says, its mark, a note behind it and one below it."""

    words: str
    mark: Mark
    note: str = ""
    below: str = ""


class RowList(QWidget):
    """A heading and the rows under it, which scroll where they are too many; the last one stays in sight."""

    def __init__(self, heading: str, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._palette = palette
        self.rows: tuple[Row, ...] = ()
        self._heading = text(heading, "heading", wrap=True)
        self._inside = QWidget()
        self._inside.setObjectName("content")
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(0, 0, 8, 0)
        self._column.setSpacing(6)
        self._area: QScrollArea = scrolled(self._inside, heading)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self._heading)
        column.addWidget(self._area, 1)

    def set_palette_colors(self, palette: Palette) -> None:
        """Take the colours of another theme."""
        self._palette = palette
        self.show_rows(self.rows)

    @property
    def heading(self) -> str:
        """What stands above the rows."""
        return self._heading.text()

    def rename(self, heading: str) -> None:
        """Put another heading above the rows."""
        self._heading.setText(heading)
        self._area.setAccessibleName(heading)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these instead of what was there."""
        self.rows = tuple(rows)
        while self._column.count():
            item = self._column.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        lines = [self._line(row) for row in self.rows]
        for line in lines:
            self._column.addWidget(line)
        self._column.addStretch(1)
        said = (f"{row.words}, {row.mark.value[2]}" if row.mark.value[2] else row.words for row in self.rows)
        self._area.setAccessibleDescription("; ".join(said))
        self._inside.adjustSize()
        if lines:
            self._area.ensureWidgetVisible(lines[-1], 0, 0)

    def _line(self, row: Row) -> QWidget:
        icon, colour, said = row.mark.value
        line = frame("departs" if row.mark is Mark.DEPARTS else "stage")
        line.setAccessibleName(row.words)
        line.setAccessibleDescription(said)
        mark = IconLabel(_ICON)
        mark.show_icon(icon, getattr(self._palette, colour))
        along = QHBoxLayout(line)
        along.setContentsMargins(10, 6, 10, 6)
        along.setSpacing(10)
        along.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(text(row.words, "seen" if row.mark is Mark.SEEN else "stageName", wrap=True))
        if row.below:
            words.addWidget(text(row.below, "day", wrap=True))
        along.addLayout(words, 1)
        if row.note:
            along.addWidget(text(row.note, "day"), 0, Qt.AlignmentFlag.AlignTop)
        return line
