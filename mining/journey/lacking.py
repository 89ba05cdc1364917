"""What a two-sided deviation is made of: which step of the buyer, or which signal, it is about in which deals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mining.journey.presuming import Presuming, presuming
from mining.journey.seller_place import last_entered
from mining.journey.two_sided import Finding, buyer_ahead, missing_evidence, not_there_yet
from mining.journey.visits import Visits
from models.buyer_check import BuyerCheck
from models.deviation import DeviationKey, DeviationType
from models.event_log import EventLog
from models.sales_process import SalesProcess

TWO_SIDED = (
    DeviationType.BUYER_NOT_THERE_YET,
    DeviationType.BUYER_AHEAD,
    DeviationType.MISSING_EVIDENCE,
)
"""The kinds of deviations that are about the buyer's side."""


@dataclass(frozen=True, eq=False)
class Lacking:
    """One step or signal by the name that it is shown under, and one flag a case: is the deviation about it there?"""

    name: str
    cases: NDArray[np.bool_]


def lacking(
    checked: EventLog, check: BuyerCheck, process: SalesProcess, key: DeviationKey
) -> tuple[Lacking, ...]:
    """What it is about: steps that were not done, that were done already, or signals that were not seen.

    `checked` is the log of stages by their documented names. Every part is found as the whole is, with nothing but
    that part to look at; a deal can lack several. Parts that no deal shows are left out.
    """
    parts = {
        DeviationType.BUYER_NOT_THERE_YET: _not_done,
        DeviationType.BUYER_AHEAD: _done_already,
        DeviationType.MISSING_EVIDENCE: _not_seen,
    }
    find = parts.get(key.type)
    return tuple(part for part in find(checked, check, process, key) if part.cases.any()) if find else ()


def _not_done(
    checked: EventLog, check: BuyerCheck, process: SalesProcess, key: DeviationKey
) -> Iterator[Lacking]:
    steps = {step.step.name: step for step in check.steps}
    for row, stage in enumerate(presuming(process)):
        if stage.name == key.stage:
            for name in stage.done:
                alone = Presuming(stage.name, stage.step, (name,), stage.is_end)
                found = not_there_yet((alone,), check.entered[row : row + 1], steps)
                yield Lacking(steps[name].step.shown, _shown(found, key, checked.n_cases))


def _done_already(
    checked: EventLog, check: BuyerCheck, process: SalesProcess, key: DeviationKey
) -> Iterator[Lacking]:
    if check.journey is None:
        return
    stages, visits = presuming(process), Visits(checked)
    for step in check.steps:
        signals = [one for name in step.seen if (one := check.signal(name)) is not None]
        seen = {one.name: (one, last_entered(checked, one.case, one.time)) for one in signals}
        found = buyer_ahead(visits, check.journey, stages, check.entered, {step.step.name: step}, seen)
        yield Lacking(step.step.shown, _shown(found, key, checked.n_cases))


def _not_seen(
    checked: EventLog, check: BuyerCheck, process: SalesProcess, key: DeviationKey
) -> Iterator[Lacking]:
    found = {signal.name: signal for signal in check.signals}
    for signal in check.asked.get(key.stage, ()):
        left = {key.stage: check.left[key.stage]}
        missing = missing_evidence(left, {key.stage: (signal,)}, found)
        yield Lacking(signal, _shown(missing, key, checked.n_cases))


def _shown(findings: Iterable[Finding], key: DeviationKey, n_cases: int) -> NDArray[np.bool_]:
    found = next((finding.shown for finding in findings if finding.key == key), None)
    return np.zeros(n_cases, dtype=bool) if found is None else found
