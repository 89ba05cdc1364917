"""A log in which the signals of a process are events of their own, so that rules can be about them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from mining.journey.seller_place import first_from
from models.buyer_check import SignalEvidence
from models.categorical import MISSING, Categorical
from models.event_log import EventKind, EventLog

NO_EVENT = -1


@dataclass(frozen=True, eq=False)
class WithSignals:
    """The longer `log`, without extra columns: the last labels of its activities are those of `signals`, in order.

    `origin` has, for every event, its index in the log that it was made of: for a signal the event that it is, and
    `NO_EVENT` where it is a changed field.
    """

    log: EventLog
    signals: tuple[str, ...]
    origin: NDArray[np.int64]


def with_signals(log: EventLog, found: Sequence[SignalEvidence]) -> WithSignals:
    """Put every signal that is found right after its event; a changed field before the events of the same instant."""
    found = [signal for signal in found if len(signal)]
    names = tuple(signal.name for signal in found)
    own = np.arange(log.n_events, dtype=np.int64)
    if not found:
        return WithSignals(replace(log, extra={}), names, own)
    case = np.concatenate([signal.case for signal in found])
    time = np.concatenate([signal.time for signal in found])
    before = np.concatenate([_events_before(log, signal) for signal in found])
    origin = np.concatenate([_origin(signal) for signal in found])
    number = np.repeat(np.arange(len(found), dtype=np.int32), [len(signal) for signal in found])
    order = np.lexsort((time, before, case))
    case, time, before, origin, number = (column[order] for column in (case, time, before, origin, number))
    labels = log.activity.labels
    counts = np.bincount(case, minlength=log.n_cases)
    longer = replace(
        log,
        activity=Categorical(
            np.insert(log.activity.codes, before, number + np.int32(len(labels))), (*labels, *names)
        ),
        timestamp=np.insert(log.timestamp, before, time),
        resource=Categorical(np.insert(log.resource.codes, before, MISSING), log.resource.labels),
        kind=np.insert(log.kind, before, EventKind.ACTIVITY),
        case_start=log.case_start + np.concatenate(([0], np.cumsum(counts))),
        extra={},
    )
    return WithSignals(longer, names, np.insert(own, before, origin))


def _events_before(log: EventLog, signal: SignalEvidence) -> NDArray[np.int64]:
    """How many events of the whole log come before each time that it is seen."""
    if not signal.signal.field:
        return signal.place + 1
    return first_from(log, signal.case, signal.time)


def _origin(signal: SignalEvidence) -> NDArray[np.int64]:
    return np.full(len(signal), NO_EVENT, dtype=np.int64) if signal.signal.field else signal.place
