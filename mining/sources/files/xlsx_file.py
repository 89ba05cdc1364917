"""Reads a sheet of an Excel workbook into a table, after looking at what the workbook would unpack to."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from mining.number_format import number
from mining.sources.files.bounded import seekable
from mining.sources.files.cell_table import Table, name_columns
from mining.sources.files.origin import Origin, Sheet
from mining.sources.files.sandbox import read_table_apart
from mining.sources.files.xlsx_parts import DateFormat, SheetPart, Workbook, refuse_others
from mining.sources.files.xlsx_sheet import SheetCells, cells_of, date_text, labels_of, place_of
from mining.sources.values.categories import by_labels, compact
from mining.sources.values.words import counted, listed
from models.categorical import MISSING, Categorical
from models.errors import UserError
from models.progress import Report
from resources.translation import tr

SMALL = 4 << 20
"""Bytes of all parts up to which a workbook is read in this process.

So much XML cannot hurt: no part of it runs, there are no entities, and what is kept is in proportion to it. A
process of its own costs half a second, which is longer than such a workbook takes.
"""
_LOOKED_AT = 200
_DATE_WORDS = re.compile(
    r"date|datum|time(?!zone)|zeit|created|closed|modified|changed|entered|erstellt|geändert", re.IGNORECASE
)
_FIRST_DAY, _LAST_DAY = 32_874, 54_789
"""1 January 1990 and 1 January 2050, as Excel counts days."""


def sheets_of(path: Origin) -> tuple[str, ...]:
    """The titles of the sheets, those that Excel shows first; raises UserError where the file is no workbook."""
    refuse_others(path)
    with seekable(path) as file:
        sheets = Workbook(path, file).sheets
    return tuple(sheet.title for sheet in sorted(sheets, key=lambda sheet: sheet.is_hidden))


def read_xlsx(path: Origin, report: Report, max_rows: int | None = None) -> Table:
    """Read a sheet, the first with rows where none was chosen; formulas by their last result.

    A large workbook is read in a process of its own. Raises UserError where the file is no workbook, is protected
    or damaged, would unpack to too much, or has no such sheet.
    """
    report(0.0, tr("Opening {name}", name=path.name))
    refuse_others(path)
    with seekable(path) as file:
        if Workbook(path, file).unpacked <= SMALL:
            return read_sheet(path, max_rows, report)
    return read_table_apart(read_sheet, path, max_rows, report=report)


def read_sheet(path: Origin, max_rows: int | None, report: Report) -> Table:
    """Read a sheet in this process, as `read_xlsx` says."""
    with seekable(path) as file:
        book = Workbook(path, file)
        wanted = path.title if isinstance(path, Sheet) else ""
        sheets = _wanted(book, wanted)
        for sheet in sheets:
            cells = cells_of(book, sheet, report, None if max_rows is None else max_rows + _LOOKED_AT)
            if cells.numbers:
                grid = _grid(book, cells)
                report(
                    0.95,
                    tr("Reading {name}: {numbers} rows", name=path.name, numbers=number(len(cells.numbers))),
                )
                return _table(book, sheet, grid, max_rows, is_chosen=bool(wanted))
    where = tr("The sheet {wanted} of {name}", wanted=wanted, name=path.name) if wanted else path.name
    raise UserError(tr("{where} is empty; choose a workbook with a header row and rows.", where=where))


def _wanted(book: Workbook, title: str) -> list[SheetPart]:
    """The sheet that was asked for, or all of them, those that Excel shows first."""
    if not title:
        return sorted(book.sheets, key=lambda sheet: sheet.is_hidden)
    exact = [sheet for sheet in book.sheets if sheet.title == title]
    found = exact or [s for s in book.sheets if s.title.strip().casefold() == title.strip().casefold()]
    if not found:
        there = listed([sheet.title for sheet in book.sheets])
        raise UserError(
            tr(
                "{name} has no sheet {title}; its sheets are {there}.",
                name=book.name,
                title=repr(title),
                there=there,
            )
        )
    return found[:1]


@dataclass
class _Grid:
    """A sheet as columns with one entry a row: the codes of the cells (MISSING where empty) and their labels."""

    columns: list[NDArray[np.int32]]
    labels: list[str]
    is_date: NDArray[np.bool_]
    numbers: NDArray[np.int64]
    is_from_1904: bool
    notes: list[str] = field(default_factory=list)


def _grid(book: Workbook, cells: SheetCells) -> _Grid:
    last = max((int(text) for kind, _, text in cells.keys if kind == "s" and text.isdecimal()), default=-1)
    labels, is_date = labels_of(
        cells.keys, book.texts(last + 1) if last >= 0 else [], book.date_formats(), book.is_from_1904
    )
    places: dict[str, int] = {}
    one_of = np.array([places.setdefault(label, len(places)) for label in labels], dtype=np.int32)
    is_date_of = np.zeros(len(places), dtype=bool)
    is_date_of[one_of[is_date]] = True
    rows, where, codes = (np.array(part, dtype=np.int32) for part in (cells.rows, cells.columns, cells.codes))
    order = np.argsort(where, kind="stable")
    bounds = np.searchsorted(where[order], np.arange(int(where.max()) + 2))
    columns = []
    for first, end in zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True):
        column = np.full(len(cells.numbers), MISSING, dtype=np.int32)
        here = order[first:end]
        column[rows[here]] = one_of[codes[here]]
        columns.append(column)
    grid = _Grid(
        columns, list(places), is_date_of, np.array(cells.numbers, dtype=np.int64), book.is_from_1904
    )
    _fill_merged(grid, cells.merged, book.name)
    if cells.empty_formulas:
        grid.notes.append(
            tr(
                "{formulas} in {name} without a saved result, so empty here: open it in Excel and save "
                "it again.",
                formulas=counted(cells.empty_formulas, "formula"),
                name=book.name,
            )
        )
    if cells.errors:
        grid.notes.append(
            tr(
                "{cells} of {name} with an error of Excel's, such as #REF!: empty here.",
                cells=counted(cells.errors, "cell"),
                name=book.name,
            )
        )
    if cells.hidden_rows:
        grid.notes.append(
            tr(
                "{hidden_rows} of {name} read like the others.",
                hidden_rows=counted(cells.hidden_rows, "hidden row"),
                name=book.name,
            )
        )
    return grid


def _fill_merged(grid: _Grid, merged: list[str], name: str) -> None:
    """A cell merged downwards says the same of all its rows."""
    filled = 0
    for reference in merged:
        first, _, last = reference.partition(":")
        begin, end = place_of(first), place_of(last)
        if begin is None or end is None or begin[0] >= len(grid.columns) or end[1] <= begin[1]:
            continue
        top, below = np.searchsorted(grid.numbers, (begin[1], end[1] + 1)).tolist()
        column = grid.columns[begin[0]]
        if below - top > 1 and grid.numbers[top] == begin[1] and column[top] != MISSING:
            empty = column[top:below] == MISSING
            column[top:below][empty] = column[top]
            filled += int(empty.sum())
    if filled:
        grid.notes.append(
            tr(
                "{cells} of {name} filled from the merged cell they are part of.",
                cells=counted(filled, "cell"),
                name=name,
            )
        )


def _table(book: Workbook, sheet: SheetPart, grid: _Grid, max_rows: int | None, is_chosen: bool) -> Table:
    """The header is the first row as wide as most rows."""
    is_filled = np.array([*(bool(label.strip()) for label in grid.labels), False])
    widths = np.zeros(min(len(grid.numbers), _LOOKED_AT), dtype=np.int64)
    for place, column in enumerate(grid.columns):
        widths[is_filled[column[:_LOOKED_AT]]] = place + 1
    often = Counter(width for width in widths.tolist() if width)
    usual = max(often, key=lambda width: (often[width], width)) if often else 0
    before = next((row for row, width in enumerate(widths.tolist()) if width >= usual), 0)
    body = slice(before + 1, None if max_rows is None else before + 1 + max_rows)
    kept = [
        place
        for place, column in enumerate(grid.columns)
        if is_filled[column[before]] or is_filled[column[body]].any()
    ]
    header = [
        "" if code == MISSING else grid.labels[code] for code in (grid.columns[p][before] for p in kept)
    ]
    names, doubled, doubled_notes = name_columns(header, book.name)
    notes = (
        [tr("{name}: the {before} rows before the header were left out.", name=book.name, before=before)]
        if before
        else []
    )
    data = {}
    for name, place in zip(names, kept, strict=True):
        codes = np.where(is_filled[grid.columns[place][body]], grid.columns[place][body], MISSING)
        cells = _with_dates(name, codes.astype(np.int32), grid, book.name, notes)
        data[name] = pa.DictionaryArray.from_arrays(
            pa.Array.from_buffers(pa.int32(), len(cells), [_valid(cells.codes), pa.py_buffer(cells.codes)]),
            pa.array(list(cells.labels), type=pa.string()),
        )
    notes += [*grid.notes, *doubled_notes]
    others = [other.title for other in book.sheets if other is not sheet]
    if others:
        notes.append(
            tr(
                "Of {name} the sheet {title} was read; not used: {others}.",
                name=book.name,
                title=sheet.title,
                others=listed(others, 10),
            )
        )
    if sheet.is_hidden and not is_chosen:
        notes.append(
            tr(
                "The sheet {title} of {name} is a hidden one; the others are empty.",
                title=sheet.title,
                name=book.name,
            )
        )
    return Table(book.name, names, pa.table(data), grid.numbers[body], (), tuple(notes), doubled)


def _valid(codes: NDArray[np.int32]) -> pa.Buffer | None:
    """Arrow's bits for the entries that are there, None where all are."""
    there = codes != MISSING
    return None if there.all() else pa.py_buffer(np.packbits(there, bitorder="little").tobytes())


def _with_dates(name: str, codes: NDArray[np.int32], grid: _Grid, file: str, notes: list[str]) -> Categorical:
    """A column; numbers of days are dates where it has dates beside them, or is called a date and has nothing else."""
    column = compact(Categorical(codes, tuple(grid.labels)))
    days = {
        place: moment
        for place, label in enumerate(column.labels)
        if (moment := _as_day(label, grid.is_from_1904)) is not None
    }
    dates = int(grid.is_date[np.unique(codes[codes != MISSING])].sum())
    is_dates = dates >= len(days) and 2 * (dates + len(days)) > len(column.labels)
    if not days or not (is_dates or (len(days) == len(column.labels) and _DATE_WORDS.search(name))):
        return column
    count = int(np.isin(column.codes, list(days)).sum())
    notes.append(
        tr(
            "{cells} in column {name} of {file} without a date format, read as the dates whose "
            "numbers they are.",
            cells=counted(count, "cell"),
            name=name,
            file=file,
        )
    )
    return by_labels(column.codes, [days.get(place, label) for place, label in enumerate(column.labels)])


def _as_day(label: str, is_from_1904: bool) -> str | None:
    if not re.fullmatch(r"\d{5}(?:\.\d+)?", label) or not _FIRST_DAY <= float(label) < _LAST_DAY:
        return None
    return date_text(label, DateFormat(True, "." in label), is_from_1904)
