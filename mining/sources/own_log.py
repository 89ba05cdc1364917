"""Puts a log together again from the columns of a file that Lanekeeper itself wrote: exactly as it was."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from mining.export.change_texts import changes_from_texts
from mining.export.keys import (
    CASE_COLUMNS,
    CASE_TEXTS,
    CHANGES,
    EVENT_COLUMNS,
    KIND,
    KINDS,
    NAME,
    OUTCOMES,
    RESOURCE,
)
from mining.sources.files.cell_table import MAX_COLUMNS
from mining.sources.values.categories import compact
from models.case_table import CaseTable, Outcome
from models.categorical import MISSING, Categorical
from models.event_log import EventLog
from resources.translation import tr


class Changed(Exception):
    """The file has the marks of Lanekeeper, but somebody changed it: it is to be read like any other."""


@dataclass(frozen=True, eq=False)
class OwnColumns:
    """What such a file holds: texts by key, the keys of deals without a prefix; times in microseconds."""

    marks: Mapping[str, str]
    ids: tuple[str, ...]
    case_start: NDArray[np.int64]
    timestamp: NDArray[np.int64]
    events: Mapping[str, Categorical]
    cases: Mapping[str, Categorical]
    amount: NDArray[np.float64]
    created: NDArray[np.int64]
    closed: NDArray[np.int64]


def own_log(found: OwnColumns) -> EventLog:
    """The log; raises Changed where it cannot be what was written."""
    n_cases, n_events = len(found.ids), len(found.timestamp)
    if len(set(found.ids)) < n_cases or np.isinf(found.amount).any():
        raise Changed

    no_event, no_case = Categorical.empty(n_events), Categorical.empty(n_cases)

    def of_events(key: str) -> Categorical:
        return compact(found.events[key]) if key in found.events else no_event

    def of_cases(key: str) -> Categorical:
        return compact(found.cases[key]) if key in found.cases else no_case

    kind = _numbered(of_events(KIND), KINDS)
    outcome = _numbered(of_cases("outcome"), OUTCOMES[: Outcome.UNKNOWN])
    outcome[outcome == MISSING] = Outcome.UNKNOWN
    if (kind == MISSING).any():
        raise Changed
    cases = CaseTable.bare(
        found.ids,
        name=tuple(of_cases("name").texts()),
        **{name: of_cases(name) for name in CASE_TEXTS},
        amount=found.amount,
        outcome=outcome,
        created=found.created,
        closed=found.closed,
        extra={name: of_cases(key) for key, name in _names(found.marks[CASE_COLUMNS]).items()},
    )
    try:
        return EventLog(
            activity=of_events(NAME),
            timestamp=found.timestamp,
            resource=of_events(RESOURCE),
            kind=kind,
            case_start=found.case_start,
            cases=cases,
            extra={name: of_events(key) for key, name in _names(found.marks[EVENT_COLUMNS]).items()},
            changes=changes_from_texts(of_cases(CHANGES)),
        )
    except ValueError:  # for example events that are no longer in order
        raise Changed from None


def with_kinds(log: EventLog) -> EventLog:
    """The log with the kinds of events that a column of Lanekeeper's tells, as it is without one.

    For files of Lanekeeper that were changed or cannot tell everything, so that they were read like any other.
    """
    column = log.extra.get(KIND)
    if column is None and KIND in log.cases.extra:  # where all events of each deal are of one kind
        column = log.cases.extra[KIND].take(log.case_of_event)
    if column is None:
        return log
    try:
        kind = _numbered(compact(column), KINDS)
    except Changed:
        return log
    return replace(
        log,
        kind=np.where(kind == MISSING, log.kind, kind).astype(np.int8),
        extra={name: values for name, values in log.extra.items() if name != KIND},
        cases=replace(
            log.cases, extra={name: values for name, values in log.cases.extra.items() if name != KIND}
        ),
    )


def own_note(file: str) -> str:
    """The sentence of the import summary."""
    return tr("{file} was written by Lanekeeper; its deals were read exactly as they were.", file=file)


def _numbered(column: Categorical, words: tuple[str, ...]) -> NDArray[np.int8]:
    """The place of every entry's word, `MISSING` where it has none."""
    if not set(column.labels) <= set(words):
        raise Changed
    places = [*(words.index(label) for label in column.labels), MISSING]
    return np.array(places, dtype=np.int8)[column.codes]


def _names(mark: str) -> dict[str, str]:
    """The keys of a mark with the names they stand for."""
    try:
        names = json.loads(mark)
    except (ValueError, RecursionError):
        raise Changed from None
    if not isinstance(names, dict) or not all(isinstance(name, str) for name in names.values()):
        raise Changed
    if len(set(names.values())) < len(names) or len(names) > MAX_COLUMNS:
        raise Changed
    return names
