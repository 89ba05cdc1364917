"""Paths of joined cubic Bezier curves: points along them, their length, and curves through points."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from models.layout import Point

Points = NDArray[np.float64]
"""Rows of x and y."""

Path = tuple[Point, ...]
"""The control points of joined cubic curves: 1 + 3n points."""

_T = np.linspace(0, 1, 17)[:, None]
_BASIS = np.hstack([(1 - _T) ** 3, 3 * _T * (1 - _T) ** 2, 3 * _T**2 * (1 - _T), _T**3])
"""What the four control points of a curve weigh in 17 points along it."""


def sampled(path: Sequence[Point], count: int) -> Points:
    """`count` points along the path, at equal distances; the first and the last are its ends."""
    control = np.asarray(path, dtype=float)
    if len(control) < 4:
        fine = control
    else:
        curves = np.stack([control[i : len(control) - 3 + i : 3] for i in range(4)], axis=1)
        fine = np.vstack([control[:1], (_BASIS @ curves)[:, 1:].reshape(-1, 2)])
    along = np.concatenate(([0.0], np.cumsum(np.hypot(*np.diff(fine, axis=0).T))))
    wanted = np.linspace(0, along[-1], count)
    return np.column_stack([np.interp(wanted, along, fine[:, axis]) for axis in (0, 1)])


def outline(path: Sequence[Point], pieces: int = 8) -> Points:
    """Every curve of the path in so many straight pieces; a straight one is one piece."""
    control = np.asarray(path, dtype=float)
    t = np.linspace(0, 1, pieces + 1)[1:, None]
    basis = np.hstack([(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3])
    found = [control[:1]]
    for segment in (control[i : i + 4] for i in range(0, len(control) - 3, 3)):
        (ax, ay), (bx, by) = segment[1] - segment[0], segment[3] - segment[0]
        (cx, cy) = segment[2] - segment[0]
        is_straight = abs(ax * by - ay * bx) < 1e-6 and abs(cx * by - cy * bx) < 1e-6
        found.append(segment[3:] if is_straight else basis @ segment)
    return np.vstack(found)


def length(points: Points) -> float:
    """How long a polyline is, in pixels."""
    return float(np.hypot(*np.diff(points, axis=0).T).sum())


def straight(start: Point, end: Point) -> Path:
    """A straight line as one curve."""
    (x, y), (to_x, to_y) = start, end
    third_x, third_y = (to_x - x) / 3, (to_y - y) / 3
    return start, (x + third_x, y + third_y), (to_x - third_x, to_y - third_y), end


def through(points: Points) -> Path:
    """Joined cubic curves through all the points (Catmull-Rom tangents)."""
    tangents = np.gradient(points, axis=0) / 3
    out: list[Point] = [(float(points[0, 0]), float(points[0, 1]))]
    for i in range(len(points) - 1):
        for place in (points[i] + tangents[i], points[i + 1] - tangents[i + 1], points[i + 1]):
            out.append((float(place[0]), float(place[1])))
    return tuple(out)


def carried(path: Sequence[Point], start: float, end: float) -> Path:
    """The path with its ends moved sideways, and everything between them in proportion."""
    last = len(path) - 1
    return tuple((x + start * (1 - i / last) + end * i / last, y) for i, (x, y) in enumerate(path))
