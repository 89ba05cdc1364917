"""What a CRM's deals show, each at the moment it is settled: where they go from a stage, how long they stay."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mining.drift.rows import Feature, Rows, told_apart
from mining.number_format import days as days_words
from models.event_log import EventLog, Times
from resources.translation import tr

LEAST_SHARE = 0.02
"""What fewer deals have, or have not, is not looked at."""

_SLOWEST = 0.9
"""Moments are looked at from when this share of the first deals has come to them: before, only the fastest have."""

_TO_LEAVE = (0.5, 0.9)
"""A stage is said to take long where it takes longer than the median, or than nine in ten, of all deals."""


@dataclass(frozen=True, eq=False)
class Leaving:
    """The first time that each deal left each stage: case, stage, the next stage, when, and after how many days."""

    case: NDArray[np.int32]
    stage: NDArray[np.int32]
    then: NDArray[np.int32]
    at: Times
    days: NDArray[np.float64]

    @classmethod
    def of(cls, log: EventLog, chosen: NDArray[np.bool_]) -> Leaving:
        """Of the deals that are `chosen` (one flag a case)."""
        key = log.case_of_event.astype(np.int64) * len(log.activity.labels) + log.activity.codes
        _, first = np.unique(key, return_index=True)
        goes_on = np.append(log.case_of_event[1:] == log.case_of_event[:-1], False)
        event = first[goes_on[first] & chosen[log.case_of_event[first]]]
        spent = (log.elapsed[event + 1] - log.elapsed[event]) / log.day
        codes = log.activity.codes
        return cls(log.case_of_event[event], codes[event], codes[event + 1], log.timestamp[event + 1], spent)


def rows_at(
    features: tuple[Feature, ...], flags: NDArray[np.bool_], at: Times, case: NDArray[np.int32], log: EventLog
) -> Rows | None:
    """Rows in order of time, from when slow deals, too, could have come so far; None where nothing is left to compare.

    A log begins with young deals: those that come to a moment early are the fast ones, which may differ. So moments
    count from the first event of the log and the time in which nine of ten deals came to it. Where no more deals begin,
    those that come late are slow: moments count until the last beginning and the time in which one of ten came.
    """
    if not len(at):
        return None
    begin = log.timestamp[log.case_start[:-1][case]]
    fast, slow = np.quantile(at - begin, (1 - _SLOWEST, _SLOWEST))
    first = log.timestamp[log.case_start[:-1][np.diff(log.case_start) > 0]]
    order = np.flatnonzero((at >= first.min() + slow) & (at <= first.max() + fast))
    order = order[np.argsort(at[order], kind="stable")]
    rows = told_apart(Rows(features, flags[order].astype(np.uint8), at[order], case[order]), LEAST_SHARE)
    return rows if rows.features else None


def stage_gates(log: EventLog, chosen: NDArray[np.bool_], voided: NDArray[np.bool_]) -> Iterator[Rows]:
    """Where deals begin, where each stage is left to for the first time, and how long it took, judged when it is left.

    Times in a stage do not count for the cases that are `voided` (one flag a case): stages entered in bulk took none.
    """
    labels = log.activity.labels
    leaving = Leaving.of(log, chosen)
    found = [_begins(log, chosen)]
    for stage in np.unique(leaving.stage):
        rows = np.flatnonzero(leaving.stage == stage)
        nexts = np.unique(leaving.then[rows])
        features = tuple(_straight(labels[stage], labels[then]) for then in nexts)
        flags = leaving.then[rows][:, None] == nexts
        found.append(rows_at(features, flags, leaving.at[rows], leaving.case[rows], log))
        timed = rows[~voided[leaving.case[rows]]]
        found.append(_dwell(log, labels[stage], leaving, timed))
    yield from (rows for rows in found if rows is not None)


def _straight(stage: str, then: str) -> Feature:
    words = (
        tr("repeats {stage} at once", stage=stage)
        if stage == then
        else tr("goes from {stage} straight to {then}", stage=stage, then=then)
    )
    return Feature(f"{stage} > {then}", words)


def _begins(log: EventLog, chosen: NDArray[np.bool_]) -> Rows | None:
    cases = np.flatnonzero(chosen & (np.diff(log.case_start) > 0)).astype(np.int32)
    event = log.case_start[:-1][cases]
    first = log.activity.codes[event]
    codes = np.unique(first)
    names = [log.activity.labels[code] for code in codes]
    features = tuple(
        Feature(tr("begins with {name}", name=name), tr("begins with {name}", name=name)) for name in names
    )
    return rows_at(features, first[:, None] == codes, log.timestamp[event], cases, log)


def _dwell(log: EventLog, stage: str, leaving: Leaving, rows: NDArray[np.int64]) -> Rows | None:
    """How long a stage took, in two flags: longer than the median, longer than nine in ten."""
    spent = leaving.days[rows]
    if not len(spent) or spent.min() == spent.max():
        return None
    limits = np.unique(np.quantile(spent, _TO_LEAVE))
    told = [days_words(float(limit), log.day_hours) for limit in limits]
    features = tuple(
        Feature(
            tr("{stage} over {text}", stage=stage, text=text),
            tr("stays in {stage} for more than {text}", stage=stage, text=text),
        )
        for text in told
    )
    return rows_at(features, spent[:, None] > limits, leaving.at[rows], leaving.case[rows], log)
