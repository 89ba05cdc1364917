"""An XES log that Lanekeeper itself wrote, as columns ready to be put together again exactly."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from mining.export.keys import NAME, TIME
from mining.sources.own_log import Changed, OwnColumns
from mining.sources.values.dates import read_times
from mining.sources.xes.columns import Column, XesColumns
from models.case_table import NO_TIME
from models.categorical import MISSING, Categorical
from models.errors import UserError


def own_columns(columns: XesColumns, file: str) -> OwnColumns:
    """The columns by key; raises Changed where a time or a number is not written as Lanekeeper writes it."""
    events, cases = columns.n_events, columns.n_traces
    timestamp = _times(columns.events, TIME, events, file)
    if columns.events_outside_traces or (timestamp == NO_TIME).any():
        raise Changed
    trace = np.frombuffer(columns.trace_of_event, dtype=np.int32)
    names = columns.traces[NAME].finished(cases).texts() if NAME in columns.traces else [""] * cases
    return OwnColumns(
        marks=columns.log,
        ids=tuple(names),
        case_start=np.concatenate(([0], np.cumsum(np.bincount(trace, minlength=cases)))).astype(np.int64),
        timestamp=timestamp,
        events=_texts(columns.events, events),
        cases=_texts(columns.traces, cases),
        amount=_amounts(columns.traces, cases),
        created=_times(columns.traces, "created", cases, file),
        closed=_times(columns.traces, "closed", cases, file),
    )


def _texts(columns: Mapping[str, Column], entries: int) -> dict[str, Categorical]:
    return {key: column.finished(entries) for key, column in columns.items()}


def _times(columns: Mapping[str, Column], key: str, entries: int, file: str) -> NDArray[np.int64]:
    """Microseconds, `NO_TIME` where there is none."""
    if key not in columns:
        return np.full(entries, NO_TIME, dtype=np.int64)
    column = columns[key].finished(entries)
    try:
        times = read_times(column, key, file, None, "UTC", any_year=True)
    except UserError:
        raise Changed from None
    if times.reason.any():
        raise Changed
    return np.where(column.codes == MISSING, NO_TIME, times.micros)


def _amounts(columns: Mapping[str, Column], entries: int) -> NDArray[np.float64]:
    if "amount" not in columns:
        return np.full(entries, np.nan)
    column = columns["amount"].finished(entries)
    try:
        amounts = [*map(float, column.labels), np.nan]
    except ValueError:
        raise Changed from None
    return np.array(amounts, dtype=np.float64)[column.codes]
