"""Put a step beside another one: in a parallel branch of its own."""

from __future__ import annotations

from collections.abc import Callable

from mining.process.editing.place import Place
from mining.process.editing.tree import block_at, step_at, with_steps
from models.sales_process import Flow, Parallel, Step

Remap = Callable[[Place], Place]


def with_beside(flow: Flow, step: Step, other: Place) -> tuple[Flow, Remap]:
    """The flow with the step parallel to the one at `other`, and where what was at a place is then.

    Beside a parallel block, or the only step of one of its branches, it becomes one more branch of that block.
    """
    there = step_at(flow, other)
    if isinstance(there, Parallel):
        return with_steps(flow, other, (Parallel((*there.branches, (step,))),)), lambda place: place
    branch = other.parent
    block_place = branch.parent if branch is not None else None
    if branch is not None and block_place is not None:
        block = block_at(flow, block_place)
        if isinstance(block, Parallel) and len(block.branches[branch.index]) == 1:
            at = branch.index + 1
            joined = Parallel((*block.branches[:at], (step,), *block.branches[at:]))
            return with_steps(flow, block_place, (joined,)), shifted(block_place.child(at))
    return with_steps(flow, other, (Parallel(((there,), (step,))),)), _wrapped(other)


def shifted(at: Place) -> Remap:
    """Places after something was put in at `at`."""
    last = len(at.path) - 1

    def moved(place: Place) -> Place:
        path = place.path
        if len(path) > last and path[:last] == at.path[:last] and path[last] >= at.index:
            return Place((*path[:last], path[last] + 1, *path[last + 1 :]))
        return place

    return moved


def _wrapped(at: Place) -> Remap:
    """Places after the step at `at` became the first branch of a block."""

    def moved(place: Place) -> Place:
        return Place((*at.path, 0, 0, *place.path[len(at.path) :])) if at.holds(place) else place

    return moved
