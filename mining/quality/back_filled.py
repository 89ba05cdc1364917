"""Deals whose stages were entered one after the other within minutes: data entry after the fact, not selling."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mining.conformance.bulk import soon_after
from models.case_table import Outcome
from models.categorical import MISSING
from models.event_log import EventKind, EventLog

STAGES = 3
"""So many different stages in a row are enough."""

WITHIN = 5 * 60 * 1_000_000
"""Five minutes, in microseconds."""


def back_filled_deals(log: EventLog, day_only: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """One flag a deal: were at least three stages, or all up to its close, entered within five minutes?

    The stages have to be different ones, and of one person as far as persons are known; of a deal that has ended
    all stages are two or more. It is the rule of stages entered in bulk (`mining.conformance.bulk`), for a whole
    run of stages and within half the time. Dates without a time (`day_only`) are left out.
    """
    is_stage = log.kind == EventKind.STAGE
    stages = log.keep_events(is_stage & ~day_only)
    found = np.zeros(log.n_cases, dtype=bool)
    found[_entered_together(stages, STAGES)] = True
    pairs = _entered_together(stages, 2)
    has_two = np.bincount(log.case_of_event[is_stage], minlength=log.n_cases) == 2
    has_ended = (log.cases.outcome == Outcome.WON) | (log.cases.outcome == Outcome.LOST)
    found[pairs[(has_two & has_ended)[pairs]]] = True
    return found


def _entered_together(log: EventLog, stages: int) -> NDArray[np.int32]:
    """The deals (some again) with so many different stages in a row, of not two people, within the time."""
    last = np.flatnonzero(soon_after(log, stages - 1, WITHIN))
    rows = last[:, None] + np.arange(1 - stages, 1)
    person = log.resource.codes[rows]
    by_one = ((person == MISSING) | (person == person.max(axis=1, keepdims=True))).all(axis=1)
    different = (np.diff(np.sort(log.activity.codes[rows], axis=1), axis=1) != 0).all(axis=1)
    found: NDArray[np.int32] = log.case_of_event[last[by_one & different]]
    return found
