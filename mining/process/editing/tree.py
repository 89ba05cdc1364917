"""The flow as a tree: find a step or a branch by its place, and put another one there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from mining.process.editing.place import Place
from models.label import key
from models.sales_process import Choice, Flow, Parallel, Stage, Step, branch_flows, stages_of

Block = Parallel | Choice


def with_branch_flow(block: Block, index: int, flow: Flow) -> Block:
    """The block with other steps in one branch; the condition of the branch stays."""
    if isinstance(block, Parallel):
        return Parallel((*block.branches[:index], flow, *block.branches[index + 1 :]))
    branch = replace(block.branches[index], flow=flow)
    return Choice((*block.branches[:index], branch, *block.branches[index + 1 :]))


def walk(flow: Flow, above: tuple[int, ...] = ()) -> Iterator[tuple[Place, Step]]:
    """Every step with its place, blocks before what is in them, in documented order."""
    for index, step in enumerate(flow):
        path = (*above, index)
        yield Place(path), step
        if not isinstance(step, Stage):
            for at, inner in enumerate(branch_flows(step)):
                yield from walk(inner, (*path, at))


def flow_at(flow: Flow, path: tuple[int, ...]) -> Flow:
    """The steps of a branch, or of the whole flow for an empty path. Raises LookupError where there is none."""
    for step_index, branch_index in zip(path[::2], path[1::2], strict=True):
        step = flow[step_index]
        if isinstance(step, Stage):
            raise LookupError(f"no branch at {path}")
        flow = branch_flows(step)[branch_index]
    return flow


def step_at(flow: Flow, place: Place) -> Step:
    """The step at a place. Raises LookupError where there is none."""
    if place.is_branch:
        raise LookupError(f"a branch, no step, is at {place.path}")
    return flow_at(flow, place.path[:-1])[place.index]


def block_at(flow: Flow, place: Place) -> Block:
    """The block at a place. Raises LookupError where there is none."""
    step = step_at(flow, place)
    if isinstance(step, Stage):
        raise LookupError(f"a stage, no block, is at {place.path}")
    return step


def place_of(flow: Flow, name: str) -> Place | None:
    """Where the stage of that name stands."""
    wanted = key(name)
    found = (place for place, step in walk(flow) if isinstance(step, Stage) and key(step.name) == wanted)
    return next(found, None)


def place_like(flow: Flow, step: Step) -> Place | None:
    """Where a stage of that name, or a block of that kind with the same stages, stands."""
    if isinstance(step, Stage):
        return place_of(flow, step.name)
    names = [stage.name for stage in stages_of((step,))]
    for place, other in walk(flow):
        if type(other) is type(step) and [stage.name for stage in stages_of((other,))] == names:
            return place
    return None


def with_flow(flow: Flow, path: tuple[int, ...], change: Callable[[Flow], Flow]) -> Flow:
    """The flow with the steps of one branch (of itself for an empty path) changed."""
    if not path:
        return change(flow)
    index, branch, *rest = path
    block = flow[index]
    if isinstance(block, Stage):
        raise LookupError(f"no branch at {path}")
    inner = with_flow(branch_flows(block)[branch], tuple(rest), change)
    return (*flow[:index], with_branch_flow(block, branch, inner), *flow[index + 1 :])


def with_steps(flow: Flow, place: Place, steps: Flow) -> Flow:
    """The flow with these steps instead of the one at the place."""
    at = place.index
    return with_flow(flow, place.path[:-1], lambda inner: (*inner[:at], *steps, *inner[at + 1 :]))


def with_inserted(flow: Flow, gap: Place, step: Step) -> Flow:
    """The flow with a step more, in the gap before the place."""
    at = gap.index
    return with_flow(flow, gap.path[:-1], lambda inner: (*inner[:at], step, *inner[at:]))
