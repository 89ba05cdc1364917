"""Marketing's part of the process: lead events that the documented process names are steps of it, like stages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from mining.conformance.reference import reference_of
from mining.sources.values.categories import by_labels, compact
from models.event_log import EventKind, EventLog
from models.label import key
from models.project import ProcessModel
from models.sales_process import SalesProcess

PREFIX = "Lead: "
"""How the sources begin the name of a lead event that says the status of the lead."""


def with_documented_leads(log: EventLog, process: ProcessModel | None) -> EventLog:
    """The log in which lead events that the process names, with or without "Lead: " before, are stages.

    The same object where there is none: a lead is checked where it is documented, and nowhere else.
    """
    is_lead = log.kind == EventKind.LEAD
    if process is None or not is_lead.any():
        return log
    names = reference_of(process, log.of_kind(EventKind.STAGE)).names
    labels = log.activity.labels
    documented = [_documented(label, names) for label in labels]
    is_step = is_lead & np.array([*map(bool, documented), False])[log.activity.codes]
    if not is_step.any():
        return log
    codes = np.where(is_step, log.activity.codes + len(labels), log.activity.codes).astype(np.int32)
    kind = np.where(is_step, EventKind.STAGE, log.kind).astype(np.int8)
    return replace(log, kind=kind, activity=compact(by_labels(codes, [*labels, *documented])))


def same_leads_documented(log: EventLog, one: SalesProcess, other: SalesProcess) -> bool:
    """Whether the same lead events of a log are steps of both processes."""
    labels = log.derived(_lead_labels)
    if not labels:
        return True
    names = [reference_of(process, log).names for process in (one, other)]
    return all(_documented(label, names[0]) == _documented(label, names[1]) for label in labels)


def _lead_labels(log: EventLog) -> tuple[str, ...]:
    codes = np.unique(log.activity.codes[log.kind == EventKind.LEAD])
    return tuple(log.activity.labels[code] for code in codes[codes >= 0])


def _documented(label: str, names: Mapping[str, str]) -> str:
    """The label under which the process documents a lead event, empty where it does not."""
    return next((text for text in (label, label.removeprefix(PREFIX)) if key(text) in names), "")
