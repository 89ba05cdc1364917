"""Keeps the line of the spine free: boxes that stand on it move aside, with everything beyond them in their row."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from mining.layout.boxes import boxes_of
from mining.layout.curves import carried
from models.layout import Layout, LayoutEdge, LayoutNode, Point

ROOM = 24.0
"""From the spine's line to the nearest box that is not on it."""


def with_free_spine(found: Layout, nodes: Sequence[LayoutNode], edges: Sequence[LayoutEdge]) -> Layout:
    """The same layout, but for the boxes that a straight spine would cross; their lines follow them."""
    line = next((found.positions[node.key][0] for node in nodes if node.spine), None)
    shifts = {} if line is None else _shifts(found, nodes, line)
    return moved_aside(found, edges, shifts) if shifts else found


def moved_aside(found: Layout, edges: Sequence[LayoutEdge], shifts: dict[str, float]) -> Layout:
    """The layout with boxes moved sideways by their keys, their lines with them."""
    positions = {key: (x + shifts.get(key, 0.0), y) for key, (x, y) in found.positions.items()}
    paths = tuple(
        carried(path, shifts.get(edge.source, 0.0), shifts.get(edge.target, 0.0)) if path else ()
        for edge, path in zip(edges, found.paths, strict=True)
    )
    return replace(found, positions=positions, paths=paths)


def mirrored(found: Layout, edges: Sequence[LayoutEdge], line: float, keys: Collection[str]) -> Layout:
    """The layout with some boxes on the other side of the spine, and all lines that lead from or to them."""

    def turned(point: Point) -> Point:
        return 2 * line - point[0], point[1]

    positions = {key: turned(at) if key in keys else at for key, at in found.positions.items()}
    paths = tuple(
        tuple(map(turned, path)) if edge.source in keys or edge.target in keys else path
        for edge, path in zip(edges, found.paths, strict=True)
    )
    return replace(found, positions=positions, paths=paths)


def _shifts(found: Layout, nodes: Sequence[LayoutNode], line: float) -> dict[str, float]:
    aside = {node.key for node in nodes if not node.spine}
    boxes = {key: box for key, box in boxes_of(nodes, found.positions).items() if key in aside}
    shifts: dict[str, float] = {}
    for box in boxes.values():
        side = 1.0 if box.x > line else -1.0
        missing = box.half + ROOM - side * (box.x - line)
        if missing <= 0:
            continue
        for key, other in boxes.items():
            same_row = other.top < box.bottom and other.bottom > box.top
            if same_row and side * (other.x - box.x) >= 0 and abs(shifts.get(key, 0.0)) < missing:
                shifts[key] = side * missing
    return shifts
