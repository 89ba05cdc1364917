"""The documented process as a BPMN model: tasks, gateways and events, and the flows between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import count

from mining.drawing.builder import BpmnBuilder
from mining.process.enclosing import Path, enclosing_blocks
from mining.process.idle_blocks import without_idle_blocks
from models.condition import Condition
from models.flow_meaning import Again, Back, Skip, Way
from models.model_graph import ModelGraph, ShapeKind
from models.sales_process import Choice, Flow, Parallel, SalesProcess, Stage, Step
from resources.translation import tr

Anchor = str | int
"""Where a way back leaves or arrives: a stage (name) or a parallel block (number in the order written)."""

Piece = tuple[str, str] | None
"""The first and the last shape of a part; None where it has none."""


def process_graph(process: SalesProcess) -> ModelGraph:
    """Every stage a task, the won end the last one; the other ends stand beside the drawing as notes.

    Conditions stand on the flows. BPMN has no bounded loop: a stage that may come three times is drawn as a loop
    with these words on it. A way back into or out of a parallel block goes around the whole block. Every flow that a
    gateway parts from others knows what it stands for. Blocks without a purpose are not drawn.
    """
    drawn = without_idle_blocks(process)
    return _Pen(drawn).graph(drawn)


class _Pen:
    """Draws step by step; `main` says whether what is drawn now lies on the main way."""

    def __init__(self, process: SalesProcess) -> None:
        self.build = BpmnBuilder()
        self.blocks = count()
        self.ways = _ways_back(process)
        self.arrivals: dict[Anchor, str] = {}
        self.departures: dict[Anchor, str] = {}
        self.main = True

    def graph(self, process: SalesProcess) -> ModelGraph:
        start = self.add(ShapeKind.START)
        piece = self.flow(process.flow)
        last = piece[1] if piece else start
        if piece:
            self.build.connect(start, piece[0])
        won = process.end("won")
        if won is not None:
            task = self.add(ShapeKind.TASK, won.title)
            self.build.connect(last, task)
            last = task
        end = self.add(ShapeKind.END)
        self.build.connect(last, end)
        for (source, target), means in self.ways.items():
            self.build.connect(self.departures[source], self.arrivals[target], back=True, means=means)
        return self.build.graph(process.name, other_ends(process))

    def add(self, kind: ShapeKind, label: str = "") -> str:
        return self.build.add(kind, label, self.main)

    def flow(self, flow: Flow) -> Piece:
        whole: Piece = None
        for step in flow:
            piece = self.step(step)
            if whole and piece:
                self.build.connect(whole[1], piece[0])
            whole = (whole[0], piece[1]) if whole and piece else piece or whole
        return whole

    def step(self, step: Step) -> Piece:
        if isinstance(step, Stage):
            return self.stage(step)
        if isinstance(step, Choice):
            flows = [branch.flow for branch in step.branches]
            ways = [
                Way(number, branch.when.text if branch.when else "", branch.when is None and branch.otherwise)
                for number, branch in enumerate(step.branches, 1)
            ]
            if all(way.when for way in ways):
                ways, flows = [*ways, Way(0, otherwise=True)], [*flows, ()]
            return self.branches(ShapeKind.CHOICE, flows, ways)
        return self.parallel(step)

    def parallel(self, step: Parallel) -> Piece:
        block = next(self.blocks)
        before = self.anchor(block, self.arrivals, 1)
        split, join = self.branches(
            ShapeKind.PARALLEL, step.branches, [Way(at) for at in range(1, len(step.branches) + 1)]
        )
        after = self.anchor(block, self.departures, 0)
        chain = [key for key in (before, split) if key]
        self.build.chain(chain)
        self.build.chain([key for key in (join, after) if key])
        return chain[0], after or join

    def branches(self, kind: ShapeKind, flows: Sequence[Flow], ways: Sequence[Way]) -> tuple[str, str]:
        """A gateway, the flows, and the gateway that joins them; the first one with a step goes on straight."""
        split = self.add(kind)
        straight = next((at for at, flow in enumerate(flows) if flow), 0)
        pieces = []
        for at, flow in enumerate(flows):
            with self.aside(at != straight):
                pieces.append(self.flow(flow))
        join = self.add(kind)
        for piece, way in zip(pieces, ways, strict=True):
            words = way.when or (tr("otherwise") if way.otherwise else "")
            self.build.connect(split, piece[0] if piece else join, words, means=(way,))
            if piece:
                self.build.connect(piece[1], join)
        return split, join

    def stage(self, stage: Stage) -> Piece:
        """The task with the gateways it needs: arrival, way around, loop, departure."""
        chain: list[str] = []

        def put(kind: ShapeKind, label: str = "") -> str:
            chain.append(self.add(kind, label))
            return chain[-1]

        if any(target == stage.name for _, target in self.ways):
            self.arrivals[stage.name] = put(ShapeKind.CHOICE)
        around = put(ShapeKind.CHOICE) if stage.optional else ""
        again = put(ShapeKind.CHOICE) if stage.repeat != 1 else ""
        put(ShapeKind.TASK, stage.name)
        if again or any(source == stage.name for source, _ in self.ways):
            self.departures[stage.name] = put(ShapeKind.CHOICE)
        if again:
            words = "" if stage.repeat is None else tr("up to {repeat} times", repeat=stage.repeat)
            means = (Again(stage.repeat),)
            self.build.connect(self.departures[stage.name], again, words, back=True, means=means)
        if around:
            when = stage.optional.text if isinstance(stage.optional, Condition) else ""
            self.build.connect(around, put(ShapeKind.CHOICE), when, means=(Skip(when),))
        self.build.chain(chain)
        return chain[0], chain[-1]

    def anchor(self, block: int, kept: dict[Anchor, str], end: int) -> str:
        """The gateway at which ways back reach (1) or leave (0) a parallel block, where any do."""
        if not any(way[end] == block for way in self.ways):
            return ""
        kept[block] = self.add(ShapeKind.CHOICE)
        return kept[block]

    @contextmanager
    def aside(self, aside: bool) -> Iterator[None]:
        """Draw what comes now beside the main way."""
        before = self.main
        self.main = before and not aside
        yield
        self.main = before


def other_ends(process: SalesProcess) -> tuple[str, ...]:
    """How a deal may end other than won, a sentence an end: no net of the won deals has a sign for it."""
    return tuple(
        tr(
            "{title}: from {sources}",
            title=end.title,
            sources=", ".join(end.sources) if end.sources is not None else tr("any stage"),
        )
        for end in process.ends
        if end.name != "won"
    )


def _ways_back(process: SalesProcess) -> dict[tuple[Anchor, Anchor], tuple[Back, ...]]:
    """The ends of every way back with the documented ones that it stands for.

    A flow may not cross the border of a parallel block, so it goes around it.
    """
    blocks = enclosing_blocks(process.flow)
    ways: dict[tuple[Anchor, Anchor], tuple[Back, ...]] = {}
    for stage in process.stages:
        for number, target in enumerate(stage.back_to, 1):
            left, entered = blocks[stage.name], blocks[target]
            ends = (_outermost(stage.name, left, entered), _outermost(target, entered, left))
            ways[ends] = (*ways.get(ends, ()), Back(stage.name, target, number))
    return ways


def _outermost(stage: str, path: Path, other: Path) -> Anchor:
    """The outermost block around the stage that is not around the other one, or the stage itself."""
    common = 0
    while common < min(len(path), len(other)) and path[common] == other[common]:
        common += 1
    return path[common][0] if common < len(path) else stage
