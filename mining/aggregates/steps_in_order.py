"""Every step of every deal sorted by how long it takes, once a log: quantiles of any part of it are then a walk."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mining.aggregates.flow import NOTHING, flow_of
from models.case_table import DAY
from models.event_log import EventLog


@dataclass(frozen=True, eq=False)
class InOrder:
    """Steps sorted by group, in it by duration: `bounds[g]:bounds[g + 1]` are those of group `g`.

    `event` is the event from which the step leads to the next one, `case` its case: 8 bytes a step. `timestamp`
    is the column of the log.
    """

    bounds: NDArray[np.int64]
    case: NDArray[np.int32]
    event: NDArray[np.int32]
    timestamp: NDArray[np.int64]

    def days(self, rank: NDArray[np.int64], mask: NDArray[np.bool_] | None) -> NDArray[np.float64]:
        """How many days the steps at some ranks take, among those of the cases in `mask` (None: all).

        `rank` has a row a group, from zero and below the number of steps of these cases; -1 where none is
        wanted, and then what is returned there means nothing.
        """
        if not len(self.event):
            return np.zeros(rank.shape)
        event = self.event[np.maximum(self._places(rank, mask), 0)]
        taken: NDArray[np.float64] = (self.timestamp[event + 1] - self.timestamp[event]) / DAY
        return taken

    def _places(self, rank: NDArray[np.int64], mask: NDArray[np.bool_] | None) -> NDArray[np.int64]:
        before = self.bounds[:-1, None]
        if mask is None:
            return before + rank
        kept = np.zeros(len(self.case) + 1, dtype=np.int32)
        np.cumsum(mask[self.case], out=kept[1:])
        return np.searchsorted(kept, kept[before] + rank + 1) - 1


@dataclass(frozen=True, eq=False)
class StepsInOrder:
    """The steps of a log by the groups of its flow's steps, and by the activity that they leave."""

    by_step: InOrder
    by_source: InOrder


def steps_in_order(log: EventLog) -> StepsInOrder:
    """The steps of the whole log in order, worked out once: 16 bytes a step are kept."""
    return log.derived(_steps_in_order)


def _steps_in_order(log: EventLog) -> StepsInOrder:
    flow, variants = flow_of(log), log.variants
    lengths = np.diff(log.case_start)
    shift = variants.start[variants.of_case] - log.case_start[:-1]
    place = np.arange(log.n_events) + np.repeat(shift, lengths)
    step = flow.step[place]
    event = np.flatnonzero(step != NOTHING)
    step = step[event]
    order = np.argsort(log.timestamp[event + 1] - log.timestamp[event], kind="stable")
    event, step = event[order], step[order]
    case = log.case_of_event[event]
    source = (flow.steps.key // max(flow.n_labels, 1)).astype(np.int32)
    return StepsInOrder(
        by_step=InOrder(*_grouped(step, case, event, len(flow.steps.key)), log.timestamp),
        by_source=InOrder(*_grouped(source[step], case, event, flow.n_labels), log.timestamp),
    )


def _grouped(
    group: NDArray[np.int32], case: NDArray[np.int32], event: NDArray[np.int64], n_groups: int
) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.int32]]:
    """Sort by group and keep the order within it; 16-bit groups are sorted by radix."""
    order = np.argsort(group.astype(np.uint16) if n_groups <= 1 << 16 else group, kind="stable")
    bounds = np.concatenate(([0], np.cumsum(np.bincount(group, minlength=n_groups)))).astype(np.int64)
    return bounds, case[order], event[order].astype(np.int32)
