"""Makes the ways of a layout calm: straight along the spine, no ripples elsewhere, and clear of foreign cards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from desktop.map.graph import DrawnEdge
from desktop.map.placed import PlacedGraph
from desktop.map.spline import Points, length, sampled
from models.layout import Point

CLEARANCE = 9.0
BACK_ASIDE = 40.0
"""How far beside the spine the way back runs."""

_SPACING = 14.0
_ROUNDS = 30
_FIXED = 2


def calmed(placed: PlacedGraph) -> PlacedGraph:
    """The same places with calmer ways; ends stay on the cards' borders."""
    straight = _straight_ways(placed)
    paths = {}
    for edge in placed.graph.edges:
        if edge.key not in placed.paths:
            continue
        way = straight.get(edge.key)
        paths[edge.key] = way or _without_ripples(edge, placed)
    return replace(placed, paths=paths)


def _straight_ways(placed: PlacedGraph) -> Mapping[tuple[str, str], tuple[Point, ...]]:
    """Vertical lines for the steps along the spine, and for the steps straight back beside them."""
    found: dict[tuple[str, str], tuple[Point, ...]] = {}
    for edge in placed.graph.edges:
        if not edge.on_spine or edge.key not in placed.paths:
            continue
        (x, y0), (x1, y1) = placed.positions[edge.source], placed.positions[edge.target]
        top = y0 + placed.sizes[edge.source].height() / 2
        bottom = y1 - placed.sizes[edge.target].height() / 2
        if abs(x - x1) > 0.5 or bottom <= top or not _is_free(placed, edge, x, top, bottom):
            continue
        found[edge.key] = _vertical(x, top, bottom)
        back = placed.paths.get((edge.target, edge.source))
        room = min(placed.sizes[edge.source].width(), placed.sizes[edge.target].width()) / 2 - 12
        if back is not None and room >= 24:
            side = (
                1
                if np.mean([px for px, _ in back]) >= np.mean([px for px, _ in placed.paths[edge.key]])
                else -1
            )
            beside = x + side * min(BACK_ASIDE, room)
            if _is_free(placed, edge, beside, top, bottom):
                found[edge.target, edge.source] = _vertical(beside, bottom, top)
    return found


def _is_free(placed: PlacedGraph, edge: DrawnEdge, x: float, top: float, bottom: float) -> bool:
    for node in placed.graph.nodes:
        if node.key in edge.key:
            continue
        (cx, cy), size = placed.positions[node.key], placed.sizes[node.key]
        beside = abs(cx - x) > size.width() / 2 + CLEARANCE
        if not beside and cy + size.height() / 2 > top and cy - size.height() / 2 < bottom:
            return False
    return True


def _vertical(x: float, start: float, end: float) -> tuple[Point, ...]:
    third = (end - start) / 3
    return (x, start), (x, start + third), (x, end - third), (x, end)


def _without_ripples(edge: DrawnEdge, placed: PlacedGraph) -> tuple[Point, ...]:
    """The way relaxed like a string that keeps its ends and its distance from the other cards."""
    path = placed.paths[edge.key]
    if edge.source == edge.target:
        return path
    run = length(sampled(path, 65))
    count = int(np.clip(run / _SPACING, 8, 120))
    points = sampled(path, count)
    foreign = np.array([n.key not in edge.key for n in placed.graph.nodes], dtype=bool)
    gap = CLEARANCE + edge.width / 2
    boxes = placed.boxes()[foreign] + np.array([-gap, -gap, gap, gap])
    for _ in range(_ROUNDS):
        moved = points.copy()
        moved[_FIXED:-_FIXED] = (points[_FIXED - 1 : -_FIXED - 1] + points[_FIXED + 1 : 1 - _FIXED]) / 2
        _push_out(moved, boxes)
        points = moved
    return _curve_through(points)


def _push_out(points: Points, boxes: Points) -> None:
    """Move inner points that are in a box sideways to its nearer side."""
    x, y = points[:, 0:1], points[:, 1:2]
    inside = (x > boxes[:, 0]) & (x < boxes[:, 2]) & (y > boxes[:, 1]) & (y < boxes[:, 3])
    inside[:_FIXED] = inside[-_FIXED:] = False
    for i, b in zip(*np.nonzero(inside), strict=True):
        left, _, right, _ = boxes[b]
        points[i, 0] = left if points[i, 0] < (left + right) / 2 else right


def _curve_through(points: Points) -> tuple[Point, ...]:
    """Joined cubic curves through all the points (Catmull-Rom tangents)."""
    tangents = np.gradient(points, axis=0) / 3
    out: list[Point] = [(float(points[0, 0]), float(points[0, 1]))]
    for i in range(len(points) - 1):
        for place in (points[i] + tangents[i], points[i + 1] - tangents[i + 1], points[i + 1]):
            out.append((float(place[0]), float(place[1])))
    return tuple(out)
