"""Reads CSV and its relatives into a table: every cell as text, every row that does not fit set aside."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.csv as pc
from numpy.typing import NDArray

from mining.sources.files.bounded import chunks, kind_of
from mining.sources.files.cell_table import MAX_ROWS, Table, name_columns
from mining.sources.files.csv_text import Layout, layout_of, to_clean_utf8
from mining.sources.files.origin import Origin
from mining.sources.values.words import counted
from models.errors import UserError
from models.import_summary import Quarantined
from models.progress import Report

_BLOCK = 8 << 20
_PREVIEW_BYTES = 1 << 18


def read_csv(path: Origin, report: Report, max_rows: int | None = None) -> Table:
    """Read a text table, plain or gz; with `max_rows` only its beginning.

    Raises UserError where it is empty, is not text, is damaged, or unpacks to more than the bounds allow.
    """
    raw, is_part = _bytes(path, report, None if max_rows is None else max(_PREVIEW_BYTES, 400 * max_rows))
    kind = kind_of(raw)
    if kind is not None:
        raise UserError(
            f"{path.name} is {kind}, not a text table; give it its right name or choose another file."
        )
    text, notes = to_clean_utf8(raw, path.name, is_part)
    del raw
    if text.strip() == b"":
        raise UserError(f"{path.name} is empty; choose a file with a header line and rows.")
    layout = layout_of(text, path.name)
    names, doubled, doubled_notes = name_columns(list(layout.header), path.name)
    if is_part:
        text = text[: text.rfind(b"\n") + 1]
    data, misfits = _parse(text, layout, path.name, report)
    lines = _line_numbers(text, layout, data.num_rows + len(misfits))
    if not is_part:
        _refuse_open_quote(text, layout, lines, path.name)
    is_good = np.ones(len(lines), dtype=bool)
    is_good[[row for row, _ in misfits]] = False
    last_good = int(np.flatnonzero(is_good)[-1]) if is_good.any() else -1
    quarantined = tuple(
        Quarantined(path.name, int(lines[row]), _misfit(cells, len(names), row > last_good))
        for row, cells in misfits
    )
    lines = lines[is_good]
    if max_rows is not None:
        data, lines = data.slice(0, max_rows), lines[:max_rows]
    all_notes = (*notes, *layout.notes, *doubled_notes)
    return Table(path.name, names, data.rename_columns(list(names)), lines, quarantined, all_notes, doubled)


def _bytes(path: Origin, report: Report, limit: int | None) -> tuple[bytes, bool]:
    pieces: list[bytes] = []
    size = 0
    for piece, fraction in chunks(path):
        report(0.3 * fraction, f"Reading {path.name}")
        pieces.append(piece)
        size += len(piece)
        if limit is not None and size >= limit:
            return b"".join(pieces), True
    return b"".join(pieces), False


def _parse(text: bytes, layout: Layout, file: str, report: Report) -> tuple[Any, list[tuple[int, int]]]:
    """The rows that fit the header, and (row, cells) of those that do not, rows counted from 0."""
    width = len(layout.header)
    names = [str(position) for position in range(width)]
    schema = pa.schema([(name, pa.string()) for name in names])
    misfits: list[tuple[int, int]] = []

    def set_aside(row: Any) -> str:
        misfits.append((row.number - 1, row.actual_columns))
        return "skip"

    body = pa.py_buffer(text).slice(layout.data_start)
    batches = []
    try:
        if not _has_text(text, layout.data_start):
            return _encoded(schema.empty_table()), misfits
        reader = pc.open_csv(
            pa.BufferReader(body),
            read_options=pc.ReadOptions(column_names=names, block_size=_BLOCK, use_threads=False),
            parse_options=pc.ParseOptions(
                delimiter=layout.delimiter,
                newlines_in_values=b'"' in text,
                invalid_row_handler=set_aside,
            ),
            convert_options=pc.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()),
                strings_can_be_null=False,
                quoted_strings_can_be_null=False,
            ),
        )
        done, rows = 0, 0
        for batch in reader:
            done += _BLOCK
            rows += batch.num_rows
            report(0.3 + 0.7 * min(1.0, done / body.size), f"Reading {file}: {rows:,} rows")
            if rows > MAX_ROWS:
                raise UserError(f"{file} has more than {MAX_ROWS:,} rows; export a shorter period.")
            batches.append(batch)
    except pa.ArrowInvalid:
        raise UserError(
            f"{file} cannot be split into rows and cells: a quotation mark is never closed "
            "or a cell is larger than 8 MB."
        ) from None
    return _encoded(pa.Table.from_batches(batches, schema)), misfits


def _has_text(text: bytes, start: int) -> bool:
    return bool(text[start : start + 4096].strip() or text[start:].strip())


def _encoded(table: Any) -> Any:
    """The table with every distinct text of a column once: as one column that is faster than block by block."""
    columns = [column.dictionary_encode() for column in table.columns]
    return pa.table(columns, names=table.column_names).combine_chunks()


def _refuse_open_quote(text: bytes, layout: Layout, lines: NDArray[np.int64], file: str) -> None:
    """Refuse a file in which a quotation mark swallows all rows after it."""
    if text.count(b'"', layout.data_start) % 2 == 0 or not len(lines) or lines[-1] == 0:
        return
    last_line = text.rstrip(b"\n").count(b"\n") + 1
    if last_line > lines[-1]:
        raise UserError(
            f"{file} has a quotation mark on line {lines[-1]:,} that is never closed, so the rows after it cannot "
            "be told apart; close it or export the file again."
        )


def _misfit(cells: int, width: int, is_after_table: bool) -> str:
    if is_after_table and cells == 1 and width > 1:
        return "line after the end of the table"
    return f"{counted(cells, 'cell')} instead of {width}"


def _line_numbers(text: bytes, layout: Layout, rows: int) -> NDArray[np.int64]:
    """The line on which each row of data starts; zeros where quotation marks leave that unclear."""
    first = 1 + text.count(b"\n", 0, layout.data_start)
    has_quotes = text.find(b'"', layout.data_start) >= 0
    ended = text.count(b"\n", layout.data_start) + (not text.endswith(b"\n"))
    if not has_quotes and ended == rows:  # no line is blank
        return np.arange(first, first + rows, dtype=np.int64)
    body = np.frombuffer(text, dtype=np.uint8)[layout.data_start :]
    ends = np.flatnonzero(body == 10)
    if len(body) and body[-1] != 10:
        ends = np.append(ends, len(body))
    starts = np.concatenate(([0], ends[:-1] + 1)) if len(ends) else np.zeros(0, dtype=np.int64)
    line = first + np.arange(len(starts))
    if has_quotes:
        quotes = np.flatnonzero(body == 34)
        is_row = np.searchsorted(quotes, starts) % 2 == 0
        is_row_end = np.append(is_row[1:], True)
        starts, line, ends = starts[is_row], line[is_row], ends[is_row_end]
    filled = ends > starts
    if int(filled.sum()) != rows:
        return np.zeros(rows, dtype=np.int64)
    return np.asarray(line[filled], dtype=np.int64)
