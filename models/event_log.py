"""The event log in memory: immutable columns, sorted once, with every string factorised at import."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import IntEnum
from functools import cached_property
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from models.case_table import DAY, CaseTable
from models.categorical import Categorical
from models.field_history import FieldHistory
from models.variants import Variants, variants_of
from models.working_clock import WorkingClock

T = TypeVar("T")

Times = NDArray[np.int64]
"""Microseconds since 1970-01-01 UTC."""


BULK_EDIT, DIRECTION, SUBJECT, CONTACT_ROLE = "Bulk edit", "Direction", "Subject", "Contact role"
"""Names in `EventLog.extra`: "yes" where the CRM itself says that many records were changed at once; "in" or
"out" for calls and messages; what an activity is called; the role in the deal of the contact that it was with, of
several with a semicolon between them."""

ROLE = "Role"
"""Another one: what the CRM says of the person who did it, such as title, user role and department, with a semicolon
between them."""


class EventKind(IntEnum):
    """What an event is evidence of."""

    STAGE = 0
    ACTIVITY = 1
    BUYER = 2
    LEAD = 3


@dataclass(frozen=True, eq=False)
class EventLog:
    """Events sorted by case, then time, then source order.

    `activity`, `timestamp` (int64 microseconds UTC), `resource` and `kind` (int8 `EventKind`) have one entry
    an event; `case_start` has one entry a case and a last one for the end, so that case `i` is the slice
    `case_start[i]:case_start[i + 1]`; `cases` has one row a case in the same order. A case without events
    is allowed. Raises ValueError where the lengths disagree or a case is not in order of time.

    `clock` is what durations are measured by, None around the clock: a duration is a difference of `elapsed` (of an
    event) or `elapsed_of` (of any times) divided by `day`, so that it is in days of 24 hours or in working days.

    `changes` holds how amount, close date, owner and other fields of the cases changed. They are no events: nobody
    who counts events, activities or variants meets them, and to keep some of the events keeps all changes.

    `stand_ins` says who is called what where people are not named, as the project keeps it; who is missing there is
    numbered after them (`mining.export.stand_ins`).
    """

    activity: Categorical
    timestamp: Times
    resource: Categorical
    kind: NDArray[np.int8]
    case_start: NDArray[np.int64]
    cases: CaseTable
    extra: Mapping[str, Categorical] = field(default_factory=dict)
    clock: WorkingClock | None = None
    changes: FieldHistory = field(default_factory=FieldHistory)
    stand_ins: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        lengths = {len(self.activity), len(self.timestamp), len(self.resource), len(self.kind)}
        lengths |= {len(column) for column in self.extra.values()}
        if len(lengths) != 1:
            raise ValueError(f"the event columns have different lengths: {sorted(lengths)}")
        if len(self.case_start) != len(self.cases) + 1 or self.case_start[0] != 0:
            raise ValueError("case_start needs one offset a case and a last one for the end")
        if self.case_start[-1] != len(self.timestamp) or (np.diff(self.case_start) < 0).any():
            raise ValueError("case_start does not cover the events in order")
        begins = np.zeros(len(self.timestamp) + 1, dtype=bool)
        begins[self.case_start] = True
        if ((self.timestamp[1:] < self.timestamp[:-1]) & ~begins[1:-1]).any():
            raise ValueError("the events of a case are not in order of time")
        if len(self.changes) and not 0 <= self.changes.case[0] <= self.changes.case[-1] < len(self.cases):
            raise ValueError("a change belongs to no case")
        for column in (self.timestamp, self.kind, self.case_start):
            column.flags.writeable = False

    @property
    def n_events(self) -> int:
        """How many events."""
        return len(self.timestamp)

    @property
    def n_cases(self) -> int:
        """How many cases, those without events included."""
        return len(self.cases)

    @cached_property
    def case_of_event(self) -> NDArray[np.int32]:
        """The case index of every event."""
        return np.repeat(np.arange(len(self.cases), dtype=np.int32), np.diff(self.case_start))

    @property
    def elapsed(self) -> Times:
        """What the clock shows at every event, in microseconds; around the clock the very column `timestamp`."""
        return self.timestamp if self.clock is None else self.derived(_elapsed)

    def elapsed_of(self, times: Times) -> Times:
        """What the clock shows at these times; `NO_TIME` stays."""
        return times if self.clock is None else self.clock.elapsed(times)

    @property
    def day(self) -> int:
        """How many microseconds of the clock are told as one day."""
        return DAY if self.clock is None else self.clock.day

    @property
    def day_hours(self) -> float | None:
        """The hours of a working day where durations are in working days, None around the clock."""
        return None if self.clock is None else self.clock.calendar.day_hours

    @cached_property
    def variants(self) -> Variants:
        """The distinct activity sequences, and which case follows which."""
        return variants_of(self.activity.codes, self.case_start)

    @property
    def knows_variants(self) -> bool:
        """Whether the variants are already found."""
        return "variants" in self.__dict__

    def learn_variants(self, found: Variants) -> None:
        """Take over `variants` that were found elsewhere, faster; ValueError where they are not of so many cases."""
        if len(found.of_case) != self.n_cases or len(found.counts) != len(found.start) - 1:
            raise ValueError("these are the variants of another log")
        self.__dict__["variants"] = found

    def derived(self, make: Callable[[EventLog], T]) -> T:
        """What `make` computes from this log: computed once and kept as long as the log, which never changes.

        `make` goes by codes, not by names: what it made is kept when labels change and codes do not.
        """
        if make not in self._derived:
            self._derived[make] = make(self)
        found: T = self._derived[make]
        return found

    @cached_property
    def _derived(self) -> dict[Callable[[EventLog], Any], Any]:
        return {}

    def called(self, stand_ins: Mapping[str, str]) -> EventLog:
        """The same log with these stand-ins for its people; what was found of its events stays found."""
        if stand_ins == self.stand_ins:
            return self
        renamed = replace(self, stand_ins=stand_ins)
        if "case_of_event" in self.__dict__:
            renamed.__dict__["case_of_event"] = self.case_of_event
        if self.knows_variants:
            renamed.learn_variants(self.variants)
        return renamed

    def trace(self, case: int) -> tuple[str, ...]:
        """The activities of one case, in order."""
        codes = self.activity.codes[self.case_start[case] : self.case_start[case + 1]]
        return tuple(self.activity.labels[code] for code in codes)

    def of_kind(self, kind: EventKind) -> EventLog:
        """The same cases with only the events of one kind."""
        return self.keep_events(self.kind == kind)

    def keep_events(self, keep: NDArray[np.bool_]) -> EventLog:
        """The same cases with only the events where `keep` (one flag an event) is set."""
        if keep.all():
            return self
        kept_before = np.concatenate(([0], np.cumsum(keep)))
        return replace(
            self,
            activity=self.activity.take(keep),
            timestamp=self.timestamp[keep],
            resource=self.resource.take(keep),
            kind=self.kind[keep],
            case_start=kept_before[self.case_start].astype(np.int64),
            extra={name: column.take(keep) for name, column in self.extra.items()},
        )

    def keep_cases(self, keep: NDArray[np.bool_]) -> EventLog:
        """Only the cases where `keep` (one flag a case) is set, with their events."""
        if keep.all():
            return self
        events = keep[self.case_of_event]
        lengths = np.diff(self.case_start)[keep]
        return replace(
            self,
            activity=self.activity.take(events),
            timestamp=self.timestamp[events],
            resource=self.resource.take(events),
            kind=self.kind[events],
            case_start=np.concatenate(([0], np.cumsum(lengths))).astype(np.int64),
            cases=self.cases.keep(keep),
            extra={name: column.take(events) for name, column in self.extra.items()},
            changes=self.changes.keep_cases(keep),
        )

    def with_activities(self, labels: Iterable[str], code_of: NDArray[np.int32]) -> EventLog:
        """The same log with other activity names: event code `c` becomes `code_of[c]` of `labels`."""
        names = tuple(labels)
        stays = len(names) == len(code_of) and np.array_equal(code_of, np.arange(len(code_of)))
        codes = self.activity.codes if stays else code_of[self.activity.codes]
        renamed = replace(self, activity=Categorical(codes, names))
        if "case_of_event" in self.__dict__:
            renamed.__dict__["case_of_event"] = self.case_of_event
        if stays and self.knows_variants:
            renamed.learn_variants(self.variants)
        if stays:
            renamed._derived.update(self._derived)
        return renamed


def _elapsed(log: EventLog) -> Times:
    assert log.clock is not None
    shown = log.clock.elapsed(log.timestamp)
    shown.flags.writeable = False
    return shown
