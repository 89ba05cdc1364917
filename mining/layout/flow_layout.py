"""Lays out a documented process for editing: a straight spine, lanes below it, ways back and other ends at the bottom.

The same process always gives the same drawing, and a stage more moves only what comes behind it.
"""

from __future__ import annotations

from itertools import chain

from mining.layout.flow_below import Below
from mining.layout.flow_sizes import GAP, MARGIN, OPENED, PILL, RAIL, START
from mining.layout.flow_spine import Spine
from models.flow_drawing import Box, DrawnEnd, DrawnLine, FlowDrawing, Path
from models.sales_process import SalesProcess

_WON = "won"
_EVERYWHERE = Box(-1e6, -1e6, 2e6, 2e6)


def flow_layout(process: SalesProcess, opened: Path | None = None) -> FlowDrawing:
    """The drawing of a process; `opened` is a gap in which room is made for what is about to be put there."""
    start = Box(0.0, -PILL[1] / 2, START, PILL[1])
    spine = Spine(opened)
    reached = spine.lay(process.flow, start.right, start.right + GAP, 0.0, (), _EVERYWHERE)
    left = reached + GAP if process.flow else start.right + 2 * GAP + (OPENED if opened == (0,) else 0.0)
    boxes = [start, *(stage.box for stage in spine.stages), *(block.box for block in spine.blocks)]
    below = Below(spine.stages, boxes)
    ways = below.ways_back(process.stages)
    ends: list[DrawnEnd] = []
    rail = below.first_rail()
    for end in sorted(process.ends, key=lambda end: end.sources is None):
        if end.name == _WON:
            pill = Box(left, -PILL[1] / 2, *PILL)
            ends.append(DrawnEnd(end.name, pill, (DrawnLine(((reached, 0.0), (left, 0.0))),)))
        else:
            ends.append(below.end(end, left, rail))
            rail += RAIL
    around = _around([*boxes, *(end.box for end in ends)], [way.line for way in ways])
    return FlowDrawing(
        start,
        tuple(spine.stages),
        tuple(spine.blocks),
        tuple(spine.lines),
        tuple(ways),
        tuple(ends),
        tuple(spine.gaps),
        around,
        spine.slot,
    )


def _around(boxes: list[Box], lines: list[DrawnLine]) -> Box:
    points = list(chain.from_iterable(line.points for line in lines))
    left = min([box.left for box in boxes] + [x for x, _ in points]) - MARGIN
    right = max([box.right for box in boxes] + [x for x, _ in points]) + MARGIN
    top = min(box.top for box in boxes) - MARGIN
    bottom = max([box.bottom for box in boxes] + [y for _, y in points]) + MARGIN
    return Box(left, top, right - left, bottom - top)
