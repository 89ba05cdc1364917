"""A line of the map with its arrow head, wide where many go, dashed where nobody does."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPainterPathStroker, QPen, QPolygonF
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from desktop.map import look, spline
from desktop.map.graph import DrawnEdge, EdgeStyle
from desktop.map.item import MapItem
from desktop.theme import Palette
from mining.layout.curves import Points, length, sampled
from models.layout import Point

MORPH_POINTS = 40
_HIT = 14.0
_HEIGHTS = {
    EdgeStyle.DEVIATION: 1.2,
    EdgeStyle.NOT_TAKEN: 1.1,
    EdgeStyle.FIRST: 1.2,
    EdgeStyle.SECOND: 1.2,
}
"""Which lines lie over the others."""
_STEP, _FEWEST, _MOST = 5.0, 40, 240
"""A line is drawn through a point every so many pixels: smooth in any zoom, and quick to draw."""


class EdgeItem(MapItem):
    """One line. Its hit area is wider than what is drawn, so that thin lines can be pointed at."""

    def __init__(self, edge: DrawnEdge, path: Sequence[Point], palette: Palette) -> None:
        super().__init__(palette, QRectF())
        self.edge = edge
        self.points: Points = np.empty((0, 2))
        self._routed: tuple[Sequence[Point], float] | None = None
        self._body = QPainterPath()
        self._halo = QPainterPath()
        self._head = QPolygonF()
        self._shape: QPainterPath | None = None
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.set_path(path)

    def become(self, edge: DrawnEdge) -> None:
        """Show another width, style and label; the way stays."""
        self.edge = edge
        self._rest()
        self.update()

    def set_path(self, path: Sequence[Point]) -> None:
        """Follow another way, exactly."""
        if self.follows(path):
            return
        self._routed = path, self.edge.width
        self.points = sampled(path, MORPH_POINTS)
        count = int(min(max(length(self.points) / _STEP, _FEWEST), _MOST))
        self._route(sampled(path, count))

    def follows(self, path: Sequence[Point]) -> bool:
        """Whether the line already is drawn along this way, in its present width."""
        return self._routed is not None and self._routed == (path, self.edge.width)

    def set_points(self, points: Points) -> None:
        """Follow a polyline: what a way looks like half-way to another."""
        self._routed = None
        self.points = points
        self._route(points)

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
            painter.drawPath(self._body)
        elif not self.dimmed:
            painter.setPen(self._pen(QColor(self._palette.canvas), self.edge.width + 3.0))
            painter.drawPath(self._halo)
        color = look.edge_color(self.edge.style, self._palette)
        pen = self._pen(color, self.edge.width)
        if self.edge.style is EdgeStyle.NOT_TAKEN:
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            pen.setDashPattern([3.6, 2.8])
        painter.setPen(pen)
        painter.drawPath(self._body)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        painter.drawPolygon(self._head)

    @staticmethod
    def _pen(color: QColor, width: float) -> QPen:
        pen = QPen(color, width)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        return pen

    def _rest(self) -> None:
        self.setZValue(_HEIGHTS.get(self.edge.style, 1.0))

    def _route(self, points: Points) -> None:
        self.prepareGeometryChange()
        self._rest()
        size = look.ARROW + 0.7 * self.edge.width
        half = 3.6 + 0.72 * self.edge.width
        run = length(points)
        size = min(size, run * 0.6)
        self._head = spline.arrow_head(points, size, half)
        self._body = spline.shortened(points, size - 1.0)
        middle = points[int(len(points) * 0.2) : max(int(len(points) * 0.8), 2)]
        self._halo = spline.polyline(middle[::2]) if len(middle) > 2 and run > 60 else QPainterPath()
        self._shape = None
        reach = max(_HIT, self.edge.width + 8) / 2 + 6
        (left, top), (right, bottom) = points.min(axis=0), points.max(axis=0)
        box = QRectF(QPointF(left, top), QPointF(right, bottom)).adjusted(-reach, -reach, reach, reach)
        self._rect = box.united(self._head.boundingRect().adjusted(-6, -6, 6, 6))
        self.update()

    def _hit_area(self) -> QPainterPath:
        """Where the line is pointed at; worked out when somebody first points at something near."""
        stroker = QPainterPathStroker()
        stroker.setWidth(max(_HIT, self.edge.width + 8))
        shape = stroker.createStroke(spline.polyline(self.points))
        shape.addPolygon(self._head)
        shape.setFillRule(Qt.FillRule.WindingFill)
        return shape
