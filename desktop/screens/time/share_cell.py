"""A share of all time in a cell: the number, and a bar beside it where there is room."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from desktop.theme import Palette
from desktop.widgets.drawn_cell import DrawnCell, Index, fill_share, source_row

_FIGURE = 46


class ShareCell(DrawnCell):
    """Bars are as long as the share is of the largest one."""

    def __init__(self, palette: Palette, parent: QWidget) -> None:
        super().__init__(parent)
        self.palette = palette
        self.shares: Sequence[float] = ()

    def draw_cell(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, written: str) -> None:
        area = option.rect.adjusted(5, 0, -8, 0)
        has_bar = area.width() >= _FIGURE + 40
        figure = area if not has_bar else area.adjusted(0, 0, _FIGURE - area.width(), 0)
        painter.setPen(QColor(self.palette.text))
        painter.drawText(figure, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, written)
        top = max(self.shares, default=0.0)
        if has_bar and top > 0:
            track = QRectF(area.left() + _FIGURE + 10, area.center().y() - 3, area.width() - _FIGURE - 10, 7)
            fill_share(
                painter, track, self.shares[source_row(index)] / top, self.palette.accent, self.palette.border
            )
