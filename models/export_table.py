"""A table that leaves the program, as CSV or as a sheet: columns of plain values, each told what it holds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import overload

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


class LateValues(Sequence[ExportValue]):
    """So many values, each made when it is asked for: words for many rows take long, and are rarely wanted."""

    def __init__(self, length: int, make: Callable[[int], ExportValue]) -> None:
        self._length, self._make = length, make

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, at: int) -> ExportValue: ...

    @overload
    def __getitem__(self, at: slice) -> list[ExportValue]: ...

    def __getitem__(self, at: int | slice) -> ExportValue | list[ExportValue]:
        rows = range(self._length)[at]
        return self._make(rows) if isinstance(rows, int) else [self._make(row) for row in rows]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]


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
