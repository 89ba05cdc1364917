"""One flow of a model: a thin line with an arrow head, or a branch of a tree without one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from desktop.map import look, spline
from desktop.map.edge_item import MORPH_POINTS, EdgeItem
from desktop.screens.models.graph import FAINT, DrawnFlow
from mining.layout.curves import Points, outline, sampled
from models.layout import Point


class FlowItem(EdgeItem):
    """Darker where it lies on the main way."""

    _path: Sequence[Point] | None = None
    _whole: QPainterPath | None = None

    @property
    def target_opacity(self) -> float:
        return (
            max(super().target_opacity, FAINT) if self.dimmed and not self.hidden else super().target_opacity
        )

    def set_path(self, path: Sequence[Point]) -> None:
        """Follow another way with all its corners, however long it is."""
        if path is not self._path:
            self._path = path
            if self._whole is not None:  # the first time they were just taken
                self.points = sampled(path, MORPH_POINTS)
            self._route(outline(path))

    def set_points(self, points: Points) -> None:
        """Follow a polyline: what a way looks like half-way to another."""
        self._path = None
        super().set_points(points)

    def _route(self, points: Points) -> None:
        self._whole = spline.polyline(points)
        super()._route(points)

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        edge = self.edge
        assert isinstance(edge, DrawnFlow)
        assert self._whole is not None
        colors = self._palette
        if self.selected:
            glow = QColor(colors.accent)
            glow.setAlpha(70)
            painter.setPen(QPen(glow, edge.width + 7))
            painter.drawPath(self._whole)
        strong = edge.main and not edge.plain
        color = QColor(colors.text) if strong else look.mixed(colors.muted, colors.canvas, 0.9)
        pen = QPen(color, edge.width)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        if edge.plain:
            painter.drawPath(self._whole)
            return
        painter.drawPath(self._body)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        painter.drawPolygon(self._head)
