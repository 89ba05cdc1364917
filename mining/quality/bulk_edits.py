"""Changes made to many deals at once: data entry or an import, and nothing that happened in the deals."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from models.categorical import MISSING
from models.event_log import BULK_EDIT, EventKind, EventLog

DEALS = 10
"""So many different deals changed by one person within a minute are a bulk edit."""

STAMPED = 24
"""So many different deals changed in one identical second are an import, whoever made it."""

_SECOND = 1_000_000
_MINUTE = 60 * _SECOND


def bulk_edit_events(
    log: EventLog, day_only: NDArray[np.bool_], robots: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """One flag an event: was it made to many deals at once?

    It was where the CRM says so (`BULK_EDIT` is "yes"), where it is one of the stages that one person entered in
    at least ten different deals within 60 seconds, or one of those entered in at least two dozen different deals
    in one identical second (an import's stamp). Dates without a time say nothing, and what automation does
    (`robots`) within a minute is counted as automation.
    """
    stages = (log.kind == EventKind.STAGE) & ~day_only
    flags = stamped_events(log, day_only)
    column = log.extra.get(BULK_EDIT)
    if column is not None:
        flags |= column.is_any_of(("yes",))
    known = np.flatnonzero(stages & ~robots & (log.resource.codes != MISSING))
    flags[known[_within_a_minute(log, known)]] = True
    return flags


def stamped_events(log: EventLog, day_only: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """One flag an event: were stages of at least two dozen different deals entered in its second?"""
    flags = np.zeros(log.n_events, dtype=bool)
    events = np.flatnonzero((log.kind == EventKind.STAGE) & ~day_only)
    second = log.timestamp[events] // _SECOND
    in_order = np.sort(second)
    if not (in_order[STAMPED - 1 :] == in_order[: 1 - STAMPED]).any():
        return flags
    order = np.lexsort((log.case_of_event[events], second))
    events, second = events[order], second[order]
    starts = np.flatnonzero(np.append(True, np.diff(second) != 0))
    sizes = np.diff(np.append(starts, len(second)))
    is_new = np.append(True, (np.diff(second) != 0) | (np.diff(log.case_of_event[events]) != 0))
    deals = np.add.reduceat(is_new.astype(np.int64), starts)
    flags[events[np.repeat(deals >= STAMPED, sizes)]] = True
    return flags


def _within_a_minute(log: EventLog, events: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which of the events lie in a minute that begins with one of them and holds enough deals of one person."""
    n = len(events)
    if n < DEALS:
        return np.zeros(n, dtype=bool)
    order = np.lexsort((log.timestamp[events], log.resource.codes[events]))
    person, time = log.resource.codes[events][order], log.timestamp[events][order]
    gap = np.where(np.diff(person) == 0, np.minimum(np.diff(time), 2 * _MINUTE), 2 * _MINUTE)
    at = np.concatenate(
        ([0], np.cumsum(gap))
    )  # one axis for everybody: what is further apart than a minute stays so
    end = np.searchsorted(at, at + _MINUTE, side="right")
    size = end - np.arange(n)
    if not (size >= DEALS).any():
        return np.zeros(n, dtype=bool)
    deals = size - _again(at, log.case_of_event[events][order])
    full = np.flatnonzero(deals >= DEALS)
    found = np.zeros(n, dtype=bool)
    found[order] = _covered(full, end[full], n) > 0
    return found


def _again(at: NDArray[np.int64], case: NDArray[np.int32]) -> NDArray[np.int64]:
    """For the minute that begins at every event: how many of its events are of a deal that it has already."""
    by_case = np.lexsort((np.arange(len(at)), case))
    first, second = by_case[:-1], by_case[1:]
    near = (case[first] == case[second]) & (at[second] - at[first] <= _MINUTE)
    first, second = first[near], second[near]
    return _covered(np.searchsorted(at, at[second] - _MINUTE, side="left"), first + 1, len(at))


def _covered(begin: NDArray[np.int64], end: NDArray[np.int64], n: int) -> NDArray[np.int64]:
    """How many of the ranges `begin` to `end` (exclusive) every place from 0 to n - 1 lies in."""
    edges = np.bincount(begin, minlength=n + 1) - np.bincount(end, minlength=n + 1)
    return np.cumsum(edges[:-1])
