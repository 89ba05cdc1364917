"""Where the words on the lines go: along the lines, clear of cards and of each other, heavy lines first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mining.layout.curves import length, sampled
from models.layout import Point

SAMPLES = 41
NODE_GAP = 2.0
LABEL_GAP = 3.0
ARROW_ROOM = 12.0
_OFFSETS = (0.0, 0.6, -0.6, 1.05, -1.05)
"""How far beside the line, in heights (or half widths) of the label."""

_CELL, _CELLS = 4.0, 1_500
"""The sides of a grid that lines are counted in, in pixels, and how many of them it has at most."""

Boxes = NDArray[np.float64]
"""Rows of left, top, right, bottom."""


@dataclass(frozen=True)
class Line:
    """A line with the size of its label; width 0 has none."""

    path: tuple[Point, ...]
    width: float
    height: float
    weight: float


def place_labels(lines: Sequence[Line], nodes: Boxes) -> tuple[Point | None, ...]:
    """The centre of each label, None where it has no words or there is no room that is free.

    A label prefers the middle of its own line, on the line, away from other lines and from its arrow head;
    it never touches a card or another label.
    """
    routes = [sampled(line.path, SAMPLES) for line in lines]
    found: list[Point | None] = [None] * len(lines)
    taken = np.empty((0, 4))
    order = sorted(range(len(lines)), key=lambda i: (-lines[i].weight, i))
    crowd = _Crowd(np.concatenate(routes)) if routes else None
    for i in order:
        line = lines[i]
        if line.width <= 0 or crowd is None:
            continue
        place = _best(line, routes[i], nodes, taken, crowd)
        if place is not None:
            found[i] = place
            taken = np.vstack([taken, _boxes(np.array([place]), line.width, line.height)])
    return tuple(found)


class _Crowd:
    """How many points of all lines lie in a box: of a grid summed up once, so that it is four look-ups a box."""

    def __init__(self, points: Boxes) -> None:
        self._origin = points.min(axis=0)
        extent = points.max(axis=0) - self._origin
        self._cell = max(_CELL, float(extent.max()) / _CELLS)
        column, row = ((points - self._origin) / self._cell).astype(np.int64).T
        wide, high = int(column.max()) + 1, int(row.max()) + 1
        counts = np.bincount(row * wide + column, minlength=wide * high).reshape(high, wide)
        self._sums = np.zeros((high + 1, wide + 1), dtype=np.int64)
        self._sums[1:, 1:] = counts.cumsum(axis=0).cumsum(axis=1)

    def within(self, boxes: Boxes) -> NDArray[np.int64]:
        """The number of points in every box, its sides rounded to the grid."""
        high, wide = self._sums.shape
        at = np.rint((boxes - np.tile(self._origin, 2)) / self._cell).astype(np.int64)
        left, right = np.clip(at[:, 0], 0, wide - 1), np.clip(at[:, 2], 0, wide - 1)
        top, bottom = np.clip(at[:, 1], 0, high - 1), np.clip(at[:, 3], 0, high - 1)
        sums = self._sums
        return np.asarray(sums[bottom, right] - sums[top, right] - sums[bottom, left] + sums[top, left])


def _best(line: Line, route: Boxes, nodes: Boxes, taken: Boxes, crowd: _Crowd) -> Point | None:
    centres, wishes = _candidates(line, route)
    boxes = _boxes(centres, line.width, line.height)
    free = ~(_touching(boxes, nodes, NODE_GAP) | _touching(boxes, taken, LABEL_GAP))
    if not free.any():
        return None
    centres, wishes, boxes = centres[free], wishes[free], boxes[free]
    crossed = np.maximum(crowd.within(boxes) - _inside(route, boxes).sum(axis=1), 0)
    tip = np.abs(centres - route[-1])
    on_arrow = (tip[:, 0] < line.width / 2 + 5) & (tip[:, 1] < line.height / 2 + ARROW_ROOM)
    cost = wishes + 0.16 * np.minimum(crossed, 5) + 0.8 * on_arrow
    x, y = centres[int(np.argmin(cost))]
    return float(x), float(y)


def _candidates(line: Line, route: Boxes) -> tuple[Boxes, NDArray[np.float64]]:
    """Centres on and beside the line, and how unwelcome each is."""
    run = length(route)
    t = np.linspace(0, 1, SAMPLES)
    tangent = np.gradient(route, axis=0)
    norm = np.maximum(np.hypot(tangent[:, 0], tangent[:, 1]), 1e-9)
    across = np.column_stack([-tangent[:, 1], tangent[:, 0]]) / norm[:, None]
    reach = np.abs(across[:, 0]) * line.width + np.abs(across[:, 1]) * line.height
    places, costs = [], []
    for offset in _OFFSETS:
        places.append(route + across * (reach * offset)[:, None])
        costs.append(np.abs(t - 0.5) * (0.6 + min(run, 600) / 1000) + abs(offset) * 1.2)
    return np.vstack(places), np.concatenate(costs)


def _boxes(centres: Boxes, width: float, height: float) -> Boxes:
    half = np.array([width, height]) / 2
    return np.hstack([centres - half, centres + half])


def _touching(boxes: Boxes, obstacles: Boxes, gap: float) -> NDArray[np.bool_]:
    apart = (
        (boxes[:, None, 0] >= obstacles[None, :, 2] + gap)
        | (boxes[:, None, 2] <= obstacles[None, :, 0] - gap)
        | (boxes[:, None, 1] >= obstacles[None, :, 3] + gap)
        | (boxes[:, None, 3] <= obstacles[None, :, 1] - gap)
    )
    return np.asarray((~apart).any(axis=1))


def _inside(points: Boxes, boxes: Boxes) -> NDArray[np.bool_]:
    x, y = points[:, 0], points[:, 1]
    return np.asarray((x > boxes[:, 0:1]) & (x < boxes[:, 2:3]) & (y > boxes[:, 1:2]) & (y < boxes[:, 3:4]))
