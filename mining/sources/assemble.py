"""The one place that turns columns of events into a sorted, coded `EventLog`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from mining.sources.values.categories import compact, join, last_of, relabel
from mining.sources.values.words import counted
from models.case_table import NO_TIME, CaseTable, Outcome
from models.categorical import MISSING, Categorical
from models.event_log import EventKind, EventLog
from models.label import tidy
from resources.translation import tr


@dataclass(frozen=True, eq=False)
class Events:
    """Columns with one entry an event, in source order; `case` and `activity` have no missing entry.

    `kind` (int8 `EventKind`) is None where every event is a stage. A column of `extra` may be missing in one of
    several sets that are put together.
    """

    case: Categorical
    activity: Categorical
    timestamp: NDArray[np.int64]
    resource: Categorical
    extra: Mapping[str, Categorical] = field(default_factory=dict)
    kind: NDArray[np.int8] | None = None

    def __len__(self) -> int:
        return len(self.timestamp)

    @property
    def kinds(self) -> NDArray[np.int8]:
        """The kind of every event."""
        return np.full(len(self), EventKind.STAGE, dtype=np.int8) if self.kind is None else self.kind

    def take(self, chosen: NDArray[np.int64] | NDArray[np.bool_]) -> Events:
        """The events at the indices, or where a mask is set."""
        return replace(
            self,
            case=self.case.take(chosen),
            activity=self.activity.take(chosen),
            timestamp=self.timestamp[chosen],
            resource=self.resource.take(chosen),
            extra={name: column.take(chosen) for name, column in self.extra.items()},
            kind=None if self.kind is None else self.kind[chosen],
        )


def together(parts: Sequence[Events]) -> Events:
    """Sets of events one below the other."""
    names = dict.fromkeys(name for part in parts for name in part.extra)
    return Events(
        case=join([part.case for part in parts]),
        activity=join([part.activity for part in parts]),
        timestamp=np.concatenate([part.timestamp for part in parts]),
        resource=join([part.resource for part in parts]),
        extra={
            name: join([part.extra.get(name, Categorical.empty(len(part))) for part in parts])
            for name in names
        },
        kind=np.concatenate([part.kinds for part in parts]),
    )


@dataclass(frozen=True, eq=False)
class Ordered:
    """Events sorted by case (in order of first appearance), time and source order.

    `order[i]` is the source index of event `i`; `case` its case index; `start` has the offsets of the cases.
    """

    events: Events
    order: NDArray[np.int64]
    case: NDArray[np.int32]
    start: NDArray[np.int64]

    @property
    def ids(self) -> tuple[str, ...]:
        """The case ids in order."""
        return self.events.case.labels

    @property
    def first_time(self) -> NDArray[np.int64]:
        """The time of every case's first event, `NO_TIME` where it has none."""
        return _at(self.events.timestamp, self.start[:-1], np.diff(self.start) > 0)

    @property
    def last_time(self) -> NDArray[np.int64]:
        """The time of every case's last event, `NO_TIME` where it has none."""
        return _at(self.events.timestamp, self.start[1:] - 1, np.diff(self.start) > 0)

    @cached_property
    def is_as_read(self) -> bool:
        """Whether the events came in order."""
        return bool((self.order[1:] == self.order[:-1] + 1).all()) and not self.order[:1].any()

    def sorted(self, column: Categorical) -> Categorical:
        """A column in source order in the order of the events."""
        return column if self.is_as_read and len(column) == len(self.order) else column.take(self.order)

    def last(self, column: Categorical) -> Categorical:
        """For every case the last value that is not missing in a column in source order."""
        column = self.sorted(column)
        if len(column) and (np.diff(self.start) > 0).all():
            codes = column.codes[self.start[1:] - 1]
            if (codes != MISSING).all():
                return compact(Categorical(codes, column.labels))
        return last_of(column, self.case, len(self.ids))

    def is_constant(self, column: Categorical) -> bool:
        """Whether no case has two different values in a column in source order."""
        codes, case = self.sorted(column).codes, self.case
        if len(codes) and codes.min() == MISSING:
            known = codes != MISSING
            codes, case = codes[known], case[known]
        change = np.flatnonzero(codes[1:] != codes[:-1])
        return not (case[change] == case[change + 1]).any()


def in_order(events: Events) -> Ordered:
    """Sort events; labels of activities are tidied, labels that no event has are dropped."""
    case = compact(events.case)
    is_sorted = _is_sorted(case.codes, events.timestamp)
    order = np.arange(len(case)) if is_sorted else np.lexsort((events.timestamp, case.codes))
    ordered = replace(
        events,
        case=case,
        activity=compact(relabel(events.activity, tidy)),
        resource=compact(events.resource),
        extra={name: compact(column) for name, column in events.extra.items()},
    )
    if not is_sorted:
        ordered = ordered.take(order)
    counts = np.bincount(ordered.case.codes, minlength=len(case.labels))
    start = np.concatenate(([0], np.cumsum(counts))).astype(np.int64)
    return Ordered(ordered, order, ordered.case.codes, start)


def _is_sorted(case: NDArray[np.int32], time: NDArray[np.int64]) -> bool:
    """Whether events come by case and time already, as in most exports."""
    if (case[1:] < case[:-1]).any():
        return False
    earlier = np.flatnonzero(time[1:] < time[:-1])
    return not (case[earlier] == case[earlier + 1]).any()


def keep(ordered: Ordered, chosen: NDArray[np.bool_]) -> Ordered:
    """Only the events where `chosen` is set; every case stays."""
    case = ordered.case[chosen]
    counts = np.bincount(case, minlength=len(ordered.ids))
    start = np.concatenate(([0], np.cumsum(counts))).astype(np.int64)
    return Ordered(ordered.events.take(chosen), ordered.order[chosen], case, start)


def log_of(ordered: Ordered, cases: CaseTable) -> EventLog:
    """The log of sorted events and the table of their cases."""
    events = ordered.events
    return EventLog(
        activity=events.activity,
        timestamp=events.timestamp,
        resource=events.resource,
        kind=events.kinds,
        case_start=ordered.start,
        cases=cases,
        extra=dict(events.extra),
    )


def tie_notes(ordered: Ordered) -> list[str]:
    """A sentence on events of one case at the same instant, if there are any."""
    time, case = ordered.events.timestamp, ordered.case
    same = np.flatnonzero(time[1:] == time[:-1])
    same = same[case[same] == case[same + 1]]
    if not len(same):
        return []
    events = len(np.union1d(same, same + 1))
    cases = len(np.unique(case[same]))
    return [
        tr(
            "{events} in {deals} share their time with another event of the deal; they keep the "
            "order of the file.",
            events=counted(events, "event"),
            deals=counted(cases, "deal"),
        )
    ]


def closed_times(ordered: Ordered, outcome: NDArray[np.int8]) -> NDArray[np.int64]:
    """The time of the last event of every case that is won or lost, `NO_TIME` of the others."""
    ended = (outcome == Outcome.WON) | (outcome == Outcome.LOST)
    return np.where(ended, ordered.last_time, NO_TIME)


FEW = 200
"""A column with at most so many different texts says something of groups of deals."""


def is_few_valued(column: Categorical, most: int = FEW) -> bool:
    """Whether a column says something, in at most so many words."""
    return 0 < len(column.labels) <= most


def texts_of(column: Categorical, otherwise: Callable[[int], str] = lambda _: "") -> tuple[str, ...]:
    """One text an entry."""
    labels = column.labels
    return tuple(
        otherwise(i) if code == MISSING else labels[code] for i, code in enumerate(column.codes.tolist())
    )


def _at(values: NDArray[np.int64], index: NDArray[np.int64], known: NDArray[np.bool_]) -> NDArray[np.int64]:
    if not len(values):
        return np.full(len(index), NO_TIME, dtype=np.int64)
    return np.where(known, values[np.where(known, index, 0)], NO_TIME)
