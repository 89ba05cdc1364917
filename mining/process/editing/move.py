"""Move a step to another gap of the flow, into or out of a branch, or beside another step."""

from __future__ import annotations

from dataclasses import replace

from mining.process.editing.beside import shifted, with_beside
from mining.process.editing.edited import Edited
from mining.process.editing.place import Place
from mining.process.editing.taking_out import without
from mining.process.editing.tree import block_at, flow_at, place_like, step_at, with_inserted
from mining.process.editing.ways_back import with_possible_ways_back
from models.sales_process import Flow, SalesProcess, Step


def move(process: SalesProcess, what: Place, gap: Place) -> Edited:
    """The step at `what` in the gap before the place `gap`; both places are those before the move.

    A block cannot go into itself; then nothing changes.
    """
    if gap in (what, what.next) or what.holds(gap):
        return Edited(process, what)
    step = step_at(process.flow, what)
    flow = with_inserted(process.flow, gap, step)
    return _settled(process, step, without(flow, shifted(gap)(what)))


def move_beside(process: SalesProcess, what: Place, other: Place) -> Edited:
    """The step at `what` worked in parallel with the one at `other`."""
    if what.holds(other):
        return Edited(process, what)
    step = step_at(process.flow, what)
    flow, remap = with_beside(process.flow, step, other)
    return _settled(process, step, without(flow, remap(what)))


def take_out(process: SalesProcess, what: Place) -> Edited:
    """The step at `what` behind the block in which it stands; outside of any block nothing changes."""
    if what.parent is None or what.parent.parent is None:
        return Edited(process, what)
    return move(process, what, what.parent.parent.next)


def step_aside(process: SalesProcess, what: Place, forward: bool) -> Edited:
    """The step moved by one: past its neighbour, into the next branch's end, or out of the block it ends."""
    gap = _gap_beyond(process.flow, what, forward)
    return Edited(process, what) if gap is None else move(process, what, gap)


def _gap_beyond(flow: Flow, what: Place, forward: bool) -> Place | None:
    siblings = flow_at(flow, what.path[:-1])
    if forward and what.index + 1 < len(siblings):
        return what.next.next
    if not forward and what.index > 0:
        return Place((*what.path[:-1], what.index - 1))
    branch = what.parent
    if branch is None or branch.parent is None:
        return None
    return branch.parent.next if forward else branch.parent


def to_other_branch(process: SalesProcess, what: Place, down: bool) -> Edited:
    """The step at the end of the next branch below (or above) of the block in which it stands."""
    branch = what.parent
    if branch is None or branch.parent is None:
        return Edited(process, what)
    index = branch.index + (1 if down else -1)
    block = block_at(process.flow, branch.parent)
    if not 0 <= index < len(block.branches):
        return Edited(process, what)
    target = branch.parent.child(index)
    return move(process, what, target.child(len(flow_at(process.flow, target.path))))


def _settled(process: SalesProcess, step: Step, flow: Flow) -> Edited:
    edited, notes = with_possible_ways_back(replace(process, flow=flow))
    return Edited(edited, place_like(edited.flow, step), notes)
