"""The documented process as a process tree, where it consists of blocks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mining.process.resolve import OneOf, Resolved, SideBySide, Task, resolve
from models.errors import UserError
from models.process_tree import Operator, ProcessTree
from models.sales_process import SalesProcess, Stage
from resources.translation import tr

_NOTHING = ProcessTree()
_WHY = tr(
    "There is no process tree of this process: the way back from {stage} to {target} leads "
    "{how}, and a tree knows only ways back around a whole block."
)


def block_tree(process: SalesProcess) -> ProcessTree:
    """The tree with the same language as the process's Petri net with every condition left open.

    A way back becomes a loop around what lies between. Raises UserError where that cannot be said by a tree: a way
    back into or out of a branch, or two ways back that overlap without one lying within the other.
    """
    flow = resolve(process.flow, {})
    tree = _sequence(_Blocks(flow, process).parts())
    won = process.end("won")
    return tree if won is None else _sequence([tree, ProcessTree(label=won.title)])


@dataclass(frozen=True)
class _Loop:
    """A way back over the steps `first` to `last` of a flow."""

    first: int
    last: int
    stage: Stage
    target: str


class _Blocks:
    """One flow: its steps as trees, and loops around runs of them."""

    def __init__(self, flow: Resolved, process: SalesProcess) -> None:
        self.flow, self.process = flow, process
        self.place = {step.stage.name: at for at, step in enumerate(flow) if isinstance(step, Task)}

    def parts(self) -> list[ProcessTree]:
        loops = self._loops()
        return self._between(0, len(self.flow), loops)

    def _loops(self) -> list[_Loop]:
        loops = []
        for step in self.flow:
            if not isinstance(step, Task):
                continue
            for target in step.stage.back_to:
                if target not in self.place:
                    if target in self._all_stages():
                        raise UserError(
                            _WHY.format(stage=step.stage.name, target=target, how=tr("into a branch"))
                        )
                    continue
                first, last = self.place[target], self.place[step.stage.name]
                if first > last:
                    raise UserError(_WHY.format(stage=step.stage.name, target=target, how="forward"))
                loops.append(_Loop(first, last, step.stage, target))
        for one in loops:
            for other in loops:
                if one.first < other.first <= one.last < other.last:
                    raise UserError(
                        _WHY.format(
                            stage=other.stage.name, target=other.target, how=tr("into part of another one")
                        )
                    )
        return loops

    def _all_stages(self) -> set[str]:
        return {stage.name for stage in self.process.stages}

    def _between(self, start: int, end: int, loops: Sequence[_Loop]) -> list[ProcessTree]:
        """The steps from `start` up to `end`, the outermost loops first."""
        inside = [loop for loop in loops if start <= loop.first and loop.last < end]
        outer = max(inside, key=lambda loop: (loop.last - loop.first, -loop.first), default=None)
        if outer is None:
            return [self._tree(at) for at in range(start, end)]
        rest = [loop for loop in inside if (loop.first, loop.last) != (outer.first, outer.last)]
        before = self._between(start, outer.first, rest)
        after = self._between(outer.last + 1, end, rest)
        return [*before, *self._loop(outer, rest), *after]

    def _loop(self, loop: _Loop, rest: Sequence[_Loop]) -> list[ProcessTree]:
        """The run again and again. Only who has done its last stage goes back; who left it out goes on."""
        last = self.flow[loop.last]
        assert isinstance(last, Task)
        if not last.skippable:
            body = _sequence(self._between(loop.first, loop.last + 1, rest))
            return [ProcessTree(Operator.LOOP, children=(body, _NOTHING))]
        if any(other.last == loop.last for other in rest) or loop.first == loop.last:
            raise UserError(
                _WHY.format(
                    stage=loop.stage.name, target=loop.target, how=tr("from a stage that may be left out")
                )
            )
        body = _sequence(self._between(loop.first, loop.last, rest))
        stage = _repeated(last.stage)
        again = ProcessTree(Operator.LOOP, children=(body, stage))
        return [again, ProcessTree(Operator.XOR, children=(stage, _NOTHING))]

    def _tree(self, at: int) -> ProcessTree:
        step = self.flow[at]
        if isinstance(step, Task):
            stage = _repeated(step.stage)
            return ProcessTree(Operator.XOR, children=(stage, _NOTHING)) if step.skippable else stage
        operator = Operator.PARALLEL if isinstance(step, SideBySide) else Operator.XOR
        return ProcessTree(operator, children=tuple(self._branch(flow) for flow in _flows(step)))

    def _branch(self, flow: Resolved) -> ProcessTree:
        inner = _Blocks(flow, self.process)
        for step in flow:
            if isinstance(step, Task):
                outside = next((name for name in step.stage.back_to if name not in inner.place), None)
                if outside is not None:
                    raise UserError(
                        _WHY.format(stage=step.stage.name, target=outside, how=tr("out of a branch"))
                    )
        return _sequence(inner.parts())


def _flows(step: SideBySide | OneOf) -> tuple[Resolved, ...]:
    return step.flows


def _repeated(stage: Stage) -> ProcessTree:
    once = ProcessTree(label=stage.name)
    if stage.repeat is None:
        return ProcessTree(Operator.LOOP, children=(once, _NOTHING))
    tree = once
    for _ in range(stage.repeat - 1):
        more = ProcessTree(Operator.XOR, children=(tree, _NOTHING))
        tree = ProcessTree(Operator.SEQUENCE, children=(once, more))
    return tree


def _sequence(parts: Sequence[ProcessTree]) -> ProcessTree:
    if not parts:
        return _NOTHING
    flat: list[ProcessTree] = []
    for part in parts:
        flat += part.children if part.operator is Operator.SEQUENCE else [part]
    return flat[0] if len(flat) == 1 else ProcessTree(Operator.SEQUENCE, children=tuple(flat))
