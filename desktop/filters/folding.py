"""How many chips fit into the rows of a bar, so that it never grows taller than it should."""

from __future__ import annotations

from collections.abc import Sequence


def fitting(
    before: Sequence[int],
    chips: Sequence[int],
    after: Sequence[int],
    rest: int,
    gap: int,
    width: int,
    rows: int,
) -> int:
    """How many of the `chips` fit between the widgets before and after them; all numbers are widths.

    Where not all fit, the widget that stands for the others (`rest` wide) comes right behind the last one that does.
    """
    if _rows([*before, *chips, *after], gap, width) <= rows:
        return len(chips)
    for count in range(len(chips) - 1, 0, -1):
        if _rows([*before, *chips[:count], rest, *after], gap, width) <= rows:
            return count
    return 0


def giving_way(chips: Sequence[int], giving: Sequence[int], gap: int, width: int) -> int:
    """How many of the chips that can give way must do so, in their order, for the others to fit into one row.

    `chips` are the widths of all, `giving` of those that can go. All go where even that is not enough.
    """
    room = sum(chips) + gap * (len(chips) - 1)
    for count, one in enumerate(giving):
        if room <= width:
            return count
        room -= one + gap
    return len(giving)


def _rows(widths: Sequence[int], gap: int, width: int) -> int:
    """Into how many rows widgets go, one after the other."""
    rows, x = 1, 0
    for one in widths:
        if x and x + one > width:
            rows, x = rows + 1, 0
        x += one + gap
    return rows
