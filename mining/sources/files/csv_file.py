"""Reads CSV and its relatives into a table: every cell as text, every row that does not fit set aside."""

from __future__ import annotations

import io
import os
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.csv as pc
from numpy.typing import NDArray

from mining.number_format import number
from mining.sources.files.bounded import chunks, kind_of
from mining.sources.files.cell_table import MAX_ROWS, Table, name_columns
from mining.sources.files.clean_text import CleanText
from mining.sources.files.csv_text import Layout, layout_of
from mining.sources.files.line_numbers import LineNumbers, count_lines
from mining.sources.files.origin import Origin
from mining.sources.files.text_columns import ENCODED, ColumnStore, joined
from mining.sources.values.words import counted
from models.errors import UserError
from models.import_summary import Quarantined
from models.progress import Report
from resources.translation import tr

_LONGEST_ROW = 8 << 20
_HEAD = 4 << 20
"""So much is looked at to tell the encoding and the layout."""
_PREVIEW_BYTES = 1 << 18
_MOST_WORKERS = 4


def read_csv(path: Origin, report: Report, max_rows: int | None = None) -> Table:
    """Read a text table, plain or gz; with `max_rows` only its beginning.

    The file passes through in pieces of about a megabyte, so that the texts of the whole are never there at once.
    Raises UserError where it is empty, is not text, is damaged, or unpacks to more than the bounds allow.
    """
    with _system_memory():
        return _read(path, report, max_rows)


@contextmanager
def _system_memory() -> Iterator[None]:
    """Let Arrow take its memory from the system: its own allocator keeps what many short-lived blocks took."""
    before = pa.default_memory_pool()
    pa.set_memory_pool(pa.system_memory_pool())
    try:
        yield
    finally:
        pa.set_memory_pool(before)


def _read(path: Origin, report: Report, max_rows: int | None) -> Table:
    pieces = _Pieces(path, None if max_rows is None else max(_PREVIEW_BYTES, 400 * max_rows))
    start = pieces.first_lines()
    layout = layout_of(start, path.name)
    names, doubled, doubled_notes = name_columns(list(layout.header), path.name)
    first_line = 1 + start.count(b"\n", 0, layout.data_start)
    rows = _Rows(path.name, layout, LineNumbers(first_line))
    first = start[layout.data_start :]
    if pieces.is_part:
        first = first[: first.rfind(b"\n") + 1]
    rows.read(chain((first,), pieces.others()), pieces, report)
    pieces.refuse_if_binary()
    lines = rows.lines.of_rows(rows.count)
    if not pieces.is_part:
        _refuse_open_quote(rows.lines, lines, path.name)
    lines, quarantined = _set_aside(rows.misfits, lines, path.name, len(names))
    data = pa.table(rows.columns(), names=list(names))
    if max_rows is not None:
        data, lines = data.slice(0, max_rows), lines[:max_rows]
    all_notes = (*pieces.notes, *layout.notes, *doubled_notes)
    return Table(path.name, names, data, lines, quarantined, all_notes, doubled)


class _Pieces:
    """The clean text of a file in pieces of whole lines; with `limit` only about so many bytes of its beginning."""

    def __init__(self, path: Origin, limit: int | None) -> None:
        self._file = path.name
        self._chunks = chunks(path)
        self.fraction = 0.0
        head, is_all = self._head(limit or _HEAD)
        kind = kind_of(head)
        if kind is not None:
            raise UserError(
                tr(
                    "{name} is {kind}, not a text table; give it its right name or choose another file.",
                    name=path.name,
                    kind=kind,
                )
            )
        self.is_part = limit is not None and not is_all
        self._is_done = is_all or self.is_part
        self._clean = CleanText(head, path.name, self.is_part)
        self._start = self._clean.take(head, self._is_done)
        self._clean.refuse_if_binary()

    def _head(self, size: int) -> tuple[bytes, bool]:
        pieces, length = [], 0
        for piece, fraction in self._chunks:
            pieces.append(piece)
            length += len(piece)
            self.fraction = fraction
            if length >= size:
                return b"".join(pieces), False
        return b"".join(pieces), True

    @property
    def notes(self) -> list[str]:
        """What was changed in the text."""
        return self._clean.notes

    def refuse_if_binary(self) -> None:
        """Raise UserError where it turned out to be no text."""
        self._clean.refuse_if_binary()

    def first_lines(self) -> bytes:
        """The text of the beginning, with at least one line that is not blank; raises UserError where it is empty."""
        text = self._start
        while not text.strip() and not self._is_done:
            text += next(self.others(), b"")
        if not text.strip():
            raise UserError(
                tr("{file} is empty; choose a file with a header line and rows.", file=self._file)
            )
        return text

    def others(self) -> Iterator[bytes]:
        """The pieces that were not asked for yet."""
        for raw, fraction in self._chunks if not self._is_done else ():
            self.fraction = fraction
            text = self._clean.take(raw, False)
            if text:
                yield text
        if not self._is_done:
            self._is_done = True
            yield self._clean.take(b"", True)


@dataclass(frozen=True)
class _Block:
    """Some rows: the columns of those that fit, the others as (row in here, cells), how many there are in all."""

    columns: list[Any]
    misfits: list[tuple[int, int]]
    count: int
    text: bytes = b""
    ended: int = 0


class _Rows:
    """The rows of a file as they are read: `count` with the misfits, which are (row from 0, cells)."""

    def __init__(self, file: str, layout: Layout, lines: LineNumbers) -> None:
        self._file = file
        self._layout = layout
        self._store = ColumnStore(len(layout.header))
        self._blocks: list[list[Any]] = []
        self.lines = lines
        self.count = 0
        self.misfits: list[tuple[int, int]] = []

    def read(self, texts: Iterator[bytes], pieces: _Pieces, report: Report) -> None:
        """Take all pieces: those before the first quotation mark side by side, the others one after the other."""
        waiting: deque[Future[_Block]] = deque()
        workers = min(_MOST_WORKERS, os.cpu_count() or 1)

        def add_first() -> None:
            block = waiting.popleft().result()
            self.lines.add_plain(block.text, block.ended, block.count)
            self._add(block, pieces.fraction, report)

        try:
            with ThreadPoolExecutor(workers) as pool:
                for text in texts:
                    if b'"' in text:
                        break
                    waiting.append(pool.submit(self._plain, text))
                    if len(waiting) > workers:
                        add_first()
                else:
                    text = b""
                while waiting:
                    add_first()
            if text:
                for block in self._quoted(chain((text,), texts)):
                    self._add(block, pieces.fraction, report)
        except pa.ArrowInvalid:
            raise UserError(
                tr(
                    "{file} cannot be split into rows and cells: a quotation mark is never closed or a cell "
                    "is larger than 8 MB.",
                    file=self._file,
                )
            ) from None

    def columns(self) -> list[Any]:
        """The columns of all rows that fit; the blocks they came in are let go."""
        if not self._blocks:
            schema = pa.schema([(str(place), ENCODED) for place in range(len(self._layout.header))])
            return list(schema.empty_table().columns)
        by_column = [list(column) for column in zip(*self._blocks, strict=True)]
        self._blocks.clear()
        pool = pa.default_memory_pool()
        whole = []
        while by_column:
            whole.append(joined(by_column.pop(0)))
            pool.release_unused()  # else it would keep what the blocks took
        return whole

    def _add(self, block: _Block, fraction: float, report: Report) -> None:
        self.misfits += [(self.count + row, cells) for row, cells in block.misfits]
        self.count += block.count
        if block.columns:
            self._blocks.append(block.columns)
        report(fraction, tr("Reading {file}: {count} rows", file=self._file, count=number(self.count)))
        if self.count > MAX_ROWS:
            raise UserError(
                tr(
                    "{file} has more than {max_rows} rows; export a shorter period.",
                    file=self._file,
                    max_rows=number(MAX_ROWS),
                )
            )

    def _plain(self, text: bytes) -> _Block:
        """Lines without quotation marks."""
        if len(text) > _LONGEST_ROW and max(map(len, text.split(b"\n"))) > _LONGEST_ROW:
            raise pa.ArrowInvalid("a line is too long")
        misfits: list[tuple[int, int]] = []
        batches = list(self._batches(text, len(text) + 1, misfits))
        columns = self._store.encoded(pa.concat_batches(batches)) if batches else []
        count, ended = len(misfits) + sum(batch.num_rows for batch in batches), count_lines(text)
        return _Block(columns, misfits, count, text if ended != count else b"", ended)

    def _quoted(self, texts: Iterator[bytes]) -> Iterator[_Block]:
        """Lines among which a row may go on over several."""
        misfits: list[tuple[int, int]] = []
        before = 0

        def block(columns: list[Any], fitting: int) -> _Block:
            nonlocal before
            here = [(row - before, cells) for row, cells in misfits]
            misfits.clear()
            before += fitting + len(here)
            return _Block(columns, here, fitting + len(here))

        for batch in self._batches(_Stream(texts, self.lines), _LONGEST_ROW, misfits):
            yield block(self._store.encoded(batch), batch.num_rows)
        yield block([], 0)

    def _batches(
        self, source: bytes | io.RawIOBase, size: int, misfits: list[tuple[int, int]]
    ) -> Iterator[Any]:
        """The rows that fit the header as binary columns; those that do not go to `misfits`."""

        def set_aside(row: Any) -> str:
            misfits.append((row.number - 1, row.actual_columns))
            return "skip"

        if isinstance(source, bytes) and not source.strip():
            return
        names = [str(place) for place in range(len(self._layout.header))]
        yield from pc.open_csv(
            pa.BufferReader(source) if isinstance(source, bytes) else source,
            read_options=pc.ReadOptions(column_names=names, block_size=size, use_threads=False),
            parse_options=pc.ParseOptions(
                delimiter=self._layout.delimiter, newlines_in_values=True, invalid_row_handler=set_aside
            ),
            convert_options=pc.ConvertOptions(
                column_types=dict.fromkeys(names, pa.binary()),
                strings_can_be_null=False,
                quoted_strings_can_be_null=False,
            ),
        )


class _Stream(io.RawIOBase):
    """Pieces of text as a file that Arrow reads; the lines that pass are counted."""

    def __init__(self, texts: Iterator[bytes], lines: LineNumbers) -> None:
        self._texts = texts
        self._lines = lines
        self._waiting = b""

    def readable(self) -> bool:
        """It can be read."""
        return True

    def read(self, size: int = -1) -> bytes:
        """So many bytes, fewer only at the end."""
        parts, length = [self._waiting], len(self._waiting)
        while length < size and (text := next(self._texts, None)) is not None:
            self._lines.add(text)
            parts.append(text)
            length += len(text)
        together = b"".join(parts)
        self._waiting = together[size:]
        return together[:size]


def _refuse_open_quote(lines: LineNumbers, of_rows: NDArray[np.int64], file: str) -> None:
    """Refuse a file in which a quotation mark swallows all rows after it."""
    if lines.quotes % 2 == 0 or not len(of_rows) or of_rows[-1] == 0:
        return
    if lines.last_line > of_rows[-1]:
        raise UserError(
            tr(
                "{file} has a quotation mark on line {of_rows} that is never closed, so the rows after "
                "it cannot be told apart; close it or export the file again.",
                file=file,
                of_rows=number(of_rows[-1]),
            )
        )


def _set_aside(
    misfits: list[tuple[int, int]], lines: NDArray[np.int64], file: str, width: int
) -> tuple[NDArray[np.int64], tuple[Quarantined, ...]]:
    """The lines of the rows that fit, and those that do not, with their reason."""
    if not misfits:
        return lines, ()
    is_good = np.ones(len(lines), dtype=bool)
    is_good[[row for row, _ in misfits]] = False
    last_good = int(np.flatnonzero(is_good)[-1]) if is_good.any() else -1
    quarantined = (
        Quarantined(file, int(lines[row]), _misfit(cells, width, row > last_good)) for row, cells in misfits
    )
    return lines[is_good], tuple(quarantined)


def _misfit(cells: int, width: int, is_after_table: bool) -> str:
    if is_after_table and cells == 1 and width > 1:
        return tr("line after the end of the table")
    return tr("{cells} instead of {width}", cells=counted(cells, "cell"), width=width)
