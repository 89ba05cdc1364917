"""What the panel shows: the process, what is selected in it, what is wrong with it, and what the log knows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from desktop.screens.process_editor.selection import WHOLE, Selection
from mining.process.editing.place import Place
from mining.process.editing.tree import Block, place_of, step_at
from models.buyer_check import SignalEvidence
from models.editing_facts import EditingFacts
from models.process_problem import Part, ProcessProblem
from models.rule import Rule
from models.sales_process import Choice, End, SalesProcess, Stage
from models.signal import Signal

Matches = Callable[[str], SignalEvidence | None]
"""Where the log has the signal of that name; None while that is not known."""


@dataclass(frozen=True, eq=False)
class Shown:
    """All that a form fills its fields from."""

    process: SalesProcess
    selection: Selection
    problems: tuple[ProcessProblem, ...]
    facts: EditingFacts

    def problems_of(self, part: Part, where: str = "", *fields: str) -> tuple[ProcessProblem, ...]:
        """The problems of a part; of its `fields` alone where some are named."""
        found = [one for one in self.problems if one.part is part and one.where == where]
        return tuple(one for one in found if not fields or one.field in fields)

    def problems_at(self, place: Place, *fields: str) -> tuple[ProcessProblem, ...]:
        """Those of a block."""
        found = [one for one in self.problems if one.part is Part.BLOCK and one.path == place.path]
        return tuple(one for one in found if not fields or one.field in fields)

    @property
    def stage(self) -> Stage | None:
        """The selected stage: by its place where that has the name or the name is nowhere else."""
        stages, place = self.process.stages, self.selection.place
        there = _step(self.process, place)
        named = next((stage for stage in stages if stage.name == self.selection.name), None)
        if isinstance(there, Stage) and (named is None or there.name == self.selection.name):
            return there
        return named

    @property
    def block_place(self) -> Place | None:
        """Where the selected block stands, or that of the selected branch."""
        return _block_place(self.selection.place)

    @property
    def block(self) -> Block | None:
        """The selected block, or that of the selected branch."""
        step = _step(self.process, self.block_place)
        return None if step is None or isinstance(step, Stage) else step

    @property
    def end(self) -> End | None:
        """The selected end."""
        return self.process.end(self.selection.name)

    @property
    def rule(self) -> Rule | None:
        """The selected rule."""
        return next((rule for rule in self.process.rules if rule.id == self.selection.name), None)

    @property
    def signal(self) -> Signal | None:
        """The selected signal."""
        return next((one for one in self.process.signals if one.name == self.selection.name), None)


def selection_of(problem: ProcessProblem, process: SalesProcess) -> Selection | None:
    """What to select to mend a problem; None where it is mended on another screen."""
    if problem.part is Part.PROCESS:
        return WHOLE
    if problem.part is Part.STAGE:
        return Selection("stage", problem.where, place_of(process.flow, problem.where))
    if problem.part is Part.BLOCK:
        return selection_at(process, Place(problem.path))
    if problem.part is Part.END:
        return Selection("end", problem.where)
    if problem.part is Part.RULE:
        return Selection("rule", problem.where)
    return Selection("signal", problem.where) if problem.part is Part.SIGNAL else None


def selection_at(process: SalesProcess, place: Place) -> Selection:
    """The stage or the block at a place; the process as a whole where there is none."""
    step = _step(process, place)
    if step is None:
        return WHOLE
    if isinstance(step, Stage):
        return Selection("stage", step.name, place)
    return Selection("block", "choice" if isinstance(step, Choice) else "parallel", place)


def is_block(process: SalesProcess, place: Place | None) -> bool:
    """Whether a block, or one of its branches, is at a place."""
    step = _step(process, _block_place(place))
    return step is not None and not isinstance(step, Stage)


def _block_place(place: Place | None) -> Place | None:
    return place.parent if place is not None and place.is_branch else place


def _step(process: SalesProcess, place: Place | None) -> Stage | Block | None:
    if place is None or place.is_branch:
        return None
    try:
        return step_at(process.flow, place)
    except (LookupError, ValueError):
        return None
