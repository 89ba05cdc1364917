"""Rows of a frame with a reason each where they cannot be used, and columns picked row by row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from mining.sources.crm.frame import Frame
from mining.sources.crm.frame_times import FrameTimes
from mining.sources.source import ImportOptions
from mining.sources.values.categories import by_labels, compact
from models.categorical import MISSING, Categorical
from models.import_summary import Quarantined
from models.quality import Finding
from resources.translation import tr

Check = tuple[str, NDArray[np.bool_]]
"""A reason to set a row aside, and one flag a row."""


@dataclass(eq=False)
class Noticed:
    """What is set aside and worth telling, gathered while the objects of an export are read."""

    quarantined: list[Quarantined] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    robots: list[str] = field(default_factory=list)
    roles: dict[str, str] = field(default_factory=dict)
    """What is said of people, by name."""


def in_utc(options: ImportOptions) -> ImportOptions:
    """The options for times of which the CRM says that they are in UTC."""
    return ImportOptions(timezone="UTC", day_first=options.is_day_first)


def sifted(
    frame: Frame,
    times: FrameTimes,
    checks: Sequence[Check],
    noticed: Noticed,
    of: NDArray[np.bool_] | None = None,
) -> NDArray[np.int64]:
    """The rows with a time for which no check holds; the others are set aside with the first reason.

    With `of`, one flag a row, only the rows in question: others are neither taken nor set aside.
    """
    reasons = ["", *(reason for reason, _ in checks), tr("no time"), *times.reasons[1:]]
    unread = len(checks) + 1
    masks = [mask for _, mask in checks]
    reason = np.select(
        [*masks, times.reason > 0, times.micros < 0],
        [*range(1, unread), unread + times.reason, unread],
        0,
    ).astype(np.int64)
    asked = np.ones(len(frame), dtype=bool) if of is None else of
    reason[~asked] = 0
    start = 0
    for table in frame.tables:
        here = reason[start : start + len(table)]
        noticed.quarantined += [
            Quarantined(table.name, int(table.lines[row]), reasons[here[row]])
            for row in np.flatnonzero(here).tolist()
        ]
        start += len(table)
    noticed.notes += times.notes
    return np.flatnonzero((reason == 0) & asked)


def always(label: str, length: int) -> Categorical:
    """A column with one label throughout."""
    return Categorical(np.zeros(length, dtype=np.int32), (label,))


def coalesce(columns: Sequence[Categorical]) -> Categorical:
    """For every row the first value of the columns that is not missing."""
    return picked(*((None, column) for column in columns))


def picked(*choices: tuple[NDArray[np.bool_] | None, Categorical]) -> Categorical:
    """For every row the entry of the first column whose mask is set there and that is not missing.

    A mask that is None is set everywhere.
    """
    labels: list[str] = []
    codes = np.full(len(choices[0][1]), MISSING, dtype=np.int32)
    for mask, column in choices:
        free = (codes == MISSING) & (column.codes != MISSING)
        chosen = free if mask is None else free & mask
        codes = np.where(chosen, column.codes + len(labels), codes).astype(np.int32)
        labels += column.labels
    return compact(by_labels(codes, labels))
