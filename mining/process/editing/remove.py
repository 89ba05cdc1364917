"""Take a stage, a block or a branch out of the process, and every mention of it."""

from __future__ import annotations

from dataclasses import replace

from mining.process.editing.edited import Edited
from mining.process.editing.place import Place
from mining.process.editing.taking_out import without
from mining.process.editing.tree import block_at, step_at, with_steps
from mining.process.editing.ways_back import with_possible_ways_back
from models.sales_process import Choice, End, Parallel, SalesProcess, Stage, branch_flows, stages_of
from resources.translation import tr


def remove(process: SalesProcess, what: Place) -> Edited:
    """The process without the step at the place; a rule that names it stays, as it may name other events too."""
    step = step_at(process.flow, what)
    gone = tuple(stage.name for stage in stages_of((step,)))
    return _without_mention(replace(process, flow=without(process.flow, what)), gone)


def remove_branch(process: SalesProcess, what: Place) -> Edited:
    """The process without a branch of a block and what is done there; a block of one branch is none any more."""
    assert what.is_branch
    block_place = what.parent
    assert block_place is not None
    block = block_at(process.flow, block_place)
    gone = tuple(stage.name for stage in stages_of(branch_flows(block)[what.index]))
    kept = block.branches[: what.index] + block.branches[what.index + 1 :]
    left = Choice(kept) if isinstance(block, Choice) else Parallel(kept)  # type: ignore[arg-type]
    flows = branch_flows(left)
    if not any(flows):
        return _without_mention(replace(process, flow=without(process.flow, block_place)), gone)
    steps = flows[0] if len(flows) == 1 else (left,)
    return _without_mention(replace(process, flow=with_steps(process.flow, block_place, steps)), gone)


def remove_end(process: SalesProcess, name: str) -> Edited:
    """The process without that end."""
    return Edited(replace(process, ends=tuple(end for end in process.ends if end.name != name)))


def _without_mention(process: SalesProcess, gone: tuple[str, ...]) -> Edited:
    notes: list[str] = []
    ends = tuple(_without_sources(end, gone, notes) for end in process.ends)
    edited, more = with_possible_ways_back(replace(process, ends=ends))
    return Edited(edited, None, (*more, *notes))


def _without_sources(end: End, gone: tuple[str, ...], notes: list[str]) -> End:
    if end.sources is None or not set(end.sources) & set(gone):
        return end
    kept = tuple(source for source in end.sources if source not in gone)
    if kept:
        return replace(end, sources=kept)
    notes.append(
        tr(
            "{title} came from {sources} only; it now comes from any stage.",
            title=end.title,
            sources=tr(" and ").join(end.sources),
        )
    )
    return replace(end, sources=None)


def names_in(process: SalesProcess, what: Place) -> tuple[str, ...]:
    """The stages at a place, for the words of an edit."""
    step = step_at(process.flow, what)
    return (step.name,) if isinstance(step, Stage) else tuple(stage.name for stage in stages_of((step,)))
