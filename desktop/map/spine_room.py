"""Keeps cards off the spine's line, and the ends of lines on their cards."""

from __future__ import annotations

from dataclasses import replace

from desktop.map.placed import PlacedGraph
from models.layout import Point

ROOM = 30.0
"""From the spine's line to the nearest card that is not on it."""


def with_free_spine(placed: PlacedGraph) -> PlacedGraph:
    """The same places, but for cards that would be crossed by a straight spine and those beyond them in their row."""
    lines = [placed.positions[node.key][0] for node in placed.graph.nodes if node.spine]
    shifts = _shifts(placed, lines[0]) if lines else {}
    if not shifts:
        return placed
    positions = {key: (x + shifts.get(key, 0.0), y) for key, (x, y) in placed.positions.items()}
    paths = {
        ends: _carried(path, shifts.get(ends[0], 0.0), shifts.get(ends[1], 0.0))
        for ends, path in placed.paths.items()
    }
    return replace(placed, positions=positions, paths=paths)


def with_ends_on_cards(placed: PlacedGraph) -> PlacedGraph:
    """The same places, every way beginning and ending at the border of its card."""
    paths = {}
    for (source, target), path in placed.paths.items():
        start, end = (_off_border(placed, key, at) for key, at in ((source, path[0]), (target, path[-1])))
        paths[source, target] = _carried(path, start, end) if start or end else path
    return replace(placed, paths=paths)


def _off_border(placed: PlacedGraph, key: str, at: Point) -> float:
    """How far sideways a point has to move to be on the border of a card."""
    (x, y), size = placed.positions[key], placed.sizes[key]
    beside, half = at[0] - x, size.width() / 2
    if abs(beside) > half:
        return half - beside if beside > 0 else -half - beside
    if abs(at[1] - y) < size.height() / 2 - 1.5:
        return half - beside if beside > 0 else -half - beside
    return 0.0


def _shifts(placed: PlacedGraph, line: float) -> dict[str, float]:
    aside = [node.key for node in placed.graph.nodes if not node.spine]
    shifts: dict[str, float] = {}
    for key in aside:
        x, y = placed.positions[key]
        side = 1.0 if x > line else -1.0
        missing = placed.sizes[key].width() / 2 + ROOM - side * (x - line)
        if missing <= 0:
            continue
        for other in aside:
            other_x, other_y = placed.positions[other]
            beyond = abs(other_y - y) < 1 and side * (other_x - x) >= 0
            if beyond and abs(shifts.get(other, 0.0)) < missing:
                shifts[other] = side * missing
    return shifts


def _carried(path: tuple[Point, ...], start: float, end: float) -> tuple[Point, ...]:
    """The way with its ends moved sideways, and everything between them in proportion."""
    last = len(path) - 1
    return tuple((x + start * (1 - i / last) + end * i / last, y) for i, (x, y) in enumerate(path))
