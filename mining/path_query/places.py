"""Where in its deals a statement comes true: for every slot at which it is over, the latest slot where it began."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mining.conformance.deviating_moves import KINDS
from mining.path_query.courses import NOTHING, Course, Slots
from models.categorical import MISSING
from models.deviation import DeviationType
from models.path_query import EndsWith, Placed, Shows, StandsAt, StartsWith, Steps

Flags = NDArray[np.bool_]


def holds(parts: tuple[Placed, ...], course: Course, codes: dict[str, int], labels: tuple[str, ...]) -> Flags:
    """One flag a unit: do the parts come true, each after the one before is over?

    `codes` gives the activity code of every name in the query, `MISSING` where the log has no such activity;
    `labels` are those of the alignments.
    """
    over = np.full(course.n_units, NOTHING, dtype=np.int64)
    going = np.ones(course.n_units, dtype=bool)
    for part in parts:
        begun = places(part, course, codes, labels)
        fits = np.flatnonzero((begun != NOTHING) & (begun > over[course.unit]))[::-1]
        going_on = np.zeros(course.n_units, dtype=bool)
        going_on[course.unit[fits]] = True
        over[course.unit[fits]] = fits  # the one that is written last stays: the first to be over
        going &= going_on
    return going


def times_in(course: Course, code: int) -> NDArray[np.int64]:
    """How often every unit comes to an activity."""
    return np.bincount(course.unit[_is(course, code)], minlength=course.n_units)


def places(query: Placed, course: Course, codes: dict[str, int], labels: tuple[str, ...]) -> Slots:
    """For every slot at which the statement is over the latest slot where it began, else `NOTHING`."""
    match query:
        case Steps():
            return _steps(query, course, codes)
        case StartsWith(name):
            return _where(_is_first(course) & _is(course, codes[name]))
        case EndsWith(name) | StandsAt(name):
            return _where(_is_last(course) & _is(course, codes[name]))
        case Shows(kind, stage):
            return _where(_departs(course, kind, stage, labels))


def _steps(query: Steps, course: Course, codes: dict[str, int]) -> Slots:
    """Goes through the names; events alone count, so that what was left out stands in nobody's way."""
    events = course.events
    activity, unit = course.activity[events], course.unit[events]
    begun = np.where(activity == codes[query.names[0]], np.arange(len(events)), NOTHING)
    for name, directly in zip(query.names[1:], query.directly, strict=True):
        before = np.full(len(events), NOTHING, dtype=np.int64)
        before[1:] = begun[:-1] if directly else np.maximum.accumulate(begun)[:-1]
        same_unit = (before != NOTHING) & (unit[before] == unit)
        begun = np.where(same_unit & (activity == codes[name]), before, NOTHING)
    found = np.full(len(course.activity), NOTHING, dtype=np.int64)
    there = begun != NOTHING
    if query.within is not None:
        assert course.time is not None
        time = course.time[events]
        there &= time - time[begun] <= query.within
    found[events[there]] = events[begun[there]]
    return found


def _departs(course: Course, kind: DeviationType, stage: str | None, labels: tuple[str, ...]) -> Flags:
    assert course.departures is not None
    flags: Flags = course.departures.kind == KINDS.index(kind)
    if stage is not None:
        flags &= course.departures.label == (labels.index(stage) if stage in labels else MISSING)
    return flags


def _where(flags: Flags) -> Slots:
    return np.where(flags, np.arange(len(flags)), NOTHING)


def _is(course: Course, code: int) -> Flags:
    flags: Flags = course.activity == code
    return flags if code != MISSING else np.zeros(len(flags), dtype=bool)


def _is_first(course: Course) -> Flags:
    """Is it the first event of its unit?"""
    flags = np.zeros(len(course.activity), dtype=bool)
    unit = course.unit[course.events]
    flags[course.events[np.flatnonzero(np.diff(unit, prepend=NOTHING))]] = True
    return flags


def _is_last(course: Course) -> Flags:
    """Is it the last event of its unit?"""
    flags = np.zeros(len(course.activity), dtype=bool)
    unit = course.unit[course.events]
    flags[course.events[np.flatnonzero(np.diff(unit, append=course.n_units))]] = True
    return flags
