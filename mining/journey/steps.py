"""When the buyer has done which step, as the signals in a log show it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from mining.process.condition_truth import truth
from models.buyer_check import SignalEvidence, StepEvidence
from models.buyer_journey import BuyerJourney, BuyerStep
from models.case_table import NO_TIME, CaseTable

LATER = np.iinfo(np.int64).max
"""Stands for no time where the earliest of several is looked for."""


def steps_of(
    journey: BuyerJourney | None, found: Sequence[SignalEvidence], cases: CaseTable
) -> tuple[StepEvidence, ...]:
    """Every step of the journey: done at the first time any of its signals is seen in the deal."""
    by_name = {signal.name: signal for signal in found}
    return tuple(_step(step, by_name, cases) for step in journey.steps) if journey else ()


def _step(step: BuyerStep, found: dict[str, SignalEvidence], cases: CaseTable) -> StepEvidence:
    seen = [found[name] for name in dict.fromkeys(step.evidence) if name in found and len(found[name])]
    first = np.full(len(cases), LATER, dtype=np.int64)
    for signal in seen:
        times = signal.first(len(cases))
        np.minimum(first, times, out=first, where=times != NO_TIME)
    first[first == LATER] = NO_TIME
    first.flags.writeable = False
    going_well = truth(step.measure, cases) if step.measure is not None else None
    return StepEvidence(step, first, tuple(signal.name for signal in seen), going_well)
