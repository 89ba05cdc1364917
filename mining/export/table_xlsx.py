"""Writes tables as the sheets of one workbook: headings that stay, formats by what a column holds, no formulas."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from math import ceil
from shutil import copyfileobj
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from mining.export.cells import Cells, iso
from mining.export.writable import NO_XML
from mining.number_format import number
from models.errors import UserError
from models.export_table import ExportColumn, ExportTable, ExportValue, ValueKind
from models.progress import Report
from resources.translation import tr

MOST_ROWS, MOST_COLUMNS, LONGEST = 1_048_575, 16_384, 32_767
"""What a sheet can hold below its headings, side by side, and in one cell (Excel's specifications and limits)."""
_FORMATS = {
    ValueKind.TEXT: "@",
    ValueKind.COUNT: "#,##0",
    ValueKind.SHARE: "0.0%",
    ValueKind.NUMBER: "#,##0.00",
    ValueKind.DAYS: "#,##0.0",
    ValueKind.MONEY: "#,##0",
    ValueKind.TIME: "yyyy-mm-dd hh:mm",
}
_SIDE: dict[ValueKind, dict[str, object]] = {ValueKind.TEXT: {"align": "left", "indent": 1}}
"""Numbers stand at the right, so a text beside them keeps off."""
_DAY = "yyyy-mm-dd"
_FIRST_DAY = date(1900, 3, 1)
"""Days before it are other days in other programs, because one of them takes 1900 for a leap year."""
_NARROWEST, _WIDEST, _ARROW = 8, 60, 3
"""Characters; the arrow is what opens the filter of a column."""
_LINE, _HIGHEST = 15, 405
"""Points."""
_LOOKED_AT = 1_000
"""Rows by which the width of a column is chosen."""
_IN_MEMORY = 200_000
"""Cells; a larger workbook is written row by row, with files of the system for what is not yet put together."""
_ROWS = 10_000
_SPOOL = 64 * 1024 * 1024
"""Bytes of a packed workbook that are kept in memory."""


def write_tables_xlsx(
    tables: Sequence[ExportTable], file: IO[bytes], title: str, about: str, report: Report
) -> tuple[str, ...]:
    """Write one sheet a table; `title` and `about` become properties of the file. Returns notes on what is lost.

    Raises UserError where a table is larger than a sheet.
    """
    from xlsxwriter import Workbook  # late, as below: the first window does without

    for table in tables:
        _check_size(table)
    cells = Cells(NO_XML, "XLSX", LONGEST)
    size = sum(len(table) * len(table.columns) for table in tables)
    is_small = size <= _IN_MEMORY
    with SpooledTemporaryFile(_SPOOL) as spool:  # a packer that cannot end its file would complain much later
        book = Workbook(spool, {"in_memory": is_small, "constant_memory": not is_small})
        book.use_zip64()
        book.set_properties({"title": title, "comments": about})
        names = sheet_names([table.title for table in tables])
        for table, name in zip(tables, names, strict=True):
            TableSheet(book, name, cells).write(table, report)
        close_workbook(book)
        spool.seek(0)
        copyfileobj(spool, file)
    return cells.notes


def close_workbook(book: Any) -> None:
    """Put the workbook together; raises OSError, which its writer hides in an exception of its own."""
    from xlsxwriter.exceptions import FileCreateError

    try:
        book.close()
    except FileCreateError as error:
        reason = error.args[0] if error.args else None
        raise reason if isinstance(reason, OSError) else OSError(str(error)) from error


def sheet_names(titles: Sequence[str]) -> list[str]:
    """A name for every sheet: at most 31 characters, none of []:*?/\\ in it, no quote at its ends, none twice."""
    names: list[str] = []
    for place, title in enumerate(titles, start=1):
        plain = NO_XML.sub(" ", re.sub(r"[\[\]:*?/\\]+", " ", title))
        plain = " ".join(plain.split()).strip("' ")
        if not plain or plain.casefold() == "history":  # a name that Excel keeps for itself
            plain = f"Table {place}"
        names.append(_free(plain, {name.casefold() for name in names}))
    return names


def _free(plain: str, taken: set[str]) -> str:
    name, number = _cut(plain, 31), 1
    while name.casefold() in taken:
        number += 1
        end = f" ({number})"
        name = _cut(plain, 31 - len(end)) + end
    return name


def _cut(text: str, room: int) -> str:
    """So much of it as fits, counted as spreadsheets do."""
    return text.encode("utf-16-le")[: 2 * room].decode("utf-16-le", "ignore").rstrip("' ")


def _check_size(table: ExportTable) -> None:
    if len(table) > MOST_ROWS:
        raise UserError(
            tr(
                "{title} has {table} rows; a sheet holds {most_rows}. Export it as .csv.",
                title=table.title,
                table=number(len(table)),
                most_rows=number(MOST_ROWS),
            )
        )
    if len(table.columns) > MOST_COLUMNS:
        raise UserError(
            tr(
                "{title} has {columns} columns; a sheet holds {most_columns}. Export it as .csv.",
                title=table.title,
                columns=number(len(table.columns)),
                most_columns=number(MOST_COLUMNS),
            )
        )


class TableSheet:
    """One sheet of a workbook, written row by row."""

    def __init__(self, book: Any, name: str, cells: Cells) -> None:
        self._cells = cells
        self._sheet = book.add_worksheet(name)
        self._formats = {kind: _format(book, code, **_SIDE.get(kind, {})) for kind, code in _FORMATS.items()}
        self._day, self._wrapped = (
            _format(book, _DAY),
            _format(book, "@", text_wrap=True, **_SIDE[ValueKind.TEXT]),
        )
        head = {"bold": True, "bottom": 1}
        self._headings = {
            kind: _format(book, "@", **head, **_SIDE.get(kind, {"align": "right"})) for kind in ValueKind
        }

    def write(self, table: ExportTable, report: Report) -> None:
        """Write the headings and the rows."""
        sheet, rows = self._sheet, len(table)
        sheet.freeze_panes(1, 0)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)  # printed as wide as a page, with the headings on every one
        sheet.repeat_rows(0)
        if rows and table.columns:
            sheet.autofilter(0, 0, rows, len(table.columns) - 1)
        widths = [_width(column) for column in table.columns]
        for at, column in enumerate(table.columns):
            sheet.set_column(at, at, widths[at])
            sheet.write_string(0, at, str(self._cells.value(column.title) or ""), self._headings[column.kind])
        kinds = [column.kind for column in table.columns]
        for row, values in enumerate(zip(*(column.values for column in table.columns), strict=True)):
            if row % _ROWS == 0:
                report(row / rows, tr("Writing {title}: {row}", title=table.title, row=f"{row / rows:.0%}"))
            lines = max(map(_lines, values, widths))
            if lines > 1:  # not every program finds out by itself how high such a row has to be
                sheet.set_row(row + 1, min(_HIGHEST, _LINE * lines))
            for at, value in enumerate(values):
                self._write(row + 1, at, self._cells.value(value), kinds[at])

    def _write(self, row: int, at: int, value: ExportValue, kind: ValueKind) -> None:
        """By what the value is, never by what it looks like: a text that begins with = stays a text."""
        if value is None:
            return
        if isinstance(value, date) and _has_no_number(value):
            self._sheet.write_string(row, at, iso(value))
        elif isinstance(value, date):
            look = self._formats[ValueKind.TIME] if isinstance(value, datetime) else self._day
            self._sheet.write_datetime(row, at, value, look)
        elif isinstance(value, str):
            is_long = len(value) > _WIDEST or "\n" in value
            self._sheet.write_string(
                row, at, value, self._wrapped if is_long else self._formats[ValueKind.TEXT]
            )
        else:
            look = None if kind in (ValueKind.TEXT, ValueKind.TIME) else self._formats[kind]
            self._sheet.write_number(row, at, value, look)


def _format(book: Any, code: str, **more: object) -> Any:
    return book.add_format({"num_format": code, "valign": "top", **more})


def _has_no_number(moment: date) -> bool:
    """Whether it lies before the days that all spreadsheets number alike."""
    return (moment.date() if isinstance(moment, datetime) else moment) < _FIRST_DAY


def _width(column: ExportColumn) -> int:
    shown = max((_letters(value, column.kind) for value in column.values[:_LOOKED_AT]), default=0)
    return max(_NARROWEST, min(_WIDEST, max(shown + 2, len(column.title) + _ARROW)))


def _lines(value: ExportValue, width: int) -> int:
    """How many lines a text takes in a column of so many characters."""
    if not isinstance(value, str) or not (len(value) > _WIDEST or "\n" in value):
        return 1
    return sum(ceil(max(1, len(line)) / (width - 4)) for line in value[:LONGEST].splitlines())


def _letters(value: ExportValue, kind: ValueKind) -> int:
    """How many letters a value takes when it is shown."""
    if value is None:
        return 0
    if isinstance(value, str):
        return max((len(line) for line in value[:LONGEST].splitlines()), default=0)
    if isinstance(value, datetime):
        return 16
    if isinstance(value, date):
        return 10
    decimals = 2 if kind is ValueKind.NUMBER else 1 if kind is ValueKind.DAYS else 0
    return 6 if kind is ValueKind.SHARE else len(f"{value:,.{decimals}f}")
