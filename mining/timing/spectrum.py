"""The performance spectrum: every deal's way from one stage to the next as a line in time, fast or slow.

V. Denisov, D. Fahland, W. M. P. van der Aalst, "Unbiased, Fine-Grained Description of Processes Performance from Event
Data" (2018). A line begins when the deal enters the upper stage and ends when it enters the lower one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from mining.aggregates.flow import flow_of
from mining.aggregates.steps_in_order import steps_in_order
from mining.timing.quartiles import PACES, pace_of, quartiles
from models.categorical import MISSING
from models.event_log import EventLog, Times


@dataclass(frozen=True, eq=False)
class Band:
    """The steps from `source` straight to `target`, the fastest first, one entry a step.

    `begin` and `end` are microseconds UTC, `days` the time between them on the clock of the log, `pace` the quarter
    that it is in: 0 the fastest to 3 the slowest. `limits` are the three quartiles in days, NaN without steps.
    """

    source: str
    target: str
    case: NDArray[np.int32]
    begin: Times
    end: Times
    days: NDArray[np.float64]
    pace: NDArray[np.uint8]
    limits: tuple[float, float, float]

    def __len__(self) -> int:
        return len(self.case)

    @property
    def counts(self) -> tuple[int, ...]:
        """How many steps are in each quarter."""
        return tuple(np.bincount(self.pace, minlength=PACES).tolist())


def band_of(log: EventLog, mask: NDArray[np.bool_], source: str, target: str) -> Band:
    """The steps of the deals in `mask` (one flag a case) from one activity straight to another."""
    flow, codes = flow_of(log), (log.activity.code(source), log.activity.code(target))
    key = codes[0] * flow.n_labels + codes[1]
    group = int(np.searchsorted(flow.steps.key, key))
    if MISSING in codes or group == len(flow.steps.key) or flow.steps.key[group] != key:
        case = event = np.zeros(0, dtype=np.int32)
        days = np.zeros(0)
    else:
        ordered = steps_in_order(log).by_step
        part = slice(int(ordered.bounds[group]), int(ordered.bounds[group + 1]))
        chosen = mask[ordered.case[part]]
        case, event = ordered.case[part][chosen], ordered.event[part][chosen]
        days = ordered.took(event)
    limits = quartiles(days)
    begin, end = (log.timestamp[event + at] if len(event) else log.timestamp[:0] for at in (0, 1))
    return Band(source, target, case, begin, end, days, pace_of(days, limits), limits)


def bands_of(log: EventLog, mask: NDArray[np.bool_], stages: Sequence[str]) -> tuple[Band, ...]:
    """The steps between each of some stages and the next one."""
    return tuple(band_of(log, mask, source, target) for source, target in pairwise(stages))
