"""Where the parts of a flow are: paths of indices, and from them which of two stages comes first."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

from models.sales_process import Branch, Choice, Flow, Parallel, Stage, Step

Path = tuple[int, ...]
"""The index of a step in the flow, and where that is a block by turns of a branch in it and of a step in the branch."""


class Order(Enum):
    """How two stages stand to each other."""

    EARLIER = "earlier"
    LATER = "later"
    SIDE_BY_SIDE = "side by side"
    APART = "apart"


def steps_of(flow: Flow, at: Path = ()) -> Iterator[tuple[Path, Step]]:
    """Every step with its path, a block before the steps in it."""
    for index, step in enumerate(flow):
        path = (*at, index)
        yield path, step
        if not isinstance(step, Stage):
            for number, inner in enumerate(branch_flows(step)):
                yield from steps_of(inner, (*path, number))


def blocks_of(flow: Flow) -> Iterator[tuple[Path, Parallel | Choice]]:
    """Every block with its path, the outer ones first."""
    for path, step in steps_of(flow):
        if not isinstance(step, Stage):
            yield path, step


def branch_flows(block: Parallel | Choice) -> tuple[Flow, ...]:
    """The flows of the branches of either kind of block."""
    return tuple(branch.flow if isinstance(branch, Branch) else branch for branch in block.branches)


def stage_paths(flow: Flow) -> dict[str, Path]:
    """The path of every stage by its name; of two stages of one name that of the first."""
    found: dict[str, Path] = {}
    for path, step in steps_of(flow):
        if isinstance(step, Stage):
            found.setdefault(step.name, path)
    return found


def order_of(one: Path, other: Path, flow: Flow) -> Order:
    """How the stage at path `one` stands to a different one: at even depth steps, at odd depth branches part them."""
    depth = next(i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b)
    if depth % 2 == 0:
        return Order.EARLIER if one[depth] < other[depth] else Order.LATER
    block = step_at(flow, one[:depth])
    return Order.APART if isinstance(block, Choice) else Order.SIDE_BY_SIDE


def step_at(flow: Flow, path: Path) -> Step:
    """The step at a path. Raises IndexError where there is none."""
    step = flow[path[0]]
    for branch, index in zip(path[1::2], path[2::2], strict=True):
        if isinstance(step, Stage):
            raise IndexError("a stage has no branches")
        step = branch_flows(step)[branch][index]
    return step
