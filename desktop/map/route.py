"""The way of a line ready to be painted: worked out in any thread, as hundreds of them take a while."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath, QPolygonF

from desktop.map import look, spline
from mining.layout.curves import Points, length, sampled
from models.layout import Point

MORPH_POINTS = 40
HIT = 14.0
_STEP, _FEWEST, _MOST = 5.0, 40, 240
"""A line is drawn through a point every so many pixels: smooth in any zoom, and quick to draw."""


@dataclass(frozen=True, eq=False)
class Route:
    """A path (empty half-way to another one) for a line of that width, and what is painted of it.

    `points` lie at equal distances, for moving to another way; `rect` encloses everything.
    """

    path: Sequence[Point]
    width: float
    points: Points
    body: QPainterPath
    halo: QPainterPath
    head: QPolygonF
    rect: QRectF

    def is_like(self, other: Route) -> bool:
        """Whether both are drawn the same way."""
        return bool(self.path) and (self.path, self.width) == (other.path, other.width)


def routed(path: Sequence[Point], width: float, corners: Points | None = None) -> Route:
    """The route along a path of cubic curves, or straight from corner to corner, for a line of that width."""
    points = sampled(path, MORPH_POINTS)
    if corners is None:
        corners = sampled(path, int(min(max(length(points) / _STEP, _FEWEST), _MOST)))
    return _route(path, points, corners, width)


def route_through(points: Points, width: float) -> Route:
    """The route along a polyline: what a way looks like half-way to another."""
    return _route((), points, points, width)


def _route(path: Sequence[Point], points: Points, fine: Points, width: float) -> Route:
    run = length(fine)
    size = min(look.ARROW + 0.7 * width, run * 0.6)
    head = spline.arrow_head(fine, size, 3.6 + 0.72 * width)
    middle = fine[int(len(fine) * 0.2) : max(int(len(fine) * 0.8), 2)]
    halo = spline.polyline(middle[::2]) if len(middle) > 2 and run > 60 else QPainterPath()
    reach = max(HIT, width + 8) / 2 + 6
    (left, top), (right, bottom) = fine.min(axis=0).tolist(), fine.max(axis=0).tolist()
    box = QRectF(QPointF(left, top), QPointF(right, bottom)).adjusted(-reach, -reach, reach, reach)
    rect = box.united(head.boundingRect().adjusted(-6, -6, 6, 6))
    return Route(path, width, points, spline.shortened(fine, size - 1.0), halo, head, rect)
