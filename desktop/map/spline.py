"""Lines as Qt draws them: polylines that end where the arrow head begins, and the head."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainterPath, QPolygonF

from mining.layout.curves import Points


def polyline(points: Points) -> QPainterPath:
    """Straight pieces through the points."""
    made = QPainterPath(QPointF(*points[0]))
    for x, y in points[1:].tolist():
        made.lineTo(x, y)
    return made


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
