"""Boxes with a place and a size: what lines start from, lead to, and must keep clear of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from models.layout import LayoutNode, Point


class Box(NamedTuple):
    """The sides of a box, y downwards, in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def x(self) -> float:
        """The middle between left and right."""
        return (self.left + self.right) / 2

    @property
    def half(self) -> float:
        """Half of the width."""
        return (self.right - self.left) / 2

    def overlaps(self, other: Box) -> bool:
        """Whether the two share more than a border."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


def box_around(centre: Point, width: float, height: float) -> Box:
    """The box of that size round a point."""
    x, y = centre
    return Box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)


def boxes_of(nodes: Sequence[LayoutNode], positions: Mapping[str, Point]) -> dict[str, Box]:
    """The boxes of placed nodes by key."""
    return {node.key: box_around(positions[node.key], node.width, node.height) for node in nodes}
