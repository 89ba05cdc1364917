"""A quick look at one file for the import wizard: columns, first rows, what the columns seem to mean."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from mining.sources.crm.frame_times import is_replicated
from mining.sources.crm.objects import ObjectFrame
from mining.sources.files.cell_table import Table
from mining.sources.files.origin import Origin
from mining.sources.files.table_file import read_table
from mining.sources.source import ImportOptions
from mining.sources.table.columns import guess_mapping
from mining.sources.table.shapes import complete_by_values
from mining.sources.table.source import TableSource
from mining.sources.values.dates import Reading, reading_of
from mining.sources.wide.source import WideSource, wide_mapping
from models.column_mapping import ColumnMapping
from models.event_log import EventLog
from models.progress import silent

_SAMPLE = 2000
_TIME = re.compile(r"\d:\d\d")
_ZONE = re.compile(r"(?:Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)$", re.IGNORECASE)


@dataclass(frozen=True)
class TablePreview:
    """The columns, the first rows as texts, the guessed mapping, and how the columns with dates can be read.

    `table` has all rows that were looked at.
    `date_readings` has an entry for every column of dates: one format, or both readings where the first
    rows do not decide between day and month (the whole column may still decide at import). `is_utc` says that
    the source reads times without a zone as UTC, whatever the options say.
    """

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    guess: ColumnMapping
    date_readings: Mapping[str, Reading]
    notes: tuple[str, ...]
    table: Table
    is_utc: bool = False

    @property
    def time_without_zone(self) -> tuple[str, str] | None:
        """The first column whose times name no zone, and one of them; None where there is none, or all are in UTC."""
        if self.is_utc:
            return None
        return next(
            (
                (column, reading.example)
                for column, reading in self.date_readings.items()
                if has_time_without_zone(reading.example)
            ),
            None,
        )


def preview(path: Origin, source: str = "table", limit: int = 50) -> TablePreview:
    """Look at the beginning of a CSV, TSV, XLSX or Parquet file; raises UserError where it cannot be read.

    The guess is for a table with one row an event, or for a `wide` one with one row a deal.
    """
    table = read_table(path, silent, _SAMPLE)
    rows = table.rows(_SAMPLE)
    readings = {}
    for position, column in enumerate(table.columns):
        reading = reading_of([row[position] for row in rows])
        if reading is not None:
            readings[column] = reading
    guess = complete_by_values(table, guess_mapping(table.columns, rows))
    if source == "wide":
        guess = wide_mapping(table) or replace(guess, activity=None, timestamp=None, resource=None)
    shown = tuple(rows[:limit])
    return TablePreview(
        table.name, table.columns, shown, guess, readings, table.notes, table, _is_utc(table, source)
    )


def _is_utc(table: Table, source: str) -> bool:
    """Whether the source reads the table's times as UTC where they have no zone."""
    if source in ("table", "wide"):
        return False
    return is_replicated(table) or (source == "suitecrm" and not ObjectFrame((table,)).is_labelled)


def first_log(seen: TablePreview, options: ImportOptions) -> EventLog:
    """The log that the first rows become, read as the import will read them; raises UserError where they cannot."""
    source = WideSource() if options.source == "wide" else TableSource()
    return source.log_of([seen.table], options, silent).log


def has_time_without_zone(value: str) -> bool:
    """Whether a date has a time of day, and no zone behind it."""
    return bool(_TIME.search(value)) and not _ZONE.search(value.strip())
