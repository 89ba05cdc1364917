"""The buyer beside the seller: stages entered too early, a buyer who is further, and stages left without evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from mining.journey.presuming import Presuming
from mining.journey.seller_place import NOWHERE
from mining.journey.steps import LATER
from mining.journey.visits import Visits
from models.buyer_check import SignalEvidence, StepEvidence
from models.buyer_journey import BuyerJourney
from models.case_table import NO_TIME
from models.deviation import DeviationKey, DeviationType
from models.event_log import EventLog

Flags = NDArray[np.bool_]
Times = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Finding:
    """One deviation with a flag a case: who shows it, who was judged for it, and among whom outcomes are compared."""

    key: DeviationKey
    shown: Flags
    judged: Flags
    comparable: Flags


def not_there_yet(
    stages: Sequence[Presuming], entered: Sequence[Times], steps: Mapping[str, StepEvidence]
) -> Iterator[Finding]:
    """Stages that a deal first entered while the buyer had not done what they presume, nor worked on their step yet.

    Judged and compared are the deals that entered the stage; nothing is compared at the won end. Only steps that can
    be checked count: with none of them, a stage is judged nowhere.
    """
    for stage, times in zip(stages, entered, strict=True):
        lacking = lacking_at(stage, times, steps)
        if lacking is not None:
            judged = times != NO_TIME
            nothing = np.zeros(len(judged), dtype=bool)
            key = DeviationKey(DeviationType.BUYER_NOT_THERE_YET, stage.name)
            yield Finding(key, lacking & judged, judged, nothing if stage.is_end else judged)


def lacking_at(stage: Presuming, times: Times, steps: Mapping[str, StepEvidence]) -> Flags | None:
    """One flag a case: is something that the stage presumes not done by then? None where nothing can be checked."""
    presumed = [steps[name] for name in stage.done if steps[name].can_be_checked]
    if not presumed:
        return None
    lacking: Flags = ~np.logical_and.reduce([step.done_by(times) for step in presumed])
    return lacking & ~steps[stage.step].done_by(times) if stage.step else lacking


def buyer_ahead(
    visits: Visits,
    journey: BuyerJourney,
    stages: Sequence[Presuming],
    entered: Sequence[Times],
    steps: Mapping[str, StepEvidence],
    seen: Mapping[str, tuple[SignalEvidence, Times]],
) -> Iterator[Finding]:
    """Stages at which a deal was when a later step of the buyer was seen, before any stage of that step was entered.

    The stage is the last one entered by then that serves a step. `seen` has, by name, every signal with the last event
    of the checked log up to each time that it is seen. Judged and compared are the deals that entered the stage.
    """
    serving = {stage.name: (stage.step, row) for row, stage in enumerate(stages) if stage.step}
    last, log = visits.last_of(frozenset(serving)), visits.log
    labels = log.activity.labels
    shown: dict[str, Flags] = {}
    could: set[str] = set()
    for step in (one for one in steps.values() if one.can_be_checked):
        before = journey.before(step.step.name) - {step.step.name}
        behind = [name for name, (serves, _) in serving.items() if serves in before]
        could |= set(behind)
        reached = _earliest([entered[row] for name, row in serving.values() if name == step.step.name], log)
        is_behind = np.array([label in behind for label in labels] + [False], dtype=bool)
        for signal, at in (seen[name] for name in step.seen):
            event = last[at]
            code = np.where(event == NOWHERE, len(labels), log.activity.codes[event])
            ahead = is_behind[code] & (signal.time < reached[signal.case])
            for found in np.unique(code[ahead]).tolist():
                flags = shown.setdefault(labels[found], np.zeros(log.n_cases, dtype=bool))
                flags[signal.case[ahead & (code == found)]] = True
    for stage, times in zip(stages, entered, strict=True):
        if stage.name in could and stage.name in shown:
            judged = times != NO_TIME
            yield Finding(
                DeviationKey(DeviationType.BUYER_AHEAD, stage.name), shown[stage.name], judged, judged
            )


def left_forward(
    visits: Visits, won: str, names: Iterable[str], later: Mapping[str, frozenset[str]]
) -> tuple[dict[str, Times], dict[str, Times]]:
    """When the stages and ends of these names were left forward, or reached, and when the stages were left for others.

    A stage is left forward when a later one is entered for the first time after it, or the deal is won; `won` names
    the won end. The second holds the times of later stages alone.
    """
    left, gone_on = {}, {}
    for name in names:
        if name in later:
            gone_on[name] = visits.first_after(name, later[name])
            is_won = np.where(visits.first(name) != NO_TIME, visits.won_at(won), NO_TIME)
            left[name] = _earlier(gone_on[name], is_won)
        else:
            left[name] = visits.won_at(name) if name == won else visits.first(name)
    return left, gone_on


def missing_evidence(
    left: Mapping[str, Times],
    asked: Mapping[str, tuple[str, ...]],
    found: Mapping[str, SignalEvidence],
    gone_on: Mapping[str, Times] = MappingProxyType({}),
) -> Iterator[Finding]:
    """Stages that were `left` forward, and ends that were reached, without the evidence `asked` for by then.

    Only signals that the log has are asked for. Compared are the deals that went on to a later stage.
    """
    for name, signals in asked.items():
        known = [found[signal] for signal in signals if signal in found and len(found[signal])]
        if not known:
            continue
        times = left[name]
        lacking = np.zeros(len(times), dtype=bool)
        for signal in known:
            first = signal.first(len(times))
            lacking |= (first == NO_TIME) | (first > times)
        judged = times != NO_TIME
        later = gone_on.get(name)
        comparable = np.zeros(len(times), dtype=bool) if later is None else later != NO_TIME
        key = DeviationKey(DeviationType.MISSING_EVIDENCE, name)
        yield Finding(key, lacking & judged, judged, comparable)


def _earliest(times: Sequence[Times], log: EventLog) -> Times:
    """The earliest of several, `LATER` where all are `NO_TIME`."""
    first = np.full(log.n_cases, LATER, dtype=np.int64)
    for one in times:
        np.minimum(first, one, out=first, where=one != NO_TIME)
    return first


def _earlier(one: Times, other: Times) -> Times:
    """The earlier of two, `NO_TIME` where both are."""
    return np.minimum(one - 1, other - 1) + 1  # one less than NO_TIME is the latest time there is
