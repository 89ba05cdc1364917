"""Writes a log as XES (IEEE 1849-2023): traces are deals, and nothing is in it that the log does not say.

A batch of deals is put together by Arrow from the elements of its columns, each distinct element written once.
Imports pyarrow: load it when a log is written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from mining.export.arrow_columns import labelled, numbers, written
from mining.export.change_texts import changes_as_texts
from mining.export.keys import (
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
    marks_of,
)
from mining.export.writable import NO_XML, check_years, writable
from mining.number_format import number
from models.case_table import NO_TIME
from models.categorical import Categorical
from models.event_log import EventLog
from models.progress import Report
from resources.translation import tr

_ESCAPES = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
)
_EXTENSIONS = (
    ("Concept", "concept", "http://www.xes-standard.org/concept.xesext"),
    ("Time", "time", "http://www.xes-standard.org/time.xesext"),
    ("Organizational", "org", "http://www.xes-standard.org/org.xesext"),
)
_LIFECYCLE = ("Lifecycle", "lifecycle", "http://www.xes-standard.org/lifecycle.xesext")
_BATCH = 16 << 20
"""Bytes of XML that are put together at once, the last deal's aside."""


@dataclass(frozen=True, eq=False)
class _Elements:
    """One element (or nothing) an entry: the code into distinct texts, the last of which is for those without."""

    codes: NDArray[np.int32]
    distinct: tuple[str, ...]

    @cached_property
    def texts(self) -> Any:
        """The distinct texts for Arrow."""
        return written(self.distinct)

    def sizes(self) -> NDArray[np.int64]:
        """About how many bytes each has."""
        return np.array([len(text) for text in self.distinct], dtype=np.int64)[self.codes]


@dataclass(frozen=True, eq=False)
class _Each:
    """A value of its own for every entry, put into elements only when they are written."""

    values: Sequence[str] | NDArray[np.float64]
    key: str
    indent: str

    def sizes(self) -> NDArray[np.int64]:
        """About how many bytes each has."""
        if isinstance(self.values, np.ndarray):
            return np.full(len(self.values), 60, dtype=np.int64)
        return np.fromiter(map(len, self.values), np.int64, len(self.values)) + len(self.key) + 30

    def elements(self, first: int, last: int) -> _Elements:
        """Those of the entries from `first` up to `last`."""
        values, tag = self.values[first:last], "string"
        if isinstance(values, np.ndarray):
            values, tag = ["" if np.isnan(amount) else _number(amount) for amount in values.tolist()], "float"
        return _coded(np.arange(len(values)), values, self.key, self.indent, tag)


@dataclass(frozen=True, eq=False)
class _Dates:
    """A date an entry, `NO_TIME` where there is none; `key` names its attribute, `indent` goes before it."""

    micros: NDArray[np.int64]
    key: str
    indent: str

    def sizes(self) -> NDArray[np.int64]:
        """About how many bytes each has."""
        return np.full(len(self.micros), 80, dtype=np.int64)


_Column = _Elements | _Each | _Dates


def write_xes(log: EventLog, write: Callable[[bytes], object], report: Report) -> list[str]:
    """Write the log piece by piece; returns notes on what XES cannot hold.

    Raises UserError where it has times that XES has no way to write.
    """
    check_years(log, "XES")
    log, notes = writable(log, NO_XML, "XES")
    write(_head(marks_of(log), any(key.startswith("lifecycle:") for key in event_keys(log))).encode())
    of_cases, of_events = _case_columns(log), _event_columns(log)
    for first, last in _batches(log, of_cases, of_events):
        report(
            first / max(1, log.n_cases),
            tr("Writing XES: {first} of {n_cases} deals", first=number(first), n_cases=number(log.n_cases)),
        )
        write(_traces(log, of_cases, of_events, first, last))
    write(b"</log>\n")
    return notes


def _head(marks: Mapping[str, str], has_lifecycle: bool) -> str:
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<log xes.version="1849-2023" xes.features="" xmlns="http://www.xes-standard.org/">',
    ]
    extensions = (*_EXTENSIONS, _LIFECYCLE) if has_lifecycle else _EXTENSIONS
    lines += [f'\t<extension name="{n}" prefix="{p}" uri="{uri}"/>' for n, p, uri in extensions]
    lines.append(f'\t<classifier name="Activity" keys="{NAME}"/>')
    lines += [_element("string", key, value, "\t").rstrip("\n") for key, value in marks.items()]
    return "\n".join(lines) + "\n"


def _element(tag: str, key: str, value: str, indent: str) -> str:
    return f'{indent}<{tag} key="{key.translate(_ESCAPES)}" value="{value.translate(_ESCAPES)}"/>\n'


def _coded(
    codes: NDArray[Any], labels: Sequence[str], key: str, indent: str, tag: str = "string"
) -> _Elements:
    return _Elements(
        codes.astype(np.int32),
        (*(_element(tag, key, label, indent) if label else "" for label in labels), ""),
    )


def _column(column: Categorical, key: str, indent: str) -> _Elements:
    return _coded(column.codes, column.labels, key, indent)


def _case_columns(log: EventLog) -> list[_Column]:
    cases, indent = log.cases, "\t\t"
    return [
        _Elements(np.full(len(cases), -1, np.int32), ("\t<trace>\n",)),
        _Each(cases.ids, NAME, indent),
        _Each(cases.name, "name", indent),
        *(_column(getattr(cases, name), name, indent) for name in CASE_TEXTS),
        _Each(cases.amount, "amount", indent),
        _coded(cases.outcome, OUTCOMES, "outcome", indent),
        _Dates(cases.created, "created", indent),
        _Dates(cases.closed, "closed", indent),
        *(_column(cases.extra[name], key, indent) for key, name in case_keys(log).items()),
        *([_column(changes_as_texts(log), CHANGES, indent)] if len(log.changes) else []),
    ]


def _number(amount: float) -> str:
    return repr(amount) if np.isfinite(amount) else "INF" if amount > 0 else "-INF"


def _event_columns(log: EventLog) -> list[_Column]:
    indent, n = "\t\t\t", log.n_events
    return [
        _Elements(np.full(n, -1, np.int32), ("\t\t<event>\n",)),
        _column(log.activity, NAME, indent),
        _Dates(log.timestamp, TIME, indent),
        _column(log.resource, RESOURCE, indent),
        _coded(log.kind, KINDS, KIND, indent),
        *(_column(log.extra[name], key, indent) for key, name in event_keys(log).items()),
        _Elements(np.full(n, -1, np.int32), ("\t\t</event>\n",)),
    ]


def _batches(
    log: EventLog, of_cases: Sequence[_Column], of_events: Sequence[_Column]
) -> Iterator[tuple[int, int]]:
    """Deals from one up to another that together are about a batch of bytes."""
    sizes = np.zeros(log.n_cases, dtype=np.int64)
    for column in of_cases:
        sizes += column.sizes()
    up_to = np.zeros(log.n_events + 1, dtype=np.int64)
    for column in of_events:
        up_to[1:] += column.sizes()
    ends = np.cumsum(sizes) + np.cumsum(up_to)[log.case_start[1:]]
    first = 0
    while first < log.n_cases:
        before = ends[first - 1] if first else 0
        last = max(first + 1, int(np.searchsorted(ends, before + _BATCH)))
        yield first, last
        first = last


def _traces(
    log: EventLog,
    of_cases: Sequence[_Column],
    of_events: Sequence[_Column],
    first: int,
    last: int,
) -> bytes:
    """The deals from `first` up to `last`."""
    starts = log.case_start[first : last + 1]
    heads = _joined(of_cases, first, last)
    events = _joined(of_events, int(starts[0]), int(starts[-1]))
    inside = starts - starts[0]
    n_cases, n_events = last - first, int(inside[-1])
    at = np.full(n_cases * 2 + n_events, n_cases + n_events, dtype=np.int64)  # the end of a trace
    of_event = np.repeat(np.arange(n_cases), np.diff(inside))
    at[inside[:-1] + 2 * np.arange(n_cases)] = np.arange(n_cases)
    at[np.arange(n_events) + 2 * of_event + 1] = n_cases + np.arange(n_events)
    end = written(["\t</trace>\n"])
    whole = pa.concat_arrays([heads, events, end]).take(numbers(at))
    memory = whole.buffers()[2]
    return b"" if memory is None else memory.to_pybytes()


def _joined(columns: Sequence[_Column], first: int, last: int) -> Any:
    """The elements of the entries from `first` up to `last`, one text an entry."""
    parts = [_texts(column, first, last) for column in columns]
    return pc.binary_join_element_wise(*parts, pa.scalar("", pa.large_string()))


def _texts(column: _Column, first: int, last: int) -> Any:
    if isinstance(column, _Dates):
        return _dates(column, first, last)
    if isinstance(column, _Each):
        column, first, last = column.elements(first, last), 0, last - first
    return labelled(column.codes[first:last], column.texts)


def _dates(column: _Dates, first: int, last: int) -> Any:
    micros = column.micros[first:last]
    known = micros != NO_TIME
    times = numbers(micros, known, pa.timestamp("us")).cast(pa.large_string())
    before = pa.scalar(f'{column.indent}<date key="{column.key}" value="', pa.large_string())
    after = pa.scalar('+00:00"/>\n', pa.large_string())
    element = pc.binary_join_element_wise(
        before, pc.replace_substring(times, " ", "T"), after, pa.scalar("", pa.large_string())
    )
    return pc.coalesce(element, pa.scalar("", pa.large_string()))
