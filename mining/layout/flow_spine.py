"""Lays the steps of a process on a straight spine: the first lane of a block on it, the other lanes below."""

from __future__ import annotations

from dataclasses import dataclass, field

from mining.layout.flow_sizes import CARD, EMPTY, FORK, GAP, HEAD, OPENED, PAD
from models.flow_drawing import (
    Box,
    DrawnBlock,
    DrawnGap,
    DrawnLane,
    DrawnLine,
    DrawnStage,
    Path,
)
from models.sales_process import Branch, Choice, Flow, Parallel, Stage, Step
from resources.translation import tr


@dataclass(frozen=True)
class _Extent:
    """How wide something is, and how far it reaches above and below its line."""

    width: float
    above: float
    below: float


@dataclass
class Spine:
    """Collects what is laid out; `opened` is the gap with additional room."""

    opened: Path | None = None
    stages: list[DrawnStage] = field(default_factory=list)
    blocks: list[DrawnBlock] = field(default_factory=list)
    lines: list[DrawnLine] = field(default_factory=list)
    gaps: list[DrawnGap] = field(default_factory=list)
    slot: Box | None = None

    def lay(self, flow: Flow, begin: float, first: float, y: float, path: Path, lane: Box) -> float:
        """Lay steps along a line that comes from x = `begin`, the first of them at `first`; returns where it got to.

        `lane` is the room to which gaps between the steps belong.
        """
        came_from, x = begin, first
        for index, step in enumerate(flow):
            x = self._gap((*path, index), came_from, x, y, lane)
            box = self._step(step, x, y, (*path, index))
            self.lines.append(DrawnLine(((came_from, y), (x, y)), arrow=isinstance(step, Stage)))
            came_from, x = box.right, box.right + GAP
        self._gap((*path, len(flow)), came_from, came_from + 2 * GAP if not flow else x, y, lane)
        opened_last = self.opened == (*path, len(flow))
        return came_from + (OPENED if opened_last and flow else 0.0)

    def _gap(self, path: Path, came_from: float, x: float, y: float, lane: Box) -> float:
        if path == self.opened:
            x += OPENED
            middle, width = (came_from + x) / 2, x - came_from - 16
            self.slot = Box(middle - width / 2, y - CARD[1] / 2 + 8, width, CARD[1] - 16)
        self.gaps.append(DrawnGap(path, ((came_from + x) / 2, y), lane))
        return x

    def _step(self, step: Step, x: float, y: float, path: Path) -> Box:
        if not isinstance(step, Stage):
            return self._block(step, x, y, path)
        box = Box(x, y - CARD[1] / 2, *CARD)
        self.stages.append(DrawnStage(step.name, path, box))
        return box

    def _block(self, block: Parallel | Choice, x: float, y: float, path: Path) -> Box:
        extents = self._lanes(block, path)
        inner = max(extent.width for extent in extents)
        box = Box(
            x, y - extents[0].above, inner + 2 * FORK, sum(extent.above + extent.below for extent in extents)
        )
        gateways = ((x + FORK / 2, y), (box.right - FORK / 2, y))
        lanes, at = [], len(self.blocks)
        top = box.top
        for index, ((flow, words), extent) in enumerate(zip(_branches(block), extents, strict=True)):
            lane = DrawnLane((*path, index), Box(x, top, box.width, extent.above + extent.below), words)
            lanes.append(lane)
            self._lane(flow, lane, top + extent.above, gateways)
            top = lane.box.bottom
        self.lines.append(DrawnLine(((gateways[1][0], y), (box.right, y)), arrow=False))
        self.lines.append(DrawnLine(((x, y), (gateways[0][0], y)), arrow=False))
        self.blocks.insert(at, DrawnBlock(path, box, isinstance(block, Choice), tuple(lanes), gateways))
        return box

    def _lane(
        self, flow: Flow, lane: DrawnLane, y: float, gateways: tuple[tuple[float, float], tuple[float, float]]
    ) -> None:
        (fork, spine), (join, _) = gateways
        first = lane.box.left + FORK + PAD
        if y == spine:
            begin = fork
        else:
            begin = first - PAD
            self.lines.append(DrawnLine(((fork, spine), (fork, y), (begin, y)), arrow=False))
        if flow:
            end = self.lay(flow, begin, first, y, lane.path, lane.box)
        else:
            end = begin
            middle = (lane.box.left + lane.box.right) / 2
            self.gaps.append(DrawnGap((*lane.path, 0), (middle, y), lane.box))
            if self.opened == (*lane.path, 0):
                self.slot = Box(middle - EMPTY[0] / 2, y - EMPTY[1] / 2, *EMPTY)
        if y == spine:
            self.lines.append(DrawnLine(((end, y), (join, y)), arrow=False))
        else:
            self.lines.append(DrawnLine(((end, y), (join, y), (join, spine)), arrow=False))

    def _extent(self, flow: Flow, path: Path) -> _Extent:
        """How large a line of steps is."""
        if not flow:
            return _Extent(EMPTY[0], EMPTY[1] / 2, EMPTY[1] / 2)
        parts = [self._extent_of(step, (*path, index)) for index, step in enumerate(flow)]
        width = sum(part.width for part in parts) + GAP * (len(parts) - 1)
        if self.opened is not None and self.opened[:-1] == path:
            width += OPENED
        return _Extent(width, max(p.above for p in parts), max(p.below for p in parts))

    def _extent_of(self, step: Step, path: Path) -> _Extent:
        if isinstance(step, Stage):
            return _Extent(CARD[0], CARD[1] / 2, CARD[1] / 2)
        lanes = self._lanes(step, path)
        height = sum(lane.above + lane.below for lane in lanes)
        return _Extent(max(lane.width for lane in lanes) + 2 * FORK, lanes[0].above, height - lanes[0].above)

    def _lanes(self, block: Parallel | Choice, path: Path) -> list[_Extent]:
        """Every lane with its words and the room around it."""
        lanes = []
        for index, (flow, _) in enumerate(_branches(block)):
            inner = self._extent(flow, (*path, index))
            head = HEAD if isinstance(block, Choice) or index == 0 else PAD
            lanes.append(_Extent(inner.width + 2 * PAD, inner.above + head, inner.below + PAD))
        return lanes


def _branches(block: Parallel | Choice) -> list[tuple[Flow, str]]:
    """What is done in every branch, and the words on its lane."""
    if isinstance(block, Choice):
        return [(branch.flow, _words(branch)) for branch in block.branches]
    return [(flow, "" if index else tr("side by side")) for index, flow in enumerate(block.branches)]


def _words(branch: Branch) -> str:
    if branch.when is not None:
        return tr("if {when}", when=branch.when.text)
    return tr("all other deals") if branch.otherwise else tr("any deal")
