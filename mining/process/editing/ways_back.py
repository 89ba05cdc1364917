"""Which documented ways back are possible in a flow, and what an edit leaves of them."""

from __future__ import annotations

from dataclasses import replace

from mining.process.editing.each_stage import each_stage
from mining.process.enclosing import enclosing_blocks
from mining.process.validate import way_back_problems
from models.sales_process import SalesProcess, Stage
from resources.translation import tr


def possible_targets(process: SalesProcess, stage: str) -> tuple[str, ...]:
    """The stages to which a way back from this one can be documented, in documented order."""
    order = {other.name: index for index, other in enumerate(process.stages)}
    blocks = enclosing_blocks(process.flow)
    return tuple(target for target in order if not any(way_back_problems(stage, target, order, blocks)))


def with_possible_ways_back(process: SalesProcess) -> tuple[SalesProcess, tuple[str, ...]]:
    """The process without the ways back that are impossible, and a sentence on each that went."""
    order = {stage.name: index for index, stage in enumerate(process.stages)}
    blocks = enclosing_blocks(process.flow)
    notes: list[str] = []

    def kept(stage: Stage) -> Stage:
        targets = []
        for target in stage.back_to:
            if any(way_back_problems(stage.name, target, order, blocks)):
                notes.append(
                    tr(
                        "The way back from {name} to {target} {why}.",
                        name=stage.name,
                        target=target,
                        why=_why(stage.name, target, order),
                    )
                )
            else:
                targets.append(target)
        return stage if len(targets) == len(stage.back_to) else replace(stage, back_to=tuple(targets))

    flow = each_stage(process.flow, kept)
    return (process, ()) if not notes else (replace(process, flow=flow), tuple(notes))


def _why(source: str, target: str, order: dict[str, int]) -> str:
    if target not in order:
        return tr("is gone with it")
    if order[target] > order[source]:
        return tr("is gone: {target} comes later now", target=target)
    return tr("is gone: both are worked side by side now")
