"""A short table that is edited in place: one row an entry, a cross to remove it, and a last row for a new one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from desktop.icons import icon
from desktop.widgets.chips_edit import Offer
from desktop.widgets.offered_edit import OfferedEdit
from desktop.widgets.text import set_tip, text
from resources.translation import tr

_GAP = 6


@dataclass(frozen=True)
class Column:
    """What one column holds: its heading, an example shown in empty cells, and how much of the width it takes."""

    title: str
    example: str = ""
    stretch: int = 1


class EntryTable(QWidget):
    """Tells what was typed; what it shows changes only when it is told so.

    A row that was refused says why under it, with what was typed still there. `key_column` is the one that a new row
    has to have: the new entry is told of as soon as it is entered.
    """

    changed = Signal(int, object)
    """The row, and the texts of all its cells (a tuple)."""

    added = Signal(object)
    """The texts of the new row (a tuple)."""

    removed = Signal(int)

    def __init__(
        self,
        noun: str,
        columns: Sequence[Column],
        colour: str,
        key_column: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._noun, self._columns, self._colour, self._key = noun, tuple(columns), colour, key_column
        self._offers: dict[int, tuple[Offer, ...]] = {}
        self.rows: list[_Row] = []
        self._headings = [text(column.title, "small") for column in self._columns]
        self.fresh = _Row(tr("new {noun}", noun=noun), self._columns, colour, removable=False)
        self.fresh.told.connect(self._add)
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(_GAP)
        self._grid.setVerticalSpacing(_GAP)
        self.problem = text(role="problem", wrap=True)
        self.problem.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(_GAP)
        column.addLayout(self._grid)
        column.addWidget(self.problem)
        self._lay_out()

    def offer(self, column: int, offers: Sequence[Offer]) -> None:
        """What can be chosen in a column; anything else can be typed too."""
        self._offers[column] = tuple(offers)
        for row in (*self.rows, self.fresh):
            row.cells[column].offer_these(offers)

    def show_rows(self, rows: Sequence[Sequence[str]]) -> None:
        """Show these entries; cells that are being typed in keep what is typed."""
        if len(rows) != len(self.rows):
            self._rebuild(len(rows))
        for at, (row, texts) in enumerate(zip(self.rows, rows, strict=True)):
            row.show_texts(texts, f"{self._noun} {texts[self._key] or at + 1}")
        self.say("")

    def say(self, sentence: str) -> None:
        """Why the last entry was not taken; "" where it was."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    def clear_fresh(self) -> None:
        """Empty the last row: what was typed there is an entry now."""
        self.fresh.show_texts(("",) * len(self._columns), tr("new {noun}", noun=self._noun))
        for cell in self.fresh.cells:
            cell.clear()

    def paint_icons(self, colour: str) -> None:
        """Draw the crosses in a colour of the palette."""
        self._colour = colour
        for row in self.rows:
            row.paint_icon(colour)

    def _rebuild(self, count: int) -> None:
        while len(self.rows) > count:
            self.rows.pop().discard()
        while len(self.rows) < count:
            row = _Row(self._noun, self._columns, self._colour)
            for column, offers in self._offers.items():
                row.cells[column].offer_these(offers)
            row.told.connect(lambda texts, made=row: self.changed.emit(self.rows.index(made), texts))
            row.remove.clicked.connect(lambda _=False, made=row: self.removed.emit(self.rows.index(made)))
            self.rows.append(row)
        self._lay_out()

    def _lay_out(self) -> None:
        while self._grid.takeAt(0) is not None:
            pass
        for at, (column, heading) in enumerate(zip(self._columns, self._headings, strict=True)):
            self._grid.addWidget(heading, 0, at)
            self._grid.setColumnStretch(at, column.stretch)
        before: QWidget | None = None
        for line, row in enumerate((*self.rows, self.fresh), 1):
            for at, cell in enumerate(row.cells):
                self._grid.addWidget(cell, line, at)
                if before is not None:
                    QWidget.setTabOrder(before, cell)
                before = cell
            if row is not self.fresh:
                self._grid.addWidget(row.remove, line, len(self._columns), Qt.AlignmentFlag.AlignVCenter)
                QWidget.setTabOrder(row.cells[-1], row.remove)
                before = row.remove
        self.updateGeometry()

    def _add(self, texts: tuple[str, ...]) -> None:
        if texts[self._key]:
            self.added.emit(texts)


class _Row(QWidget):
    """The cells of one entry; the widget itself is only what they tell through."""

    told = Signal(object)

    def __init__(self, noun: str, columns: Sequence[Column], colour: str, removable: bool = True) -> None:
        super().__init__()
        self._titles = [column.title for column in columns]
        self.cells = [
            OfferedEdit(
                tr("{title} of the {noun}", title=column.title, noun=noun),
                "" if removable else column.example,
            )
            for column in columns
        ]
        self.remove = QPushButton()
        self.remove.setProperty("kind", "tiny")
        self.remove.setIconSize(QSize(14, 14))
        self.remove.setVisible(removable)
        self.paint_icon(colour)
        for cell in self.cells:
            cell.setMinimumWidth(44)
            cell.committed.connect(self._tell)

    def show_texts(self, texts: Sequence[str], noun: str) -> None:
        for cell, title, content in zip(self.cells, self._titles, texts, strict=True):
            cell.show_text(content)
            cell.setAccessibleName(tr("{title} of the {noun}", title=title, noun=noun))
            set_tip(cell, content if len(content) > 12 else "")
        self.remove.setAccessibleName(tr("Remove the {noun}", noun=noun))

    def paint_icon(self, colour: str) -> None:
        self.remove.setIcon(icon("x", colour))

    def discard(self) -> None:
        for widget in (*self.cells, self.remove, self):
            widget.setParent(None)
            widget.deleteLater()

    def _tell(self, _: str) -> None:
        self.told.emit(tuple(cell.text().strip() for cell in self.cells))
