"""Times of a frame: every file's column is read by its own format, those from an API in UTC."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mining.sources.files.listing import JSON_ENDINGS
from mining.sources.frame import Frame
from mining.sources.source import ImportOptions
from mining.sources.table.columns import plain_name
from mining.sources.values.dates import read_optional_times, read_times
from models.case_table import NO_TIME


@dataclass(frozen=True, eq=False)
class FrameTimes:
    """One entry a row: `micros` (microseconds UTC or `NO_TIME`), `reason` an index into `reasons`, 0 where there
    is nothing to complain about (an empty cell is `NO_TIME` with reason 0)."""

    micros: NDArray[np.int64]
    reason: NDArray[np.int64]
    reasons: tuple[str, ...]
    notes: tuple[str, ...]


def frame_times(
    frame: Frame, options: ImportOptions, *plain: str, is_needed: bool = True, json_zone: str = "UTC"
) -> FrameTimes:
    """Read the first of these columns that a file has, file by file.

    Times without a zone are in `json_zone` where they come from an API (JSON), else in that of the options. Raises
    UserError where the dates of a needed column cannot be told; one that is not needed is then left empty.
    """
    micros, reason = [], []
    reasons: list[str] = [""]
    notes: list[str] = []
    for table in frame.tables:
        zone = json_zone if table.name.lower().endswith(JSON_ENDINGS) else options.zone
        spelled = {plain_name(column): column for column in reversed(table.columns)}
        name = next((spelled[wanted] for wanted in plain if wanted in spelled), None)
        cells = table.column(name) if name is not None else None
        times = None
        if name is not None and cells is not None and cells.labels:
            if is_needed:
                times = read_times(cells, name, table.name, options.is_day_first, zone)
                notes += times.notes
            else:
                times, found = read_optional_times(cells, name, table.name, options.is_day_first, zone)
                notes += found
        if times is None:
            micros.append(np.full(len(table), NO_TIME, dtype=np.int64))
            reason.append(np.zeros(len(table), dtype=np.int64))
            continue
        micros.append(times.micros)
        at = times.reason.astype(np.int64)
        reason.append(np.where(at > 0, at + len(reasons) - 1, 0))
        reasons += times.reasons[1:]
    return FrameTimes(
        np.concatenate([np.zeros(0, np.int64), *micros]),
        np.concatenate([np.zeros(0, np.int64), *reason]),
        tuple(reasons),
        tuple(notes),
    )
