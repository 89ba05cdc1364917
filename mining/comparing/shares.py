"""How many deals of each side take every path and come to every stage, from the variants re-weighed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mining.aggregates.flow import END, NOTHING, START, Flow, flow_of, weigh
from models.event_log import EventLog

Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Counts:
    """Deals of both sides (two columns each, first and second) by path and by activity, as codes of the log.

    `paths` have the pair (source, target), `START` and `END` at the ends; `taking` counts the deals that take each
    path, `leaving` those that leave its source. `visiting` has a row an activity.
    """

    paths: tuple[tuple[int, int], ...]
    taking: Ints
    leaving: Ints
    visiting: Ints


def counts_of(
    log: EventLog, masks: tuple[NDArray[np.bool_], NDArray[np.bool_]], ends: NDArray[np.bool_] | None = None
) -> Counts:
    """Count the deals of two masks over the cases.

    Open deals lead to no end. With `ends` (one flag an activity) only paths between other activities count, and a
    deal leaves a stage where it goes on to one of these.
    """
    flow = flow_of(log)
    n = max(flow.n_labels, 1)
    weights = [weigh(log, mask) for mask in masks]
    cases = np.stack([one.cases for one in weights])
    ended = np.stack([one.cases - one.open for one in weights])
    source, target = flow.steps.key // n, flow.steps.key % n
    kept = np.ones(len(source), dtype=bool) if ends is None else ~(ends[source] | ends[target])
    leaving = _going_on(flow, kept, cases)
    if ends is None:
        leaving += _stopping(flow, ended)
    begun, over = flow.by_activity(flow.first, cases), flow.by_activity(flow.last, ended)
    firsts = np.flatnonzero(begun.sum(axis=0) * (1 if ends is None else ~ends))
    lasts = np.flatnonzero(over.sum(axis=0)) if ends is None else np.zeros(0, dtype=np.int64)
    starting = cases[:, flow.first != NOTHING].sum(axis=1)
    steps = flow.steps.cases(cases)
    taken = np.flatnonzero(steps.any(axis=0) & kept)
    visiting = np.zeros((2, flow.n_labels), dtype=np.int64)
    visiting[:, flow.visits.key] = flow.visits.cases(cases)
    return Counts(
        paths=(
            *((START, code) for code in firsts.tolist()),
            *zip(source[taken].tolist(), target[taken].tolist(), strict=True),
            *((code, END) for code in lasts.tolist()),
        ),
        taking=np.concatenate((begun[:, firsts], steps[:, taken], over[:, lasts]), axis=1).T,
        leaving=np.concatenate(
            (np.repeat(starting[:, None], len(firsts), axis=1), leaving[:, source[taken]], leaving[:, lasts]),
            axis=1,
        ).T,
        visiting=visiting.T,
    )


def _entries(flow: Flow, kept: NDArray[np.bool_]) -> tuple[Ints, Ints]:
    """The distinct pairs of an activity and a variant that leaves it by one of the kept steps."""
    n, n_variants = max(flow.n_labels, 1), len(flow.first)
    rows = np.repeat(np.arange(len(flow.steps.key)), np.diff(flow.steps.bounds))
    chosen = np.flatnonzero(kept[rows]) if len(rows) else np.zeros(0, dtype=np.int64)
    cell = np.unique(flow.steps.key[rows[chosen]] // n * n_variants + flow.steps.variant[chosen])
    return cell // max(n_variants, 1), cell % max(n_variants, 1)


def _going_on(flow: Flow, kept: NDArray[np.bool_], cases: Ints) -> Ints:
    """How many deals go on from every activity by one of the kept steps: a row a side."""
    activity, variant = _entries(flow, kept)
    found = [np.bincount(activity, row[variant], flow.n_labels) for row in cases]
    return np.array(found).astype(np.int64).reshape(2, flow.n_labels)


def _stopping(flow: Flow, ended: Ints) -> Ints:
    """How many deals leave an activity only towards the end: it is their last and they visit it once."""
    return flow.by_activity(flow.last, np.where(flow.last_is_only, ended, 0))
