"""Put a step into a choice, add a branch to a block, or dissolve a block into a line."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain

from mining.process.editing.edited import Edited
from mining.process.editing.move import move_beside
from mining.process.editing.place import Place
from mining.process.editing.tree import block_at, flow_at, step_at, with_steps
from mining.process.editing.ways_back import with_possible_ways_back
from models.condition import Condition
from models.sales_process import Branch, Choice, Parallel, SalesProcess, branch_flows


def into_choice(process: SalesProcess, what: Place, when: Condition) -> Edited:
    """The step only for the deals of a condition; all others pass it by."""
    step = step_at(process.flow, what)
    choice = Choice((Branch((step,), when), Branch((), otherwise=True)))
    return Edited(replace(process, flow=with_steps(process.flow, what, (choice,))), what.child(0).child(0))


def with_neighbour(process: SalesProcess, what: Place) -> Edited:
    """The step worked in parallel with the one before it, or behind it where it is the first."""
    siblings = flow_at(process.flow, what.path[:-1])
    if len(siblings) == 1:
        return Edited(process, what)
    other = what.next if what.index == 0 else Place((*what.path[:-1], what.index - 1))
    return move_beside(process, what, other)


def dissolve(process: SalesProcess, what: Place) -> Edited:
    """The branches of a block one after the other instead."""
    steps = tuple(chain.from_iterable(branch_flows(block_at(process.flow, what))))
    edited, notes = with_possible_ways_back(replace(process, flow=with_steps(process.flow, what, steps)))
    return Edited(edited, what if steps else None, notes)


def add_branch(process: SalesProcess, what: Place) -> Edited:
    """One more branch at the bottom of a block, with nothing in it yet; in a choice it is free."""
    block = block_at(process.flow, what)
    more = Parallel((*block.branches, ())) if isinstance(block, Parallel) else _with_free_branch(block)
    flow = with_steps(process.flow, what, (more,))
    return Edited(replace(process, flow=flow), what.child(len(block.branches)))


def _with_free_branch(choice: Choice) -> Choice:
    return Choice((*choice.branches, Branch(())))
