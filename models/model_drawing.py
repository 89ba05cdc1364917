"""A process model with everything where it is drawn, in pixels, y downwards: for the window and for files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from models.layout import Point
from models.model_graph import ModelGraph


@dataclass(frozen=True, slots=True)
class ShapeBox:
    """The middle of a shape, and its size."""

    x: float
    y: float
    width: float
    height: float

    @property
    def left(self) -> float:
        """The x of its left side."""
        return self.x - self.width / 2

    @property
    def right(self) -> float:
        """The x of its right side."""
        return self.x + self.width / 2

    @property
    def top(self) -> float:
        """The y of its upper side."""
        return self.y - self.height / 2

    @property
    def bottom(self) -> float:
        """The y of its lower side."""
        return self.y + self.height / 2


@dataclass(frozen=True)
class ModelDrawing:
    """A graph with the boxes of its shapes by key, and for every flow, in the graph's order, the way it takes.

    `waypoints` are the corners of the straight pieces that files hold, from the border of the source to that of the
    target; `paths` the control points of joined cubic Bezier curves (1 + 3n) along them, which the window draws.
    `labels` are the middles of the words on flows (None: no words), `label_sizes` their widths and heights.
    `notes` are the boxes of the graph's notes. The drawing starts at (0, 0) and is `size` wide and high.
    """

    graph: ModelGraph
    boxes: Mapping[str, ShapeBox]
    waypoints: tuple[tuple[Point, ...], ...]
    paths: tuple[tuple[Point, ...], ...]
    labels: tuple[Point | None, ...]
    label_sizes: tuple[tuple[float, float], ...]
    size: tuple[float, float]
    notes: tuple[ShapeBox, ...] = field(default=())
