"""The temporal profile: how long it takes from one stage to any later one, and which deals are far from usual.

F. Stertz, J. Mangler, S. Rinderle-Ma, "Temporal Conformance Checking at Runtime based on Time-infused Process Models"
(2020). Every event is paired with every later one of its deal; a pair of stages has the mean and the standard
deviation (of a sample, 0 for a single pair of events) of the time between them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mining.number_format import number
from models.errors import UserError
from models.event_log import EventLog
from models.progress import Report
from models.temporal_profile import TemporalProfile
from resources.translation import tr

MESSAGE = tr("Comparing the times between stages")
MOST_PAIRS = 200_000_000
"""More pairs of events than this are not compared; so many take some ten seconds."""
MOST_LABELS = 3_000
"""Every pair of labels takes some bytes."""
_PASSES = 3


@dataclass(frozen=True, eq=False)
class _Pairs:
    """Events of the same case so many places apart: the pair of labels, the days between, and the case."""

    key: NDArray[np.int64]
    days: NDArray[np.float64]
    case: NDArray[np.int32]


def temporal_profile(
    log: EventLog, mask: NDArray[np.bool_], beyond: float, report: Report
) -> TemporalProfile:
    """The profile of the deals in `mask` (one flag a case).

    A deal is unusual in a pair of stages where it takes longer or shorter than the mean by more than `beyond`
    standard deviations. One step over the events for every event of the longest deal, and memory for a few columns.
    Raises UserError where deals or labels make too many pairs, and Cancelled from `report`.
    """
    labels = len(log.activity.labels)
    if labels > MOST_LABELS:
        raise UserError(
            tr(
                "The times between stages cannot be compared: the log has {labels} different stages, "
                "which makes too many pairs of them; leave some out until there are at most "
                "{most_labels}.",
                labels=number(labels),
                most_labels=number(MOST_LABELS),
            )
        )
    cases = np.flatnonzero(mask)
    chosen = log.keep_cases(mask)
    later = _Later(chosen, report)
    size = len(chosen.activity.labels) ** 2
    count, total, squares = np.zeros(size), np.zeros(size), np.zeros(size)
    for pairs in later:
        _add(count, pairs.key, np.ones(len(pairs.key)))
        _add(total, pairs.key, pairs.days)
    mean = total / np.maximum(count, 1)
    for pairs in later:
        _add(squares, pairs.key, (pairs.days - mean[pairs.key]) ** 2)
    deviation = np.sqrt(squares / np.maximum(count - 1, 1))
    unusual = [np.zeros(0, dtype=np.int64)]
    for pairs in later:
        far = np.abs(pairs.days - mean[pairs.key]) > beyond * deviation[pairs.key]
        unusual.append(pairs.key[far] * chosen.n_cases + pairs.case[far])
    report(1.0, MESSAGE)
    there = np.flatnonzero(count)
    first, second = np.divmod(there, max(len(chosen.activity.labels), 1))
    pair, case = np.divmod(np.unique(np.concatenate(unusual)), max(chosen.n_cases, 1))
    return TemporalProfile(
        labels=chosen.activity.labels,
        first=first.astype(np.int32),
        second=second.astype(np.int32),
        times=count[there].astype(np.int64),
        mean_days=mean[there],
        deviation_days=deviation[there],
        beyond=beyond,
        day_hours=chosen.day_hours,
        unusual_pair=np.searchsorted(there, pair).astype(np.int32),
        unusual_case=cases[case].astype(np.int32),
    )


class _Later:
    """The pairs of events of the same case, those one place apart first; told to `report` over three passes."""

    def __init__(self, log: EventLog, report: Report) -> None:
        self._log, self._report, self._told = log, report, 0
        length = np.diff(log.case_start)
        self._longest = int(length.max(initial=0))
        if int((length * (length - 1) // 2).sum()) > MOST_PAIRS:
            raise UserError(
                tr(
                    "The times between stages cannot be compared: deals have up to {longest} events, which "
                    "makes too many pairs of them; filter out the longest deals or look at fewer deals.",
                    longest=number(self._longest),
                )
            )

    def __iter__(self) -> Iterator[_Pairs]:
        log, n = self._log, len(self._log.activity.labels)
        codes = log.activity.codes.astype(np.int64)
        remaining = log.case_start[1:][log.case_of_event] - 1 - np.arange(log.n_events)
        event = np.arange(log.n_events)
        for apart in range(1, self._longest):
            self._report(self._told / (_PASSES * self._longest), MESSAGE)
            self._told += 1
            event = event[remaining[event] >= apart]
            later = event + apart
            yield _Pairs(
                codes[event] * n + codes[later],
                (log.elapsed[later] - log.elapsed[event]) / log.day,
                log.case_of_event[event],
            )


def _add(sums: NDArray[np.float64], key: NDArray[np.int64], values: NDArray[np.float64]) -> None:
    """Add every value to the sum at its key, whichever way is less work."""
    if len(key) < len(sums):
        np.add.at(sums, key, values)
    else:
        sums += np.bincount(key, weights=values, minlength=len(sums))
