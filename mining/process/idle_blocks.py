"""A documented flow without blocks that have no purpose: with a single branch, or with nothing in any of them."""

from __future__ import annotations

from dataclasses import replace

from models.sales_process import Choice, Flow, Parallel, SalesProcess, Stage, Step


def without_idle_blocks(process: SalesProcess) -> SalesProcess:
    """The same process, and the same language, as a drawing holds it.

    A block with a single branch becomes what is in it, a choice between nothing and nothing disappears, and so does
    a parallel branch without a stage.
    """
    return replace(process, flow=_flow(process.flow))


def _flow(flow: Flow) -> Flow:
    return tuple(part for step in flow for part in _step(step))


def _step(step: Step) -> Flow:
    if isinstance(step, Stage):
        return (step,)
    if isinstance(step, Parallel):
        flows = tuple(flow for flow in map(_flow, step.branches) if flow)
        return (Parallel(flows),) if len(flows) > 1 else flows[0] if flows else ()
    branches = tuple(replace(branch, flow=_flow(branch.flow)) for branch in step.branches)
    if not any(branch.flow for branch in branches):
        return ()
    return branches[0].flow if len(branches) == 1 and branches[0].when is None else (Choice(branches),)
