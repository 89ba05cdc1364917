"""From boxes and lines to positions and curves: dot's layout with the spine pulled perfectly straight."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from mining.layout.dot import from_json, to_dot
from mining.layout.engine import dot_to_json
from models.layout import Layout, LayoutEdge, LayoutNode, Point
from models.progress import Report, silent

_NEAR = 0.05  # dot writes hundredths of a pixel


def layout(nodes: Sequence[LayoutNode], edges: Sequence[LayoutEdge], report: Report = silent) -> Layout:
    """Place the boxes in rows, the spine as one straight vertical line, and draw the lines round the boxes.

    Nodes keep their given order as far as possible: give them in documented order. Loops and parallel edges
    are kept. The same input gives the same layout. May be called from any thread; `report` is asked while
    dot works. Raises UserError where the layout engine cannot run on this computer, ValueError for an edge
    to a node that is not there or a key given twice.
    """
    keys = {node.key for node in nodes}
    if len(keys) != len(nodes):
        raise ValueError("two nodes have the same key")
    if any(edge.source not in keys or edge.target not in keys for edge in edges):
        raise ValueError("an edge leads to a node that is not there")
    if not nodes:
        return Layout({}, (), (0.0, 0.0))
    found = from_json(dot_to_json(to_dot(nodes, edges), report), nodes, edges)
    return _at_origin(_straightened(found, nodes), nodes)


def _straightened(found: Layout, nodes: Sequence[LayoutNode]) -> Layout:
    """Shift every row sideways by what its box of the spine is off the line; between the rows in proportion.

    A row moves as a whole, so boxes that did not overlap still do not. Mostly dot's spine is straight and
    nothing moves.
    """
    spine = sorted((n for n in nodes if n.spine), key=lambda node: found.positions[node.key][1])
    if not spine:
        return found
    line = found.positions[spine[0].key][0]
    heights: list[float] = []
    shifts: list[float] = []
    for node in spine:
        x, y = found.positions[node.key]
        heights += [y - node.height / 2, y + node.height / 2]
        shifts += [line - x, line - x]
    if max(map(abs, shifts)) < _NEAR:
        shifts = [0.0] * len(shifts)

    def moved(point: Point) -> Point:
        return point[0] + _between(heights, shifts, point[1]), point[1]

    positions = {key: moved(point) for key, point in found.positions.items()}
    positions |= {node.key: (line, positions[node.key][1]) for node in spine}
    return Layout(positions, tuple(tuple(map(moved, path)) for path in found.paths), found.size)


def _between(heights: list[float], shifts: list[float], y: float) -> float:
    """The shift at height `y`, interpolated between the known ones."""
    at = bisect_right(heights, y)
    if at == 0 or at == len(heights):
        return shifts[0 if at == 0 else -1]
    low, high = heights[at - 1], heights[at]
    share = (y - low) / (high - low) if high > low else 0.0
    return shifts[at - 1] + share * (shifts[at] - shifts[at - 1])


def _at_origin(found: Layout, nodes: Sequence[LayoutNode]) -> Layout:
    """The same drawing moved so that everything in it begins at (0, 0)."""
    boxes = [(*found.positions[n.key], n.width / 2, n.height / 2) for n in nodes]
    points = [point for path in found.paths for point in _on_curves(path)]
    left = min([x - w for x, _, w, _ in boxes] + [x for x, _ in points])
    right = max([x + w for x, _, w, _ in boxes] + [x for x, _ in points])
    top = min([y - h for _, y, _, h in boxes] + [y for _, y in points])
    bottom = max([y + h for _, y, _, h in boxes] + [y for _, y in points])
    return Layout(
        positions={key: (x - left, y - top) for key, (x, y) in found.positions.items()},
        paths=tuple(tuple((x - left, y - top) for x, y in path) for path in found.paths),
        size=(right - left, bottom - top),
    )


def _on_curves(path: Sequence[Point]) -> list[Point]:
    """Nine points on every curve of a path: close enough to its true extent."""
    points: list[Point] = []
    starts = range(0, len(path) - 1, 3)
    for first, a, b, last in (path[i : i + 4] for i in starts):
        for step in range(9):
            t = step / 8
            weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
            control = (first, a, b, last)
            x = sum(weight * point[0] for weight, point in zip(weights, control, strict=True))
            y = sum(weight * point[1] for weight, point in zip(weights, control, strict=True))
            points.append((x, y))
    return points
