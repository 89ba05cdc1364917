"""Fits a table into a width: a smaller type first, then columns on a line of their own, the first one repeated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

from mining.report.cell_words import cell_words
from mining.report.text_width import LONGEST_WORD, width_of
from models.export_table import ExportTable, ValueKind

_PART = LONGEST_WORD // 2
"""Letters of a word that may break which stay on a line at least."""
_BOLD = 1.06
"""How much more the headings need where another font takes the place of the measured one."""
_MOST = 0.45
"""Of the room, for one column that has others beside it."""


@dataclass(frozen=True)
class Column:
    """One column as texts, with the widths in points (at a size of one) that it needs at least and would like."""

    head: str
    cells: tuple[str, ...]
    at_right: bool
    least: float
    whole: float


@dataclass(frozen=True)
class FittedTable:
    """Columns as they are set: `size` and `widths` in points, of which every one holds its longest word."""

    columns: tuple[Column, ...]
    size: float
    widths: tuple[float, ...]

    def rows(self) -> list[tuple[str, ...]]:
        """The cells of every row."""
        return list(zip(*(column.cells for column in self.columns), strict=True))


def columns_of(table: ExportTable) -> list[Column]:
    """The columns of a table as texts, measured."""
    columns = []
    for column in table.columns:
        cells = tuple(cell_words(value, column.kind) for value in column.values)
        at_right = column.kind not in (ValueKind.TEXT, ValueKind.TIME)
        different = set(cells)
        lines = {line for cell in different for line in cell.split("\n")}
        least = max((_least(line) for line in lines), default=0.0)
        whole = max((width_of(line, 1.0) for line in lines), default=0.0)
        head = column.title
        least = max(least, _least(head, True) * _BOLD)
        whole = max(whole, width_of(head, 1.0, True) * _BOLD)
        columns.append(Column(head, cells, at_right, least, whole))
    return columns


def fitted(
    columns: Sequence[Column], room: float, sizes: Sequence[float], gap: float, looseness: float = 1.0
) -> list[FittedTable]:
    """The table in the largest of the `sizes` (points, falling) in which nothing has to be broken into lines, else
    in which no word has to be; in several tables where there is no such size.

    `gap` is what a cell keeps free at its sides together; `looseness` is for fonts that run wider than the measured.
    """
    if not columns:
        return []
    for needs in (_wanted, _needed):
        for size in sizes:
            if needs(columns, room, size * looseness, gap) <= room:
                return [_spread(columns, room, size, gap, looseness)]
    return [
        _spread(part, room, sizes[-1], gap, looseness)
        for part in _parts(columns, room, sizes[-1] * looseness, gap)
    ]


def fits(columns: Sequence[Column], room: float, size: float, gap: float) -> bool:
    """Whether every word of the table has room at this size."""
    return _needed(columns, room, size, gap) <= room


def _needed(columns: Sequence[Column], _room: float, size: float, gap: float) -> float:
    return sum(column.least * size + gap for column in columns)


def _wanted(columns: Sequence[Column], room: float, size: float, gap: float) -> float:
    most = room * _MOST if len(columns) > 1 else inf
    return sum(max(column.least * size + gap, min(most, column.whole * size + gap)) for column in columns)


def _parts(columns: Sequence[Column], room: float, size: float, gap: float) -> list[list[Column]]:
    """Columns in groups that fit, each with the first column before them; a single one too wide stands alone."""
    first, *others = columns
    parts: list[list[Column]] = []
    for column in others:
        if parts and _needed([*parts[-1], column], room, size, gap) <= room:
            parts[-1].append(column)
        else:
            parts.append([first, column])
    return parts or [[first]]


def _spread(columns: Sequence[Column], room: float, size: float, gap: float, looseness: float) -> FittedTable:
    """Share the room out: to every column what it needs, then to those that would like more, then to all."""
    scale = size * looseness
    least = [column.least * scale + gap for column in columns]
    most = room * _MOST if len(columns) > 1 else room
    whole = [
        max(low, min(most, column.whole * scale + gap)) for low, column in zip(least, columns, strict=True)
    ]
    if sum(whole) <= room:
        widths = [width * room / sum(whole) for width in whole]
    elif sum(least) <= room:
        spare = (room - sum(least)) / (sum(whole) - sum(least))
        widths = [low + spare * (high - low) for low, high in zip(least, whole, strict=True)]
    else:
        widths = [width * room / sum(least) for width in least]
    return FittedTable(tuple(columns), size, tuple(widths))


def _least(text: str, bold: bool = False) -> float:
    return max((_word_width(word, bold) for word in text.split(" ")), default=0.0)


def _word_width(word: str, bold: bool) -> float:
    return width_of(word if len(word) <= LONGEST_WORD else "M" * _PART, 1.0, bold)
