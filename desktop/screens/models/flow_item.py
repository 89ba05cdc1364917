"""One flow of a model: a thin line with an arrow head, or a branch of a tree without one."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from desktop.map import look, spline
from desktop.map.edge_item import EdgeItem
from desktop.screens.models.graph import FAINT, DrawnFlow
from mining.layout.curves import outline


class FlowItem(EdgeItem):
    """Darker where it lies on the main way."""

    @property
    def target_opacity(self) -> float:
        return (
            max(super().target_opacity, FAINT) if self.dimmed and not self.hidden else super().target_opacity
        )

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
            painter.drawPath(self._whole())
        strong = edge.main and not edge.plain
        color = QColor(colors.text) if strong else look.mixed(colors.muted, colors.canvas, 0.9)
        pen = QPen(color, edge.width)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        if edge.plain:
            painter.drawPath(self._whole())
            return
        painter.drawPath(self.route.body)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        painter.drawPolygon(self.route.head)

    def _whole(self) -> QPainterPath:
        """To the very tip: no head hides where the line ends."""
        return spline.polyline(outline(self.route.path) if self.route.path else self.route.points)
