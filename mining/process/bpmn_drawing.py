"""The documented process as a drawing: tasks, gateways and events with places on the page, and flows between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count, pairwise

from mining.process.enclosing import Path, enclosing_blocks
from models.condition import Condition
from models.sales_process import Choice, Flow, Parallel, SalesProcess, Stage, Step

SIZES = {"task": (110, 70), "startEvent": (36, 36), "endEvent": (36, 36)}
GATEWAY = (50, 50)
GAP_X, GAP_Y, TOP = 50, 40, 120
"""Pixels between columns, between rows, and above the first row."""

Anchor = str | int
"""Where a way back leaves or arrives: a stage (name) or a parallel block (number in the order written)."""


@dataclass(frozen=True)
class Shape:
    """An element of the diagram: BPMN tag, name, and its box (`x` and `y` of the top left corner)."""

    ident: str
    tag: str
    name: str
    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True)
class Link:
    """A sequence flow between two shapes; `back` where it leads to the left, under everything else."""

    source: str
    target: str
    name: str = ""
    back: bool = False


@dataclass(frozen=True)
class Drawing:
    """All shapes and links, and the lowest y that a shape takes."""

    shapes: tuple[Shape, ...]
    links: tuple[Link, ...]
    bottom: int


def drawing_of(process: SalesProcess) -> Drawing:
    """Lay the process out from left to right, branches below each other."""
    return _Pen(process).draw(process)


@dataclass
class _Piece:
    """A drawn part: its first and last shape (None: nothing drawn), and where it ends."""

    first: str | None
    last: str | None
    right: int
    bottom: int


class _Pen:
    """Draws step by step; the cursor is the left edge and the top of the row."""

    def __init__(self, process: SalesProcess) -> None:
        self.shapes: list[Shape] = []
        self.links: list[Link] = []
        self.blocks = count()
        self.ways = _ways_back(process)
        self.arrivals: dict[Anchor, str] = {}
        self.departures: dict[Anchor, str] = {}

    def draw(self, process: SalesProcess) -> Drawing:
        start = self._shape("startEvent", "", GAP_X, TOP)
        piece = self._flow(process.flow, self._next(start), TOP)
        last, right, bottom = piece.last or start, piece.right, piece.bottom
        if piece.first:
            self.links.append(Link(start, piece.first))
        won = process.end("won")
        if won is not None:
            task = self._shape("task", won.title, right, TOP)
            self.links.append(Link(last, task))
            last, right = task, self._next(task)
        end = self._shape("endEvent", "", right, TOP)
        self.links.append(Link(last, end))
        for source, target, name in self.ways:
            self.links.append(Link(self.departures[source], self.arrivals[target], name, back=True))
        return Drawing(tuple(self.shapes), tuple(self.links), bottom)

    def _shape(self, tag: str, name: str, x: int, row: int) -> str:
        """A shape whose middle is on the row's line; `row` is the top of a row of tasks."""
        width, height = SIZES.get(tag, GATEWAY)
        ident = f"{tag}_{len(self.shapes) + 1}"
        y = row + (SIZES["task"][1] - height) // 2
        self.shapes.append(Shape(ident, tag, name, x, y, width, height))
        return ident

    def _next(self, ident: str) -> int:
        shape = self.shapes[int(ident.rpartition("_")[2]) - 1]
        return shape.x + shape.width + GAP_X

    def _flow(self, flow: Flow, x: int, row: int) -> _Piece:
        whole = _Piece(None, None, x, row + SIZES["task"][1])
        for step in flow:
            piece = self._step(step, whole.right, row)
            if whole.last and piece.first:
                self.links.append(Link(whole.last, piece.first))
            bottom = max(whole.bottom, piece.bottom)
            whole = _Piece(whole.first or piece.first, piece.last, piece.right, bottom)
        return whole

    def _step(self, step: Step, x: int, row: int) -> _Piece:
        if isinstance(step, Stage):
            return self._stage(step, x, row)
        if isinstance(step, Choice):
            names = [b.when.text if b.when else "otherwise" if b.otherwise else "" for b in step.branches]
            flows = [branch.flow for branch in step.branches]
            if all(branch.when is not None for branch in step.branches):
                names, flows = [*names, "otherwise"], [*flows, ()]
            return self._branches("exclusiveGateway", flows, names, x, row)
        return self._parallel(step, x, row)

    def _parallel(self, step: Parallel, x: int, row: int) -> _Piece:
        block = next(self.blocks)
        before = self._arrive(block, x, row)
        x = self._next(before) if before else x
        piece = self._branches("parallelGateway", step.branches, [""] * len(step.branches), x, row)
        after = self._depart(block, piece.right, row)
        chain = (
            [part for part in (before, piece.first) if part],
            [part for part in (piece.last, after) if part],
        )
        for part in chain:
            self._chain(part)
        return _Piece(chain[0][0], chain[1][-1], self._next(after) if after else piece.right, piece.bottom)

    def _branches(self, tag: str, flows: Sequence[Flow], names: Sequence[str], x: int, row: int) -> _Piece:
        """A gateway, the flows one below the other, and the gateway that joins them."""
        split = self._shape(tag, "", x, row)
        pieces, top, right = [], row, self._next(split)
        for flow in flows:
            pieces.append(self._flow(flow, self._next(split), top))
            top, right = pieces[-1].bottom + GAP_Y, max(right, pieces[-1].right)
        join = self._shape(tag, "", right, row)
        for piece, name in zip(pieces, names, strict=True):
            self.links.append(Link(split, piece.first or join, name))
            if piece.last:
                self.links.append(Link(piece.last, join))
        return _Piece(split, join, self._next(join), max(piece.bottom for piece in pieces))

    def _stage(self, stage: Stage, x: int, row: int) -> _Piece:
        """The task with the gateways it needs: arrival, way around, loop, departure."""
        chain: list[str] = []

        def put(tag: str, name: str = "") -> str:
            chain.append(self._shape(tag, name, self._next(chain[-1]) if chain else x, row))
            return chain[-1]

        if any(target == stage.name for _, target, _ in self.ways):
            self.arrivals[stage.name] = put("exclusiveGateway")
        around = put("exclusiveGateway") if stage.optional else ""
        again = put("exclusiveGateway") if stage.repeat != 1 else ""
        put("task", stage.name)
        if again or any(source == stage.name for source, _, _ in self.ways):
            self.departures[stage.name] = put("exclusiveGateway")
        if again:
            name = "again" if stage.repeat is None else f"up to {stage.repeat} times"
            self.links.append(Link(self.departures[stage.name], again, name, back=True))
        if around:
            when = stage.optional.text if isinstance(stage.optional, Condition) else "may be left out"
            self.links.append(Link(around, put("exclusiveGateway"), when))
        self._chain(chain)
        return _Piece(
            chain[0], chain[-1], self._next(chain[-1]), row + SIZES["task"][1] + 2 * GAP_Y * bool(around)
        )

    def _chain(self, idents: Sequence[str]) -> None:
        self.links += [Link(left, right) for left, right in pairwise(idents)]

    def _arrive(self, anchor: Anchor, x: int, row: int) -> str:
        if not any(target == anchor for _, target, _ in self.ways):
            return ""
        self.arrivals[anchor] = self._shape("exclusiveGateway", "", x, row)
        return self.arrivals[anchor]

    def _depart(self, anchor: Anchor, x: int, row: int) -> str:
        if not any(source == anchor for source, _, _ in self.ways):
            return ""
        self.departures[anchor] = self._shape("exclusiveGateway", "", x, row)
        return self.departures[anchor]


def _ways_back(process: SalesProcess) -> list[tuple[Anchor, Anchor, str]]:
    """Every way back with its ends; a flow may not cross the border of a parallel block, so it goes around it."""
    blocks = enclosing_blocks(process.flow)
    ways = []
    for stage in process.stages:
        for target in stage.back_to:
            left, entered = blocks[stage.name], blocks[target]
            ends = _outermost(stage.name, left, entered), _outermost(target, entered, left)
            ways.append((*ends, f"back to {target}"))
    return list(dict.fromkeys(ways))


def _outermost(stage: str, path: Path, other: Path) -> Anchor:
    """The outermost block around the stage that is not around the other one, or the stage itself."""
    common = 0
    while common < min(len(path), len(other)) and path[common] == other[common]:
        common += 1
    return path[common][0] if common < len(path) else stage
