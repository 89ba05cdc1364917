"""The steps and activities of the variants of a log, worked out once: a filter then only re-weighs the variants."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mining.aggregates.counting_loop import COUNT_CELLS
from mining.aggregates.incidence import Incidence, incidence_of
from mining.aggregates.variants import with_variants
from mining.compiled.loading import fast
from models.case_table import Outcome
from models.event_log import EventLog

START = -1
"""The source of the first step of a deal; as target, `END`."""
END = -1
NOTHING = -1
"""In place of an activity or a step where there is none."""


@dataclass(frozen=True, eq=False)
class Flow:
    """What the variants of a log do.

    `steps` groups the steps between two events by source * n_labels + target, `visits` the events by activity.
    `first` and `last` are the activity with which each variant begins and ends (`NOTHING` for the empty one);
    `last_is_only` flags those that visit their last activity once. `step` is the group in `steps` of the step
    that each event of `log.variants` takes, `NOTHING` for the last one of a variant.
    """

    n_labels: int
    steps: Incidence
    visits: Incidence
    first: NDArray[np.int32]
    last: NDArray[np.int32]
    last_is_only: NDArray[np.bool_]
    step: NDArray[np.int32]

    def by_activity(self, activity: NDArray[np.int32], weight: NDArray[np.int64]) -> NDArray[np.int64]:
        """The weights of the variants summed by `first` or `last`: one entry a label, or a row of them a row."""
        there = np.flatnonzero(activity != NOTHING)
        rows = [  # as floats, which are exact up to 2 ** 53
            np.bincount(activity[there], row[there], self.n_labels) for row in np.atleast_2d(weight)
        ]
        return np.array(rows).astype(np.int64).reshape(*weight.shape[:-1], self.n_labels)


@dataclass(frozen=True, eq=False)
class Weights:
    """The number of chosen cases of every variant by outcome: `by_outcome` has a row an `Outcome`."""

    by_outcome: NDArray[np.int64]

    @property
    def cases(self) -> NDArray[np.int64]:
        """All chosen cases."""
        return np.asarray(self.by_outcome.sum(axis=0))

    @property
    def won(self) -> NDArray[np.int64]:
        """The won ones."""
        return np.asarray(self.by_outcome[Outcome.WON])

    @property
    def closed(self) -> NDArray[np.int64]:
        """The won and the lost ones."""
        return np.asarray(self.by_outcome[[Outcome.WON, Outcome.LOST]].sum(axis=0))

    @property
    def open(self) -> NDArray[np.int64]:
        """The open ones."""
        return np.asarray(self.by_outcome[Outcome.OPEN])


def flow_of(log: EventLog) -> Flow:
    """The flow of the whole log, worked out once."""
    return with_variants(log).derived(_flow)


def weigh(log: EventLog, mask: NDArray[np.bool_] | None = None) -> Weights:
    """Count the cases in `mask` (one flag a case; None: all) by variant and outcome."""
    cell = with_variants(log).derived(_cells)
    n = len(log.variants) * len(Outcome)
    loop = fast(COUNT_CELLS)
    if loop is None or mask is None:
        counts = np.bincount(cell if mask is None else cell[mask], minlength=n).astype(np.int64)
    else:
        counts = np.zeros(n, dtype=np.int64)
        loop(cell, mask, counts)
    return Weights(np.ascontiguousarray(counts.reshape(-1, len(Outcome)).T))


def _cells(log: EventLog) -> NDArray[np.int32]:
    """Variant and outcome of every case in one number."""
    return log.variants.of_case * np.int32(len(Outcome)) + log.cases.outcome


def _flow(log: EventLog) -> Flow:
    variants, n = log.variants, len(log.activity.labels)
    code = variants.activity.astype(np.int64)
    variant = np.repeat(np.arange(len(variants), dtype=np.int32), np.diff(variants.start))
    filled = np.diff(variants.start) > 0
    last_event = variants.start[1:][filled] - 1
    inner = np.ones(len(code), dtype=bool)
    inner[last_event] = False
    source = np.flatnonzero(inner)
    steps, group = incidence_of(code[source] * n + code[source + 1], variant[source], n * n)
    step = np.full(len(code), NOTHING, dtype=np.int32)
    step[source] = group
    visits, _ = incidence_of(code, variant, n)
    first, last = (np.full(len(variants), NOTHING, dtype=np.int32) for _ in range(2))
    first[filled] = code[variants.start[:-1][filled]]
    last[filled] = code[last_event]
    once = np.zeros(len(variants), dtype=bool)
    same_as_last = code == np.repeat(last, np.diff(variants.start))
    once[filled] = (
        np.add.reduceat(same_as_last, variants.start[:-1][filled], dtype=np.int64) == 1
        if filled.any()
        else False
    )
    return Flow(n, steps, visits, first, last, once, step)
