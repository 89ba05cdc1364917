"""A whole map as it is drawn everywhere: dot places the boxes, and every line gets a calm way between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from mining.layout.across import draw_joins, joins
from mining.layout.arcs import Lane, draw_lanes, lanes_of
from mining.layout.boxes import Box, boxes_of
from mining.layout.calm import calmed
from mining.layout.curves import Path
from mining.layout.dot import Gaps
from mining.layout.place import at_origin, layout
from mining.layout.spine import mirrored, moved_aside, with_free_spine
from mining.layout.steps import loop, steps
from mining.layout.strands import LEFT, RIGHT, Strand, sides_of, strands_of
from models.layout import Layout, LayoutEdge, LayoutNode
from models.progress import Report, silent

_GAPS = Gaps(rows=37.0, columns=27.0)
_FEW_ASIDE = 4
"""With more boxes aside than this, lines that pass the spine find their way between them as dot does."""

_WIDEST = 130.0
"""With many boxes aside a line runs at most this far beside the boxes of the spine."""


def draw(nodes: Sequence[LayoutNode], edges: Sequence[LayoutEdge], report: Report = silent) -> Layout:
    """Place the boxes and draw every line; see `layout` for what is promised and raised.

    Steps along the spine are straight. Lines that pass boxes of the spine swing out from a corner to a lane
    beside it, nested by their length. Lines to boxes aside follow dot, without its ripples.
    """
    strands = strands_of(nodes, edges)
    aside = sum(not node.spine and node.beside is None for node in nodes)
    if not any(node.spine for node in nodes) or aside > _FEW_ASIDE:
        return _finished(layout(nodes, edges, report, _GAPS), nodes, edges, strands, crowded=True)
    own = {*(strand.edge for strand in strands), *joins(nodes, edges)}
    rest = [edge for i, edge in enumerate(edges) if i not in own and edge.source != edge.target]
    found = layout(nodes, rest, report, _GAPS)
    known = iter(found.paths)
    paths = tuple(
        () if i in own or edge.source == edge.target else next(known) for i, edge in enumerate(edges)
    )
    return _finished(replace(found, paths=paths), nodes, edges, strands, crowded=False)


def _finished(
    found: Layout,
    nodes: Sequence[LayoutNode],
    edges: Sequence[LayoutEdge],
    strands: list[Strand],
    crowded: bool,
) -> Layout:
    spine = [node.key for node in nodes if node.spine]
    if not spine:
        return found
    found = with_free_spine(found, nodes, edges)
    if not crowded:
        found = _ends_at_right(found, nodes, edges)
    boxes = boxes_of(nodes, found.positions)
    if crowded:
        lanes = _free_lanes(found, strands, boxes, spine)
    else:
        lanes = lanes_of(strands, sides_of(strands, boxes, spine), boxes, spine)
        found = _with_room_for(lanes, found, nodes, edges, boxes)
        boxes = boxes_of(nodes, found.positions)
    drawn = {**draw_lanes(lanes, boxes, boxes[spine[0]].x), **steps(edges, boxes, spine, lanes)}
    if not crowded:
        drawn |= draw_joins(joins(nodes, edges), nodes, edges, boxes)
    paths = [
        drawn[i] if i in drawn else _other(edge, found.paths[i], boxes, lanes, spine)
        for i, edge in enumerate(edges)
    ]
    return at_origin(replace(found, paths=tuple(paths)), nodes)


def _other(
    edge: LayoutEdge, path: Path, boxes: Mapping[str, Box], lanes: Sequence[Lane], spine: Sequence[str]
) -> Path:
    if edge.source == edge.target and not path:
        others = [box for key, box in boxes.items() if key != edge.source]
        row = spine.index(edge.source) if edge.source in spine else None
        return loop(boxes[edge.source], others, lanes, row)
    return calmed(edge, path, boxes) if path else ()


def _ends_at_right(found: Layout, nodes: Sequence[LayoutNode], edges: Sequence[LayoutEdge]) -> Layout:
    """Boxes beside the last one of the spine at the right, other boxes at the left; no line joins the two."""
    line = next(found.positions[node.key][0] for node in nodes if node.spine)
    ends = {node.key for node in nodes if not node.spine and node.beside is not None}
    others = {node.key for node in nodes if not node.spine and node.beside is None}
    if not ends:
        return found
    for moving, at_right in ((ends, True), (others, False)):
        wrong = [key for key in moving if (found.positions[key][0] > line) != at_right]
        if 2 * len(wrong) > len(moving):
            found = mirrored(found, edges, line, moving)
    return found


def _with_room_for(
    lanes: Sequence[Lane],
    found: Layout,
    nodes: Sequence[LayoutNode],
    edges: Sequence[LayoutEdge],
    boxes: Mapping[str, Box],
) -> Layout:
    """Boxes beside the last one of the spine move out until the lines to them may run straight down."""
    shifts: dict[str, float] = {}
    for lane in lanes:
        if lane.strand.ends_beside:
            box = boxes[lane.strand.lower]
            inner = lane.away - 0.5 * box.half
            missing = inner - lane.side * (box.x - boxes[lane.strand.upper].x)
            known = shifts.get(lane.strand.lower, 0.0)
            shifts[lane.strand.lower] = lane.side * max(abs(known), min(90.0, missing), 0.0)
    return moved_aside(found, edges, {key: by for key, by in shifts.items() if by})


def _free_lanes(
    found: Layout, strands: Sequence[Strand], boxes: Mapping[str, Box], spine: Sequence[str]
) -> list[Lane]:
    """Lanes for the lines that dot, too, leads past nothing but the spine; the others keep dot's way."""
    line = boxes[spine[0]].x
    widest = max(boxes[key].half for key in spine)
    inner = [strand for strand in strands if not strand.ends_beside and found.paths[strand.edge]]
    sides = {}
    for strand in inner:
        xs = [x for x, _ in found.paths[strand.edge]]
        sides[strand.edge] = RIGHT if sum(xs) / len(xs) >= line else LEFT
    aside = [box for key, box in boxes.items() if key not in set(spine)]
    kept: list[Strand] = []
    for strand in sorted(inner, key=lambda s: (s.bottom - s.top, s.edge)):
        side = sides[strand.edge]
        (lane,) = [lane for lane in lanes_of([*kept, strand], sides, boxes, spine) if lane.strand is strand]
        top, bottom = boxes[strand.upper].bottom, boxes[strand.lower].top
        near = [box for box in aside if box.top < bottom and box.bottom > top and (box.x - line) * side > 0]
        if not near and lane.away <= widest + _WIDEST:
            kept.append(strand)
    return lanes_of(kept, sides, boxes, spine)
