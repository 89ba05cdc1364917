"""How much of their work people record: missing is not the same as not done."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mining.conformance.bulk import bulk_events
from mining.journey.seller_place import last_entered
from models.categorical import MISSING
from models.event_log import EventKind, EventLog


def logged_share(log: EventLog, prepared: EventLog) -> NDArray[np.float64]:
    """By owner (a code of `log.cases.owner`): of the stage visits of the own deals, the share with any activity.

    `log` is the checked log of stages, `prepared` the one with events of all kinds, of the same deals. A visit lasts
    from the entering of a stage until the next one is entered; what a deal is in at its end is none, nor is a visit
    that the same user ended within ten minutes (entered in bulk). NaN where an owner has no visit, and everywhere
    where the log has nothing but stages. Raises ValueError where the logs are not of the same deals.
    """
    if log.n_cases != prepared.n_cases:
        raise ValueError("the two logs are not of the same deals")
    owners = len(log.cases.owner.labels)
    activities = np.flatnonzero((prepared.kind == EventKind.ACTIVITY) | (prepared.kind == EventKind.BUYER))
    if not len(activities):
        return np.full(owners, np.nan)
    has_activity = np.zeros(log.n_events + 1, dtype=bool)  # the last is for what came before the first stage
    has_activity[last_entered(log, prepared.case_of_event[activities], prepared.timestamp[activities])] = True
    visits = visits_that_ended(log)
    owner = log.cases.owner.codes[log.case_of_event[visits]]
    known = owner != MISSING
    visits, owner = visits[known], owner[known]
    made = np.bincount(owner, minlength=owners)
    logged = np.bincount(owner[has_activity[visits]], minlength=owners)
    share: NDArray[np.float64] = np.divide(logged, made, out=np.full(owners, np.nan), where=made > 0)
    return share


def visits_that_ended(log: EventLog) -> NDArray[np.int64]:
    """The events of a log of stages that another one of the deal followed, but not in bulk."""
    ended = np.zeros(log.n_events, dtype=bool)
    ended[:-1] = (log.case_of_event[1:] == log.case_of_event[:-1]) & ~log.derived(bulk_events)[1:]
    return np.flatnonzero(ended)
