"""What the stages of a process presume of the buyer, which stages come later, and what is asked before one is left."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from models.buyer_journey import BuyerJourney
from models.sales_process import Choice, Flow, Parallel, SalesProcess, Stage, branch_flows, stages_of


@dataclass(frozen=True)
class Presuming:
    """A stage, or the won end: the step the buyer works on there (empty for none), and what is presumed to be done."""

    name: str
    step: str
    done: tuple[str, ...]
    is_end: bool = False


def presuming(process: SalesProcess) -> tuple[Presuming, ...]:
    """The stages in documented order, and the won end last: being won presumes every step that a stage names.

    Steps that are always on have no place in the order and are presumed nowhere; so are steps that the journey lacks.
    """
    journey = process.journey or BuyerJourney(())
    ordered = [step.name for step in journey.steps if not step.always_on]
    found = []
    for stage in process.stages:
        step = stage.buyer if stage.buyer in ordered else ""
        before = journey.before(step) if step else frozenset()
        found.append(Presuming(stage.name, step, tuple(n for n in ordered if n in before and n != step)))
    named = {one.step for one in found}
    won = process.end("won")
    if won is not None:
        found.append(Presuming(won.title, "", tuple(name for name in ordered if name in named), True))
    return tuple(found)


def later_stages(process: SalesProcess) -> Mapping[str, frozenset[str]]:
    """For every stage those that come later: written after it, and not in another branch beside it.

    Stages that are done side by side leave each other open, so that going from one to the other leaves neither.
    """
    names = [stage.name for stage in process.stages]
    beside = _beside(process, Parallel)
    return {name: frozenset(names[place + 1 :]) - beside[name] for place, name in enumerate(names)}


def never_both(process: SalesProcess) -> Mapping[str, frozenset[str]]:
    """For every stage those in other branches of a choice: a deal goes through one or the other."""
    return {name: frozenset(others) for name, others in _beside(process, Choice).items()}


def exit_evidence(process: SalesProcess) -> Mapping[str, tuple[str, ...]]:
    """The signals without which a stage is not left, and without which the deal does not end so, by name."""
    asked = {stage.name: stage.exit_evidence for stage in process.stages}
    asked |= {end.title: end.requires for end in process.ends}
    return {name: tuple(dict.fromkeys(signals)) for name, signals in asked.items() if signals}


def _beside(process: SalesProcess, block: type[Parallel] | type[Choice]) -> dict[str, set[str]]:
    """For every stage those in other branches of the blocks of this kind that it is in."""
    beside: dict[str, set[str]] = {stage.name: set() for stage in process.stages}
    for flows in _branches(process.flow, block):
        branches = [{stage.name for stage in stages_of(flow)} for flow in flows]
        for branch in branches:
            for name in branch:
                beside[name] |= set().union(*branches) - branch
    return beside


def _branches(flow: Flow, block: type[Parallel] | type[Choice]) -> Iterator[tuple[Flow, ...]]:
    """The branches of every block of this kind, those within others included."""
    for step in flow:
        if isinstance(step, Stage):
            continue
        flows = branch_flows(step)
        if isinstance(step, block):
            yield flows
        for one in flows:
            yield from _branches(one, block)
