"""The tables of one object of a CRM, one below the other, with columns found whatever their spelling."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mining.sources.files.cell_table import Table
from mining.sources.table.columns import plain_name
from mining.sources.values.categories import join, trimmed
from models.categorical import Categorical
from models.import_summary import Quarantined
from resources.translation import tr


@dataclass(frozen=True, eq=False)
class Frame:
    """The tables of one object, one below the other; columns are found by letters and digits only."""

    tables: tuple[Table, ...]

    def __len__(self) -> int:
        return sum(len(table) for table in self.tables)

    @property
    def names(self) -> str:
        """The files, for a sentence."""
        return tr(" and ").join(table.name for table in self.tables)

    def spelling(self, *plain: str) -> str | None:
        """The name in the file of the first of these columns that is there, else None."""
        for wanted in plain:
            for table in self.tables:
                for column in table.columns:
                    if plain_name(column) == wanted:
                        return column
        return None

    def column(self, *plain: str) -> Categorical:
        """Of every table the first of these columns that it has, else an empty one."""
        parts = []
        for table in self.tables:
            spelled = {plain_name(column): column for column in reversed(table.columns)}
            found = next((spelled[name] for name in plain if name in spelled), None)
            parts.append(self.cells(table, found) if found is not None else Categorical.empty(len(table)))
        return join(parts)

    def cells(self, table: Table, name: str) -> Categorical:
        """One column of one of the tables, without the spaces with which databases fill up cells."""
        return trimmed(table.column(name))

    def flags(self, plain: str) -> NDArray[np.bool_]:
        """A column of yes and no: TRUE, true, 1."""
        column = self.column(plain)
        is_yes = [label.strip().casefold() in ("true", "1", "yes", "wahr") for label in column.labels]
        return np.array([*is_yes, False])[column.codes]

    def set_aside(self, reason: NDArray[np.int64], reasons: Sequence[str]) -> list[Quarantined]:
        """The rows whose reason is not 0, and those that did not fit their table."""
        rows = [row for table in self.tables for row in table.quarantined]
        start = 0
        for table in self.tables:
            here = reason[start : start + len(table)]
            rows += [
                Quarantined(table.name, int(table.lines[i]), reasons[here[i]])
                for i in np.flatnonzero(here).tolist()
            ]
            start += len(table)
        return rows


def repeats(column: Categorical) -> NDArray[np.bool_]:
    """Which entries have a value that came before."""
    first = np.zeros(len(column), dtype=bool)
    _, index = np.unique(column.codes, return_index=True)
    first[index] = True
    return np.asarray(~first & (column.codes >= 0))


def repeated_rows(columns: Sequence[NDArray[np.int32] | NDArray[np.int64]]) -> NDArray[np.bool_]:
    """Which rows are in all of these columns, at least one, equal to a row that came before."""
    order = np.lexsort(columns)  # which leaves equal rows in their order
    same = np.ones(max(len(order) - 1, 0), dtype=bool)
    for column in columns:
        same &= np.diff(column[order]) == 0
    again = np.zeros(len(order), dtype=bool)
    again[order[1:][same]] = True
    return again
