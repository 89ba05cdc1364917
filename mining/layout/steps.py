"""Straight lines along the spine and straight back beside it, and lines from a box to itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from mining.layout.arcs import Lane
from mining.layout.boxes import Box
from mining.layout.curves import Path, straight
from models.layout import LayoutEdge

_BACK = 32.0
"""How far beside the spine a step straight back runs."""

_GAP = 5.0
_LOOP_OUT, _LOOP_HIGH = 34.0, 11.0


def steps(
    edges: Sequence[LayoutEdge], boxes: Mapping[str, Box], spine: Sequence[str], lanes: Sequence[Lane]
) -> dict[int, Path]:
    """The paths between neighbours on the spine, by their edges; those with a box in the way are left out.

    Steps down are on the line of the spine, steps back beside it where a step down is there too, on the side
    where fewer other lines begin and end.
    """
    neighbours = set(pairwise(spine))
    down = {(edge.source, edge.target) for edge in edges} & neighbours
    found: dict[int, Path] = {}
    for i, edge in enumerate(edges):
        forward, back = (edge.source, edge.target), (edge.target, edge.source)
        if forward not in neighbours and back not in neighbours:
            continue
        upper, lower = forward if forward in neighbours else back
        line, top, bottom = boxes[upper].x, boxes[upper].bottom, boxes[lower].top
        beside = _beside(upper, lower, boxes, lanes) if back in down else [0.0]
        foreign = [box for key, box in boxes.items() if key not in (upper, lower)]
        free = [line + away for away in beside if _is_free(line + away, top, bottom, foreign)]
        if free:
            ends = (free[0], top), (free[0], bottom)
            found[i] = straight(*ends) if forward in neighbours else straight(*reversed(ends))
    return found


def _beside(upper: str, lower: str, boxes: Mapping[str, Box], lanes: Sequence[Lane]) -> list[float]:
    """How far beside the spine a step back may run, the side with fewer other ends first."""
    away = min(_BACK, boxes[upper].half - 14, boxes[lower].half - 14)
    ends = dict.fromkeys((1, -1), 0)
    for lane in lanes:
        ends[lane.side] += (lane.strand.upper == upper) + (lane.strand.lower == lower)
    return [side * away for side in sorted(ends, key=lambda side: ends[side])]


def _is_free(x: float, top: float, bottom: float, boxes: Sequence[Box]) -> bool:
    return bottom > top and not any(
        box.left - _GAP < x < box.right + _GAP and box.top < bottom and box.bottom > top for box in boxes
    )


def loop(box: Box, others: Sequence[Box], lanes: Sequence[Lane], row: int | None) -> Path:
    """A line from a box back to itself, at the side where fewer lines and boxes are; `row` is its row of the spine."""
    crowd = {
        side: sum(
            row is not None and lane.side == side and lane.strand.top < row < lane.strand.bottom
            for lane in lanes
        )
        + sum(
            other.top < box.bottom and other.bottom > box.top and 0 < (other.x - box.x) * side < 3 * box.half
            for other in others
        )
        for side in (1, -1)
    }
    side = min(crowd, key=lambda side: crowd[side])
    x, y = (box.right if side > 0 else box.left), (box.top + box.bottom) / 2
    out = x + side * _LOOP_OUT
    return (x, y - _LOOP_HIGH), (out, y - 1.6 * _LOOP_HIGH), (out, y + 1.6 * _LOOP_HIGH), (x, y + _LOOP_HIGH)
