"""Cells of a table that show an icon beside their words."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from desktop.icons import draw_icon
from desktop.widgets.table import RowDelegate, Table
from desktop.widgets.table_model import TableModel

Look = Callable[[int], tuple[str, str]]
"""The icon (empty for none) and the colour of a row of the columns."""


class IconWords(RowDelegate):
    """An icon and the words of the cell, both in the colour of what the row is."""

    def __init__(self, look: Look, parent: Table) -> None:
        super().__init__(parent)
        self._look = look

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        model = index.model()
        assert isinstance(model, TableModel)
        name, colour = self._look(model.source_row(index.row()))
        ground = QStyleOptionViewItem(option)
        ground.text = ""
        super().paint(painter, ground, QModelIndex())
        area = option.rect
        if name:
            draw_icon(painter, name, colour, QRectF(area.left() + 8, area.center().y() - 7, 16, 16))
        painter.save()
        painter.setPen(QColor(colour))
        room = area.adjusted(34, 0, -8, 0)
        words = option.fontMetrics.elidedText(str(index.data()), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)
        painter.restore()
