"""Puts events whose order the data do not know into the order of the documented process."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mining.alignment.model import compiled_model
from mining.conformance.reference import reference_of
from models.event_log import EventKind, EventLog
from models.label import key
from models.project import ProcessModel
from models.sales_process import SalesProcess

_UNKNOWN = -1


def documented_order(log: EventLog, group: NDArray[np.int64], process: ProcessModel) -> NDArray[np.int64]:
    """The indices of the events in their new order; events change places only within their group.

    `group` has one number an event, equal for events next to each other whose order is not known. Stages come in
    documented order and ends last. What the process does not name (and what is no stage) keeps its place in the
    file: right after the documented stage before it. Raises UserError where the process can never finish.
    """
    order = np.arange(log.n_events, dtype=np.int64)
    same = np.diff(group) == 0
    inside = np.flatnonzero(np.append(same, False) | np.append(False, same)) if len(group) else order
    if not len(inside):
        return order
    ranks, end = _ranks(log, process)
    rank = np.where(log.kind[inside] == EventKind.STAGE, ranks[log.activity.codes[inside]], _UNKNOWN)
    rank = _after_the_one_before(rank, group[inside], end)
    order[inside] = inside[np.lexsort((inside, rank, group[inside]))]
    return order


def _ranks(log: EventLog, process: ProcessModel) -> tuple[NDArray[np.int64], int]:
    """The place in the process of every label, `_UNKNOWN` where it has none, and the place of the first end."""
    reference = reference_of(process, log.of_kind(EventKind.STAGE))
    if isinstance(process, SalesProcess):
        stages = [stage.name for stage in process.stages]
    else:
        titles = set(reference.end_titles)
        stages = [label for label in compiled_model(process).stage_order() if label not in titles]
    places = {name: i for i, name in enumerate([*stages, *reference.end_titles])}
    names = [reference.names.get(key(label), "") for label in log.activity.labels]
    return np.array([places.get(name, _UNKNOWN) for name in names] or [0], dtype=np.int64), len(stages)


def _after_the_one_before(rank: NDArray[np.int64], group: NDArray[np.int64], end: int) -> NDArray[np.int64]:
    """Unknown events take the place of the last documented stage before them in their group, if there is one."""
    is_stage = (rank != _UNKNOWN) & (rank < end)
    last = np.maximum.accumulate(np.where(is_stage, np.arange(len(rank)), -1))
    carried = np.where((last >= 0) & (group[last] == group), rank[last], _UNKNOWN)
    return np.where(rank == _UNKNOWN, carried, rank)
