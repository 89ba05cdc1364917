"""The documented process: stages in order, what may be left out, repeated or done side by side, and how a deal ends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from models.allow_list import Accepted, Forbidden
from models.buyer_journey import BuyerJourney
from models.condition import Condition
from models.handoff import Handoff
from models.rule import Rule
from models.signal import Signal
from models.strategy import Strategy


@dataclass(frozen=True)
class Stage:
    """One documented stage.

    `labels` are the CRM's names for it. `optional` is True, False, or a condition on the deal under which it
    may be left out. `repeat` is how often it may come in a row (None: any number). `back_to` names earlier
    stages to which the process documents a way back. `buyer` is the step of the buyer's journey that the stage
    presumes: the buyer has done what comes before it, and works on it now. `exit_evidence` are the signals without
    which the stage is not left. The rest is kept for the map and the editor.
    """

    name: str
    labels: tuple[str, ...]
    optional: bool | Condition = False
    repeat: int | None = 1
    back_to: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    buyer: str = ""
    exit_evidence: tuple[str, ...] = ()
    allowed: str = ""
    effort: str = ""


@dataclass(frozen=True)
class Parallel:
    """Branches that are all worked, in any interleaving."""

    branches: tuple[Flow, ...]


@dataclass(frozen=True)
class Branch:
    """One way of a choice; `when` is None for a free branch, `otherwise` marks the one for all other deals."""

    flow: Flow
    when: Condition | None = None
    otherwise: bool = False


@dataclass(frozen=True)
class Choice:
    """Exactly one of the branches is taken."""

    branches: tuple[Branch, ...]


Step = Stage | Parallel | Choice
Flow = tuple[Step, ...]


@dataclass(frozen=True)
class End:
    """How a deal ends: `won` after the whole flow, any other from the stages in `sources` (None: from anywhere)."""

    name: str
    labels: tuple[str, ...]
    sources: tuple[str, ...] | None = None
    requires: tuple[str, ...] = ()
    requires_field: str = ""

    @property
    def title(self) -> str:
        """The name under which the end stands in the checked log and on the map."""
        return self.name.capitalize()


@dataclass(frozen=True)
class SalesProcess:
    """The documented process as `lanekeeper.process/1`; `other` holds the sections that nothing here reads yet.

    It is valid for the deals worked from `valid_from` to `valid_until` (both included, None for no bound). `rules`
    hold beside the flow, which says only in which order stages come. `signals` say what counts as which evidence,
    `journey` is the buyer's side. `accepted` deviations no longer count, `forbidden` paths always do. `handoffs` are
    agreed between its roles, `strategy` is what else was agreed on: whom to sell to, what to aim at, what was changed
    when.
    """

    name: str
    flow: Flow
    ends: tuple[End, ...] = ()
    version: str = ""
    header: Mapping[str, Any] = field(default_factory=dict)
    other: Mapping[str, Any] = field(default_factory=dict)
    rules: tuple[Rule, ...] = ()
    valid_from: date | None = None
    valid_until: date | None = None
    signals: tuple[Signal, ...] = ()
    journey: BuyerJourney | None = None
    accepted: tuple[Accepted, ...] = ()
    forbidden: tuple[Forbidden, ...] = ()
    handoffs: tuple[Handoff, ...] = ()
    strategy: Strategy = field(default_factory=Strategy)

    @property
    def stages(self) -> tuple[Stage, ...]:
        """Every stage in documented order, those in branches included."""
        return tuple(stages_of(self.flow))

    def end(self, name: str) -> End | None:
        """The end of that name (`won`, `lost`, `recycle`), if the process documents it."""
        return next((end for end in self.ends if end.name == name), None)


def stages_of(flow: Flow) -> Iterator[Stage]:
    """The stages of a flow in the order in which they are written."""
    for step in flow:
        if isinstance(step, Stage):
            yield step
        else:
            for flow_inside in branch_flows(step):
                yield from stages_of(flow_inside)


def branch_flows(block: Parallel | Choice) -> tuple[Flow, ...]:
    """What is done in each branch."""
    return tuple(branch.flow if isinstance(branch, Branch) else branch for branch in block.branches)
