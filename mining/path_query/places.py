"""Where in its deals a statement comes true: the slots at which it is over, and for each the latest where it began."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mining.conformance.deviation_codes import KINDS
from mining.path_query.courses import NOTHING, Course, Slots
from models.categorical import MISSING
from models.deviation import DeviationType
from models.path_query import EndsWith, Placed, Shows, StandsAt, StartsWith, Steps

Flags = NDArray[np.bool_]


class Places(NamedTuple):
    """The slots at which a statement is over, in order, and for each the latest slot where it may have begun."""

    over: Slots
    begun: Slots


def holds(parts: tuple[Placed, ...], course: Course, codes: dict[str, int], labels: tuple[str, ...]) -> Flags:
    """One flag a unit: do the parts come true, each after the one before is over?

    `codes` gives the activity code of every name in the query, `MISSING` where the log has no such activity;
    `labels` are those of the alignments.
    """
    over = np.full(course.n_units, NOTHING, dtype=np.int64)
    going = np.ones(course.n_units, dtype=bool)
    for part in parts:
        found = places(part, course, codes, labels)
        unit = course.unit[found.over]
        fits = np.flatnonzero(found.begun > over[unit])[::-1]
        going_on = np.zeros(course.n_units, dtype=bool)
        going_on[unit[fits]] = True
        over[unit[fits]] = found.over[fits]  # the one that is written last stays: the first to be over
        going &= going_on
    return going


def times_in(course: Course, code: int) -> NDArray[np.int64]:
    """How often every unit comes to an activity."""
    return np.bincount(course.unit[_visits(course, code)], minlength=course.n_units)


def places(query: Placed, course: Course, codes: dict[str, int], labels: tuple[str, ...]) -> Places:
    """Where the statement comes true."""
    match query:
        case Steps():
            return _steps(query, course, codes)
        case StartsWith(name):
            at = course.first[course.activity[course.first] == codes[name]]
        case EndsWith(name) | StandsAt(name):
            at = course.last[course.activity[course.last] == codes[name]]
        case Shows(kind, stage):
            at = _departures(course, kind, stage, labels)
    return Places(at, at)


def _steps(query: Steps, course: Course, codes: dict[str, int]) -> Places:
    """Goes through the names; events alone count, so that what was left out stands in nobody's way."""
    first = _visits(course, codes[query.names[0]])
    found = Places(first, first)
    for name, directly in zip(query.names[1:], query.directly, strict=True):
        visits = _visits(course, codes[name])
        if not len(found.over):
            return found
        before = np.searchsorted(found.over, visits) - 1
        there = before >= 0
        if directly:
            there &= found.over[before] == course.before[visits]
        begun = found.begun if directly else np.maximum.accumulate(found.begun)
        there &= course.unit[begun[before]] == course.unit[visits]
        found = Places(visits[there], begun[before[there]])
    if query.within is not None:
        assert course.time is not None
        soon = course.time[found.over] - course.time[found.begun] <= query.within
        found = Places(found.over[soon], found.begun[soon])
    return found


def _departures(course: Course, kind: DeviationType, stage: str | None, labels: tuple[str, ...]) -> Slots:
    assert course.departures is not None
    flags = course.departures.kind == KINDS.index(kind)
    if stage is not None:
        flags &= course.departures.label == (labels.index(stage) if stage in labels else MISSING)
    return np.flatnonzero(flags)


def _visits(course: Course, code: int) -> Slots:
    """The slots at which a deal comes to an activity: nowhere where the log does not have it."""
    flags = course.activity == code
    return np.flatnonzero(flags) if code != MISSING else np.zeros(0, dtype=np.int64)
