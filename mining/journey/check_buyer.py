"""Check a log against the buyer's side of a documented process, and remember what an edit of the flow leaves alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mining.conformance.reference import reference_of
from mining.journey.as_deviations import as_deviations
from mining.journey.contradictions import contradictions
from mining.journey.evidence import Search
from mining.journey.presuming import Presuming, exit_evidence, later_stages, presuming
from mining.journey.seller_place import last_entered
from mining.journey.steps import steps_of
from mining.journey.two_sided import buyer_ahead, left_forward, missing_evidence, not_there_yet
from mining.journey.visits import Visits
from mining.process.roles import roles_of
from models.buyer_check import BuyerCheck, SignalEvidence, StepEvidence
from models.buyer_journey import BuyerJourney
from models.deviation import Deviation
from models.event_log import EventLog
from models.project import ProcessModel
from models.sales_process import SalesProcess
from models.signal import Signal

Times = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Seen:
    """The signals and steps of a log, and where the seller was: what does not depend on the flow between stages.

    `at` gives, for every signal, the last event of the `checked` log up to each time that it is seen; `visits` are the
    stages of that log.
    """

    log: EventLog
    checked: EventLog
    signals: tuple[Signal, ...]
    journey: BuyerJourney | None
    documented: frozenset[str]
    roles: Mapping[str, str]
    search: Search
    found: tuple[SignalEvidence, ...]
    at: tuple[Times, ...]
    visits: Visits
    steps: tuple[StepEvidence, ...]


@dataclass(frozen=True, eq=False)
class Sides:
    """The deviations of the buyer against the stages, and what was asked of which steps for them."""

    seen: Seen
    asked: frozenset[Presuming]
    deviations: tuple[Deviation, ...]


@dataclass(frozen=True, eq=False)
class Exits:
    """The deviations of stages left without evidence, when they were left and ends reached, and what was asked for."""

    found: tuple[SignalEvidence, ...]
    visits: Visits
    asked: tuple[object, ...]
    left: Mapping[str, Times]
    deviations: tuple[Deviation, ...]


@dataclass(frozen=True, eq=False)
class BuyerMemory:
    """What one check leaves for the next, and what came out of it."""

    seen: Seen
    sides: Sides
    exits: Exits
    check: BuyerCheck

    @property
    def deviations(self) -> tuple[Deviation, ...]:
        """All deviations beside the flow."""
        return (*self.sides.deviations, *self.exits.deviations)


def check_buyer(
    log: EventLog, checked: EventLog, process: ProcessModel, memory: BuyerMemory | None
) -> BuyerMemory | None:
    """Check the prepared `log` with events of all kinds; `checked` are its stages by their documented names.

    `memory` is what the last check left. None where the process names neither signals nor a journey, as an imported
    net never does.
    """
    if not isinstance(process, SalesProcess) or not (process.signals or process.journey):
        return None
    stages = presuming(process)
    seen = _seen(log, checked, process, memory.seen if memory else None)
    sides = _sides(seen, stages, memory.sides if memory else None)
    exits = _exits(seen, stages, process, memory.exits if memory else None)
    return BuyerMemory(seen, sides, exits, _check(seen, stages, exits, process))


def _seen(log: EventLog, checked: EventLog, process: SalesProcess, before: Seen | None) -> Seen:
    documented, roles = frozenset(reference_of(process, checked).names), roles_of(process)
    if before is not None and before.log is log and (before.documented, before.roles) == (documented, roles):
        search = before.search
        same = before.signals == process.signals
        found = before.found if same else search.evidence(process.signals)
    else:
        search = Search(log, documented, roles)
        found = search.evidence(process.signals)
    if before is not None and found is before.found and before.checked is checked:
        if before.journey == process.journey:
            return before
        at, visits = before.at, before.visits
    else:
        visits = before.visits if before is not None and before.checked is checked else Visits(checked)
        at = tuple(last_entered(checked, signal.case, signal.time) for signal in found)
    return Seen(
        log=log,
        checked=checked,
        signals=process.signals,
        journey=process.journey,
        documented=documented,
        roles=roles,
        search=search,
        found=found,
        at=at,
        visits=visits,
        steps=steps_of(process.journey, found, log.cases),
    )


def _sides(seen: Seen, stages: Sequence[Presuming], before: Sides | None) -> Sides:
    asked = frozenset(stages)
    if before is not None and before.seen is seen and before.asked == asked:
        return before
    entered = _entered(seen, stages)
    steps = {step.step.name: step for step in seen.steps}
    findings = [*not_there_yet(stages, entered, steps)]
    if seen.journey is not None:
        at = {signal.name: (signal, place) for signal, place in zip(seen.found, seen.at, strict=True)}
        findings += buyer_ahead(seen.visits, seen.journey, stages, entered, steps, at)
    return Sides(seen, asked, as_deviations(findings))


def _exits(seen: Seen, stages: Sequence[Presuming], process: SalesProcess, before: Exits | None) -> Exits:
    signals = exit_evidence(process)
    later = {name: others for name, others in later_stages(process).items() if name in signals}
    won = next((stage.name for stage in stages if stage.is_end), "")
    asked = (signals, later, won)
    known = before is not None and before.found is seen.found and before.visits is seen.visits
    if before is not None and known and before.asked == asked:
        return before
    left, gone_on = left_forward(seen.visits, won, signals, later)
    by_name = {signal.name: signal for signal in seen.found}
    of_stages = {name: asked for name, asked in signals.items() if name in later}
    findings = missing_evidence(left, of_stages, by_name, gone_on)
    return Exits(seen.found, seen.visits, asked, left, as_deviations([*findings]))


def _check(seen: Seen, stages: Sequence[Presuming], exits: Exits, process: SalesProcess) -> BuyerCheck:
    return BuyerCheck(
        journey=seen.journey,
        signals=seen.found,
        steps=seen.steps,
        stages=tuple(stage.name for stage in stages),
        step_of=tuple(stage.step for stage in stages),
        presumed=tuple(stage.done for stage in stages),
        entered=_entered(seen, stages),
        asked=exit_evidence(process),
        left=exits.left,
        contradictions=contradictions(process),
    )


def _entered(seen: Seen, stages: Sequence[Presuming]) -> tuple[Times, ...]:
    """By stage: when every case first entered it, or the won end."""
    visits = seen.visits
    return tuple(visits.won_at(one.name) if one.is_end else visits.first(one.name) for one in stages)
