"""How long deals of each side take from stage to stage: every step and every stage tested in one pass."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mining.aggregates.flow import flow_of
from mining.aggregates.steps_in_order import InOrder, steps_in_order
from mining.mann_whitney import RankTests, rank_tests
from models.event_log import EventLog

NO_SIDE, FIRST, SECOND = -1, 0, 1
Ints = NDArray[np.int64]


def step_times(log: EventLog, side: NDArray[np.int8]) -> tuple[Ints, RankTests]:
    """Days from one activity to the next: keys source * labels + target, and their tests.

    `side` is `FIRST`, `SECOND` or `NO_SIDE`, one entry a case. A deal that takes a step more than once counts with
    the first time, so that all values are of different deals.
    """
    return flow_of(log).steps.key, _tested(steps_in_order(log).by_step, log.derived(_first_steps), side)


def stage_times(log: EventLog, side: NDArray[np.int8]) -> RankTests:
    """Days from every activity (one group each) to the next event, whatever that is; the first stay of a deal."""
    return _tested(steps_in_order(log).by_source, log.derived(_first_stays), side)


def _tested(ordered: InOrder, is_first: NDArray[np.bool_], side: NDArray[np.int8]) -> RankTests:
    of_entry = side[ordered.case]
    kept = is_first & (of_entry != NO_SIDE)
    before = np.concatenate(([0], np.cumsum(kept)))
    return rank_tests(ordered.took(ordered.event[kept]), before[ordered.bounds], of_entry[kept] == FIRST)


def _first_steps(log: EventLog) -> NDArray[np.bool_]:
    return _is_first(steps_in_order(log).by_step)


def _first_stays(log: EventLog) -> NDArray[np.bool_]:
    return _is_first(steps_in_order(log).by_source)


def _is_first(ordered: InOrder) -> NDArray[np.bool_]:
    """One flag an entry: is it the first one of its case in its group?"""
    group = np.repeat(np.arange(len(ordered.bounds) - 1), np.diff(ordered.bounds))
    cell = group * (int(ordered.case.max(initial=0)) + 1) + ordered.case
    order = np.lexsort((ordered.event, cell))
    first = np.zeros(len(cell), dtype=bool)
    first[order[np.diff(cell[order], prepend=-1) != 0]] = True
    return first
