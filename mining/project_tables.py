"""The event log as the Parquet tables of a project file, and back: every code, label and time exactly as it was.

A log has four tables: `events.parquet` (one row an event), `cases.parquet` (one row a case, with its number of events),
`changes.parquet` (one row a changed field, not there without any) and `labels.parquet` (the labels behind the codes,
by column). Texts are stored as bytes, so that even text that
is no valid Unicode survives. Imports pyarrow: load this module when a project is opened or saved, not before.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from mining.project_parts import Part, decoded, encoded
from models.case_table import CaseTable
from models.categorical import Categorical
from models.event_log import EventLog
from models.field_history import FieldHistory

COLUMNS, EVENTS, CASES, LABELS = "columns.json", "events.parquet", "cases.parquet", "labels.parquet"
CHANGES = "changes.parquet"
OPTIONAL = frozenset((CHANGES,))
PARTS = frozenset((COLUMNS, EVENTS, CASES, LABELS)) | OPTIONAL
"""The names of the parts that hold a log; those that are optional are not in every project."""
LEADS = "leads/"
"""Stands before the names of the parts that hold the log of leads."""

_EVENT_TEXTS = ("activity", "resource")
_CASE_TEXTS = ("owner", "team", "segment", "source", "product", "currency")
_CHANGE_TEXTS = ("field", "old", "new", "who")
_CASE_NUMBERS = {"amount": np.float64, "outcome": np.int8, "created": np.int64, "closed": np.int64}
_MOST_VALUES = 400_000_000
"""Above this a table is no log of sales but a bomb: 3 GB of numbers."""

_MOST_BYTES = 4_000_000_000

Column = NDArray[Any] | list[bytes]


@dataclass(frozen=True)
class _Table:
    """Columns by name, each an array or a list of encoded texts."""

    columns: dict[str, Column]

    def part(self) -> Part:
        return Part(_fingerprint(self.columns), lambda: _parquet(self.columns))


def log_parts(log: EventLog) -> dict[str, Part]:
    """The parts that hold a log; a Parquet table is only made when its part is encoded."""
    events = {name: getattr(log, name) for name in _EVENT_TEXTS} | _numbered(log.extra)
    cases = {name: getattr(log.cases, name) for name in _CASE_TEXTS} | _numbered(log.cases.extra)
    numbers = {
        name: getattr(log.cases, name).astype(kind, copy=False) for name, kind in _CASE_NUMBERS.items()
    }
    event_columns: dict[str, Column] = {
        "timestamp": log.timestamp.astype(np.int64, copy=False),
        "kind": log.kind.astype(np.int8, copy=False),
        **_all_codes(events),
    }
    case_columns: dict[str, Column] = {
        "id": encoded(log.cases.ids),
        "name": encoded(log.cases.name),
        "events": np.diff(log.case_start).astype(np.int64, copy=False),
        **numbers,
        **_all_codes(cases),
    }
    changes = {name: getattr(log.changes, name) for name in _CHANGE_TEXTS if len(log.changes)}
    change_columns: dict[str, Column] = {
        "case": log.changes.case,
        "timestamp": log.changes.timestamp,
        **_all_codes(changes),
    }
    label_columns = _label_columns({f"events.{name}": column for name, column in events.items()}
                                   | {f"cases.{name}": column for name, column in cases.items()}
                                   | {f"changes.{name}": column for name, column in changes.items()})  # fmt: skip
    extras = {"events": list(log.extra), "cases": list(log.cases.extra)}
    return {
        COLUMNS: Part.of(json.dumps(extras).encode("ascii")),
        EVENTS: _Table(event_columns).part(),
        CASES: _Table(case_columns).part(),
        LABELS: _Table(label_columns).part(),
        **({CHANGES: _Table(change_columns).part()} if len(log.changes) else {}),
    }


def read_log(parts: Mapping[str, bytes]) -> EventLog:
    """The log in these parts; raises ValueError, KeyError or OSError where they hold none."""
    extras = json.loads(parts[COLUMNS])
    event_extra, case_extra = _names(extras["events"]), _names(extras["cases"])
    labels = _labels(_read(parts[LABELS], {"column": pa.large_binary(), "label": pa.large_binary()}))

    def text_columns(table: pa.Table, where: str, names: tuple[str, ...]) -> dict[str, Categorical]:
        return {name: Categorical(_numbers(table, name), labels.get(f"{where}.{name}", ())) for name in names}

    event_texts = (*_EVENT_TEXTS, *_numbered(dict.fromkeys(event_extra)))
    events = _read(parts[EVENTS], {"timestamp": pa.int64(), "kind": pa.int8(), **_codes(event_texts)})
    event_columns = text_columns(events, "events", event_texts)
    case_texts = (*_CASE_TEXTS, *_numbered(dict.fromkeys(case_extra)))
    cases = _read(
        parts[CASES],
        {"id": pa.large_binary(), "name": pa.large_binary(), "events": pa.int64(),
         **{name: pa.from_numpy_dtype(kind) for name, kind in _CASE_NUMBERS.items()}, **_codes(case_texts)},
    )  # fmt: skip
    case_columns = text_columns(cases, "cases", case_texts)
    return EventLog(
        activity=event_columns["activity"],
        timestamp=_numbers(events, "timestamp"),
        resource=event_columns["resource"],
        kind=_numbers(events, "kind"),
        case_start=np.concatenate((np.zeros(1, np.int64), np.cumsum(_numbers(cases, "events")))),
        extra=_renamed(event_extra, event_columns),
        cases=CaseTable.bare(
            decoded(_encoded(cases, "id")),
            name=decoded(_encoded(cases, "name")),
            **{name: case_columns[name] for name in _CASE_TEXTS},
            **{name: _numbers(cases, name) for name in _CASE_NUMBERS},
            extra=_renamed(case_extra, case_columns),
        ),
        changes=_changes(parts[CHANGES], labels) if CHANGES in parts else FieldHistory(),
    )


def logs_in(parts: Mapping[str, bytes]) -> tuple[dict[str, EventLog], set[str]]:
    """The logs by the prefix of their parts, and the names of all other parts; ValueError where one is incomplete."""
    logs, others = {}, set(parts)
    for prefix in ("", LEADS):
        held = {name: parts[prefix + name] for name in PARTS if prefix + name in parts}
        others -= {prefix + name for name in held}
        if held.keys() - OPTIONAL not in (set(), PARTS - OPTIONAL):
            raise ValueError("parts of a log are missing")
        if held:
            logs[prefix] = read_log(held)
    return logs, others


def _changes(data: bytes, labels: Mapping[str, tuple[str, ...]]) -> FieldHistory:
    table = _read(data, {"case": pa.int32(), "timestamp": pa.int64(), **_codes(_CHANGE_TEXTS)})
    texts = (Categorical(_numbers(table, name), labels.get(f"changes.{name}", ())) for name in _CHANGE_TEXTS)
    return FieldHistory(_numbers(table, "case"), _numbers(table, "timestamp"), *texts)


def _numbered(extra: Mapping[str, Any]) -> dict[str, Any]:
    """Extra columns by place: their own names may be anything."""
    return {f"extra.{place}": column for place, column in enumerate(extra.values())}


def _all_codes(columns: Mapping[str, Categorical]) -> dict[str, Column]:
    return {name: column.codes.astype(np.int32, copy=False) for name, column in columns.items()}


def _renamed(names: tuple[str, ...], columns: Mapping[str, Categorical]) -> dict[str, Categorical]:
    return {name: columns[f"extra.{place}"] for place, name in enumerate(names)}


def _names(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
        raise ValueError("the names of the extra columns are no texts")
    return tuple(value)


def _codes(names: tuple[str, ...]) -> dict[str, pa.DataType]:
    return dict.fromkeys(names, pa.int32())


def _label_columns(columns: Mapping[str, Categorical]) -> dict[str, Column]:
    pairs = [(name, label) for name, column in columns.items() for label in column.labels]
    return {"column": encoded([name for name, _ in pairs]), "label": encoded([label for _, label in pairs])}


def _labels(table: pa.Table) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    columns, labels = decoded(_encoded(table, "column")), decoded(_encoded(table, "label"))
    for column, label in zip(columns, labels, strict=True):
        found.setdefault(column, []).append(label)
    return {column: tuple(of_column) for column, of_column in found.items()}


def _fingerprint(columns: Mapping[str, Column]) -> bytes:
    """A SHA-256 of the values, much cheaper than the Parquet table they become."""
    digest = hashlib.sha256()
    for name, values in columns.items():
        if isinstance(values, list):
            content: tuple[Any, ...] = (_lengths(values).tobytes(), b"".join(values))
        else:
            content = (values.dtype.str.encode("ascii"), np.ascontiguousarray(values).data)
        digest.update(f"{name}:{len(values)};".encode())
        for piece in content:
            digest.update(piece)
    return digest.digest()


def _lengths(texts: list[bytes]) -> NDArray[np.int64]:
    return np.fromiter(map(len, texts), np.int64, len(texts))


def _parquet(columns: Mapping[str, Column]) -> bytes:
    arrays = {name: _array(values) for name, values in columns.items()}
    coded = [
        name for name, values in columns.items() if not isinstance(values, list) and values.dtype != np.int64
    ]
    times = {name: "DELTA_BINARY_PACKED" for name in columns if arrays[name].type == pa.int64()}
    sink = io.BytesIO()
    pq.write_table(
        pa.Table.from_arrays(list(arrays.values()), names=list(arrays)),
        sink,
        compression="zstd",
        use_dictionary=coded,
        column_encoding=times or None,
        write_statistics=False,
    )
    return sink.getvalue()


def _array(values: Column) -> pa.Array:
    """The values for Arrow, made so that it does not import pandas to look at them."""
    if isinstance(values, list):
        ends = np.cumsum(_lengths(values))
        offsets = np.concatenate((np.zeros(1, np.int64), ends))
        buffers = [None, pa.py_buffer(offsets), pa.py_buffer(b"".join(values))]
        return pa.Array.from_buffers(pa.large_binary(), len(values), buffers)
    kind = pa.from_numpy_dtype(values.dtype)
    return pa.Array.from_buffers(kind, len(values), [None, pa.py_buffer(np.ascontiguousarray(values))])


def _read(data: bytes, schema: Mapping[str, pa.DataType]) -> pa.Table:
    """A table after a look at what it declares: exactly these columns, and no more than a log can hold."""
    file = pq.ParquetFile(io.BytesIO(data))
    found = {field.name: field.type for field in file.schema_arrow}
    if found != dict(schema) or len(file.schema_arrow) != len(schema):
        raise ValueError("the columns are not those of a log")
    described = file.metadata
    chunks = [
        described.row_group(group).column(column)
        for group in range(described.num_row_groups)
        for column in range(described.num_columns)
    ]
    too_large = described.num_rows * len(schema) > _MOST_VALUES
    too_large |= sum(chunk.total_uncompressed_size for chunk in chunks) > _MOST_BYTES
    repeated = any(
        chunk.physical_type == "BYTE_ARRAY" and any("DICTIONARY" in coding for coding in chunk.encodings)
        for chunk in chunks
    )
    if too_large or repeated:
        raise ValueError("the table would unpack to more than a log can hold")
    table = file.read()
    if any(column.null_count for column in table.columns):
        raise ValueError("a value is missing")
    return table


def _numbers(table: pa.Table, name: str) -> NDArray[Any]:
    """A column as an array, taken from Arrow's memory: its own conversion would import pandas."""
    kind = np.dtype(table[name].type.to_pandas_dtype())
    if not len(table):
        return np.zeros(0, kind)
    values = pa.concat_arrays(table[name].chunks)
    return np.frombuffer(values.buffers()[1], kind, len(values), values.offset * kind.itemsize)


def _encoded(table: pa.Table, name: str) -> list[bytes]:
    """A column of texts as bytes, from Arrow's memory too."""
    if not len(table):
        return []
    values = pa.concat_arrays(table[name].chunks)
    _, offsets, memory = values.buffers()
    ends = np.frombuffer(offsets, np.int64, len(values) + 1, values.offset * 8).tolist()
    texts = b"" if memory is None else memory.to_pybytes()
    return [texts[start:end] for start, end in pairwise(ends)]
