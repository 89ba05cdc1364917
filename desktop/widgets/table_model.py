"""A table over plain columns: sorted and narrowed by whole arrays, so that 100,000 rows feel like ten."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import cached_property
from html import escape
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from mining.number_format import NBSP, UNKNOWN, date, days, money, number, percent
from models.case_table import NO_TIME
from models.categorical import Categorical
from resources.translation import tr

Index = QModelIndex | QPersistentModelIndex
SORT_ROLE = Qt.ItemDataRole.UserRole
"""The value behind a cell: a float (NaN where unknown) or a text."""


class Kind(Enum):
    """What a column holds and so how it is written, aligned and sorted."""

    TEXT = auto()
    NUMBER = auto()
    PERCENT = auto()
    DAYS = auto()
    MONEY = auto()
    DATE = auto()


_WRITE: dict[Kind, Callable[[float], str]] = {
    Kind.NUMBER: number,
    Kind.PERCENT: percent,
    Kind.DAYS: days,
    Kind.MONEY: money,
}


@dataclass(frozen=True, eq=False)
class Column:
    """One column.

    `values` has one entry a row: texts (a sequence or a `Categorical`), numbers (NaN where unknown), or times
    in microseconds UTC (`NO_TIME` where unknown). `tooltip` explains the heading; `write` and `tip` replace
    the text and the tool tip of the cell of that row, `order` (one number a row) what it is sorted by. `edit`
    takes what the user enters into a row of a column of numbers; whoever it tells shows the columns anew. Where not
    every row can be edited, `open_rows` says which (bool, one a row).
    """

    title: str
    values: Sequence[str] | Categorical | NDArray[Any]
    kind: Kind = Kind.TEXT
    tooltip: str = ""
    write: Callable[[int], str] | None = None
    tip: Callable[[int], str] | None = None
    order: NDArray[np.float64] | None = None
    edit: Callable[[int, float], None] | None = None
    open_rows: NDArray[np.bool_] | None = None

    def __len__(self) -> int:
        return len(self.values)

    def is_open(self, row: int) -> bool:
        """Whether the user can enter something into a row."""
        return self.edit is not None and (self.open_rows is None or bool(self.open_rows[row]))

    def value(self, row: int) -> str | float:
        """What stands in a row: a text, or a float that is NaN where unknown."""
        if isinstance(self.values, Categorical):
            return self.values.text(row)
        if not isinstance(self.values, np.ndarray):
            return str(self.values[row])
        found = self.values[row]
        return float("nan") if self.kind is Kind.DATE and found == NO_TIME else float(found)

    def text(self, row: int) -> str:
        """A row as it is shown, on one line; an en dash where nothing is known."""
        if self.write is not None:
            return self.write(row)
        if self.kind is Kind.TEXT:
            return " ".join(str(self.value(row)).split()) or UNKNOWN
        numbers = np.asarray(self.values)
        return date(int(numbers[row])) if self.kind is Kind.DATE else _WRITE[self.kind](float(numbers[row]))

    @cached_property
    def ranks(self) -> NDArray[np.float64]:
        """One number a row that sorts like the column, NaN where nothing is known."""
        if self.order is not None:
            return self.order
        if isinstance(self.values, Categorical):
            codes = self.values.codes
            by_label = np.append(_text_ranks(self.values.labels), np.nan)  # MISSING (-1) is the last
            return np.asarray(by_label[codes], dtype=np.float64)
        if self.kind is Kind.TEXT:
            return _text_ranks([str(value) for value in self.values])
        ranks = np.array(self.values, dtype=np.float64)
        if self.kind is Kind.DATE:
            ranks[np.asarray(self.values) == NO_TIME] = np.nan
        return ranks


def _text_ranks(texts: Sequence[str]) -> NDArray[np.float64]:
    """The place of every text in the alphabet, whatever the case; equal texts are equal, empty ones NaN."""
    folded = [text.casefold() for text in texts]
    place = {
        text: rank for rank, text in enumerate(sorted(dict.fromkeys(folded)))
    }  # a set would shuffle them
    return np.array([place[text] if text else np.nan for text in folded], dtype=np.float64)


class TableModel(QAbstractTableModel):
    """Shows columns of equal length. `source_row` is the row in the columns, whatever the order shown."""

    def __init__(self, columns: Sequence[Column] = (), parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns: tuple[Column, ...] = ()
        self._all = self._shown = np.zeros(0, dtype=np.int64)
        self._sorted_by: tuple[int, Qt.SortOrder] | None = None
        self.set_columns(columns)

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns, in the order in which they stand."""
        return self._columns

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Show other columns, in the sorting that was chosen before where that column is still there."""
        if len({len(column) for column in columns}) > 1:
            raise ValueError("the columns of a table have different lengths")
        self.beginResetModel()
        self._columns = tuple(columns)
        self._all = self._shown = np.arange(len(columns[0]) if columns else 0)
        if self._sorted_by is not None and self._sorted_by[0] < len(columns):
            self._shown = self._ordered(self._shown, *self._sorted_by)
        self.endResetModel()

    def show_only(self, keep: NDArray[np.bool_] | None) -> None:
        """Show only the rows whose flag (one a row of the columns) is set; None shows all."""
        self.beginResetModel()
        self._shown = self._all if keep is None else np.flatnonzero(keep)
        if self._sorted_by is not None and self._columns:
            self._shown = self._ordered(self._shown, *self._sorted_by)
        self.endResetModel()

    def source_row(self, row: int) -> int:
        """The row of the columns that stands in a row of the table."""
        return int(self._shown[row])

    @property
    def shown_rows(self) -> NDArray[np.int64]:
        """The rows of the columns that the table shows, in its order."""
        return self._shown

    def row_of(self, source_row: int) -> int | None:
        """The row of the table that shows a row of the columns, None where it is not shown."""
        found = np.flatnonzero(self._shown == source_row)
        return int(found[0]) if len(found) else None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Stable: equal rows keep the order they have; what is unknown comes last either way."""
        if not 0 <= column < len(self._columns):
            return
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        sources = [(self.source_row(index.row()), index.column()) for index in before]
        self._sorted_by = (column, order)
        self._shown = self._ordered(self._shown, column, order)
        place = np.full(len(self._all), -1)
        place[self._shown] = np.arange(len(self._shown))
        after = [self.index(int(place[source]), at) for source, at in sources]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _ordered(self, rows: NDArray[np.int64], column: int, order: Qt.SortOrder) -> NDArray[np.int64]:
        ranks = self._columns[column].ranks[rows]
        return rows[np.argsort(-ranks if order == Qt.SortOrder.DescendingOrder else ranks, kind="stable")]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column, row = self._columns[index.column()], self.source_row(index.row())
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(row)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(column, row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{column.title}: {_spoken(column.text(row))}"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        if role == SORT_ROLE or (role == Qt.ItemDataRole.EditRole and column.is_open(row)):
            return column.value(row)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        is_open = index.isValid() and self._columns[index.column()].is_open(self.source_row(index.row()))
        return flags | Qt.ItemFlag.ItemIsEditable if is_open else flags

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        edit = self._columns[index.column()].edit if index.isValid() else None
        if edit is None or role != Qt.ItemDataRole.EditRole:
            return False
        edit(self.source_row(index.row()), float(value))
        return True

    def _tip(self, column: Column, row: int) -> str:
        text = column.text(row)
        known = column.tip(row) if column.tip else text
        if text == UNKNOWN and column.kind is not Kind.TEXT and (not known or known == text):
            known = tr("Cannot tell")
        return f"<span>{escape(known)}</span>" if known and known != UNKNOWN else ""

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        column = self._columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"<span>{escape(column.tooltip)}</span>" if column.tooltip else None
        return _alignment(column) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def as_tsv(self, rows: Sequence[int]) -> str:
        """The rows of the table with their headings, split by tabs, safe to paste into a spreadsheet."""
        lines = [[column.title for column in self._columns]]
        lines += [[column.text(self.source_row(row)) for column in self._columns] for row in sorted(rows)]
        return "\n".join("\t".join(_safe_cell(cell) for cell in line) for line in lines)


def _alignment(column: Column) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignLeft if column.kind is Kind.TEXT else Qt.AlignmentFlag.AlignRight
    return side | Qt.AlignmentFlag.AlignVCenter


def _spoken(text: str) -> str:
    return tr("cannot tell") if text == UNKNOWN else text.replace(NBSP, " ")


def _safe_cell(text: str) -> str:
    """One line without tabs; what a spreadsheet would take for a formula gets an apostrophe in front."""
    plain = " ".join(text.split())
    return f"'{plain}" if plain[:1] in ("=", "+", "-", "@") else plain
