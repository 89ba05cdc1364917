"""Draws the lines that pass boxes of the spine: out from a corner, down a lane of its own, in at a corner."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from mining.layout.boxes import Box
from mining.layout.curves import Path, sampled, straight
from mining.layout.strands import Strand
from models.layout import Point

CLEARANCE = 8.0
"""From a line to a box that is not its own."""

_FIRST_LANE = 17.0
_BETWEEN_LANES = 28.0
_HARDLY = 0.01
"""Lines to a box beside the spine spread by where they end; their lanes only have an order."""

_PORT_STEP, _OUTERMOST, _INNERMOST = 15.0, 8.0, 36.0
_BESIDE_STEP, _BESIDE_EDGE = 26.0, 20.0
_TRIES = 60
_EASE, _WIDE_EASE = 0.75, 1.3
"""How long curves are for their width; those of long lines must not cut into the lines inside them."""


@dataclass(frozen=True, slots=True)
class Lane:
    """A strand on its side (-1 left, 1 right), `away` pixels from the line of the spine at its farthest."""

    strand: Strand
    side: int
    away: float


def lanes_of(
    strands: Sequence[Strand], sides: Mapping[int, int], boxes: Mapping[str, Box], spine: Sequence[str]
) -> list[Lane]:
    """A lane for every strand: short ones inside, long ones around them, all outside the boxes they pass."""
    found: list[Lane] = []
    order = sorted(strands, key=lambda s: (s.ends_beside, s.bottom - s.top, not s.downwards, s.top, s.edge))
    for strand in order:
        side = sides[strand.edge]
        away = _outside(strand, side, boxes, spine)
        for lane in found:
            if lane.side == side and _must_be_passed(lane.strand, strand):
                gap = _BETWEEN_LANES + (strand.width + lane.strand.width) / 2 - 3
                away = max(away, lane.away + (_HARDLY if lane.strand.ends_beside else gap))
        found.append(Lane(strand, side, away))
    return found


def _must_be_passed(inner: Strand, strand: Strand) -> bool:
    """Whether a line runs outside another one; a line to a box beside the spine may also cross it."""
    return inner.overlaps(strand) and not (strand.ends_beside and inner.crosses(strand))


def _outside(strand: Strand, side: int, boxes: Mapping[str, Box], spine: Sequence[str]) -> float:
    """How far from the spine a line has to be to pass everything that stands on its way."""
    line = boxes[spine[0]].x
    top, bottom = boxes[strand.upper].bottom, boxes[strand.lower].top
    passed = [
        box
        for key, box in boxes.items()
        if box.top < bottom and box.bottom > top and key not in (strand.upper, strand.lower)
    ]
    edges = [(box.right - line if side > 0 else line - box.left) for box in passed]
    return max([0.0, *edges]) + _FIRST_LANE + strand.width / 2


def draw_lanes(lanes: Sequence[Lane], boxes: Mapping[str, Box], line: float) -> dict[int, Path]:
    """The path of every lane by its edge; `line` is where the spine is."""
    starts, ends = _ports(lanes, boxes)
    paths = {}
    for lane in lanes:
        strand = lane.strand
        start, end = starts[strand.edge], ends[strand.edge]
        foreign = [box for key, box in boxes.items() if key not in (strand.upper, strand.lower)]
        away = max(lane.away, (end[0] - line) * lane.side) if strand.ends_beside else lane.away
        ease = _WIDE_EASE if strand.ends_beside else _EASE
        path = _clear_path(
            (start, _at_side(start, boxes[strand.upper], lane.side)),
            (end, end if strand.ends_beside else _at_side(end, boxes[strand.lower], lane.side)),
            line + away * lane.side,
            ease,
            foreign,
            CLEARANCE + strand.width / 2,
        )
        paths[strand.edge] = path if strand.downwards else path[::-1]
    return paths


def _ports(lanes: Sequence[Lane], boxes: Mapping[str, Box]) -> tuple[dict[int, Point], dict[int, Point]]:
    """Where the lines leave the bottom of the upper box and meet the top of the lower one: outer ones at the corner."""
    starts: dict[int, Point] = {}
    ends: dict[int, Point] = {}
    groups: dict[tuple[str, bool, int, bool], list[Lane]] = defaultdict(list)
    for lane in lanes:
        groups[lane.strand.upper, False, lane.side, False].append(lane)
        groups[lane.strand.lower, True, lane.side, lane.strand.ends_beside].append(lane)
    for (key, at_top, side, beside), group in groups.items():
        box, found = boxes[key], ends if at_top else starts
        group.sort(key=lambda lane: lane.away)
        places = _beside_ports(len(group), box) if beside else _corner_ports(len(group), box)
        for lane, away in zip(group, places, strict=True):
            found[lane.strand.edge] = box.x + side * away, box.top if at_top else box.bottom
    return starts, ends


def _corner_ports(count: int, box: Box) -> list[float]:
    """Distances from the middle of a box, the last one near its corner."""
    outer = max(box.half - _OUTERMOST, box.half * 0.6)
    inner = min(_INNERMOST, outer)
    step = min(_PORT_STEP, (outer - inner) / max(count - 1, 1))
    return [outer - step * (count - 1 - i) for i in range(count)]


def _beside_ports(count: int, box: Box) -> list[float]:
    """Distances from the middle along the whole top of a box beside the spine, the spine's side first."""
    room = 2 * (box.half - _BESIDE_EDGE)
    step = min(_BESIDE_STEP, room / max(count - 1, 1))
    return [-room / 2 + step * i for i in range(count)]


def _at_side(port: Point, box: Box, side: int) -> Point:
    """The place at the side of a box for a line whose port at its corner is too near; outer lines nearer the middle."""
    deep = min(9.0 + 0.3 * max(abs(port[0] - box.x) - _INNERMOST, 0.0), (box.bottom - box.top) / 2)
    y = box.bottom - deep if port[1] == box.bottom else box.top + deep
    return (box.right if side > 0 else box.left), y


def _clear_path(
    starts: Sequence[Point],
    ends: Sequence[Point],
    lane: float,
    ease: float,
    foreign: Sequence[Box],
    gap: float,
) -> Path:
    """The path from top to bottom, swung out farther and faster until it is clear of all foreign boxes.

    From the corners if possible, else from the sides of its boxes: each has its port at the corner and then
    the one at the side.
    """
    path: Path = ()
    outwards = 3.0 if lane > starts[0][0] else -3.0
    for from_side, to_side in ((0, 0), (0, 1), (1, 0), (1, 1)):
        for attempt in range(_TRIES):
            far, haste = lane + outwards * attempt, ease * 0.97**attempt
            path = _swing(starts[from_side], ends[to_side], far, haste, (bool(from_side), bool(to_side)))
            if not touches(path, foreign, gap):
                return path
    return path


def _swing(start: Point, end: Point, lane: float, ease: float, level: tuple[bool, bool]) -> Path:
    """From the start out to the lane, down along it, and in to the end; with no corner anywhere.

    The greater the ease, the longer are the curves. `level` says which of both ends is met from the side.
    """
    half = (end[1] - start[1]) / 2
    out, back = (
        min(half, 44.0 * min(ease, 1.0) + (0.2 if side else 1.0) * ease * abs(lane - x))
        for x, side in ((start[0], level[0]), (end[0], level[1]))
    )
    before, after = (lane, start[1] + out), (lane, end[1] - back)
    path = [start, *_quarter(start, before, level[0]), before]
    if after[1] - before[1] > 1:
        path += straight(before, after)[1:]
    else:
        path[-1] = after
    return (*path, *reversed(_quarter(end, after, level[1])), end)


def _quarter(port: Point, lane: Point, level: bool) -> tuple[Point, Point]:
    """The inner control points of a curve from a port to a lane that it joins vertically."""
    across, down = lane[0] - port[0], lane[1] - port[1]
    out = (port[0] + 0.7 * across, port[1]) if level else (port[0] + 0.4 * across, port[1] + 0.26 * down)
    return out, (lane[0], lane[1] - 0.52 * down)


def touches(path: Path, boxes: Sequence[Box], gap: float) -> bool:
    """Whether a path comes nearer to a box than `gap` at its sides, or half of that above or below it."""
    points = sampled(path, 80)
    low, high = points.min(axis=0) - gap, points.max(axis=0) + gap
    for box in boxes:
        if box.left > high[0] or box.right < low[0] or box.top > high[1] or box.bottom < low[1]:
            continue
        x, y = points[:, 0], points[:, 1]
        within = (
            (x > box.left - gap)
            & (x < box.right + gap)
            & (y > box.top - gap / 2)
            & (y < box.bottom + gap / 2)
        )
        if bool(np.any(within)):
            return True
    return False
