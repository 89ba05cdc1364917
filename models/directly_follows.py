"""Which activity directly follows which: how often, in how many deals, after how long."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class DirectlyFollows:
    """The directly-follows graph of a log, one entry an edge, the most frequent first.

    `labels` names the activities; `source` and `target` are codes into it, -1 standing for the start of a
    case (as source) and its end (as target). `events` counts the steps, `cases` the deals that take one;
    `median_days` and `p90_days` are the time the step takes (NaN at start and end). `visits` and
    `visiting_cases` count events and deals of each activity, `dwell_days` is the median time from an
    activity to the next event of its deal (NaN where none follows).
    """

    labels: tuple[str, ...]
    source: NDArray[np.int32]
    target: NDArray[np.int32]
    events: NDArray[np.int64]
    cases: NDArray[np.int64]
    median_days: NDArray[np.float64]
    p90_days: NDArray[np.float64]
    visits: NDArray[np.int64]
    visiting_cases: NDArray[np.int64]
    dwell_days: NDArray[np.float64]
    n_cases: int
