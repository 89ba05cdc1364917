"""Paths of joined cubic Bezier curves: points along them, and the shape that leaves room for the arrow head."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainterPath, QPolygonF

from models.layout import Point

Points = NDArray[np.float64]
"""Rows of x and y."""


def sampled(path: Sequence[Point], count: int) -> Points:
    """`count` points along the path, at equal distances; the first and the last are its ends."""
    control = np.asarray(path, dtype=float)
    if len(control) < 4:
        fine = control
    else:
        segments = [control[i : i + 4] for i in range(0, len(control) - 3, 3)]
        t = np.linspace(0, 1, 17)[:, None]
        basis = np.hstack([(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3])
        fine = np.vstack([segments[0][:1], *[(basis @ segment)[1:] for segment in segments]])
    along = np.concatenate(([0.0], np.cumsum(np.hypot(*np.diff(fine, axis=0).T))))
    wanted = np.linspace(0, along[-1], count)
    return np.column_stack([np.interp(wanted, along, fine[:, axis]) for axis in (0, 1)])


def length(points: Points) -> float:
    """How long a polyline is, in pixels."""
    return float(np.hypot(*np.diff(points, axis=0).T).sum())


def curve(path: Sequence[Point]) -> QPainterPath:
    """The path as Qt draws it."""
    made = QPainterPath(QPointF(*path[0]))
    for i in range(1, len(path) - 2, 3):
        made.cubicTo(*(QPointF(*point) for point in path[i : i + 3]))
    return made


def polyline(points: Points) -> QPainterPath:
    """Straight pieces through the points."""
    made = QPainterPath(QPointF(*points[0]))
    for x, y in points[1:]:
        made.lineTo(x, y)
    return made


def body(path: Sequence[Point], cut: float) -> QPainterPath:
    """The path without its last `cut` pixels, which the arrow head covers."""
    fine = sampled(path, max(24, 12 * len(path)))
    return shortened(fine, cut)


def shortened(points: Points, cut: float) -> QPainterPath:
    """A smooth enough path through the points, ending `cut` pixels before the last one."""
    steps = np.hypot(*np.diff(points, axis=0).T)
    along = np.concatenate(([0.0], np.cumsum(steps)))
    end = max(along[-1] - cut, along[-1] * 0.1)
    kept = points[along < end]
    last = [np.interp(end, along, points[:, axis]) for axis in (0, 1)]
    return polyline(np.vstack([kept, last]))


def arrow_head(points: Points, size: float, half: float) -> QPolygonF:
    """A triangle whose tip is the last point, `size` long and twice `half` wide, along the end of the line."""
    tip = points[-1]
    along = np.concatenate(([0.0], np.cumsum(np.hypot(*np.diff(points, axis=0).T))))
    back = np.array([np.interp(along[-1] - size, along, points[:, axis]) for axis in (0, 1)])
    direction = tip - back
    norm = float(np.hypot(*direction)) or 1.0
    unit = direction / norm
    across = np.array([-unit[1], unit[0]])
    base = tip - unit * size
    return QPolygonF([QPointF(*tip), QPointF(*(base + across * half)), QPointF(*(base - across * half))])
