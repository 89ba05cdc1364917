"""Reads a Parquet file into a table, after looking at the sizes it declares."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from mining.number_format import number
from mining.sources.files.bounded import head_of, kind_of, seekable
from mining.sources.files.cell_table import MAX_COLUMNS, MAX_ROWS, Table, name_columns
from mining.sources.files.cells import cell_text
from mining.sources.files.origin import Origin
from mining.sources.files.sandbox import read_table_apart
from models.errors import UserError
from models.progress import Report
from resources.translation import tr

_CONTROL = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]"
_MAX_BYTES = 2 << 30
_MAX_GROUP_BYTES = 1 << 30


def read_parquet(path: Origin, report: Report, max_rows: int | None = None) -> Table:
    """Read the flat columns of a Parquet file, texts as written, times as ISO texts.

    It is read in a process of its own: Arrow's reader is native code, which a hostile file may crash. Raises
    UserError where the file is damaged, or declares more rows or bytes than the bounds allow.
    """
    kind = kind_of(head_of(path))
    if kind != "a Parquet file":
        raise UserError(
            tr(
                "{name} is {kind}; give it its right name or choose another file.",
                name=path.name,
                kind=kind or tr("not a Parquet file"),
            )
        )
    return read_table_apart(read_flat, path, max_rows, report=report)


def read_flat(path: Origin, max_rows: int | None, report: Report) -> Table:
    """Read the flat columns in this process, as `read_parquet` says."""
    try:
        with seekable(path) as source:
            file = pq.ParquetFile(source, read_dictionary=None, thrift_string_size_limit=100 << 20)
            check_size(path.name, file.metadata)
            texts = [field.name for field in file.schema_arrow if pa.types.is_string(field.type)]
            file = pq.ParquetFile(source, read_dictionary=texts)
            return _table(path.name, file, report, max_rows)
    except MemoryError:  # Arrow's own is one of its exceptions too
        raise
    except (pa.ArrowException, OSError, ValueError, OverflowError):
        raise UserError(
            tr("{name} is damaged or cut off; export or download it again.", name=path.name)
        ) from None


def check_size(name: str, metadata: Any, max_rows: int = MAX_ROWS) -> None:
    """Raise UserError where a Parquet file declares more than the bounds allow."""
    groups = [metadata.row_group(i) for i in range(metadata.num_row_groups)]
    too_large = (
        metadata.num_rows > max_rows
        or sum(group.total_byte_size for group in groups) > _MAX_BYTES
        or any(group.total_byte_size > _MAX_GROUP_BYTES for group in groups)
        or metadata.num_columns > MAX_COLUMNS
    )
    if too_large:
        raise UserError(
            tr(
                "{name} unpacks to {num_rows} rows in {num_columns} columns, more than is read from one "
                "file; export a shorter period or fewer columns.",
                name=name,
                num_rows=number(metadata.num_rows),
                num_columns=number(metadata.num_columns),
            )
        )


def _table(name: str, file: Any, report: Report, max_rows: int | None) -> Table:
    fields = [field for field in file.schema_arrow if not pa.types.is_nested(field.type)]
    names, doubled, notes = name_columns([field.name for field in fields], name)
    left = [field.name for field in file.schema_arrow if pa.types.is_nested(field.type)]
    if left:
        notes.append(
            tr(
                "{name}: columns with lists or records inside were left out: {left}.",
                name=name,
                left=", ".join(left[:10]),
            )
        )
    batches, rows = [], 0
    for batch in file.iter_batches(batch_size=100_000, columns=[field.name for field in fields]):
        batch.validate(full=True)
        batches.append(pa.record_batch([_texts(column) for column in batch.columns], names=list(names)))
        rows += batch.num_rows
        report(
            rows / max(1, file.metadata.num_rows),
            tr("Reading {name}: {rows} rows", name=name, rows=number(rows)),
        )
        if max_rows is not None and rows >= max_rows:
            break
    schema = pa.schema([(column, pa.dictionary(pa.int32(), pa.string())) for column in names])
    data = pa.Table.from_batches(batches, schema).unify_dictionaries().combine_chunks()
    if max_rows is not None:
        data = data.slice(0, max_rows)
    lines = np.arange(2, data.num_rows + 2, dtype=np.int64)
    return Table(name, names, data, lines, (), tuple(notes), doubled)


def _texts(column: Any) -> Any:
    """A column as dictionary-encoded texts; each distinct value is written once."""
    encoded = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
    labels = encoded.dictionary
    if not pa.types.is_string(labels.type):
        labels = pa.array([_text(value) for value in labels], type=pa.string())
    elif pc.any(pc.match_substring_regex(labels, _CONTROL)).as_py():
        return _texts(pc.replace_substring_regex(encoded.cast(pa.string()), _CONTROL, ""))
    indices = encoded.indices.cast(pa.int32())
    return pa.DictionaryArray.from_arrays(indices, labels)


def _text(value: Any) -> str:
    plain = value.as_py()
    if isinstance(plain, bytes):
        return plain.decode(errors="replace")
    return cell_text(plain)
