"""Stages of one deal that were entered at the same instant, so that their order is only that of the file."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mining.quality.day_only import Days
from models.event_log import EventKind, EventLog


def tied_events(log: EventLog, days: Days, duplicates: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """One flag an event: was another stage of the deal entered at the same instant?

    Events that have only a date are counted as that (`same_day_events`), and duplicates are no second stage:
    neither is counted here.
    """
    return _together(log, log.timestamp, ~days.is_date & ~duplicates)


def same_day_events(log: EventLog, days: Days, duplicates: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """One flag an event: was another stage of the deal entered on the same day, where only days are known?"""
    return _together(log, days.day, days.is_date & ~duplicates)


def _together(log: EventLog, moment: NDArray[np.int64], counted: NDArray[np.bool_]) -> NDArray[np.bool_]:
    flags = np.zeros(log.n_events, dtype=bool)
    events = np.flatnonzero(counted & (log.kind == EventKind.STAGE))
    same = (np.diff(moment[events]) == 0) & (np.diff(log.case_of_event[events]) == 0)
    if len(events):
        flags[events[np.append(same, False) | np.append(False, same)]] = True
    return flags
