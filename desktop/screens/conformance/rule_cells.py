"""How the table of rules is drawn: the rule with its reason under it, and the rate as a bar."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from desktop.rate_cell import draw_rate
from desktop.screens.conformance.rule_columns import RuleRow
from desktop.theme import Palette
from desktop.widgets.drawn_cell import DrawnCell, Index, draw_with_remark, source_row


class RuleCell(DrawnCell):
    """The rule in words, and in small letters why it is there, or why it cannot be told."""

    def __init__(self, palette: Palette, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.palette = palette
        self.rows: Sequence[RuleRow] = ()

    def draw_cell(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, written: str) -> None:
        area = option.rect.adjusted(8, 0, -8, 0)
        remark = self.rows[source_row(index)].remark
        draw_with_remark(painter, area, written, self.palette.text, remark, self.palette.muted)


class BrokenRateCell(RuleCell):
    """The share of broken among the judged, with its interval."""

    def draw_cell(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, written: str) -> None:
        count = self.rows[source_row(index)].count
        draw_rate(
            painter, option.rect, written, (count.broken, count.judged), self.palette.deviation, self.palette
        )
