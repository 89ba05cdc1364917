"""The words on a line of the map, in a pill that covers the line."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from desktop.map import look
from desktop.map.graph import DrawnEdge
from desktop.map.item import MapItem
from desktop.theme import Palette


class LabelItem(MapItem):
    """One label, its middle at its position; pointing at it is pointing at its line."""

    def __init__(self, edge: DrawnEdge, palette: Palette) -> None:
        super().__init__(palette, QRectF())
        self.edge = edge
        self.box = QRectF()
        self.setZValue(4)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)
        self.become(edge)

    def become(self, edge: DrawnEdge) -> None:
        """Show other words."""
        self.prepareGeometryChange()
        self.edge = edge
        size = look.label_size(edge) if edge.label else QSizeF(0, 0)
        self.box = QRectF(-size.width() / 2, -size.height() / 2, size.width(), size.height())
        self._rect = self.box.adjusted(-1, -1, 1, 1)
        self.update()

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        if not self.edge.label:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors = self._palette
        outline, ground, ink = look.label_colors(self.edge.style, colors)
        painter.setPen(QPen(QColor(colors.accent) if self.selected else outline, 1.0))
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(self.box.adjusted(0.5, 0.5, -0.5, -0.5), 7.5, 7.5)
        painter.setFont(look.label_font())
        painter.setPen(QColor(ink))
        painter.drawText(self.box, Qt.AlignmentFlag.AlignCenter, self.edge.label)
