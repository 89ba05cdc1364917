"""A table as text to paste: one line a row, cells split by tabs, nothing that a spreadsheet would run as a formula."""

from __future__ import annotations

from datetime import date, datetime

from mining.export.cells import Cells, neutral
from mining.export.writable import NO_XML
from models.export_table import ExportTable, ExportValue, ValueKind

_LARGE = 1e9
"""From here on a short number would be written with an exponent."""


def as_tsv(table: ExportTable) -> str:
    """The headings and the rows, split by tabs."""
    return "\n".join("\t".join(row) for row in as_rows(table))


def as_rows(table: ExportTable) -> list[list[str]]:
    """The headings and the rows as texts on one line each: shares in percent, times to the minute, UTC."""
    cells = Cells(NO_XML, "text")
    kinds = [column.kind for column in table.columns]
    rows = [[_plain(column.title) for column in table.columns]]
    for values in zip(*(column.values for column in table.columns), strict=True):
        rows.append([_written(cells.value(value), kind) for value, kind in zip(values, kinds, strict=True)])
    return rows


def _written(value: ExportValue, kind: ValueKind) -> str:
    """Figures without marks between thousands, which spreadsheets of other countries read as something else."""
    if value is None:
        return ""
    if isinstance(value, str):
        return _plain(value)
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if kind is ValueKind.SHARE:
        return f"{value * 100:.1f}%"
    if isinstance(value, int):
        return str(value)
    return f"{value:.10g}" if abs(value) < _LARGE else f"{value:.2f}"


def _plain(text: str) -> str:
    return neutral(" ".join(text.split()))
