"""Change what a stage, an end or a branch says of itself."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from mining.process.editing.each_stage import each_stage
from mining.process.editing.edited import Edited
from mining.process.editing.place import Place
from mining.process.editing.tree import block_at, place_of, with_steps
from mining.process.editing.ways_back import with_possible_ways_back
from models.condition import Condition
from models.sales_process import Branch, Choice, SalesProcess, Stage
from resources.translation import tr


def change_stage(process: SalesProcess, name: str, /, **fields: Any) -> Edited:
    """The stage with other fields than its name (`optional=True`, `repeat=3`); see `rename_stage` for that."""

    def changed(stage: Stage) -> Stage:
        return replace(stage, **fields) if stage.name == name else stage

    edited, notes = with_possible_ways_back(replace(process, flow=each_stage(process.flow, changed)))
    return Edited(edited, place_of(edited.flow, name), notes)


def toggle_way_back(process: SalesProcess, source: str, target: str) -> Edited:
    """The process with a documented way back from one stage to an earlier one, or without it if there was one."""
    stage = next(stage for stage in process.stages if stage.name == source)
    if target in stage.back_to:
        return change_stage(process, source, back_to=tuple(name for name in stage.back_to if name != target))
    return change_stage(process, source, back_to=(*stage.back_to, target))


def change_end(process: SalesProcess, name: str, /, **fields: Any) -> Edited:
    """The end with other fields (`sources=None` for: from any stage)."""
    ends = tuple(replace(end, **fields) if end.name == name else end for end in process.ends)
    return Edited(replace(process, ends=ends))


def toggle_source(process: SalesProcess, end: str, stage: str) -> Edited:
    """The end coming from this stage too, or not any more.

    An end that came from any stage comes from this one only then; one that came only from it, from any again.
    """
    found = process.end(end)
    assert found is not None
    sources = found.sources or ()
    if stage not in sources:
        order = [one.name for one in process.stages]
        made = change_end(process, end, sources=tuple(sorted((*sources, stage), key=order.index)))
        note = tr(
            "{title} came from any stage; it now comes from {stage} only.", title=found.title, stage=stage
        )
        return made if found.sources is not None else replace(made, notes=(note,))
    kept = tuple(name for name in sources if name != stage)
    made = change_end(process, end, sources=kept or None)
    return (
        made if kept else replace(made, notes=(tr("{title} now comes from any stage.", title=found.title),))
    )


def change_branch(process: SalesProcess, what: Place, when: Condition | None, otherwise: bool) -> Edited:
    """The branch of a choice for other deals: those of a condition, all others, or any (None, False)."""
    assert what.is_branch
    block_place = what.parent
    assert block_place is not None
    block = block_at(process.flow, block_place)
    if not isinstance(block, Choice):
        return Edited(process, what)
    branch = Branch(block.branches[what.index].flow, None if otherwise else when, otherwise)
    branches = (*block.branches[: what.index], branch, *block.branches[what.index + 1 :])
    return Edited(replace(process, flow=with_steps(process.flow, block_place, (Choice(branches),))), what)
