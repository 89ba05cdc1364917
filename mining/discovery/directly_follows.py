"""The directly-follows graph: which activity directly follows which, how often, in how many deals, how fast."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mining.aggregates.flow import END, START, Flow, flow_of, weigh
from mining.aggregates.quantiles import quantiles
from mining.aggregates.steps_in_order import StepsInOrder, steps_to_walk
from models.directly_follows import DirectlyFollows
from models.event_log import EventLog


def directly_follows(
    log: EventLog, mask: NDArray[np.bool_] | None = None, ends: NDArray[np.bool_] | None = None
) -> DirectlyFollows:
    """Count the steps of the cases in `mask` (one flag a case; None: all).

    `ends` flags the cases whose last event leads to the end (None: all); an open deal just stops. Cases
    without events take no step. Quantiles are linearly interpolated. What a log does is worked out once; a
    mask then costs one look at the variant of every case, and one at every step.
    """
    cases = weigh(log, mask).cases
    at_end = mask if ends is None or mask is None else mask & ends
    ended = weigh(log, ends if mask is None else at_end).cases
    return graph_of(log, mask, cases, ended)


def graph_of(
    log: EventLog, mask: NDArray[np.bool_] | None, weight: NDArray[np.int64], ended: NDArray[np.int64]
) -> DirectlyFollows:
    """The graph of the cases in a mask: so many of each variant (`weight`), so many of them at their end."""
    flow = flow_of(log)
    n = flow.n_labels
    begins, ends = flow.by_activity(flow.first, weight), flow.by_activity(flow.last, ended)
    first, last = np.flatnonzero(begins), np.flatnonzero(ends)
    times = flow.steps.times_in(weight)
    taken = np.flatnonzero(times)
    key = flow.steps.key[taken]
    source = np.concatenate((np.full(len(first), START), key // max(n, 1), last))
    target = np.concatenate((first, key % max(n, 1), np.full(len(last), END)))
    events = np.concatenate((begins[first], times[taken], ends[last]))
    cases = np.concatenate((begins[first], flow.steps.cases(weight)[taken], ends[last]))
    ordered, some = steps_to_walk(log, mask, times)
    median, p90 = _durations(ordered, times, some)[taken].T
    unknown = np.full(len(first), np.nan), np.full(len(last), np.nan)
    order = np.lexsort((target, source, -cases, -events))
    visits, visiting = (
        _by_label(flow, flow.visits.times_in(weight)),
        _by_label(flow, flow.visits.cases(weight)),
    )
    return DirectlyFollows(
        labels=log.activity.labels,
        source=source[order].astype(np.int32),
        target=target[order].astype(np.int32),
        events=events[order].astype(np.int64),
        cases=cases[order].astype(np.int64),
        median_days=np.concatenate((unknown[0], median, unknown[1]))[order],
        p90_days=np.concatenate((unknown[0], p90, unknown[1]))[order],
        visits=visits,
        visiting_cases=visiting,
        dwell_days=_dwell(flow, ordered, times, some),
        n_cases=int(weight.sum()),
    )


def _by_label(flow: Flow, counts: NDArray[np.int64]) -> NDArray[np.int64]:
    found = np.zeros(flow.n_labels, dtype=np.int64)
    found[flow.visits.key] = counts
    return found


def _durations(
    ordered: StepsInOrder, times: NDArray[np.int64], mask: NDArray[np.bool_] | None
) -> NDArray[np.float64]:
    """The median and the 90th percentile of the days of every step."""
    return quantiles(times, (0.5, 0.9), lambda rank: ordered.by_step.days(rank, mask))


def _dwell(
    flow: Flow, ordered: StepsInOrder, times: NDArray[np.int64], mask: NDArray[np.bool_] | None
) -> NDArray[np.float64]:
    """Median days from every activity to the next event."""
    leaving = np.zeros(flow.n_labels, dtype=np.int64)
    np.add.at(leaving, flow.steps.key // max(flow.n_labels, 1), times)
    return quantiles(leaving, (0.5,), lambda rank: ordered.by_source.days(rank, mask))[:, 0]
