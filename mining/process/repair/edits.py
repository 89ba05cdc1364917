"""Carries out one small edit of the documented process."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from mining.process.conditions import parse_condition
from mining.process.validate import validate
from models.condition import Condition
from models.errors import UserError
from models.repair import EditKind, ProcessEdit
from models.sales_process import Branch, Choice, Flow, Parallel, SalesProcess, Stage, Step

Change = Callable[[Flow], Flow]


def edited(process: SalesProcess, edit: ProcessEdit) -> SalesProcess:
    """The process with one edit; raises UserError where it does not fit this process."""
    changed = replace(process, flow=_CARRY_OUT[edit.kind](process.flow, edit))
    validate(changed)
    return changed


def neighbours(flow: Flow, stage: str) -> tuple[Step, ...]:
    """What stands right before and right behind a stage in the flow that it is in."""
    steps = _flow_with(flow, stage)
    at = next((i for i, step in enumerate(steps) if isinstance(step, Stage) and step.name == stage), None)
    return () if at is None else (*steps[max(0, at - 1) : at], *steps[at + 1 : at + 2])


def neighbouring_pairs(flow: Flow) -> tuple[tuple[str, str], ...]:
    """The names of every two stages that stand next to each other in a flow, in the order written."""
    found: list[tuple[str, str]] = []
    for at, step in enumerate(flow):
        if isinstance(step, Stage):
            after = flow[at + 1] if at + 1 < len(flow) else None
            found += [(step.name, after.name)] if isinstance(after, Stage) else []
        else:
            found += [pair for inside in _flows(step) for pair in neighbouring_pairs(inside)]
    return tuple(found)


def _flow_with(flow: Flow, stage: str) -> Flow:
    """The innermost flow that a stage is in, empty where there is none."""
    if any(isinstance(step, Stage) and step.name == stage for step in flow):
        return flow
    return next((found for step in flow for one in _flows(step) if (found := _flow_with(one, stage))), ())


def _optional(flow: Flow, edit: ProcessEdit) -> Flow:
    def change(stage: Stage) -> Stage:
        if not edit.condition:
            return replace(stage, optional=True)
        text = edit.condition
        if isinstance(stage.optional, Condition):
            text = f"({stage.optional.text}) or {text}"
        return replace(stage, optional=parse_condition(text, f"stage {stage.name}"))

    return _with_stage(flow, edit.stage, change)


def _way_back(flow: Flow, edit: ProcessEdit) -> Flow:
    return _with_stage(
        flow,
        edit.stage,
        lambda stage: replace(stage, back_to=tuple(dict.fromkeys((*stage.back_to, edit.other)))),
    )


def _repeat(flow: Flow, edit: ProcessEdit) -> Flow:
    return _with_stage(flow, edit.stage, lambda stage: replace(stage, repeat=edit.repeat))


def _swap(flow: Flow, edit: ProcessEdit) -> Flow:
    def change(steps: Flow) -> Flow:
        first, second = _next_to_each_other(steps, edit)
        return (*steps[:first], steps[second], steps[first], *steps[second + 1 :])

    return _with_flow(flow, edit.stage, change)


def _side_by_side(flow: Flow, edit: ProcessEdit) -> Flow:
    def change(steps: Flow) -> Flow:
        first, second = _next_to_each_other(steps, edit)
        block = Parallel((*_branches(steps[first]), *_branches(steps[second])))
        return (*steps[:first], block, *steps[second + 1 :])

    return _with_flow(flow, edit.stage, change)


def _add(flow: Flow, edit: ProcessEdit) -> Flow:
    optional = edit.kind is EditKind.ADD
    new = Stage(edit.stage, edit.labels or (edit.stage,), optional=optional, repeat=edit.repeat)
    if not edit.other:
        return (new, *flow)

    def change(steps: Flow) -> Flow:
        at = _place(steps, edit.other)
        return (*steps[: at + 1], new, *steps[at + 1 :])

    return _with_flow(flow, edit.other, change)


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
    """The places of the stage and of the step that holds the other one, in order."""
    first, second = sorted((_place(steps, edit.stage), _place(steps, edit.other)))
    if second != first + 1:
        raise UserError(
            f"{edit.stage} and {edit.other} do not stand next to each other; choose two neighbours."
        )
    return first, second


def _place(steps: Flow, name: str) -> int:
    """The step that is the stage of that name, or a parallel block with a branch of just that stage."""
    for at, step in enumerate(steps):
        inside = [(step,)] if isinstance(step, Stage) else _flows(step) if isinstance(step, Parallel) else []
        if any(len(one) == 1 and isinstance(one[0], Stage) and one[0].name == name for one in inside):
            return at
    raise UserError(f"There is no stage {name} here; choose one of the stages beside it.")


def _branches(step: Step) -> tuple[Flow, ...]:
    return step.branches if isinstance(step, Parallel) else ((step,),)


def _flows(step: Step) -> list[Flow]:
    if isinstance(step, Stage):
        return []
    return [branch.flow if isinstance(branch, Branch) else branch for branch in step.branches]


def _with_stage(flow: Flow, name: str, change: Callable[[Stage], Stage]) -> Flow:
    """The flow with one stage changed; raises UserError where it has none of that name."""

    def within(steps: Flow) -> Flow:
        return tuple(
            change(step) if isinstance(step, Stage) and step.name == name else step for step in steps
        )

    return _with_flow(flow, name, within)


def _with_flow(flow: Flow, name: str, change: Change) -> Flow:
    """The flow in which the innermost one that holds the stage of that name is changed."""
    if any(isinstance(step, Stage) and step.name == name for step in flow):
        return change(flow)
    found = tuple(_inside(step, name, change) for step in flow)
    if found == flow:
        raise UserError(f"The process has no stage {name}; choose one that it has.")
    return found


def _inside(step: Step, name: str, change: Change) -> Step:
    holding = [any(_holds(one, name) for one in flow) for flow in _flows(step)]
    if not any(holding) or isinstance(step, Stage):
        return step
    flows = [
        _with_flow(flow, name, change) if has else flow
        for flow, has in zip(_flows(step), holding, strict=True)
    ]
    if isinstance(step, Choice):
        pairs = zip(step.branches, flows, strict=True)
        return Choice(tuple(replace(branch, flow=flow) for branch, flow in pairs))
    return Parallel(tuple(flows))


def _holds(step: Step, name: str) -> bool:
    if isinstance(step, Stage):
        return step.name == name
    return any(_holds(one, name) for flow in _flows(step) for one in flow)
