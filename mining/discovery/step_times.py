"""The times behind a stage or a path of the map, deal by deal."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mining.filtering import takes_path
from models.case_table import Outcome
from models.categorical import MISSING
from models.event_log import EventLog
from models.step_times import Bins, StepTimes

_BARS = 24
_WIDTHS = (1 / 1440, 5 / 1440, 15 / 1440, 1 / 24, 2 / 24, 6 / 24, 0.5, 1, 2, 5, 7, 14, 30, 60, 90, 180, 365)
"""Widths of bars that a person can read, in days."""


def times_at(log: EventLog, mask: NDArray[np.bool_], activity: str) -> StepTimes:
    """Days from every event of this activity to the next event of its deal, of the cases in `mask`."""
    code = log.activity.code(activity)
    event = np.flatnonzero(log.activity.codes == code) if code != MISSING else np.zeros(0, dtype=np.int64)
    event = event[mask[log.case_of_event[event]]]
    last = event == log.case_start[1:][log.case_of_event[event]] - 1
    waiting = log.cases.outcome[log.case_of_event[event[last]]] == Outcome.OPEN
    return _longest_first(log, event[~last], int(waiting.sum()))


def times_between(
    log: EventLog, mask: NDArray[np.bool_], source: str | None, target: str | None
) -> StepTimes:
    """Days of every direct step from one activity to the other, of the cases in `mask`.

    None stands for the start and the end of a deal: to these nobody takes time, and the latest deals come first.
    """
    if source is None or target is None:
        case = np.flatnonzero(takes_path(log, source, target) & mask)
        at = log.case_start[:-1][case] if source is None else log.case_start[1:][case] - 1
        case = case[np.argsort(-log.timestamp[at], kind="stable")]
        return StepTimes(case, np.full(len(case), np.nan))
    code, to = log.activity.code(source), log.activity.code(target)
    codes = log.activity.codes
    event = np.flatnonzero((codes[:-1] == code) & (codes[1:] == to) & (code != MISSING) & (to != MISSING))
    of = log.case_of_event
    return _longest_first(log, event[(of[event] == of[event + 1]) & mask[of[event]]], 0)


def quantile_of(days: NDArray[np.float64], share: float) -> float:
    """The time that this share of the times stay within, linearly interpolated; `days` has the longest first."""
    place = (len(days) - 1) * (1 - share)
    low = int(place)
    rest = place - low
    return float(days[low] * (1 - rest) + days[min(low + 1, len(days) - 1)] * rest)


def bins_of(days: NDArray[np.float64]) -> Bins:
    """At most 24 bars of a width that can be read, up to the time that 49 in 50 stay within; the rest is beyond.

    `days` has the longest first.
    """
    if not len(days):
        return Bins(1.0, ())
    reach = max(quantile_of(days, 0.98), _WIDTHS[0])
    width = next((width for width in _WIDTHS if reach / width <= _BARS), reach / _BARS)
    bars = int(min(reach, days[0]) // width) + 1
    below = np.searchsorted(days[::-1], width * np.arange(bars + 1))
    return Bins(width, tuple(np.diff(below).tolist()), int(len(days) - below[-1]))


def _longest_first(log: EventLog, event: NDArray[np.int64], still: int) -> StepTimes:
    """Events that each have a next one in their deal."""
    days = (log.elapsed[event + 1] - log.elapsed[event]) / log.day
    order = np.argsort(-days, kind="stable")
    return StepTimes(log.case_of_event[event[order]].astype(np.int64), days[order], still)
