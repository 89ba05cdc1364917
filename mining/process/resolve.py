"""What a documented flow comes down to for a group of deals: options and choices settled as far as is known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from models.condition import Condition
from models.sales_process import Branch, Flow, Stage, Step
from models.sales_process import Choice as DocumentedChoice

Holding = Mapping[str, bool]
"""Condition text to truth; a condition that is not in it is unknown."""


@dataclass(frozen=True)
class Task:
    """A stage that is worked, or left out where `skippable`."""

    stage: Stage
    skippable: bool


@dataclass(frozen=True)
class SideBySide:
    """At least two flows, none of them empty, worked in any interleaving."""

    flows: tuple[Resolved, ...]


@dataclass(frozen=True)
class OneOf:
    """At least two different flows, at most one of them empty, of which one is taken."""

    flows: tuple[Resolved, ...]


Resolved = tuple[Task | SideBySide | OneOf, ...]


def resolve(flow: Flow, holding: Holding) -> Resolved:
    """Settle what the known conditions settle, and drop blocks that this leaves without a purpose."""
    return tuple(part for step in flow for part in _step(step, holding))


def _step(step: Step, holding: Holding) -> Resolved:
    if isinstance(step, Stage):
        optional = step.optional
        skippable = holding.get(optional.text, True) if isinstance(optional, Condition) else optional
        return (Task(step, skippable),)
    if isinstance(step, DocumentedChoice):
        return _one_of([resolve(branch.flow, holding) for branch in _open_branches(step, holding)])
    flows = tuple(flow for flow in (resolve(branch, holding) for branch in step.branches) if flow)
    return (SideBySide(flows),) if len(flows) > 1 else flows[0] if flows else ()


def _open_branches(choice: DocumentedChoice, holding: Holding) -> list[Branch]:
    """The first branch whose condition holds, or else every branch that may still be meant.

    These are the free ones, those whose condition is unknown, and `otherwise`; where the conditions may all
    fail and nothing is documented for that, the empty branch (the choice is passed over).
    """
    conditional = [branch for branch in choice.branches if branch.when is not None]
    known = {id(branch): holding.get(branch.when.text) for branch in conditional if branch.when is not None}
    certain = [branch for branch in conditional if known[id(branch)]]
    if certain:
        return certain[:1]
    still_open = [branch for branch in choice.branches if known.get(id(branch)) is not False]
    if conditional and all(branch.when is not None for branch in still_open):
        still_open.append(Branch((), otherwise=True))
    return still_open


def _one_of(flows: list[Resolved]) -> Resolved:
    different = tuple(dict.fromkeys(flows))
    return (OneOf(different),) if len(different) > 1 else different[0]
