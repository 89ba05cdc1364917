"""Which activities close a deal, so that a path can be told up to there."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mining.aggregates.flow import flow_of, weigh
from models.conformance import Conformance
from models.event_log import EventLog

LEAST = 0.05
"""What ends a smaller share of the won, or of the lost, deals is no closing step unless a process says so."""


def closing_steps(log: EventLog, conformance: Conformance | None) -> frozenset[str]:
    """The documented ends; without a process the names by which the log itself closes its deals, if it has any.

    Such a name occurs only as the last event of won deals, or only as that of lost ones.
    """
    return frozenset(conformance.ends) if conformance is not None else log.derived(_of_log)


def is_closing(labels: tuple[str, ...], closing: frozenset[str]) -> NDArray[np.bool_]:
    """One flag a label."""
    return np.array([label in closing for label in labels], dtype=bool)


def _of_log(log: EventLog) -> frozenset[str]:
    labels, flow, weight = log.activity.labels, flow_of(log), weigh(log)
    ended = np.stack([weight.won, weight.closed - weight.won])
    last = flow.by_activity(flow.last, ended)
    events = np.bincount(log.activity.codes, minlength=len(labels))
    often = last >= LEAST * ended.sum(axis=1)[:, None]
    found = ((last == events) & often & (last > 0)).any(axis=0)
    return frozenset(labels[code] for code in np.flatnonzero(found).tolist())
