"""Makes the ways of a layout calm: straight along the spine, no ripples elsewhere, and clear of foreign cards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from desktop.map.graph import DrawnEdge
from desktop.map.placed import PlacedGraph
from desktop.map.spine_room import with_ends_on_cards, with_free_spine
from desktop.map.spline import Points, length, sampled
from models.layout import Point

CLEARANCE = 9.0
_LANES = (40.0, -40.0, 56.0, -56.0, 72.0, -72.0, 28.0, -28.0)
"""How far beside the spine a way straight back may run, the best first."""

_ROOM = 18.0
"""More distance from other lines than this makes a lane no better."""

_SPACING = 14.0
_ROUNDS = 8
_FIXED = 2


def calmed(placed: PlacedGraph) -> PlacedGraph:
    """The same graph with calmer ways and a free spine; ends stay on the cards' borders."""
    placed = with_free_spine(with_ends_on_cards(placed))
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
        way_back = (edge.target, edge.source)
        if way_back in placed.paths:
            beside = _free_lane(placed, edge, x, top, bottom)
            if beside is not None:
                found[way_back] = _vertical(beside, bottom, top)
    return found


def _free_lane(placed: PlacedGraph, edge: DrawnEdge, x: float, top: float, bottom: float) -> float | None:
    """Where beside the spine a way back has most room among the ends of other lines; None where there is none."""
    room = min(placed.sizes[edge.source].width(), placed.sizes[edge.target].width()) / 2 - 14
    ends = [
        place[0]
        for key, path in placed.paths.items()
        if key not in (edge.key, edge.key[::-1])
        for place in (path[0], path[-1])
        if top - 2 <= place[1] <= bottom + 2
    ]
    lanes = [
        x + lane for lane in _LANES if abs(lane) <= room and _is_free(placed, edge, x + lane, top, bottom)
    ]
    return max(lanes, key=lambda lane: min([_ROOM, *(abs(lane - end) for end in ends)]), default=None)


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
    """The way without its short waves, its ends kept, and pushed off the cards it comes too close to."""
    path = placed.paths[edge.key]
    if edge.source == edge.target:
        return path
    count = int(np.clip(length(sampled(path, 65)) / _SPACING, 9, 120))
    points = sampled(path, count)
    weight = np.ones(count)
    weight[0] = weight[-1] = 1e5
    wanted = points.copy()
    for gap, cap in ((CLEARANCE + edge.width / 2, 60.0), (2.0, 2000.0)):
        boxes = _obstacles(edge, placed, gap)
        for _ in range(_ROUNDS):
            points = _smoothed(wanted, weight)
            push = _push(points, boxes)
            touched = np.flatnonzero(np.abs(push).sum(axis=1) > 0.5)
            if not len(touched):
                break
            wanted[touched] = points[touched] + 1.2 * push[touched]
            weight[touched] = np.minimum(weight[touched] * 3, cap)
    return _curve_through(points)


def _obstacles(edge: DrawnEdge, placed: PlacedGraph, gap: float) -> Points:
    """Every card, the foreign ones with room around them."""
    gaps = np.array([-1.0 if node.key in edge.key else gap for node in placed.graph.nodes])
    return np.array(placed.boxes() + gaps[:, None] * np.array([-1, -1, 1, 1]), dtype=np.float64)


def _smoothed(wanted: Points, weight: NDArray[np.float64]) -> Points:
    """The curve near the wanted points with the least bending (Whittaker, 1923, with second differences).

    Waves of up to about 300 pixels vanish, long arches stay; of a short way nearly everything stays.
    """
    count = len(wanted)
    stiffness = min(1200.0, count**4 / 4850)
    bend = np.diff(np.eye(count), n=2, axis=0)
    pull = np.diag(weight) + stiffness * bend.T @ bend
    solved = np.linalg.solve(pull, weight[:, None] * wanted)
    return np.array(solved, dtype=np.float64)


def _push(points: Points, boxes: Points) -> Points:
    """For every inner point that is in a box, the shortest way out; zero elsewhere."""
    push = np.zeros_like(points)
    left, top = points[:, 0:1] - boxes[:, 0], points[:, 1:2] - boxes[:, 1]
    right, bottom = boxes[:, 2] - points[:, 0:1], boxes[:, 3] - points[:, 1:2]
    depth = np.stack([left, right, top, bottom])
    inside: NDArray[np.bool_] = np.asarray((depth > 0).all(axis=0), dtype=bool)
    inside[:_FIXED] = inside[-_FIXED:] = False
    ways = np.array([[-1.0, 0.0], [1.0, 0.0], [0.0, -1.0], [0.0, 1.0]])
    for b in np.flatnonzero(inside.any(axis=0)):
        within = np.flatnonzero(inside[:, b])
        way = depth[:, within, b].argmin(axis=0)
        if _runs_down_through(points, within, boxes[b]):
            way[:] = 0 if points[:, 0].mean() < (boxes[b, 0] + boxes[b, 2]) / 2 else 1
        push[within] += ways[way] * depth[way, within, b][:, None]
    return push


def _runs_down_through(points: Points, within: NDArray[np.intp], box: NDArray[np.float64]) -> bool:
    """Whether the way enters the box above and leaves it below, or the other way round."""
    before, after = sorted((points[within[0] - 1, 1], points[within[-1] + 1, 1]))
    return bool(before <= box[1] and after >= box[3])


def _curve_through(points: Points) -> tuple[Point, ...]:
    """Joined cubic curves through all the points (Catmull-Rom tangents)."""
    tangents = np.gradient(points, axis=0) / 3
    out: list[Point] = [(float(points[0, 0]), float(points[0, 1]))]
    for i in range(len(points) - 1):
        for place in (points[i] + tangents[i], points[i + 1] - tangents[i + 1], points[i + 1]):
            out.append((float(place[0]), float(place[1])))
    return tuple(out)
