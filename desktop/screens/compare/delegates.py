"""How the table of differences is drawn: kinds below names, and differences as dots on their intervals."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from desktop.difference_cell import Told, draw_difference, widest
from desktop.screens.compare.columns import remark, scale_of
from desktop.screens.compare.side_heads import side_colours
from desktop.theme import Palette
from desktop.widgets.drawn_cell import DrawnCell, Index, draw_with_remark, source_row
from mining.wording import tells_apart
from models.comparison import Difference, Unit

_FIGURE = 84


class CompareDelegate(DrawnCell):
    """Draws one column of the rows in `rows`."""

    def __init__(self, palette: Palette, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.palette = palette
        self.rows: tuple[Difference, ...] = ()


class WhatDelegate(CompareDelegate):
    """The name, and where it needs one the kind below it."""

    def draw_cell(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, written: str) -> None:
        area = option.rect.adjusted(8, 0, -6, 0)
        below = remark(self.rows[source_row(index)])
        draw_with_remark(painter, area, written, self.palette.text, below, self.palette.muted)


class ApartDelegate(CompareDelegate):
    """The difference with its unit, and beside it its interval; every unit has a scale of its own."""

    def __init__(self, palette: Palette, parent: QObject | None = None) -> None:
        super().__init__(palette, parent)
        self._reach: Mapping[Unit, float] = {}

    def show_rows(self, rows: tuple[Difference, ...]) -> None:
        """Draw these rows, on scales that hold all of them."""
        self.rows = rows
        self._reach = {
            unit: widest((r.effect for r in rows if r.unit is unit), scale_of(unit)) for unit in Unit
        }

    def draw_cell(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, written: str) -> None:
        row = self.rows[source_row(index)]
        told = None
        if row.effect is not None and tells_apart(row.effect):
            ink, _ = side_colours(0 if row.effect.estimate > 0 else 1, self.palette)
            told = Told(ink, ink)
        reach = self._reach[row.unit]
        draw_difference(painter, option.rect, written, row.effect, reach, told, self.palette, _FIGURE)
