"""The part with the bottlenecks: a table of steps or of stages, and what can be done with the chosen one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.screens.time.bottleneck_columns import ROOMS, SHARE, columns_of, table_of
from desktop.screens.time.share_cell import ShareCell
from desktop.sheet import Sheet
from desktop.theme import LIGHT, Palette
from desktop.widgets.screen_parts import mark_chip
from desktop.widgets.table import Table
from desktop.widgets.text import frame, text
from desktop.widgets.whole_rows import WholeRows
from mining.timing.wording import row_sentence
from models.bottlenecks import Bottleneck, Bottlenecks
from models.export_table import ExportTable
from resources.translation import tr

STEPS, STAGES = range(2)
HINT = tr("Choose a row to see what is behind it. Those where most time could be saved come first.")


class BottlenecksPanel(QWidget):
    """The table, and a card about the chosen row with its verbs; `corner` has the chips that choose what is listed."""

    path_chosen = Signal(object)
    """(source, target) of the step to filter by."""

    spectrum_wanted = Signal(str, object)
    """The source and the target of a step; None as target for a stage."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found: Bottlenecks | None = None
        self._part = STEPS
        self.chips = [QPushButton(name) for name in (tr("Steps"), tr("Stages"))]
        self.table = Table(tr("Bottlenecks"))
        self._share = ShareCell(palette, self.table)
        self.story = text(HINT, wrap=True)
        self.narrow, self.spectrum = (
            QPushButton(tr("Show only these deals")),
            QPushButton(tr("See its spectrum")),
        )
        self._build()
        self.table.current_changed.connect(self._tell)
        self.table.row_opened.connect(lambda _: self._open())
        self.narrow.clicked.connect(self._narrow)
        self.spectrum.clicked.connect(self._open)

    @property
    def rows(self) -> Sequence[Bottleneck]:
        """What the table shows."""
        if self._found is None:
            return ()
        return self._found.steps if self._part == STEPS else self._found.stages

    def set_palette_colors(self, palette: Palette) -> None:
        """Draw the bars in another palette."""
        self._share.palette = palette
        self.table.viewport().update()

    def show_found(self, found: Bottlenecks) -> None:
        """Show other bottlenecks."""
        chosen = self._current()
        self._found = found
        self._show()
        if chosen is not None:
            again = [at for at, row in enumerate(self.rows) if (row.source, row.target) == chosen]
            self.table.make_current(again[0] if again else -1)

    def go(self, part: int) -> None:
        """Show the steps or the stages."""
        self._part = part
        mark_chip(self.chips, part)
        self._show()

    def tables(self) -> tuple[ExportTable, ...]:
        """Steps and stages to take away."""
        if self._found is None:
            return ()
        return (
            table_of(tr("Time by step"), self._found, self._found.steps),
            table_of(tr("Time by stage"), self._found, self._found.stages),
        )

    def fill(self, sheet: Sheet, headline: str) -> None:
        """Put the page of what is listed now onto an empty sheet."""
        if self._found is None:
            return
        table = Table(tr("Bottlenecks"))
        _list(table, ShareCell(LIGHT, table), self._found, self.rows)
        sheet.add_head(tr("Bottlenecks"), headline)
        sheet.add_table(table)

    def _show(self) -> None:
        if self._found is None:
            return
        _list(self.table, self._share, self._found, self.rows)
        self._tell(-1)

    def _current(self) -> tuple[str, str | None] | None:
        at = self.table.current_source_row
        return (self.rows[at].source, self.rows[at].target) if 0 <= at < len(self.rows) else None

    def _tell(self, at: int) -> None:
        row = self.rows[at] if 0 <= at < len(self.rows) else None
        self.narrow.setVisible(row is not None and row.target is not None)
        self.spectrum.setVisible(row is not None and row.times > 0)
        self.story.setText(HINT if row is None or self._found is None else row_sentence(row, self._found))

    def _narrow(self) -> None:
        chosen = self._current()
        if chosen is not None:
            self.path_chosen.emit(chosen)

    def _open(self) -> None:
        chosen = self._current()
        if chosen is not None:
            self.spectrum_wanted.emit(*chosen)

    def _build(self) -> None:
        self.corner = QWidget()
        chips = QHBoxLayout(self.corner)
        chips.setContentsMargins(0, 0, 0, 0)
        chips.setSpacing(8)
        for at, chip in enumerate(self.chips):
            chip.setProperty("kind", "chip")
            chip.setCheckable(True)
            chip.clicked.connect(partial(self.go, at))
            chips.addWidget(chip)
        self.card = frame("card")
        card = QHBoxLayout(self.card)
        card.setContentsMargins(16, 10, 16, 10)
        card.setSpacing(12)
        card.addWidget(self.story, 1)
        card.addWidget(self.narrow)
        card.addWidget(self.spectrum)
        self.card.setMinimumHeight(58)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(WholeRows(self.table, 4), 1)
        column.addWidget(self.card)
        self.go(STEPS)


def _list(table: Table, share: ShareCell, found: Bottlenecks, rows: Sequence[Bottleneck]) -> None:
    share.shares = [row.share for row in rows]
    table.show_columns(columns_of(found, rows))
    table.setItemDelegateForColumn(SHARE, share)
    table.share_room(ROOMS)
