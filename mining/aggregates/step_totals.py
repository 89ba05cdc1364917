"""How often each activity follows each other one and how long that takes in all, in one pass over the events."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mining.aggregates.counting_loop import TOTAL_STEPS
from mining.compiled.loading import fast
from models.case_table import DAY
from models.event_log import EventLog

_MOST_PAIRS = 1 << 22
"""More pairs of labels are not counted in a table but sorted."""


@dataclass(frozen=True, eq=False)
class StepTotals:
    """The steps that occur, in order of `source` and `target` (codes into `labels`): how often, and days in all."""

    labels: tuple[str, ...]
    source: NDArray[np.int32]
    target: NDArray[np.int32]
    events: NDArray[np.int64]
    days: NDArray[np.float64]


def step_totals(
    log: EventLog, mask: NDArray[np.bool_] | None = None, leave_out: Iterable[str] = ()
) -> StepTotals:
    """Add up the steps of the cases in `mask` (None: all), as if the activities in `leave_out` had not happened.

    Needs nothing that has to be worked out before, unlike `mining.discovery.directly_follows`, which also
    knows cases and quantiles.
    """
    n = len(log.activity.labels)
    kept = ~np.isin(np.arange(n), [log.activity.code(label) for label in leave_out])
    chosen = np.ones(log.n_cases, dtype=bool) if mask is None else mask
    loop = fast(TOTAL_STEPS)
    if loop is None or n * n > _MOST_PAIRS:
        key, events, total = _by_numpy(log, chosen, kept)
    else:
        counts, durations = np.zeros((n, n), dtype=np.int64), np.zeros((n, n))
        loop(log.activity.codes, log.case_start, log.timestamp, chosen, kept, counts, durations)
        key = np.flatnonzero(counts)
        events, total = counts.ravel()[key], durations.ravel()[key]
    source, target = np.divmod(key, max(n, 1))
    return StepTotals(
        log.activity.labels, source.astype(np.int32), target.astype(np.int32), events, total / DAY
    )


def _by_numpy(
    log: EventLog, mask: NDArray[np.bool_], kept: NDArray[np.bool_]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    """Source * labels + target of every step that occurs, how often it does, and its microseconds in all."""
    code, time, case = log.activity.codes, log.timestamp, log.case_of_event
    if not (mask.all() and kept.all()):
        event = np.flatnonzero(mask[case] & kept[code])
        code, time, case = code[event], time[event], case[event]
    n = len(kept)
    same = np.flatnonzero(case[1:] == case[:-1])
    pair = code[same] * np.int64(n) + code[same + 1]
    duration = time[same + 1] - time[same]
    if n * n > _MOST_PAIRS:
        key, place = np.unique(pair, return_inverse=True)
        events, total = np.bincount(place, minlength=len(key)), np.bincount(place, duration, len(key))
        return key, events.astype(np.int64), total.astype(np.float64)
    events, total = np.bincount(pair, minlength=n * n), np.bincount(pair, duration, n * n)
    key = np.flatnonzero(events)
    return key, events[key].astype(np.int64), total[key].astype(np.float64)
