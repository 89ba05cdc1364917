"""A signal tried out on a log before it is part of the process, and what else the log holds."""

from __future__ import annotations

from dataclasses import replace

from mining.conformance.reference import reference_of
from mining.journey.evidence import evidence_of
from mining.journey.matching import check_pattern
from mining.journey.offers import Offer, offers_of
from mining.process.roles import roles_of
from models.buyer_check import SignalEvidence
from models.event_log import EventLog
from models.progress import Report
from models.sales_process import SalesProcess
from models.signal import Signal
from resources.translation import tr


def tried(
    log: EventLog, checked: EventLog, process: SalesProcess, signal: Signal, instead: str, report: Report
) -> SignalEvidence:
    """Where the signal would be seen: in place of the one called `instead`, or, where that is empty, tried last.

    `log` is the prepared log with events of all kinds, `checked` its stages by their documented names. Raises UserError
    where the pattern of the signal is none.
    """
    report(0.0, tr("Counting"))
    earlier = []
    for one in process.signals:
        if one.name == instead:
            break
        earlier.append(one)
    nameless = replace(signal, name=signal.name or "new")
    names = frozenset(reference_of(process, checked).names)
    check_pattern(nameless)
    return evidence_of(log, (*earlier, nameless), names, roles_of(process))[-1]


def offered(log: EventLog, checked: EventLog, process: SalesProcess, report: Report) -> tuple[Offer, ...]:
    """What the log holds that could be a signal of this process: everything but its documented stages."""
    report(0.0, tr("Looking at what the log holds"))
    return offers_of(log, frozenset(reference_of(process, checked).names))
