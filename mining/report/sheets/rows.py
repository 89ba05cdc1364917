"""Rows of words: how high they are, and links between sheets."""

from __future__ import annotations

from math import ceil
from typing import Any

_HIGHEST = 405.0
_LINE = 15.5
_LOOSE = 0.95
"""Letters are not all as narrow as a digit, by which the width of a column is told."""


def height_of(text: str, width: float, line: float = _LINE) -> float:
    """The height in points of a text in a column so many characters wide, for what does not find out by itself."""
    lines = sum(ceil(max(1, len(part)) / (width * _LOOSE)) for part in text.split("\n"))
    return min(_HIGHEST, max(15.0, line * lines))


def link(sheet: Any, row: int, target: str, text: str, how: Any) -> None:
    """A link to another sheet of the workbook."""
    place = target.replace("'", "''")
    sheet.write_url(row, 0, f"internal:'{place}'!A1", how, " ".join(text.split())[:250] or target)
