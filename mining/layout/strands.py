"""Lines that pass boxes of the spine: on which side each runs, and in which order they lie beside each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mining.layout.boxes import Box
from models.layout import LayoutEdge, LayoutNode

LEFT, RIGHT = -1, 1
_SHARP = 80.0
"""A box beside the spine that is nearer than this to an end of a line makes the line turn sharply."""


@dataclass(frozen=True, slots=True)
class Strand:
    """A line between the rows `top` < `bottom` of the spine, whichever way it leads.

    `edge` is its place among the edges, `upper` and `lower` are the keys of its boxes. `ends_beside` says
    that the lower one stands beside the spine, in the row `bottom`.
    """

    edge: int
    upper: str
    lower: str
    top: int
    bottom: int
    downwards: bool
    width: float
    ends_beside: bool = False

    def overlaps(self, other: Strand) -> bool:
        """Whether the two have a stretch in common."""
        return self.top < other.bottom and other.top < self.bottom

    def crosses(self, other: Strand) -> bool:
        """Whether this line (not one to a box beside) must cross another one that runs on the same side."""
        if other.ends_beside:
            return self.top < other.top < self.bottom
        return (
            self.top < other.top < self.bottom < other.bottom
            or other.top < self.top < other.bottom < self.bottom
        )


def strands_of(nodes: Sequence[LayoutNode], edges: Sequence[LayoutEdge]) -> list[Strand]:
    """The lines from a box of the spine to another one that is not its neighbour, or down to one beside it."""
    spine = [node.key for node in nodes if node.spine]
    row = {key: i for i, key in enumerate(spine)}
    beside = {node.key: row[node.beside] for node in nodes if not node.spine and node.beside in row}
    found = []
    for i, edge in enumerate(edges):
        a, b = row.get(edge.source), row.get(edge.target)
        if a is not None and b is not None and abs(a - b) > 1:
            upper, lower = (edge.source, edge.target) if a < b else (edge.target, edge.source)
            found.append(Strand(i, upper, lower, min(a, b), max(a, b), a < b, edge.width))
        elif a is not None and a < beside.get(edge.target, -1):
            bottom = beside[edge.target]
            found.append(Strand(i, edge.source, edge.target, a, bottom, True, edge.width, True))
    return found


def sides_of(strands: Sequence[Strand], boxes: Mapping[str, Box], spine: Sequence[str]) -> dict[int, int]:
    """The side of every line by its edge: the one where fewer lines and boxes are in its way.

    Short lines choose first. Lines between the same two boxes stay together, lines to a box beside the spine
    run on its side.
    """
    line = boxes[spine[0]].x
    aside = [box for key, box in boxes.items() if key not in set(spine)]
    placed: dict[int, list[Strand]] = {LEFT: [], RIGHT: []}
    sides: dict[int, int] = {}
    for strand in strands:
        if strand.ends_beside:
            sides[strand.edge] = LEFT if boxes[strand.lower].x < line else RIGHT
            placed[sides[strand.edge]].append(strand)
    for strand in sorted(strands, key=lambda s: (s.bottom - s.top, s.top, s.edge)):
        if strand.edge in sides:
            continue
        twin = next(
            (s for side in placed.values() for s in side if (s.upper, s.lower) == _ends(strand)), None
        )
        if twin is not None:
            side = sides[twin.edge]
        else:
            passed = _between(boxes[strand.upper].bottom, boxes[strand.lower].top, aside)
            costs = {
                side: _cost(
                    strand, placed[side], sum(cost for box, cost in passed if (box.x - line) * side > 0)
                )
                for side in (RIGHT, LEFT)
            }
            side = min(costs, key=lambda side: costs[side])
        sides[strand.edge] = side
        placed[side].append(strand)
    return sides


def _ends(strand: Strand) -> tuple[str, str]:
    return strand.upper, strand.lower


def _cost(strand: Strand, others: Sequence[Strand], boxes: float) -> float:
    crossed = sum(0.35 + 0.15 * min(strand.width, other.width) for other in others if strand.crosses(other))
    beside = sum(strand.overlaps(other) for other in others if not other.ends_beside)
    return crossed + 0.5 * beside + boxes


def _between(top: float, bottom: float, boxes: Sequence[Box]) -> list[tuple[Box, float]]:
    """The boxes that a line from `top` to `bottom` has to go around, the dearer the sharper it must turn for them."""
    passed = [box for box in boxes if box.top < bottom and box.bottom > top]
    return [(box, 3.0 if min(box.top - top, bottom - box.bottom) < _SHARP else 0.6) for box in passed]
