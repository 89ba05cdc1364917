"""Carries out one small edit of the documented process, said by names of stages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from mining.process.conditions import parse_condition
from mining.process.editing.place import Place
from mining.process.editing.tree import flow_at, place_of, step_at, walk, with_flow, with_inserted, with_steps
from mining.process.validate import validate
from models.condition import Condition
from models.errors import UserError
from models.repair import EditKind, ProcessEdit
from models.sales_process import Flow, Parallel, SalesProcess, Stage, Step, branch_flows
from resources.translation import tr


def edited(process: SalesProcess, edit: ProcessEdit) -> SalesProcess:
    """The process with one edit; raises UserError where it does not fit this process."""
    changed = replace(process, flow=_CARRY_OUT[edit.kind](process.flow, edit))
    validate(changed)
    return changed


def neighbours(flow: Flow, stage: str) -> tuple[Step, ...]:
    """What stands right before and right behind a stage in the flow that it is in."""
    place = place_of(flow, stage)
    if place is None:
        return ()
    steps, at = flow_at(flow, place.path[:-1]), place.index
    return (*steps[max(0, at - 1) : at], *steps[at + 1 : at + 2])


def neighbouring_pairs(flow: Flow) -> tuple[tuple[str, str], ...]:
    """The names of every two stages that stand next to each other in a flow, in the order written."""
    return tuple(
        (step.name, behind.name)
        for place, step in walk(flow)
        for behind in flow_at(flow, place.path[:-1])[place.index + 1 : place.index + 2]
        if isinstance(step, Stage) and isinstance(behind, Stage)
    )


def _optional(flow: Flow, edit: ProcessEdit) -> Flow:
    stage = _stage(flow, edit.stage)
    if not edit.condition:
        return _with_stage(flow, replace(stage, optional=True))
    text = edit.condition
    if isinstance(stage.optional, Condition):
        text = tr("({optional}) or {text}", optional=stage.optional.text, text=text)
    return _with_stage(
        flow, replace(stage, optional=parse_condition(text, tr("stage {name}", name=stage.name)))
    )


def _way_back(flow: Flow, edit: ProcessEdit) -> Flow:
    stage = _stage(flow, edit.stage)
    return _with_stage(flow, replace(stage, back_to=tuple(dict.fromkeys((*stage.back_to, edit.other)))))


def _repeat(flow: Flow, edit: ProcessEdit) -> Flow:
    return _with_stage(flow, replace(_stage(flow, edit.stage), repeat=edit.repeat))


def _swap(flow: Flow, edit: ProcessEdit) -> Flow:
    def change(steps: Flow) -> Flow:
        first, second = _next_to_each_other(steps, edit)
        return (*steps[:first], steps[second], steps[first], *steps[second + 1 :])

    return with_flow(flow, _place(flow, edit.stage).path[:-1], change)


def _side_by_side(flow: Flow, edit: ProcessEdit) -> Flow:
    def change(steps: Flow) -> Flow:
        first, second = _next_to_each_other(steps, edit)
        block = Parallel((*_branches(steps[first]), *_branches(steps[second])))
        return (*steps[:first], block, *steps[second + 1 :])

    return with_flow(flow, _place(flow, edit.stage).path[:-1], change)


def _add(flow: Flow, edit: ProcessEdit) -> Flow:
    optional = edit.kind is EditKind.ADD
    new = Stage(edit.stage, edit.labels or (edit.stage,), optional=optional, repeat=edit.repeat)
    return with_inserted(flow, _place(flow, edit.other).next if edit.other else Place((0,)), new)


_CARRY_OUT: dict[EditKind, Callable[[Flow, ProcessEdit], Flow]] = {
    EditKind.OPTIONAL: _optional,
    EditKind.OPTIONAL_WHEN: _optional,
    EditKind.WAY_BACK: _way_back,
    EditKind.REPEAT: _repeat,
    EditKind.SWAP: _swap,
    EditKind.SIDE_BY_SIDE: _side_by_side,
    EditKind.ADD: _add,
    EditKind.ADD_REQUIRED: _add,
}


def _next_to_each_other(steps: Flow, edit: ProcessEdit) -> tuple[int, int]:
    """The indices of the stage and of the step that holds the other one, in order."""
    first, second = sorted((_index(steps, edit.stage), _index(steps, edit.other)))
    if second != first + 1:
        raise UserError(
            tr(
                "{stage} and {other} do not stand next to each other; choose two neighbours.",
                stage=edit.stage,
                other=edit.other,
            )
        )
    return first, second


def _index(steps: Flow, name: str) -> int:
    """That of the step that is the stage of that name, or a parallel block with a branch of just that stage."""
    for at, step in enumerate(steps):
        alone = branch_flows(step) if isinstance(step, Parallel) else ((step,),)
        if any(len(one) == 1 and isinstance(one[0], Stage) and one[0].name == name for one in alone):
            return at
    raise UserError(tr("There is no stage {name} here; choose one of the stages beside it.", name=name))


def _branches(step: Step) -> tuple[Flow, ...]:
    return step.branches if isinstance(step, Parallel) else ((step,),)


def _place(flow: Flow, name: str) -> Place:
    place = place_of(flow, name)
    if place is None:
        raise UserError(tr("The process has no stage {name}; choose one that it has.", name=name))
    return place


def _stage(flow: Flow, name: str) -> Stage:
    stage = step_at(flow, _place(flow, name))
    assert isinstance(stage, Stage)
    return stage


def _with_stage(flow: Flow, stage: Stage) -> Flow:
    """The flow with this stage in place of the one of its name."""
    return with_steps(flow, _place(flow, stage.name), (stage,))
