"""Ways of flows along and across, as modelling tools draw them: clear of shapes, and of each other where they can be.

Every flow leaves its shape at a side or a corner, runs in one lane along the model, and enters the other shape. All
lanes near enough are tried, the shortest way with the fewest bends first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from mining.drawing.borders import to_border
from mining.drawing.corners import corners_of, run, without_repeats
from models.layout import Point
from models.model_drawing import ShapeBox
from models.model_graph import ModelFlow, ModelGraph

Way = tuple[Point, ...]

_LANE = 12.0
_STAGES = (range(6), range(6, 20), range(20, 80))
"""How many lanes away from its two shapes a flow looks for its way, at first near by."""

_CLEAR = 5.0
"""Pixels between a flow and a shape that it passes."""

_APART = 7.0
"""Pixels between two flows side by side."""

_BEND = 26.0
"""A bend costs as much as so many pixels."""

_TRACKS = (0.5, 0.3, 0.7)
"""Where between two columns a flow changes its lane, as shares of the gap."""

_EPSILON = 0.5


def routed(
    graph: ModelGraph, boxes: Mapping[str, ShapeBox], curves: Sequence[tuple[Point, ...]]
) -> tuple[Way, ...]:
    """The corners of every flow's way, from border to border; `curves` are the ways the layout found.

    A flow for which there is no clear way along and across keeps the layout's.
    """
    router = _Router(graph, boxes)
    order = sorted(
        range(len(graph.flows)),
        key=lambda at: (router.is_bent(graph.flows[at]), router.span(graph.flows[at]), at),
    )
    ways: dict[int, Way] = {}
    for at in order:
        ways[at] = router.way(graph.flows[at], curves[at])
    return tuple(ways[at] for at in range(len(graph.flows)))


@dataclass
class _Taken:
    """The straight pieces that flows take already: the line they lie on, from, to, and whose they are."""

    lines: list[tuple[float, float, float]] = field(default_factory=list)
    whose: list[ModelFlow] = field(default_factory=list)


class _Router:
    def __init__(self, graph: ModelGraph, boxes: Mapping[str, ShapeBox]) -> None:
        self.boxes = boxes
        self.kinds = {shape.key: shape.kind for shape in graph.shapes}
        self.rows = {key: at for at, key in enumerate(boxes)}
        self.sides = np.array([(b.left, b.top, b.right, b.bottom) for b in boxes.values()])
        self.along, self.across = _Taken(), _Taken()
        self.columns = _columns(boxes.values())

    def is_bent(self, flow: ModelFlow) -> bool:
        """Whether its two shapes stand on different lines, or against its direction."""
        source, target = self.boxes[flow.source], self.boxes[flow.target]
        return abs(source.y - target.y) > _EPSILON or target.x < source.x

    def span(self, flow: ModelFlow) -> float:
        """How far it leads along the model."""
        return abs(self.boxes[flow.source].x - self.boxes[flow.target].x)

    def way(self, flow: ModelFlow, curve: tuple[Point, ...]) -> Way:
        """The cheapest clear way, which then counts as taken."""
        found: Way | None = None
        for steps in _STAGES:
            candidates = sorted(self._candidates(flow, curve, steps), key=lambda way: (_cost(way), way))
            lonely, way = self._first(candidates, flow)
            found = way if lonely else found or way
            if lonely:
                break
        if found is None:
            source, target = flow.source, flow.target
            ends = (self.boxes[source], self.kinds[source], self.boxes[target], self.kinds[target])
            return corners_of(to_border(curve, *ends)) if curve else without_repeats(self._direct(flow))
        self._take(found, flow)
        return found

    def _first(self, candidates: Sequence[Way], flow: ModelFlow) -> tuple[bool, Way | None]:
        """Whether there is a clear way that shares no line with a stranger, and the first one; else a clear one."""
        second: Way | None = None
        for way in candidates:
            if not self._is_clear(way, flow):
                continue
            if not self._meets_strangers(way, flow):
                return True, way
            second = second or way
        return False, second

    def _candidates(self, flow: ModelFlow, curve: tuple[Point, ...], steps: range) -> Iterator[Way]:
        source, target = self.boxes[flow.source], self.boxes[flow.target]
        for lane in self._lanes(source, target, curve, steps):
            for first in self._ends(flow.source, flow.target, lane):
                for last in self._ends(flow.target, flow.source, lane):
                    yield without_repeats((*first, *reversed(last)))

    def _lanes(
        self, source: ShapeBox, target: ShapeBox, curve: tuple[Point, ...], steps: range
    ) -> list[float]:
        high, low = min(source.y, target.y), max(source.y, target.y)
        lanes = [target.y, source.y] if 0 in steps else []
        lanes += [curve[len(curve) * part // 4][1] for part in (1, 2, 3)] if curve and 0 in steps else []
        for step in steps:
            lanes += [high - _LANE * step, low + _LANE * step]
        return list(dict.fromkeys(lanes))

    def _ends(self, key: str, other: str, lane: float) -> Iterator[Way]:
        """The ways between a shape and a lane towards another shape, from the shape's border."""
        box, goal = self.boxes[key], self.boxes[other]
        to_right = goal.x > box.x
        side = (box.right if to_right else box.left, box.y)
        if self.kinds[key].is_gateway and abs(lane - box.y) > box.height / 2:
            yield (box.x, box.top if lane < box.y else box.bottom), (box.x, lane)
        if abs(lane - box.y) <= _EPSILON:
            yield (side,)
        else:
            for track in self._tracks(box.x, to_right):
                yield side, (track, box.y), (track, lane)

    def _tracks(self, x: float, to_right: bool) -> list[float]:
        """Where beside a column there is room to change the lane."""
        at = next(i for i, (middle, _, _) in enumerate(self.columns) if abs(middle - x) <= _EPSILON)
        other = at + (1 if to_right else -1)
        border = self.columns[at][2 if to_right else 1]
        if not 0 <= other < len(self.columns):
            return [border + (20 if to_right else -20)]
        gap = self.columns[other][1 if to_right else 2] - border
        return [border + share * gap for share in _TRACKS]

    def _is_clear(self, way: Way, flow: ModelFlow) -> bool:
        """Whether it passes every shape at a distance, and its own two not through them."""
        own = [self.rows[flow.source], self.rows[flow.target]]
        inside = self.sides + np.array([-_CLEAR, -_CLEAR, _CLEAR, _CLEAR])
        inside[own] = self.sides[own] + np.array([1.0, 1.0, -1.0, -1.0])
        for (x, y), (to_x, to_y) in pairwise(way):
            hit = (
                (inside[:, 0] < max(x, to_x))
                & (inside[:, 2] > min(x, to_x))
                & (inside[:, 1] < max(y, to_y))
                & (inside[:, 3] > min(y, to_y))
            )
            if hit.any():
                return False
        return True

    def _meets_strangers(self, way: Way, flow: ModelFlow) -> bool:
        for (x, y), (to_x, to_y) in pairwise(way):
            flat = abs(y - to_y) <= _EPSILON
            taken = self.along if flat else self.across
            line = y if flat else x
            low, high = sorted((x, to_x) if flat else (y, to_y))
            for (other, begin, end), owner in zip(taken.lines, taken.whose, strict=True):
                off = abs(other - line)
                if off >= _APART or min(high, end) - max(low, begin) <= 3:
                    continue
                if off > _EPSILON or not _may_share(flow, owner, flat):
                    return True
        return False

    def _take(self, way: Way, flow: ModelFlow) -> None:
        for (x, y), (to_x, to_y) in pairwise(way):
            flat = abs(y - to_y) <= _EPSILON
            taken = self.along if flat else self.across
            low, high = sorted((x, to_x) if flat else (y, to_y))
            taken.lines.append((y if flat else x, low, high))
            taken.whose.append(flow)

    def _direct(self, flow: ModelFlow) -> Way:
        source, target = self.boxes[flow.source], self.boxes[flow.target]
        return (source.right, source.y), (target.left, target.y)


def _may_share(one: ModelFlow, other: ModelFlow, flat: bool) -> bool:
    """Flows out of or into one shape may run together, but words on a line have to belong to one flow."""
    together = one.source == other.source or one.target == other.target
    return together and not (flat and (one.label or other.label))


def _cost(way: Way) -> float:
    return run(way) + _BEND * (len(way) - 2)


def _columns(boxes: Iterable[ShapeBox]) -> list[tuple[float, float, float]]:
    """Middle, left and right of every column of shapes, from left to right."""
    found: list[tuple[float, float, float]] = []
    for box in sorted(boxes, key=lambda b: b.x):
        if found and abs(found[-1][0] - box.x) <= _EPSILON:
            middle, left, right = found[-1]
            found[-1] = (middle, min(left, box.left), max(right, box.right))
        else:
            found.append((box.x, box.left, box.right))
    return found
