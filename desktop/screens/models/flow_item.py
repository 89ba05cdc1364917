"""One flow of a model: a thin line with an arrow head, or a branch of a tree without one."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from desktop.map import look, spline
from desktop.map.edge_item import EdgeItem
from desktop.screens.models.graph import DrawnFlow


class FlowItem(EdgeItem):
    """Darker where it lies on the main way."""

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        edge = self.edge
        assert isinstance(edge, DrawnFlow)
        colors = self._palette
        if self.selected:
            glow = QColor(colors.accent)
            glow.setAlpha(70)
            painter.setPen(QPen(glow, edge.width + 7))
            painter.drawPath(spline.polyline(self.points))
        strong = edge.main and not edge.plain
        color = QColor(colors.text) if strong else look.mixed(colors.muted, colors.canvas, 0.9)
        pen = QPen(color, edge.width)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        if edge.plain:
            painter.drawPath(spline.polyline(self.points))
            return
        painter.drawPath(self._body)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        painter.drawPolygon(self._head)
