"""By how much buyer or seller is ahead, stage by stage, over any part of the deals."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mining.journey.steps import LATER
from models.buyer_check import BuyerCheck, StepEvidence
from models.buyer_tracks import StageLead
from models.case_table import NO_TIME
from models.event_log import EventLog


def stage_leads(log: EventLog, found: BuyerCheck, mask: NDArray[np.bool_]) -> tuple[StageLead, ...]:
    """One entry for every stage that presumes something, and for the won end; of the deals in `mask` (one flag a case).

    `log` is any log of these cases: its clock counts the days.
    """
    steps = {step.step.name: step for step in found.steps}
    leads = []
    rows = zip(found.stages, found.step_of, found.presumed, found.entered, strict=True)
    for stage, step, presumed, entered in rows:
        if not presumed:
            continue
        checked = [steps[name] for name in presumed if steps[name].can_be_checked]
        there = np.flatnonzero(mask & (entered != NO_TIME))
        if not checked:
            leads.append(StageLead(stage, step, presumed, False, len(there), day_hours=log.day_hours))
            continue
        came, ready = entered[there], _ready(checked, steps.get(step))[there]
        known, late = ready != LATER, ready > came
        days = (log.elapsed_of(came[known]) - log.elapsed_of(ready[known])) / log.day
        lacking = {
            one.step.name: int((late & ~one.done_by(entered)[there]).sum()) for one in checked if late.any()
        }
        leads.append(
            StageLead(
                stage=stage,
                step=step,
                presumed=presumed,
                can_be_checked=True,
                deals=len(there),
                before=int((~late).sum()),
                after=int((late & known).sum()),
                never=int((~known).sum()),
                median_days=float(np.median(days)) if len(days) else None,
                lacking={name: count for name, count in lacking.items() if count},
                day_hours=log.day_hours,
            )
        )
    return tuple(leads)


def _ready(presumed: list[StepEvidence], own: StepEvidence | None) -> NDArray[np.int64]:
    """When the buyer was there in every case, `LATER` for never."""
    times = [np.where(step.first == NO_TIME, LATER, step.first) for step in presumed]
    ready: NDArray[np.int64] = np.maximum.reduce(times)
    return ready if own is None else np.minimum(ready, np.where(own.first == NO_TIME, LATER, own.first))
