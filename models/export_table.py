"""A table that leaves the program, as CSV or as a sheet: columns of plain values, each told what it holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

ExportValue = str | int | float | datetime | date | None
"""None where nothing is known."""


class ValueKind(StrEnum):
    """How a sheet shows the values of a column: as text, a count, a fraction shown in percent, days, money, a time."""

    TEXT = "text"
    COUNT = "count"
    SHARE = "share"
    NUMBER = "number"
    DAYS = "days"
    MONEY = "money"
    TIME = "time"


@dataclass(frozen=True)
class ExportColumn:
    """One column, one value a row; times are naive and UTC, shares are fractions."""

    title: str
    values: Sequence[ExportValue]
    kind: ValueKind = ValueKind.TEXT


@dataclass(frozen=True)
class ExportTable:
    """Columns of equal length under a title. Raises ValueError where the lengths differ."""

    title: str
    columns: tuple[ExportColumn, ...]

    def __post_init__(self) -> None:
        if len({len(column.values) for column in self.columns}) > 1:
            raise ValueError("the columns of a table have the same number of rows")

    def __len__(self) -> int:
        return len(self.columns[0].values) if self.columns else 0
