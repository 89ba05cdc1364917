"""Check a log against the buyer's side of a documented process, and remember what an edit of the flow leaves alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from mining.conformance.reference import reference_of
from mining.journey.as_deviations import as_deviations
from mining.journey.contradictions import contradictions
from mining.journey.evidence import evidence_of, roles_of
from mining.journey.presuming import Presuming, exit_evidence, later_stages, presuming
from mining.journey.seller_place import last_entered
from mining.journey.steps import steps_of
from mining.journey.two_sided import Finding, buyer_ahead, missing_evidence, not_there_yet
from mining.journey.visits import Visits
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

    `at` gives, for every signal, the last event of the `checked` log up to each time that it is seen.
    """

    log: EventLog
    checked: EventLog
    signals: tuple[Signal, ...]
    journey: BuyerJourney | None
    documented: frozenset[str]
    roles: Mapping[str, str]
    found: tuple[SignalEvidence, ...]
    at: tuple[Times, ...]
    steps: tuple[StepEvidence, ...]


@dataclass(frozen=True, eq=False)
class BuyerMemory:
    """What one check leaves for the next: what was `seen`, what was `asked` of it, and what came out."""

    seen: Seen
    asked: tuple[object, ...]
    check: BuyerCheck
    deviations: tuple[Deviation, ...]


def check_buyer(
    log: EventLog, checked: EventLog, process: ProcessModel, memory: BuyerMemory | None
) -> BuyerMemory | None:
    """Check the prepared `log` with events of all kinds; `checked` are its stages by their documented names.

    `memory` is what the last check left. None where the process names neither signals nor a journey, as an imported
    net never does. Raises UserError where the pattern of a signal is none.
    """
    if not isinstance(process, SalesProcess) or not (process.signals or process.journey):
        return None
    seen = _seen(log, checked, process, memory.seen if memory else None)
    stages, later, exits = presuming(process), later_stages(process), exit_evidence(process)
    asked = (stages, later, exits)
    if memory is not None and memory.seen is seen and memory.asked == asked:
        check, deviations = memory.check, memory.deviations
    else:
        check, deviations = _checked(seen, stages, later, exits)
    return BuyerMemory(seen, asked, replace(check, contradictions=contradictions(process)), deviations)


def _seen(log: EventLog, checked: EventLog, process: SalesProcess, before: Seen | None) -> Seen:
    documented = frozenset(reference_of(process, checked).names)
    roles = roles_of(process)
    known = before is not None and before.log is log
    if before is not None and known:
        same = (before.signals, before.documented, before.roles) == (process.signals, documented, roles)
        found = before.found if same else evidence_of(log, process.signals, documented, roles)
    else:
        found = evidence_of(log, process.signals, documented, roles)
    if before is not None and found is before.found and before.checked is checked:
        if before.journey == process.journey:
            return before
        at = before.at
    else:
        at = tuple(last_entered(checked, signal.case, signal.time) for signal in found)
    steps = steps_of(process.journey, found, log.cases)
    return Seen(log, checked, process.signals, process.journey, documented, roles, found, at, steps)


def _checked(
    seen: Seen,
    stages: tuple[Presuming, ...],
    later: Mapping[str, frozenset[str]],
    exits: Mapping[str, tuple[str, ...]],
) -> tuple[BuyerCheck, tuple[Deviation, ...]]:
    visits = Visits(seen.checked)
    entered = np.array(
        [visits.won_at(s.name) if s.is_end else visits.first(s.name) for s in stages], dtype=np.int64
    ).reshape(len(stages), seen.checked.n_cases)
    steps = {step.step.name: step for step in seen.steps}
    by_name = {signal.name: signal for signal in seen.found}
    findings: list[Finding] = [*not_there_yet(stages, entered, steps)]
    if seen.journey is not None:
        at = {signal.name: (signal, place) for signal, place in zip(seen.found, seen.at, strict=True)}
        findings += buyer_ahead(seen.checked, seen.journey, stages, entered, steps, at)
    won = next((stage.name for stage in stages if stage.is_end), "")
    findings += missing_evidence(visits, won, exits, later, by_name)
    entered.flags.writeable = False
    check = BuyerCheck(
        journey=seen.journey,
        signals=seen.found,
        steps=seen.steps,
        stages=tuple(stage.name for stage in stages),
        step_of=tuple(stage.step for stage in stages),
        presumed=tuple(stage.done for stage in stages),
        entered=entered,
    )
    return check, as_deviations(findings)
