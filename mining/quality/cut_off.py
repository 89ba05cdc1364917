"""Deals whose history starts in the middle: the export, or what the CRM keeps, begins after they did."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from models.case_table import DAY, NO_TIME
from models.event_log import EventKind, EventLog
from models.quality import Fault, Finding

LATE = 7 * DAY
"""A deal created so long before its first stage has lost the beginning of its history."""

BEGINNING = 90 * DAY
"""The first months of a log, in which deals can have begun before it."""

BEGINNING_OF_MOST = 0.5
"""In a stage in which so many deals begin no history starts in the middle: deals were created ahead of it."""

USUAL = 0.1
"""A stage in which at least this share of the later deals begin is a beginning like any other."""

FEWEST = 5
"""Fewer deals than this do not show what is usual."""

RETENTION = {18: (530, 562), 24: (715, 745)}
"""Months that CRMs keep a history of fields, and the days between the first and the last event that show it."""


def cut_off_deals(log: EventLog, findings: Sequence[Finding] = ()) -> NDArray[np.bool_]:
    """One flag a deal: does its history start in the middle?

    It does where the import found so; where the deal was created more than a week before its first stage, and that
    is not the one in which at least half of all deals begin; and in a log that begins in the middle of its deals:
    there deals of the first 90 days begin at least twice as often as later ones in a stage in which hardly any
    later deal begins, and these are the ones.
    """
    deals = np.flatnonzero(np.bincount(log.case_of_event[log.kind == EventKind.STAGE], minlength=log.n_cases))
    found = np.zeros(log.n_cases, dtype=bool)
    named = {deal for finding in findings if finding.fault is Fault.CUT_OFF for deal in finding.deals}
    if named:
        found |= np.fromiter(
            (identifier in named for identifier in log.cases.ids), dtype=bool, count=log.n_cases
        )
    if not len(deals):
        return found
    first = _first_stage(log)[deals]
    stage, begun, created = log.activity.codes[first], log.timestamp[first], log.cases.created[deals]
    usual = np.bincount(stage) >= BEGINNING_OF_MOST * len(deals)
    found[deals] |= (created != NO_TIME) & (created < begun - LATE) & ~usual[stage]
    found[deals[_begin_late(stage, begun)]] = True
    return found


def months_kept(log: EventLog) -> int:
    """18 or 24 where the log reaches back as long as CRMs keep a history of fields, else 0."""
    if not log.n_events:
        return 0
    days = int(log.timestamp.max() - log.timestamp.min()) / DAY
    return next((months for months, (low, high) in RETENTION.items() if low <= days <= high), 0)


def _first_stage(log: EventLog) -> NDArray[np.int64]:
    """The first stage event of every deal; of no meaning where it has none."""
    events = np.flatnonzero(log.kind == EventKind.STAGE)[::-1]
    first = np.zeros(log.n_cases, dtype=np.int64)
    first[log.case_of_event[events]] = events  # descending, so that the first one of a case stays
    return first


def _begin_late(stage: NDArray[np.int32], begun: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which deals begin in the first months of the log in a stage that is no usual beginning."""
    early = begun < begun.min() + BEGINNING
    later = int((~early).sum())
    nobody = np.zeros(len(stage), dtype=bool)
    if later < FEWEST:
        return nobody
    counts = np.bincount(stage[~early], minlength=int(stage.max()) + 1)
    unusual = (counts < USUAL * later)[stage]
    found = early & unusual
    expected = 2 * unusual[~early].mean() * early.sum()
    return found if found.sum() >= max(FEWEST, expected) else nobody
