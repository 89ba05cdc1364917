"""Times of a frame: files written alike are read together, those from an API in UTC."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mining.sources.crm.frame import Frame
from mining.sources.files.cell_table import Table
from mining.sources.files.listing import JSON_ENDINGS
from mining.sources.source import ImportOptions
from mining.sources.table.columns import plain_name
from mining.sources.values.categories import join
from mining.sources.values.date_formats import Style
from mining.sources.values.date_order import main_style
from mining.sources.values.date_parts import take_apart
from mining.sources.values.dates import read_optional_times, read_times
from mining.sources.values.words import listed
from models.case_table import NO_TIME
from models.categorical import Categorical


@dataclass(frozen=True, eq=False)
class FrameTimes:
    """One entry a row: `micros` (microseconds UTC or `NO_TIME`), `reason` an index into `reasons`, 0 where there
    is nothing to complain about (an empty cell is `NO_TIME` with reason 0)."""

    micros: NDArray[np.int64]
    reason: NDArray[np.int64]
    reasons: tuple[str, ...]
    notes: tuple[str, ...]


def frame_times(frame: Frame, options: ImportOptions, *plain: str, is_needed: bool = True) -> FrameTimes:
    """Read the first of these columns that each file has.

    Files with the same column written alike are read together, as the pages of one export decide together which way
    dates run. Times without a zone are as `zone_of` says. Raises UserError where the dates of a needed column cannot
    be told; one that is not needed is then left empty.
    """
    micros = np.full(len(frame), NO_TIME, dtype=np.int64)
    reason = np.zeros(len(frame), dtype=np.int64)
    reasons: dict[str, int] = {"": 0}
    notes: list[str] = []
    for (name, zone, _), parts in _groups(frame, options, plain).items():
        rows = np.concatenate([start + np.arange(len(table)) for start, table, _ in parts])
        files = listed([table.name for _, table, _ in parts], 3)
        column = join([cells for _, _, cells in parts])
        times = None
        if is_needed and column.labels:
            times = read_times(column, name, files, options.is_day_first, zone)
            notes += times.notes
        elif column.labels:
            times, found = read_optional_times(column, name, files, options.is_day_first, zone)
            notes += found
        if times is not None:
            micros[rows] = times.micros
            place = [reasons.setdefault(text, len(reasons)) for text in times.reasons]
            reason[rows] = np.array(place, dtype=np.int64)[times.reason]
    return FrameTimes(micros, reason, tuple(reasons), tuple(notes))


def is_replicated(table: Table) -> bool:
    """Whether Fivetran wrote the table; its times are UTC (fivetran.com, "System columns and tables")."""
    return any(plain_name(column) == "fivetransynced" for column in table.columns)


def zone_of(table: Table, options: ImportOptions) -> str:
    """The zone of a table's times without one: UTC where an API or a replication wrote it, else the option's."""
    is_api = table.name.lower().endswith(JSON_ENDINGS)
    return "UTC" if is_api or is_replicated(table) else options.zone


_Part = tuple[int, Table, Categorical]
"""Where a table begins in the frame, the table, and the cells of its column."""
_SAMPLE = 200


def _groups(
    frame: Frame, options: ImportOptions, plain: tuple[str, ...]
) -> dict[tuple[str, str, Style | None], list[_Part]]:
    """The tables that have one of the columns, by its name, the zone of its times and how it is written."""
    groups: dict[tuple[str, str, Style | None], list[_Part]] = {}
    start = 0
    for table in frame.tables:
        spelled = {plain_name(column): column for column in reversed(table.columns)}
        name = next((spelled[wanted] for wanted in plain if wanted in spelled), None)
        if name is not None and len(table):
            cells = frame.cells(table, name)
            own = zone_of(table, options)
            style = _style_of(cells) if len(frame.tables) > 1 else None
            groups.setdefault((name, own, style), []).append((start, table, cells))
        start += len(table)
    return groups


def _style_of(cells: Categorical) -> Style | None:
    """How the first dates of a column are written."""
    labels = cells.labels[:_SAMPLE]
    return main_style(take_apart(labels), np.ones(len(labels), dtype=np.int64)) if labels else None
