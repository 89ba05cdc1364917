"""How often each activity follows each other one and how long that takes in all, in one pass over the events."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from mining.aggregates.counting_loop import TOTAL_STEPS
from mining.aggregates.flow import flow_of, weigh
from mining.aggregates.side_by_side import parts, side_by_side
from mining.aggregates.steps_loop import FILL_TAKEN, TOTAL_TAKEN
from mining.compiled.loading import fast
from models.event_log import EventLog

_SECOND = 1_000_000
_EVENTS_AT_ONCE = 1 << 18
_CASES_AT_ONCE = 1 << 15
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
    log: EventLog, mask: NDArray[np.bool_] | None = None, leave_out: Collection[str] = ()
) -> StepTotals:
    """Add up the steps of the cases in `mask` (None: all), as if the activities in `leave_out` had not happened.

    The whole log needs nothing that has to be worked out before, unlike `mining.discovery.directly_follows`, which
    also knows cases and quantiles. With a mask, which others will follow, counts come from the variants and
    the seconds of every step are kept, six bytes an event.
    """
    if mask is not None and not tuple(leave_out):
        quickly = _of_taken(log, mask)
        if quickly is not None:
            return quickly
    n = len(log.activity.labels)
    kept = ~np.isin(np.arange(n), [log.activity.code(label) for label in leave_out])
    chosen = np.arange(log.n_cases) if mask is None else np.flatnonzero(mask)
    count = _in_a_table if n * n <= _MOST_PAIRS else _by_sorting
    cuts = np.searchsorted(chosen, [behind for _, behind in parts(log.case_start, _EVENTS_AT_ONCE)])
    cases = [part for part in np.split(chosen, cuts) if len(part)]
    found = side_by_side([partial(count, log, part, kept) for part in cases])
    pair = np.concatenate([part[0] for part in found]) if found else np.zeros(0, dtype=np.int64)
    key, place = np.unique(pair, return_inverse=True)
    events, total = np.zeros(len(key), dtype=np.int64), np.zeros(len(key))
    if found:
        np.add.at(events, place, np.concatenate([part[1] for part in found]))
        np.add.at(total, place, np.concatenate([part[2] for part in found]))
    source, target = np.divmod(key, max(n, 1))
    return StepTotals(
        log.activity.labels, source.astype(np.int32), target.astype(np.int32), events, total / log.day
    )


_Part = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]
"""Source * labels + target of every step that occurs, how often it does, and its microseconds in all."""


@dataclass(frozen=True, eq=False)
class _Taken:
    """The step from every event: its group in the flow, and whole seconds."""

    step: NDArray[np.uint16]
    seconds: NDArray[np.uint32]


def _taken(log: EventLog) -> _Taken | None:
    """None where there are too many kinds of steps, or times are finer than seconds."""
    fill, flow = fast(FILL_TAKEN), flow_of(log)
    if fill is None or len(flow.steps.key) > 1 << 16:
        return None
    found = _Taken(np.empty(log.n_events, dtype=np.uint16), np.empty(log.n_events, dtype=np.uint32))
    variants = log.variants
    columns = (log.case_start, log.elapsed, variants.of_case, variants.start, flow.step)
    return found if fill(*columns, found.step, found.seconds) else None


def _of_taken(log: EventLog, mask: NDArray[np.bool_]) -> StepTotals | None:
    """Counts from the variants, and only the times from the events; None where that cannot be."""
    total = fast(TOTAL_TAKEN)
    if total is None or fast(FILL_TAKEN) is None:
        return None
    taken = log.derived(_taken)
    if taken is None:
        return None
    flow, cases = flow_of(log), np.flatnonzero(mask)

    def add_up(some: NDArray[np.int64]) -> NDArray[np.int64]:
        seconds = np.zeros(len(flow.steps.key), dtype=np.int64)
        total(some, log.case_start, taken.step, taken.seconds, seconds)
        return seconds

    parts_of = np.array_split(cases, max(1, len(cases) // _CASES_AT_ONCE))
    seconds = np.sum(side_by_side([partial(add_up, some) for some in parts_of]), axis=0)
    events = flow.steps.times_in(weigh(log, mask).cases)
    occurs = np.flatnonzero(events)
    source, target = np.divmod(flow.steps.key[occurs], max(flow.n_labels, 1))
    return StepTotals(
        labels=log.activity.labels,
        source=source.astype(np.int32),
        target=target.astype(np.int32),
        events=events[occurs],
        days=seconds[occurs] / (log.day / _SECOND),
    )


def _in_a_table(log: EventLog, cases: NDArray[np.int64], kept: NDArray[np.bool_]) -> _Part:
    """Count the steps of some cases in a table of all pairs."""
    n = len(kept)
    loop = fast(TOTAL_STEPS)
    if loop is None:
        pair, duration = _steps(log, cases, kept)
        events = np.bincount(pair, minlength=n * n).astype(np.int64)
        total = np.bincount(pair, duration, n * n).astype(np.float64)
    else:
        both = np.zeros(2 * n * n)
        loop(cases, log.activity.codes, log.case_start, log.elapsed, kept, both)
        events, total = both[::2].astype(np.int64), both[1::2]
    key = np.flatnonzero(events)
    return key, events[key], total[key]


def _by_sorting(log: EventLog, cases: NDArray[np.int64], kept: NDArray[np.bool_]) -> _Part:
    """Count the steps of some cases where a table of all pairs would be too large."""
    pair, duration = _steps(log, cases, kept)
    key, place = np.unique(pair, return_inverse=True)
    events, total = np.bincount(place, minlength=len(key)), np.bincount(place, duration, len(key))
    return key, events.astype(np.int64), total.astype(np.float64)


def _steps(
    log: EventLog, cases: NDArray[np.int64], kept: NDArray[np.bool_]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The pair and the duration of every step of some cases, in order."""
    begin, lengths = log.case_start[cases], log.case_start[cases + 1] - log.case_start[cases]
    event = np.arange(int(lengths.sum())) + np.repeat(begin - np.cumsum(lengths) + lengths, lengths)
    number = np.repeat(np.arange(len(cases), dtype=np.int32), lengths)
    code = log.activity.codes[event]
    if not kept.all():
        here = np.flatnonzero(kept[code])
        event, number, code = event[here], number[here], code[here]
    same = np.flatnonzero(number[1:] == number[:-1])
    pair = code[same] * np.int64(len(kept)) + code[same + 1]
    return pair, log.elapsed[event[same + 1]] - log.elapsed[event[same]]
