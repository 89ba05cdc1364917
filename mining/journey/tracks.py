"""The two tracks side by side: how long before or after a stage was entered the buyer had done what it presumes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mining.journey.steps import LATER
from models.buyer_check import BuyerCheck
from models.case_table import NO_TIME
from models.event_log import EventLog

QUANTILES = (0.1, 0.25, 0.5, 0.75, 0.9)


@dataclass(frozen=True)
class Track:
    """A stage, the `steps` that it presumes and that can be checked, and how many deals `entered` it.

    Of these, the buyer was ready `before` (or at the very time), only `after`, or is `never` seen to have been. `days`
    are the `QUANTILES` of the time from entering the stage to being ready, negative where the buyer was ready first,
    among the deals whose buyer ever was; None where there are none. They are working days where the log has a clock.
    """

    stage: str
    steps: tuple[str, ...]
    entered: int
    before: int
    after: int
    never: int
    days: tuple[float, ...] | None


def tracks(checked: EventLog, check: BuyerCheck, mask: NDArray[np.bool_]) -> tuple[Track, ...]:
    """One track a stage that presumes something that can be checked, over the cases in `mask`.

    The buyer is ready once all of it is done, or the step itself that the stage serves.
    """
    return tuple(_tracks(checked, check, mask))


def _tracks(checked: EventLog, check: BuyerCheck, mask: NDArray[np.bool_]) -> Iterator[Track]:
    steps = {step.step.name: step for step in check.steps}
    for row, stage in enumerate(check.stages):
        presumed = [steps[name] for name in check.presumed[row] if steps[name].can_be_checked]
        if not presumed:
            continue
        chosen = np.flatnonzero(mask & (check.entered[row] != NO_TIME))
        entered = check.entered[row][chosen]
        ready = np.maximum.reduce([_or_later(step.first[chosen]) for step in presumed])
        if check.step_of[row]:
            ready = np.minimum(ready, _or_later(steps[check.step_of[row]].first[chosen]))
        is_ready = ready != LATER
        before = is_ready & (ready <= entered)
        waited = checked.elapsed_of(ready[is_ready]) - checked.elapsed_of(entered[is_ready])
        yield Track(
            stage,
            tuple(step.step.shown for step in presumed),
            len(chosen),
            int(before.sum()),
            int((is_ready & ~before).sum()),
            int((~is_ready).sum()),
            tuple(np.quantile(waited / checked.day, QUANTILES).tolist()) if len(waited) else None,
        )


def _or_later(times: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.where(times == NO_TIME, LATER, times)
