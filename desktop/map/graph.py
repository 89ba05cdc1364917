"""What a map draws: cards, lines and their words, already decided; it knows graphs and nothing of sales."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

EdgeKey = tuple[str, str]
"""Source and target of a line; there is at most one line from one node to another."""


class NodeStyle(StrEnum):
    """How a card looks: expected, unexpected (orange, badge), expected but empty (dashed), start or end.

    Where two sides are compared: in the colour of the first or of the second, or of neither.
    """

    SPINE = "spine"
    UNDOCUMENTED = "undocumented"
    NEVER_REACHED = "never reached"
    TERMINAL = "terminal"
    FIRST = "first side"
    SECOND = "second side"
    NEITHER = "neither side"


class EdgeStyle(StrEnum):
    """How a line looks: grey, orange, teal and dashed, or tinted where nothing is compared.

    Where two sides are compared: in the colour of the first or of the second with a filled label, or faint.
    """

    CONFORMING = "conforming"
    DEVIATION = "deviation"
    NOT_TAKEN = "not taken"
    PLAIN = "plain"
    FIRST = "first side"
    SECOND = "second side"
    FAINT = "faint"


@dataclass(frozen=True)
class DrawnNode:
    """A card: `bar` is a fraction (None: no bar), `badge` a short warning, `story` the sentence shown on hover."""

    key: str
    title: str
    subtitle: str = ""
    bar: float | None = None
    style: NodeStyle = NodeStyle.SPINE
    badge: str = ""
    story: str = ""
    spine: bool = False
    beside: str | None = None


@dataclass(frozen=True)
class DrawnEdge:
    """A line of `width` pixels; labels of lines with a high `weight` are placed first."""

    source: str
    target: str
    label: str = ""
    width: float = 1.5
    style: EdgeStyle = EdgeStyle.CONFORMING
    weight: float = 1.0
    story: str = ""
    on_spine: bool = False
    constraint: bool = True

    @property
    def key(self) -> EdgeKey:
        """Names the line."""
        return self.source, self.target


@dataclass(frozen=True)
class DrawnGraph:
    """The cards in the order in which the layout should take them, and the lines between them."""

    nodes: tuple[DrawnNode, ...] = ()
    edges: tuple[DrawnEdge, ...] = ()

    def node(self, key: str) -> DrawnNode | None:
        """The card of that name."""
        return next((node for node in self.nodes if node.key == key), None)

    def edge(self, key: EdgeKey) -> DrawnEdge | None:
        """The line of that name."""
        return next((edge for edge in self.edges if edge.key == key), None)
