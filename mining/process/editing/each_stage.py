"""Change every stage of a flow, wherever it stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from models.sales_process import Choice, Flow, Parallel, Stage, Step, branch_flows

StageChange = Callable[[Stage], Stage]


def each_stage(flow: Flow, change: StageChange) -> Flow:
    """The flow with every stage changed."""
    return tuple(_changed(step, change) for step in flow)


def _changed(step: Step, change: StageChange) -> Step:
    if isinstance(step, Stage):
        return change(step)
    flows = [each_stage(flow, change) for flow in branch_flows(step)]
    if isinstance(step, Parallel):
        return Parallel(tuple(flows))
    return Choice(tuple(replace(b, flow=f) for b, f in zip(step.branches, flows, strict=True)))
