"""The log as one flat table, a row an event with its deal's columns beside it: the shape that pm4py reads.

A deal without events has one row without an activity and without a time. Imports pyarrow.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from mining.export.arrow_columns import labelled, numbers, written
from mining.export.change_texts import changes_as_texts
from mining.export.keys import (
    CASE,
    CASE_TEXTS,
    CHANGES,
    KIND,
    KINDS,
    NAME,
    OUTCOMES,
    RESOURCE,
    TIME,
    case_keys,
    event_keys,
)
from models.case_table import NO_TIME
from models.categorical import Categorical
from models.event_log import EventLog

INSTANT = pa.timestamp("us", "UTC")
_ROWS = 100_000

Values = Categorical | NDArray[Any] | tuple[str, ...]


@dataclass(frozen=True, eq=False)
class _Column:
    """Values by event or by case: texts, amounts (float64), or times (int64)."""

    name: str
    values: Values
    is_of_case: bool


def flat_columns(log: EventLog) -> list[_Column]:
    """The columns of the table, the three that every event log has first."""
    cases = log.cases
    events: list[tuple[str, Values]] = [
        (NAME, log.activity),
        (TIME, log.timestamp),
        (RESOURCE, log.resource),
        (KIND, Categorical(log.kind.astype(np.int32), KINDS)),
        *((key, log.extra[name]) for key, name in event_keys(log).items()),
    ]
    outcome = Categorical(cases.outcome.astype(np.int32), OUTCOMES)
    deals: list[tuple[str, Values]] = [
        ("name", cases.name),
        *((name, getattr(cases, name)) for name in CASE_TEXTS),
        ("amount", cases.amount),
        ("outcome", outcome),
        ("created", cases.created),
        ("closed", cases.closed),
        *((key, cases.extra[name]) for key, name in case_keys(log).items()),
        *([(CHANGES, changes_as_texts(log))] if len(log.changes) else []),
    ]
    return [
        _Column(CASE + NAME, cases.ids, True),
        *(_Column(name, values, False) for name, values in events),
        *(_Column(CASE + name, values, True) for name, values in deals),
    ]


def flat_schema(columns: list[_Column], marks: dict[str, str]) -> Any:
    """The Arrow schema of the table, with marks in its metadata."""
    return pa.schema([(column.name, _type(column.values)) for column in columns], metadata=marks)


def flat_batches(log: EventLog, columns: list[_Column], schema: Any) -> Iterator[tuple[Any, float]]:
    """The rows in order, so many at a time, each with the fraction done when it begins."""
    counts = np.diff(log.case_start)
    case = np.repeat(np.arange(log.n_cases), np.maximum(counts, 1))
    event = np.full(len(case), -1, dtype=np.int64)
    event[(counts > 0)[case]] = np.arange(log.n_events)
    labels = {column.name: _labels(column.values) for column in columns}
    for start in range(0, len(case), _ROWS):
        rows = slice(start, start + _ROWS)
        arrays = [
            _array(column.values, case[rows] if column.is_of_case else event[rows], labels[column.name])
            for column in columns
        ]
        yield pa.record_batch(arrays, schema=schema), start / len(case)


def _type(values: Values) -> Any:
    if not isinstance(values, np.ndarray):
        return pa.string()
    return INSTANT if values.dtype == np.int64 else pa.float64()


def _labels(values: Values) -> Any:
    """The texts that codes point to, as an array; a last empty one for what is missing."""
    if isinstance(values, np.ndarray):
        return None
    return written([*(values if isinstance(values, tuple) else values.labels), ""])


def _array(values: Values, index: NDArray[np.int64], labels: Any) -> Any:
    """The values at the indices, null at -1 and where they are missing."""
    there = index >= 0
    if isinstance(values, np.ndarray):
        found = values[np.where(there, index, 0)] if len(values) else np.zeros(len(index), values.dtype)
        known = there & (found != NO_TIME if values.dtype == np.int64 else ~np.isnan(found))
        return numbers(found, known, _type(values))
    is_text = np.array(
        [*map(bool, values if isinstance(values, tuple) else values.labels), False], dtype=bool
    )
    codes = index if isinstance(values, tuple) else np.append(values.codes, np.int32(-1))[index]
    return labelled(codes.astype(np.int32), labels, is_text[codes]).cast(pa.string())
