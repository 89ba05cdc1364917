"""Which events of a deal surround a moment: at which stage the seller was when something was seen."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray

from models.event_log import EventLog

NOWHERE = -1


def last_entered(log: EventLog, case: NDArray[np.int32], time: NDArray[np.int64]) -> NDArray[np.int64]:
    """The last event of the checked log in each case at that time or before, `NOWHERE` where there is none."""
    following = first_from(log, case, time + 1)
    return np.where(following > log.case_start[case], following - 1, NOWHERE)


def first_from(log: EventLog, case: NDArray[np.int32], time: NDArray[np.int64]) -> NDArray[np.int64]:
    """The first event in each case at that time or after it; the end of the case where there is none."""
    low, high = log.case_start[case], log.case_start[case.astype(np.int64) + 1]
    while (open_ := np.flatnonzero(low < high)).size:
        middle = (low[open_] + high[open_]) // 2
        earlier = log.timestamp[middle] < time[open_]
        low[open_] = np.where(earlier, middle + 1, low[open_])
        high[open_] = np.where(earlier, high[open_], middle)
    return low


def last_of(log: EventLog, stages: Collection[str]) -> NDArray[np.int64]:
    """For every event the last one of its case up to it that enters one of the stages, `NOWHERE` for none.

    One entry more than there are events: that is what `NOWHERE` points to.
    """
    wanted = log.activity.is_any_of(stages)
    last = np.maximum.accumulate(np.where(wanted, np.arange(log.n_events), NOWHERE))
    last = np.where(last >= log.case_start[:-1][log.case_of_event], last, NOWHERE)
    return np.append(last, NOWHERE).astype(np.int64)
