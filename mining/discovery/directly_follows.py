"""The directly-follows graph: which activity directly follows which, how often, in how many deals, how fast."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mining.discovery.steps import END, START, Steps, steps_of
from models.directly_follows import DirectlyFollows
from models.event_log import EventLog


def directly_follows(
    log: EventLog, mask: NDArray[np.bool_] | None = None, ends: NDArray[np.bool_] | None = None
) -> DirectlyFollows:
    """Count the steps of the cases in `mask` (one flag a case; None: all).

    `ends` flags the cases whose last event leads to the end (None: all); an open deal just stops. Cases
    without events take no step. Quantiles are linearly interpolated. Time: linear in the events.
    """
    return graph_of(
        steps_of(log, mask, ends), log.activity.labels, log.n_cases if mask is None else int(mask.sum())
    )


def graph_of(steps: Steps, labels: tuple[str, ...], n_cases: int) -> DirectlyFollows:
    """The graph of steps that are already grouped."""
    n = steps.n_labels
    begins = np.bincount(steps.first, minlength=n)
    ends = np.bincount(steps.last, minlength=n)
    first, last = np.flatnonzero(begins), np.flatnonzero(ends)
    source = np.concatenate((np.full(len(first), START), steps.inner.key // max(n, 1), last))
    target = np.concatenate((first, steps.inner.key % max(n, 1), np.full(len(last), END)))
    inner_cases = _cases_of(steps.inner.distinct_cases[0], len(steps.inner.key))
    events = np.concatenate((begins[first], steps.inner.sizes, ends[last]))
    cases = np.concatenate((begins[first], inner_cases, ends[last]))
    median, p90 = _quantiles(steps.days, steps.inner.bounds)
    unknown = np.full(len(first), np.nan), np.full(len(last), np.nan)
    order = np.lexsort((target, source, -cases, -events))
    visits, visiting = _visits(steps)
    return DirectlyFollows(
        labels=labels,
        source=source[order].astype(np.int32),
        target=target[order].astype(np.int32),
        events=events[order].astype(np.int64),
        cases=cases[order].astype(np.int64),
        median_days=np.concatenate((unknown[0], median, unknown[1]))[order],
        p90_days=np.concatenate((unknown[0], p90, unknown[1]))[order],
        visits=visits,
        visiting_cases=visiting,
        dwell_days=_dwell(steps),
        n_cases=n_cases,
    )


def _cases_of(group: NDArray[np.int64], n_groups: int) -> NDArray[np.int64]:
    return np.bincount(group, minlength=n_groups).astype(np.int64)


def _visits(steps: Steps) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Events and distinct cases of every activity."""
    events = np.zeros(steps.n_labels, dtype=np.int64)
    cases = np.zeros(steps.n_labels, dtype=np.int64)
    events[steps.visits.key] = steps.visits.sizes
    cases[steps.visits.key] = _cases_of(steps.visits.distinct_cases[0], len(steps.visits.key))
    return events, cases


def _dwell(steps: Steps) -> NDArray[np.float64]:
    """Median days from every activity to the next event; edges of one source lie together."""
    dwell = np.full(steps.n_labels, np.nan)
    source = steps.inner.key // max(steps.n_labels, 1)
    activities, first_edge = np.unique(source, return_index=True)
    bounds = np.append(steps.inner.bounds[first_edge], len(steps.days))
    dwell[activities] = _quantiles(steps.days, bounds)[0]
    return dwell


def _quantiles(
    values: NDArray[np.float64], bounds: NDArray[np.int64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The median and the 90th percentile of every group of values."""
    median, p90 = np.empty(len(bounds) - 1), np.empty(len(bounds) - 1)
    for group in range(len(bounds) - 1):
        entries = values[bounds[group] : bounds[group + 1]]
        median[group], p90[group] = np.quantile(entries, (0.5, 0.9))
    return median, p90
