"""What happened in many deals, slot by slot: per distinct variant, per explanation, or per deal with its times."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from mining.aggregates.variants import with_variants
from mining.conformance.deviating_moves import DeviatingMoves, deviating_moves
from models.alignment import MoveKind
from models.categorical import MISSING
from models.conformance import Conformance
from models.event_log import EventLog, Times

NOTHING = -1

Slots = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Course:
    """Slots of units, one after the other: unit `u` has the slots `start[u]:start[u + 1]`.

    A slot is an event, or (in explanations) a step that was left out, whose `activity` is `MISSING`; otherwise
    that is a code of the log's activities. `of_case` is the unit of every case. `departure` is the index in
    `KINDS` of the departure that a slot is, and `label` the code of its name in the alignments, where explanations
    are looked at. `time` is that of every slot, where deals are.
    """

    start: Slots
    activity: NDArray[np.int32]
    of_case: NDArray[np.int32]
    departures: DeviatingMoves | None = None
    time: Times | None = None

    @property
    def n_units(self) -> int:
        """How many units."""
        return len(self.start) - 1

    @cached_property
    def unit(self) -> NDArray[np.int32]:
        """The unit of every slot."""
        return np.repeat(np.arange(self.n_units, dtype=np.int32), np.diff(self.start))

    @cached_property
    def before(self) -> Slots:
        """For every slot the last event before it, whichever unit that is of, `NOTHING` before the first."""
        slots = np.arange(len(self.activity))
        if self.departures is None:
            return slots - 1
        events = np.where(self.activity == MISSING, NOTHING, slots)
        return np.concatenate(([NOTHING], np.maximum.accumulate(events)))[:-1]

    @cached_property
    def first(self) -> Slots:
        """The first event of every unit that has one."""
        events, unit = self._events
        return events[np.flatnonzero(np.diff(unit, prepend=NOTHING))]

    @cached_property
    def last(self) -> Slots:
        """The last event of every unit that has one."""
        events, unit = self._events
        return events[np.flatnonzero(np.diff(unit, append=self.n_units))]

    @cached_property
    def _events(self) -> tuple[Slots, NDArray[np.int32]]:
        events = np.flatnonzero(self.activity != MISSING)
        return events, self.unit[events]


def course_of_variants(log: EventLog) -> Course:
    """One unit a distinct variant."""
    variants = with_variants(log).variants
    return Course(variants.start, variants.activity, variants.of_case)


def course_of_deals(log: EventLog) -> Course:
    """One unit a case, with times."""
    cases = np.arange(log.n_cases, dtype=np.int32)
    return Course(log.case_start, log.activity.codes, cases, time=log.timestamp)


def course_of_explanations(found: Conformance) -> Course:
    """One unit an alignment of the check; one that was not found in time has no slots."""
    alignments = found.alignments
    code = np.array([found.log.activity.code(label) for label in alignments.labels] or [MISSING], np.int32)
    activity = np.where(alignments.kind == MoveKind.MODEL, np.int32(MISSING), code[alignments.label])
    return Course(alignments.start, activity, found.alignment_of_case, found.derived(deviating_moves))


def course_of_explained_deals(found: Conformance) -> Course:
    """One unit a case, with departures and times; a step that was left out has the time of what comes after it.

    Nothing comes after the last ones: they have the time of the last event.
    """
    log, which = found.log, found.alignment_of_case.astype(np.int64)
    per_case = found.alignments.take(which)
    slots = found.derived(course_of_explanations)
    lengths = np.diff(slots.start)[which]
    source = np.arange(per_case.start[-1]) + np.repeat(slots.start[which] - per_case.start[:-1], lengths)
    case = np.repeat(np.arange(log.n_cases, dtype=np.int64), lengths)
    event = np.minimum(log.case_start[case] + per_case.position, log.case_start[case + 1] - 1)
    time = log.timestamp[event] if log.n_events else np.zeros(len(event), dtype=np.int64)
    moves = found.derived(deviating_moves)
    departures = DeviatingMoves(moves.kind[source], moves.label[source])
    cases = np.arange(log.n_cases, dtype=np.int32)
    return Course(per_case.start, slots.activity[source], cases, departures, time)
