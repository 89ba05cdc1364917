"""From boxes and lines to positions and curves: dot's layout with the spine pulled perfectly straight."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

import numpy as np

from mining.layout.curves import Path, carried
from mining.layout.dot import Gaps, from_json, to_dot
from mining.layout.engine import dot_to_json
from models.layout import Layout, LayoutEdge, LayoutNode, Point
from models.progress import Report, silent

_USUAL = Gaps()
_T = np.linspace(0, 1, 9)
_ALONG = np.stack([(1 - _T) ** 3, 3 * _T * (1 - _T) ** 2, 3 * _T**2 * (1 - _T), _T**3], axis=1)
"""What the four control points of a curve weigh in nine points along it."""


def layout(
    nodes: Sequence[LayoutNode], edges: Sequence[LayoutEdge], report: Report = silent, gaps: Gaps = _USUAL
) -> Layout:
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
    found = from_json(dot_to_json(to_dot(nodes, edges, gaps), report), nodes, edges)
    return at_origin(_straightened(found, nodes, edges), nodes)


def _straightened(found: Layout, nodes: Sequence[LayoutNode], edges: Sequence[LayoutEdge]) -> Layout:
    """Shift every row sideways by what its box of the spine is off the line; between the rows in proportion.

    A row moves as a whole, so boxes that did not overlap still do not. The ends of a path move exactly as
    their boxes do. Mostly dot's spine is straight and nothing moves.
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
    moved = {key: _between(heights, shifts, y) for key, (_, y) in found.positions.items()}

    def bent(edge: LayoutEdge, path: Path) -> Path:
        by_height = [_between(heights, shifts, y) for _, y in path]
        rest = moved[edge.source] - by_height[0], moved[edge.target] - by_height[-1]
        return carried([(x + by, y) for (x, y), by in zip(path, by_height, strict=True)], *rest)

    positions = {key: (x + moved[key], y) for key, (x, y) in found.positions.items()}
    positions |= {node.key: (line, positions[node.key][1]) for node in spine}
    paths = tuple(bent(edge, path) if path else () for edge, path in zip(edges, found.paths, strict=True))
    return Layout(positions, paths, found.size)


def _between(heights: list[float], shifts: list[float], y: float) -> float:
    """The shift at height `y`, interpolated between the known ones."""
    at = bisect_right(heights, y)
    if at == 0 or at == len(heights):
        return shifts[0 if at == 0 else -1]
    low, high = heights[at - 1], heights[at]
    share = (y - low) / (high - low) if high > low else 0.0
    return shifts[at - 1] + share * (shifts[at] - shifts[at - 1])


def at_origin(found: Layout, nodes: Sequence[LayoutNode]) -> Layout:
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
    control = np.asarray(path, dtype=np.float64)
    if len(control) < 4:
        return []
    curves = np.stack([control[i : len(control) - 3 + i : 3] for i in range(4)], axis=1)
    points: list[Point] = [(x, y) for x, y in (_ALONG @ curves).reshape(-1, 2).tolist()]
    return points
