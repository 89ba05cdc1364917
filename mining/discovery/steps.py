"""Every step of every deal from one activity directly to the next, grouped by edge in one pass over the arrays."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from models.case_table import DAY
from models.event_log import EventLog

START = -1
"""The source of the first step of a deal; as target, `END`."""
END = -1


@dataclass(frozen=True, eq=False)
class Groups:
    """Entries sorted by group: entries `bounds[g]:bounds[g + 1]` belong to group `g`, named `key[g]`.

    `case` is the case of every entry; within a group the cases ascend, so a case's entries lie together.
    """

    key: NDArray[np.int64]
    bounds: NDArray[np.int64]
    case: NDArray[np.int32]

    @property
    def sizes(self) -> NDArray[np.int64]:
        """The number of entries of every group."""
        return np.diff(self.bounds)

    @cached_property
    def distinct_cases(self) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
        """(group, case) of every case of every group, each pair once."""
        first = np.ones(len(self.case), dtype=bool)
        np.not_equal(self.case[1:], self.case[:-1], out=first[1:])
        first[self.bounds[:-1]] = True
        group = np.repeat(np.arange(len(self.key)), self.sizes)
        return group[first], self.case[first]


@dataclass(frozen=True, eq=False)
class Steps:
    """The steps of a log: `inner` groups those between two events by source * n + target, with their `days`.

    `visits` groups the events by activity; `first`, `last` and `stop` are the activity with which each of
    `first_case` begins, each of `last_case` ends, and at which each of `stop_case` stands, not yet ended.
    """

    n_labels: int
    inner: Groups
    days: NDArray[np.float64]
    visits: Groups
    first: NDArray[np.int32]
    first_case: NDArray[np.int32]
    last: NDArray[np.int32]
    last_case: NDArray[np.int32]
    stop: NDArray[np.int32]
    stop_case: NDArray[np.int32]


def steps_of(
    log: EventLog, mask: NDArray[np.bool_] | None = None, ends: NDArray[np.bool_] | None = None
) -> Steps:
    """The steps of the cases in `mask` (None: all); only those in `ends` (None: all) come to an end."""
    code, when, case = log.activity.codes, log.timestamp, log.case_of_event
    if mask is not None and not mask.all():
        kept = mask[case]
        code, when, case = code[kept], when[kept], case[kept]
    same = case[1:] == case[:-1]
    first = np.concatenate(([True], ~same)) if len(case) else np.zeros(0, dtype=bool)
    last = np.concatenate((~same, [True])) if len(case) else np.zeros(0, dtype=bool)
    ended = last if ends is None else last & ends[case]
    stopped = last & ~ended
    n = len(log.activity.labels)
    edge = (code[:-1].astype(np.int64) * n + code[1:])[same]
    inner, order = _grouped(edge, case[1:][same], n * n)
    visits, _ = _grouped(code.astype(np.int64), case, n)
    days = np.diff(when)[same][order] / DAY
    return Steps(
        n_labels=n,
        inner=inner,
        days=days,
        visits=visits,
        first=code[first],
        first_case=case[first],
        last=code[ended],
        last_case=case[ended],
        stop=code[stopped],
        stop_case=case[stopped],
    )


def _grouped(
    key: NDArray[np.int64], case: NDArray[np.int32], n_keys: int
) -> tuple[Groups, NDArray[np.int64]]:
    """Sort entries by key and keep their order within a key; 16-bit keys are sorted by radix."""
    small = key.astype(np.uint16) if n_keys <= 1 << 16 else key
    order = np.argsort(small, kind="stable")
    ordered = key[order]
    starts = np.flatnonzero(np.diff(ordered)) + 1
    inside = [0] if len(ordered) else []
    bounds = np.concatenate((inside, starts, [len(ordered)])).astype(np.int64)
    return Groups(ordered[bounds[:-1]], bounds, case[order]), order
