"""Ways with corners and ways in curves: one made from the other."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import hypot

from mining.layout.curves import Path, sampled, straight
from models.layout import Point

_RADIUS = 7.0
_SAMPLES = 61
_OFF = 1.2
"""A straight piece may leave the curve that it stands for by so many pixels."""

_CIRCLE = 0.5523
"""How far the control points of a quarter of a circle lie along its tangents, in radii."""


def rounded(way: Sequence[Point]) -> Path:
    """The way along its corners as joined cubic curves, each corner a small arc."""
    path: list[Point] = [way[0]]
    at = way[0]
    for before, corner, after in zip(way, way[1:], way[2:], strict=False):
        radius = min(_RADIUS, _away(before, corner) / 2, _away(corner, after) / 2)
        start, end = _towards(corner, before, radius), _towards(corner, after, radius)
        path += straight(at, start)[1:]
        path += [_towards(start, corner, radius * _CIRCLE), _towards(end, corner, radius * _CIRCLE), end]
        at = end
    path += straight(at, way[-1])[1:]
    return tuple(path)


def corners_of(path: Sequence[Point]) -> tuple[Point, ...]:
    """A few straight pieces close to the curve (Douglas and Peucker's way), its ends kept exactly."""
    points = [(float(x), float(y)) for x, y in sampled(path, _SAMPLES)]
    points[0], points[-1] = path[0], path[-1]
    kept = {0, len(points) - 1}
    waiting = [(0, len(points) - 1)]
    while waiting:
        first, last = waiting.pop()
        if last - first < 2:
            continue
        off = [_off(points[i], points[first], points[last]) for i in range(first + 1, last)]
        most = max(off)
        if most > _OFF:
            middle = first + 1 + off.index(most)
            kept.add(middle)
            waiting += [(first, middle), (middle, last)]
    return tuple(points[i] for i in sorted(kept))


def without_repeats(way: Sequence[Point]) -> tuple[Point, ...]:
    """The way without points that stand twice or lie straight between two others."""
    found: list[Point] = []
    for point in way:
        if found and _away(found[-1], point) < 1e-6:
            continue
        if (
            len(found) > 1
            and _off(found[-1], found[-2], point) < 1e-6
            and _goes_on(found[-2], found[-1], point)
        ):
            found.pop()
        found.append(point)
    return tuple(found)


def run(way: Sequence[Point]) -> float:
    """How long it is, in pixels."""
    return sum(_away(a, b) for a, b in pairwise(way))


def _goes_on(a: Point, b: Point, c: Point) -> bool:
    return (b[0] - a[0]) * (c[0] - b[0]) + (b[1] - a[1]) * (c[1] - b[1]) > 0


def _away(a: Point, b: Point) -> float:
    return hypot(b[0] - a[0], b[1] - a[1])


def _towards(start: Point, goal: Point, by: float) -> Point:
    away = _away(start, goal) or 1.0
    return start[0] + (goal[0] - start[0]) * by / away, start[1] + (goal[1] - start[1]) * by / away


def _off(point: Point, a: Point, b: Point) -> float:
    """How far a point is from the line through two others."""
    (x, y), (ax, ay), (bx, by) = point, a, b
    along = _away(a, b)
    if along < 1e-9:
        return _away(point, a)
    return abs((bx - ax) * (ay - y) - (ax - x) * (by - ay)) / along
