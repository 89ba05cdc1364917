"""Reads the flat Parquet table of an exported log into columns, after a look at the sizes it declares."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from mining.export.flat_table import INSTANT
from mining.export.keys import CASE, MARKS, NAME, TIME, is_own
from mining.number_format import number
from mining.sources.files.bounded import seekable
from mining.sources.files.cell_table import arrow_codes
from mining.sources.files.origin import Origin
from mining.sources.files.parquet_file import check_size
from mining.sources.own_log import OwnColumns
from models.case_table import NO_TIME
from models.categorical import MISSING, Categorical
from models.errors import UserError
from models.progress import Report
from resources.translation import tr

_NUMBERS = {f"{CASE}amount": pa.float64(), f"{CASE}created": INSTANT, f"{CASE}closed": INSTANT, TIME: INSTANT}


def own_columns(path: Origin, report: Report) -> OwnColumns | None:
    """The columns of an exported log, None where they are not as Lanekeeper writes them; for a child process.

    Raises UserError where the file is damaged or declares too much.
    """
    try:
        with seekable(path) as source:
            file = pq.ParquetFile(source, thrift_string_size_limit=100 << 20)
            check_size(path.name, file.metadata)
            schema = file.schema_arrow
            marks = _marks(schema)
            if not is_own(marks) or not _is_ours(schema):
                return None
            texts = [field.name for field in schema if pa.types.is_string(field.type)]
            file = pq.ParquetFile(source, read_dictionary=texts, thrift_string_size_limit=100 << 20)
            batches, rows = [], 0
            for batch in file.iter_batches(batch_size=100_000):
                batches.append(batch)
                rows += batch.num_rows
                report(
                    0.9 * rows / max(1, file.metadata.num_rows),
                    tr("Reading {name}: {rows} rows", name=path.name, rows=number(rows)),
                )
    except MemoryError:  # Arrow's own is one of its exceptions too
        raise
    except (pa.ArrowException, OSError, ValueError, OverflowError):
        raise UserError(
            tr("{name} is damaged or cut off; export or download it again.", name=path.name)
        ) from None
    if not batches:
        return None
    table = pa.Table.from_batches(batches).unify_dictionaries().combine_chunks()
    return _taken_apart(marks, table)


def _marks(schema: Any) -> dict[str, str]:
    metadata = schema.metadata or {}
    return {mark: metadata[mark.encode()].decode() for mark in MARKS if mark.encode() in metadata}


def _is_ours(schema: Any) -> bool:
    names = schema.names
    if len(set(names)) < len(names) or not {CASE + NAME, NAME, *_NUMBERS} <= set(names):
        return False
    return all(field.type == _NUMBERS.get(field.name, pa.string()) for field in schema)


def _taken_apart(marks: dict[str, str], table: Any) -> OwnColumns:
    columns = {name: table.column(name).chunk(0) for name in table.column_names}
    identifier = _text(columns[CASE + NAME])
    is_first = np.append(True, np.diff(identifier.codes) != 0)
    first = np.flatnonzero(is_first)
    times = _times(columns[TIME])
    is_event = times != NO_TIME
    counts = np.bincount((np.cumsum(is_first) - 1)[is_event], minlength=len(first))
    texts = {name: _text(column) for name, column in columns.items() if name not in _NUMBERS}
    return OwnColumns(
        marks=marks,
        ids=tuple(identifier.text(row) for row in first.tolist()),
        case_start=np.concatenate(([0], np.cumsum(counts))).astype(np.int64),
        timestamp=times[is_event],
        events={name: column.take(is_event) for name, column in texts.items() if not name.startswith(CASE)},
        cases={
            name.removeprefix(CASE): column.take(first)
            for name, column in texts.items()
            if name.startswith(CASE)
        },
        amount=_values(columns[f"{CASE}amount"], np.float64, np.nan)[first],
        created=_times(columns[f"{CASE}created"])[first],
        closed=_times(columns[f"{CASE}closed"])[first],
    )


def _text(column: Any) -> Categorical:
    codes = arrow_codes(column.indices)
    labels = column.dictionary.to_pylist()
    blank = labels.index("") if "" in labels else MISSING
    return Categorical(np.where(codes == blank, MISSING, codes).astype(np.int32), tuple(labels))


def _times(column: Any) -> NDArray[np.int64]:
    return _values(column, np.int64, NO_TIME)


def _values(column: Any, kind: type[np.generic], unknown: float) -> NDArray[Any]:
    """Numbers from Arrow's memory, its nulls as `unknown`."""
    is_valid, memory = column.buffers()
    here = slice(column.offset, column.offset + len(column))
    values = np.frombuffer(memory, dtype=kind)[here].copy()
    if column.null_count:
        bits = np.unpackbits(np.frombuffer(is_valid, dtype=np.uint8), bitorder="little")
        values[bits[here] == 0] = unknown
    return values
