"""Where the nodes and edges of a graph are drawn: input and result of a layout, in pixels, y downwards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

Point = tuple[float, float]
"""x to the right and y downwards, in pixels."""


class Outline(StrEnum):
    """The border at which lines to a box end."""

    BOX = "box"
    ELLIPSE = "ellipse"
    DIAMOND = "diamond"


@dataclass(frozen=True, slots=True)
class LayoutNode:
    """A box of a fixed size; boxes on the `spine` stand one below the other, in the order they are given.

    The first box of the spine stands above all others, the last one below them.
    `beside` names a node whose row this one shares (an end beside another end). Lines end at the `outline`.
    """

    key: str
    width: float
    height: float
    spine: bool = False
    beside: str | None = None
    outline: Outline = Outline.BOX


@dataclass(frozen=True, slots=True)
class LayoutEdge:
    """A line from one node to another; the heavier, the shorter and straighter it is drawn.

    `on_spine` marks the line between two boxes that follow each other on the spine. Where `constraint` is
    False the line has no say in which row its ends stand. `width` is how wide it is drawn, in pixels.
    """

    source: str
    target: str
    weight: float = 1.0
    on_spine: bool = False
    constraint: bool = True
    width: float = 1.5


@dataclass(frozen=True)
class Layout:
    """Centres of the nodes by key, and one path an edge in the order of the edges.

    A path is the control points of joined cubic Bezier curves (1 + 3n points), from the border of the source
    to the tip of the arrow on the border of the target. `size` is the width and height of the whole drawing,
    which starts at (0, 0).
    """

    positions: Mapping[str, Point]
    paths: tuple[tuple[Point, ...], ...]
    size: tuple[float, float]
