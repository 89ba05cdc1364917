"""Writes a table as CSV in which no cell is a formula; numbers as they are, shares as fractions, times in UTC."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import IO

from mining.export.cells import BOM, Cells, iso, neutral
from mining.export.writable import NO_UNICODE
from models.export_table import ExportTable, ExportValue
from models.progress import Report
from resources.translation import tr

_ROWS = 10_000


def write_table_csv(table: ExportTable, file: IO[bytes], report: Report) -> tuple[str, ...]:
    """Write the table; returns notes on what CSV cannot hold."""
    cells = Cells(NO_UNICODE, "CSV")
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([_written(cells, column.title) for column in table.columns])
    file.write(BOM)
    for row, values in enumerate(zip(*(column.values for column in table.columns), strict=True)):
        if row % _ROWS == 0:
            report(row / len(table), tr("Writing CSV: {row}", row=f"{row / len(table):.0%}"))
            file.write(_taken(text))
        writer.writerow([_written(cells, value) for value in values])
    file.write(_taken(text))
    return cells.notes


def _taken(text: io.StringIO) -> bytes:
    """What was written into it so far, and it is empty again."""
    content = text.getvalue().encode()
    text.seek(0)
    text.truncate()
    return content


def _written(cells: Cells, value: ExportValue) -> str:
    known = cells.value(value)
    if known is None:
        return ""
    if isinstance(known, str):
        return neutral(known)
    return iso(known) if isinstance(known, date) else repr(known)
