"""How much of a plan has room on one page: a ladder of shorter and shorter tellings, and how high one will be."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil

from mining.report.table_fit import columns_of, fitted
from mining.report.text_width import width_of
from models.report import Block, Bullets, Heading, Paragraph, Table

HEIGHT, WIDTH = 690.0, 510.0
"""Points that the parts of a compact page have below its title, with some to spare, and its width."""
_TITLE = 140.0
"""What the head of the first page and the title of the section take."""
_SIZE, _GAP, _LINE = 9.0, 10.0, 11.3
_LOOSE = 1.06
"""Lines are not broken where they are full, but between words."""


@dataclass(frozen=True)
class Room:
    """So many actions and so many service levels of either side, with so many characters of what is written of each.

    Outcomes are not told where they have none.
    """

    actions: int
    levels: int
    words: int
    outcome: int
    purpose: int
    signing: int = 6


LADDER = (
    Room(40, 20, 400, 500, 600),
    Room(20, 10, 160, 260, 320),
    Room(20, 8, 100, 0, 200),
    Room(14, 5, 80, 0, 160),
    Room(6, 2, 60, 0, 120, 4),
)
"""From everything to what always has room."""


def height_of(blocks: Iterable[Block]) -> float:
    """How high the blocks will be, in points, below the title of a page; a little more rather than less."""
    return _TITLE + sum(map(_height, blocks))


def _height(block: Block) -> float:
    if isinstance(block, Paragraph):
        return 10.0 + 13.0 * _lines(block.text, 10.0, WIDTH)
    if isinstance(block, Heading):
        return 38.0
    if isinstance(block, Bullets):
        return 8.0 + sum(7.0 + 12.5 * _lines(item, _SIZE, WIDTH - 24) for item in block.items)
    if isinstance(block, Table):
        return _table_height(block)
    return HEIGHT


def _table_height(block: Table) -> float:
    height = 30.0 if block.table.title else 8.0
    for part in fitted(columns_of(block.table), WIDTH, (_SIZE, 8.5, 8.0, 7.5), _GAP):
        heads = tuple(column.head for column in part.columns)
        for row in (heads, *part.rows()):
            lines = max(
                _lines(cell, part.size, width - _GAP) for cell, width in zip(row, part.widths, strict=True)
            )
            height += 15.0 + _LINE * (lines - 1)
    return height


def _lines(text: str, size: float, room: float) -> int:
    return sum(max(1, ceil(_LOOSE * width_of(line, size) / room)) for line in text.split("\n"))
