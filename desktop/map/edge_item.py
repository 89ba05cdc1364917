"""A line of the map with its arrow head, wide where many go, dashed where nobody does."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPainterPathStroker, QPen
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from desktop.map import look, spline
from desktop.map.graph import DrawnEdge, EdgeStyle
from desktop.map.item import MapItem
from desktop.map.route import HIT, Route
from desktop.theme import Palette
from mining.layout.curves import Points

_HEIGHTS = {
    EdgeStyle.DEVIATION: 1.2,
    EdgeStyle.NOT_TAKEN: 1.1,
    EdgeStyle.FIRST: 1.2,
    EdgeStyle.SECOND: 1.2,
}
"""Which lines lie over the others."""


class EdgeItem(MapItem):
    """One line. Its hit area is wider than what is drawn, so that thin lines can be pointed at."""

    def __init__(self, edge: DrawnEdge, route: Route, palette: Palette) -> None:
        super().__init__(palette, route.rect)
        self.edge = edge
        self.route = route
        self._shape: QPainterPath | None = None
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._rest()

    @property
    def points(self) -> Points:
        """Points along the line at equal distances, where it is now."""
        return self.route.points

    def become(self, edge: DrawnEdge) -> None:
        """Show another width, style and label; the way stays."""
        self.edge = edge
        self._rest()
        self.update()

    def set_route(self, route: Route) -> None:
        """Follow another way."""
        self.prepareGeometryChange()
        self.route = route
        self._rect = route.rect
        self._shape = None
        self.update()

    def shape(self) -> QPainterPath:
        if self._shape is None:
            self._shape = self._hit_area()
        return self._shape

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self.selected:
            glow = QColor(self._palette.accent)
            glow.setAlpha(70)
            painter.setPen(self._pen(glow, self.edge.width + 8))
            painter.drawPath(self.route.body)
        elif not self.dimmed:
            painter.setPen(self._pen(QColor(self._palette.canvas), self.edge.width + 3.0))
            painter.drawPath(self.route.halo)
        color = look.edge_color(self.edge.style, self._palette)
        pen = self._pen(color, self.edge.width)
        if self.edge.style is EdgeStyle.NOT_TAKEN:
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            pen.setDashPattern([3.6, 2.8])
        painter.setPen(pen)
        painter.drawPath(self.route.body)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        painter.drawPolygon(self.route.head)

    @staticmethod
    def _pen(color: QColor, width: float) -> QPen:
        pen = QPen(color, width)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        return pen

    def _rest(self) -> None:
        self.setZValue(_HEIGHTS.get(self.edge.style, 1.0))

    def _hit_area(self) -> QPainterPath:
        """Where the line is pointed at; worked out when somebody first points at something near."""
        stroker = QPainterPathStroker()
        stroker.setWidth(max(HIT, self.edge.width + 8))
        shape = stroker.createStroke(spline.polyline(self.points))
        shape.addPolygon(self.route.head)
        shape.setFillRule(Qt.FillRule.WindingFill)
        return shape
