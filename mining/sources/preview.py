"""A quick look at one file for the import wizard: columns, first rows, what the columns seem to mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mining.sources.files.origin import Origin
from mining.sources.files.table_file import read_table
from mining.sources.table.columns import guess_mapping
from mining.sources.values.dates import Reading, reading_of
from models.column_mapping import ColumnMapping
from models.progress import silent

_SAMPLE = 2000


@dataclass(frozen=True)
class TablePreview:
    """The columns, the first rows as texts, the guessed mapping, and how the columns with dates can be read.

    `date_readings` has an entry for every column of dates: one format, or both readings where the first
    rows do not decide between day and month (the whole column may still decide at import).
    """

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    guess: ColumnMapping
    date_readings: Mapping[str, Reading]
    notes: tuple[str, ...]


def preview(path: Origin, limit: int = 50) -> TablePreview:
    """Look at the beginning of a CSV, TSV, XLSX or Parquet file; raises UserError where it cannot be read."""
    table = read_table(path, silent, _SAMPLE)
    rows = table.rows(_SAMPLE)
    readings = {}
    for position, column in enumerate(table.columns):
        reading = reading_of([row[position] for row in rows])
        if reading is not None:
            readings[column] = reading
    guess = guess_mapping(table.columns, rows)
    return TablePreview(table.name, table.columns, tuple(rows[:limit]), guess, readings, table.notes)
