"""Lines from a box aside to one beside the last of the spine: down, then once across the spine above that row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mining.layout.arcs import CLEARANCE, touches
from mining.layout.boxes import Box
from mining.layout.curves import Path, straight
from models.layout import LayoutEdge, LayoutNode

_ABOVE = 17.0
"""How far above its target's row a line crosses the spine; all of its turns fit into that."""

_PORT = 8.0
_WIDER = 22.0
_TRIES = 30
_ROUND = 0.55
"""How far the inner control points of a quarter of a circle are from its ends, in radii."""


def joins(nodes: Sequence[LayoutNode], edges: Sequence[LayoutEdge]) -> list[int]:
    """The edges between a box aside and one beside the last of the spine, in either direction."""
    ends = {node.key for node in nodes if not node.spine and node.beside is not None}
    others = {node.key for node in nodes if not node.spine and node.beside is None}
    pairs = [({edge.source, edge.target}, i) for i, edge in enumerate(edges)]
    return [i for pair, i in pairs if pair & ends and pair & others]


def draw_joins(
    chosen: Sequence[int],
    nodes: Sequence[LayoutNode],
    edges: Sequence[LayoutEdge],
    boxes: Mapping[str, Box],
) -> dict[int, Path]:
    """The paths of those edges: the first lane beside the box aside that is clear of all others."""
    ends = {node.key for node in nodes if node.beside is not None}
    found = {}
    for i in chosen:
        edge = edges[i]
        downwards = edge.target in ends
        upper, lower = (edge.source, edge.target) if downwards else (edge.target, edge.source)
        foreign = [box for key, box in boxes.items() if key not in (upper, lower)]
        path = _path(boxes[upper], boxes[lower], foreign, CLEARANCE + edge.width / 2)
        found[i] = path if downwards else path[::-1]
    return found


def _path(upper: Box, lower: Box, foreign: Sequence[Box], gap: float) -> Path:
    side = -1.0 if upper.x < lower.x else 1.0
    path: Path = ()
    for attempt in range(_TRIES):
        path = _down_and_across(upper, lower, upper.x + side * _WIDER * attempt, side)
        if not touches(path, foreign, gap):
            break
    return path


def _down_and_across(upper: Box, lower: Box, lane: float, side: float) -> Path:
    """Out to the lane, down, round to the height above the lower box, across, and down into its near corner."""
    start, end = (
        (upper.x, upper.bottom),
        ((lower.left if side < 0 else lower.right) + side * -_PORT, lower.top),
    )
    height = lower.top - _ABOVE
    out = min(60.0, (height - upper.bottom) / 2) if lane != upper.x else 0.0
    turn = min(50.0, height - upper.bottom - out, abs(end[0] - lane) / 2)
    first, last = (lane, upper.bottom + out), (lane, height - turn)
    path: Path = (start,)
    if out:
        path += ((start[0], start[1] + out * _ROUND), (lane, first[1] - out * _ROUND), first)
    path += straight(first, last)[1:]
    corner = lane - side * turn
    path += (
        (lane, height - turn * (1 - _ROUND)),
        (lane - side * turn * (1 - _ROUND), height),
        (corner, height),
    )
    before = end[0] + side * _ABOVE
    path += straight((corner, height), (before, height))[1:]
    inner = _ABOVE * (1 - _ROUND)
    return (*path, (end[0] + side * inner, height), (end[0], height + inner), end)
