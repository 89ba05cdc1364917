"""Take a step out of the flow, and with it what is left without a meaning around it."""

from __future__ import annotations

from mining.process.editing.place import Place
from mining.process.editing.tree import Block, block_at, with_steps
from models.sales_process import Choice, Flow, Parallel, branch_flows


def without(flow: Flow, place: Place) -> Flow:
    """The flow without the step at the place.

    A parallel branch that is left empty goes too; a block of one parallel branch, or without any stage, is no block.
    An empty branch of a choice stays: it says that some deals do nothing there.
    """
    flow = with_steps(flow, place, ())
    branch = place.parent
    while branch is not None:
        block_place = branch.parent
        assert block_place is not None
        steps = _simplest(block_at(flow, block_place), branch.index)
        flow = with_steps(flow, block_place, steps)
        if steps:
            return flow
        branch = block_place.parent
    return flow


def _simplest(block: Block, emptied: int) -> Flow:
    """The steps that say the same as the block after something was taken out of one of its branches."""
    flows = branch_flows(block)
    if not any(flows):
        return ()
    if isinstance(block, Choice):
        return (block,)
    kept = flows if flows[emptied] else (*flows[:emptied], *flows[emptied + 1 :])
    return kept[0] if len(kept) == 1 else (Parallel(kept),)
