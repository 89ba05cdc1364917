"""What an open deal has still before it, as far as the documented process says for certain."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import replace

import numpy as np

from mining.process.conditions import conditions_of, truth
from mining.process.resolve import OneOf, Resolved, SideBySide, Task, resolve
from models.case_table import Outcome
from models.deal_path import DealPath, Step
from models.event_log import EventLog
from models.sales_process import SalesProcess


def with_what_is_to_come(path: DealPath, log: EventLog, process: SalesProcess) -> DealPath:
    """The path of an open deal of the checked `log` with the stages it has to come to, pending, at its end.

    What may be left out, or depends on a choice or a field that is not known, is not among them; neither is
    what the deal has passed or skipped. Any other deal's path stays as it is.
    """
    if log.cases.outcome[path.case] != Outcome.OPEN:
        return path
    deal = log.cases.keep(np.arange(log.n_cases) == path.case)
    known = {one.text: int(truth(one, deal)[0]) for one in conditions_of(process)}
    flow = resolve(process.flow, {text: value == 1 for text, value in known.items() if value >= 0})
    followed = {step.stage for step in path.steps if step.asked}
    won = process.end("won")
    coming = [Step(name, happened=False, asked=True, pending=True) for name in _after(flow, followed)]
    if won is not None:
        coming.append(Step(won.title, happened=False, asked=True, pending=True, is_end=True))
    return replace(path, steps=(*path.steps, *coming))


def _after(flow: Resolved, followed: Set[str]) -> Iterator[str]:
    """The stages past the last part of the flow that was come to, and what is left of that part."""
    reached = [any(name in followed for name in _stages(part)) for part in flow]
    last = max((at for at, was in enumerate(reached) if was), default=-1)
    if last >= 0:
        yield from _left_of(flow[last], followed)
    for part in flow[last + 1 :]:
        yield from _certain(part)


def _left_of(part: Task | SideBySide | OneOf, followed: Set[str]) -> Iterator[str]:
    if isinstance(part, SideBySide):
        for flow in part.flows:
            yield from _after(flow, followed)
    elif isinstance(part, OneOf):
        entered = [
            flow for flow in part.flows if any(name in followed for one in flow for name in _stages(one))
        ]
        if len(entered) == 1:
            yield from _after(entered[0], followed)


def _certain(part: Task | SideBySide | OneOf) -> Iterator[str]:
    if isinstance(part, Task) and not part.skippable:
        yield part.stage.name
    elif isinstance(part, SideBySide):
        for flow in part.flows:
            for inner in flow:
                yield from _certain(inner)


def _stages(part: Task | SideBySide | OneOf) -> Iterator[str]:
    if isinstance(part, Task):
        yield part.stage.name
    else:
        for flow in part.flows:
            for inner in flow:
                yield from _stages(inner)
