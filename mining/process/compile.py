"""From the documented process to a Petri net over its stage names, for one group of deals."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product

from mining.process.resolve import Holding, OneOf, Resolved, SideBySide, Task, resolve
from models.petri_net import PetriNet, Transition
from models.sales_process import SalesProcess, Stage

START, END = "start", "end"
MOST_MIXED = 6
"""Other branches of which each may be done or not begun on a way back; of more, all must be the same."""

Path = tuple[tuple[int, int], ...]
"""From the outside in: number of a parallel block and of the branch in it."""


def to_net(process: SalesProcess, holding: Holding) -> PetriNet:
    """The net of all documented ways to a won deal; its initial place is `start`, its final place `end`.

    `holding` says which conditions (by text) hold for the deals; one that is missing there is unknown, and
    what hangs on it is left free. Labels are stage names and, last, the title of the won end where the
    process has one. Lost and other ends are not part of the net, and neither are rules. The net is 1-bounded.

    A way back leads from the end of a stage to the place before the earlier one. Into a parallel block it
    finds the other branches done; out of a block it is open while every other branch is done or not begun.
    """
    build = _Build(process)
    flow = resolve(process.flow, holding)
    won = process.end("won")
    if won is None:
        build.flow(flow, START, END)
    else:
        before = build.flow(flow, START, None)
        build.add(won.title, won.title, [before], [END])
    build.ways_back()
    places = dict.fromkeys(p for t in build.transitions for p, _ in (*t.takes, *t.puts))
    order = (START, *(place for place in places if place not in (START, END)), END)
    return PetriNet(process.name, order, tuple(build.transitions), {START: 1}, {END: 1})


class _Build:
    """Collects places and transitions while it walks the flow."""

    def __init__(self, process: SalesProcess) -> None:
        self.targets = {target for stage in process.stages for target in stage.back_to}
        self.transitions: list[Transition] = []
        self.names: set[str] = {START, END}
        self.before: dict[str, str] = {}  # stage: the place from which it is entered
        self.after: dict[str, str] = {}  # stage with ways back: the place where it has just been worked
        self.path_of: dict[str, Path] = {}
        self.sides: list[list[tuple[str, str]]] = []  # block: first and last place of every branch
        self.stages: list[Stage] = []
        self.path: Path = ()

    def name(self, wish: str) -> str:
        """The wished name, numbered where it is taken."""
        name, number = wish, 2
        while name in self.names:
            name, number = f"{wish} ({number})", number + 1
        self.names.add(name)
        return name

    def add(self, wish: str, label: str | None, takes: Iterable[str], puts: Iterable[str]) -> None:
        """Add a transition that moves one token along every arc."""
        arcs = tuple((place, 1) for place in takes), tuple((place, 1) for place in puts)
        self.transitions.append(Transition(self.name(wish), label, *arcs))

    def flow(self, flow: Resolved, entry: str, leave: str | None, shared: bool = False) -> str:
        """Build the steps one after another from `entry`; returns the last place (`leave`, where it is given).

        `shared` says that `entry` is also the way into something else.
        """
        if not flow and leave is not None:
            self.add("pass over", None, [entry], [leave])
        place = entry
        for index, step in enumerate(flow):
            goal = (
                leave if index == len(flow) - 1 and leave is not None else self.name(f"after {_title(step)}")
            )
            if isinstance(step, Task):
                self.task(step, place, goal, shared and index == 0)
            elif isinstance(step, SideBySide):
                self.side_by_side(step, place, goal)
            else:
                for branch in step.flows:
                    self.flow(branch, place, goal, shared=True)
            place = goal
        return place

    def task(self, task: Task, entry: str, leave: str, shared: bool) -> None:
        """A stage: `repeat` copies in a row, a silent step around it where it may be left out."""
        stage = task.stage
        if shared and stage.name in self.targets:
            own = self.name(f"before {stage.name}")
            self.add(f"choose {stage.name}", None, [entry], [own])
            entry = own
        self.before[stage.name], self.path_of[stage.name] = entry, self.path
        self.stages.append(stage)
        done = self.name(f"{stage.name} done") if stage.back_to or stage.repeat is None else leave
        place = entry
        for number in range(1, (stage.repeat or 1) + 1):
            goal = done if number == (stage.repeat or 1) else self.name(f"{stage.name} {number} times")
            self.add(stage.name, stage.name, [place], [goal])
            if goal != done:
                self.add(f"{stage.name} no more", None, [goal], [done])
            place = goal
        if stage.repeat is None:
            self.add(f"{stage.name} again", stage.name, [done], [done])
        if done != leave:
            self.after[stage.name] = done
            self.add(f"leave {stage.name}", None, [done], [leave])
        if task.skippable:
            self.add(f"skip {stage.name}", None, [entry], [leave])

    def side_by_side(self, step: SideBySide, entry: str, leave: str) -> None:
        """A silent split, the branches, and a silent join."""
        titles = [_title(flow[0]) for flow in step.flows]
        ends = [(self.name(f"before {title}"), self.name(f"{title} branch done")) for title in titles]
        block = len(self.sides)
        self.sides.append(ends)
        self.add(f"split {titles[0]}", None, [entry], [first for first, _ in ends])
        outside = self.path
        for index, (flow, (first, last)) in enumerate(zip(step.flows, ends, strict=True)):
            self.path = (*outside, (block, index))
            self.flow(flow, first, last)
        self.path = outside
        self.add(f"join {titles[0]}", None, [last for _, last in ends], [leave])

    def ways_back(self) -> None:
        """The silent steps from the end of a stage to the place before an earlier one."""
        for stage in self.stages:
            for target in stage.back_to:
                if (
                    target in self.before
                ):  # it is not there where it lies in a branch that these deals never take
                    self._way_back(stage.name, target)

    def _way_back(self, source: str, target: str) -> None:
        left, entered = _apart(self.path_of[source], self.path_of[target])
        done = [last for block, index in entered for _, last in self._others(block, index)]
        waiting = [sides for block, index in left for sides in self._others(block, index)]
        ready = product(*waiting) if len(waiting) <= MOST_MIXED else zip(*waiting, strict=True)
        for places in ready:
            self.add(
                f"from {source} back to {target}",
                None,
                [self.after[source], *places],
                [self.before[target], *done],
            )

    def _others(self, block: int, index: int) -> list[tuple[str, str]]:
        return [ends for other, ends in enumerate(self.sides[block]) if other != index]


def _apart(source: Path, target: Path) -> tuple[Path, Path]:
    """The blocks that only the one or only the other stage lies in."""
    common = 0
    while common < min(len(source), len(target)) and source[common] == target[common]:
        common += 1
    return source[common:], target[common:]


def _title(step: Task | SideBySide | OneOf) -> str:
    if isinstance(step, Task):
        return step.stage.name
    named = next((flow[0] for flow in step.flows if flow), None)
    return f"{_title(named)} and others" if named is not None else "the choice"
