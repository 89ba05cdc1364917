"""Every step of every deal sorted by how long it takes, once a log: quantiles of any part of it are then a walk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mining.aggregates.flow import NOTHING, Flow, flow_of, weigh
from mining.aggregates.side_by_side import parts, side_by_side
from mining.aggregates.steps_loop import SCATTER_STEPS, SORT_GROUPS, UNPACK, WALK
from mining.aggregates.variants import with_variants
from mining.compiled.loading import fast
from models.event_log import EventLog

Ints = NDArray[np.int64]

_WORTH_WAITING = 3_000_000
"""With so many events numpy takes as long to sort the steps as the loops take to be loaded."""
_FEW = 32
_STEPS_AT_ONCE = 1 << 20
_GROUPS_ONE_BY_ONE = 10_000


@dataclass(frozen=True, eq=False)
class InOrder:
    """Steps sorted by group, in it by duration: `bounds[g]:bounds[g + 1]` are those of group `g`.

    `event` is the event from which the step leads to the next one, `case` its case: 8 bytes a step. `elapsed`
    and `day` are the clock of the log.
    """

    bounds: Ints
    case: NDArray[np.int32]
    event: NDArray[np.int32]
    elapsed: Ints
    day: int

    def days(self, rank: Ints, mask: NDArray[np.bool_] | None) -> NDArray[np.float64]:
        """How many days the steps at some ranks take, among those of the cases in `mask` (None: all).

        `rank` has a row a group, from zero and below the number of steps of these cases, each above those left
        of it or equal to one of them; -1 where none is wanted, and then what is returned there means nothing.
        """
        if not len(self.event):
            return np.zeros(rank.shape)
        return self.took(self.event[np.maximum(self._places(rank, mask), 0)])

    def took(self, event: NDArray[np.int32]) -> NDArray[np.float64]:
        """How many days the steps from these events take."""
        taken: NDArray[np.float64] = (self.elapsed[event + 1] - self.elapsed[event]) / self.day
        return taken

    def _places(self, rank: Ints, mask: NDArray[np.bool_] | None) -> Ints:
        before = self.bounds[:-1, None]
        if mask is None:
            return before + rank
        walk = fast(WALK)
        if walk is not None:
            place = np.zeros(rank.shape, dtype=np.int64)
            bits = np.packbits(mask, bitorder="little")
            ranges = parts(self.bounds, _STEPS_AT_ONCE)
            side_by_side([partial(walk, self.bounds, *part, self.case, bits, rank, place) for part in ranges])
            return place
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
    return with_variants(log).derived(_steps_in_order)


def steps_to_walk(
    log: EventLog, mask: NDArray[np.bool_] | None, sizes: Ints
) -> tuple[StepsInOrder, NDArray[np.bool_] | None]:
    """Steps in order, and the mask with which to ask them for those of the cases in `mask` (None: all).

    `sizes` is the number of steps of these cases by group. Few are sorted by themselves, which is quicker than
    to walk all.
    """
    if mask is None or mask.all():
        return steps_in_order(log), None
    if int(sizes.sum()) * _FEW < log.n_events:
        return _in_order(log, np.flatnonzero(mask), sizes), None
    return steps_in_order(log), mask


def _steps_in_order(log: EventLog) -> StepsInOrder:
    return _in_order(log, np.arange(log.n_cases), flow_of(log).steps.times_in(weigh(log).cases))


def _in_order(log: EventLog, cases: Ints, sizes: Ints) -> StepsInOrder:
    """Sort the steps of some cases, of which there are so many by group."""
    flow = flow_of(log)
    bounds = np.concatenate(([0], np.cumsum(sizes))).astype(np.int64)
    first = np.searchsorted(flow.steps.key, np.arange(flow.n_labels + 1) * flow.n_labels)
    sort = _sorted(log, flow, cases, bounds, bounds[first])
    return sort or _sorted_by_numpy(log, flow, cases, bounds, bounds[first])


def _sorted(log: EventLog, flow: Flow, cases: Ints, by_step: Ints, by_source: Ints) -> StepsInOrder | None:
    """Sort with the compiled loops; None where they are not there."""
    wait = int(by_step[-1]) >= _WORTH_WAITING
    scatter, sort, unpack = (fast(loop, wait) for loop in (SCATTER_STEPS, SORT_GROUPS, UNPACK))
    if scatter is None or sort is None or unpack is None:
        return None
    n = int(by_step[-1])
    duration, case_event = np.empty(n, dtype=np.int64), np.empty(n, dtype=np.int64)
    scatter(
        cases, log.case_start, log.elapsed, log.variants.of_case, log.variants.start, flow.step,
        by_step[:-1].copy(), duration, case_event,
    )  # fmt: skip
    found = []
    for bounds in (by_step, by_source):  # the steps that leave one activity lie together in either
        works = [
            partial(_sort_part, sort, bounds, duration, case_event, *part)
            for part in parts(bounds, _STEPS_AT_ONCE)
        ]
        side_by_side(works)
        case, event = np.empty(n, dtype=np.int32), np.empty(n, dtype=np.int32)
        unpack(case_event, case, event)
        found.append(InOrder(bounds, case, event, log.elapsed, log.day))
    return StepsInOrder(*found)


def _sort_part(
    sort: Callable[..., Any], bounds: Ints, duration: Ints, case_event: Ints, first: int, behind: int
) -> None:
    largest = int(np.diff(bounds[first : behind + 1]).max(initial=0))
    spare, other_spare = np.empty(largest, dtype=np.int64), np.empty(largest, dtype=np.int64)
    sort(bounds, first, behind, duration, case_event, spare, other_spare, np.empty(2048, dtype=np.int64))


def _sorted_by_numpy(log: EventLog, flow: Flow, cases: Ints, by_step: Ints, by_source: Ints) -> StepsInOrder:
    lengths = log.case_start[1:][cases] - log.case_start[:-1][cases]
    before = np.cumsum(lengths) - lengths
    event = np.arange(int(lengths.sum())) + np.repeat(log.case_start[:-1][cases] - before, lengths)
    shift = log.variants.start[log.variants.of_case[cases]] - log.case_start[:-1][cases]
    step = flow.step[event + np.repeat(shift, lengths)]
    inner = np.flatnonzero(step != NOTHING)
    event, step, case = event[inner], step[inner], np.repeat(cases, lengths)[inner].astype(np.int32)
    order = np.argsort(step.astype(np.uint16) if len(by_step) <= 1 << 16 else step, kind="stable")
    event, case = event[order], case[order]
    found = []
    for bounds in (by_step, by_source):
        order = _order(log.elapsed[event + 1] - log.elapsed[event], bounds)
        event, case = event[order], case[order]
        found.append(InOrder(bounds, case, event.astype(np.int32), log.elapsed, log.day))
    return StepsInOrder(*found)


def _order(duration: Ints, bounds: Ints) -> Ints:
    """What sorts every group by duration."""
    if len(bounds) > _GROUPS_ONE_BY_ONE:
        return np.lexsort((duration, np.repeat(np.arange(len(bounds) - 1), np.diff(bounds))))
    order = np.empty(len(duration), dtype=np.int64)
    for begin, end in zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True):
        order[begin:end] = np.argsort(duration[begin:end], kind="stable") + begin
    return order
