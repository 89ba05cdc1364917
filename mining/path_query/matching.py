"""Which deals a path query is true for."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from mining.path_query.courses import (
    Course,
    course_of_deals,
    course_of_explained_deals,
    course_of_explanations,
    course_of_variants,
)
from mining.path_query.names import named, resolved
from mining.path_query.places import holds, times_in
from models.case_table import Outcome
from models.conformance import Conformance
from models.event_log import EventLog
from models.path_query import (
    AllOf,
    AnyOf,
    EndsWith,
    InOrder,
    Judged,
    Not,
    PathQuery,
    Placed,
    Shows,
    StandsAt,
    Steps,
    Times,
)

Mask = NDArray[np.bool_]


def matching(query: PathQuery, log: EventLog, conformance: Conformance | None) -> Mask:
    """One flag a case of `log` (the checked one, where there is a `conformance`): does the query hold for it?

    Steps are looked at once a distinct variant, departures once an explanation, and times deal by deal. A deal that
    could not be checked in time has no departures. Raises UserError as `resolved` does.
    """
    return _Matching(log, conformance).of(resolved(query, log, conformance))


class _Matching:
    """Matches queries whose names are those of the log."""

    def __init__(self, log: EventLog, conformance: Conformance | None) -> None:
        self._log, self._found = log, conformance

    def of(self, query: PathQuery) -> Mask:
        match query:
            case AnyOf(parts):
                return reduce(np.logical_or, map(self.of, parts))
            case AllOf(parts):
                return reduce(np.logical_and, map(self.of, parts))
            case Not(part):
                return ~self.of(part)
            case Judged(status):
                return np.asarray(self._checked.status == status)
            case Times(name, least, most):
                course = self._log.derived(course_of_variants)
                often = times_in(course, self._log.activity.code(name))
                fits = (often >= least) if most is None else (often >= least) & (often <= most)
                return np.asarray(fits[course.of_case])
            case InOrder(parts):
                return self._placed(parts)
            case _:
                return self._placed((query,))

    def _placed(self, parts: tuple[Placed, ...]) -> Mask:
        course = self._course(parts)
        labels = () if self._found is None else self._found.alignments.labels
        codes = {name: self._log.activity.code(name) for part in parts for name in named(part)}
        mask = np.asarray(holds(parts, course, codes, labels)[course.of_case])
        for part in parts:
            if isinstance(part, EndsWith | StandsAt):
                mask = mask & ((self._log.cases.outcome == Outcome.OPEN) == isinstance(part, StandsAt))
        return mask

    def _course(self, parts: Iterable[Placed]) -> Course:
        """The coarsest units that tell the parts apart."""
        departs = any(isinstance(part, Shows) for part in parts)
        timed = any(isinstance(part, Steps) and part.within is not None for part in parts)
        if departs:
            return self._checked.derived(course_of_explained_deals if timed else course_of_explanations)
        return self._log.derived(course_of_deals if timed else course_of_variants)

    @property
    def _checked(self) -> Conformance:
        assert self._found is not None  # resolved queries ask for departures only where there is one
        return self._found
