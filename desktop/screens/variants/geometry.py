"""Where the items of a row of chevrons stand: numbers only, so that it can be tested without a window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from desktop.screens.variants.chevrons import Item, left_out

POINT = 7.0
"""How far the point of a chevron reaches, and its left side is cut in."""
GAP = 3.0
ICON = 14.0
LINE = 30.0
"""From line to line where a path takes several."""
CAPS = (150.0, 104.0, 82.0, 64.0, 52.0)
"""How wide the words of a step may be: the first under which most paths find room."""
_PADDING, _PILL = 6.0, 8.0
_BESIDE = 3.0
_ENOUGH = 0.8
_LEAST_ENDS = 1

Width = Callable[[str], float]
"""The pixels that words take."""


@dataclass(frozen=True)
class Placed:
    """An item with its left edge and its width in pixels, and the room for its words; `line` counts from 0."""

    item: Item
    left: float
    width: float
    words: float
    line: int = 0

    @property
    def right(self) -> float:
        """Its right edge, the point of a chevron included."""
        return self.left + self.width


def in_one_line(items: Sequence[Item], room: float, cap: float, width: Width) -> tuple[Placed, ...]:
    """The items from left to right in `room` pixels; where they find none, some in the middle give way to a count."""
    sizes = [_size(item, cap, width) for item in items]
    if _together(items, sizes) <= room:
        return _placed(items, sizes)
    head, tail = _kept(items, sizes, room, cap, width)
    middle = left_out(items[head : len(items) - tail])
    shown = [*items[:head], middle, *items[len(items) - tail :]]
    return _placed(shown, [_size(item, cap, width) for item in shown])


def in_lines(items: Sequence[Item], room: float, cap: float, width: Width) -> tuple[Placed, ...]:
    """All items, on as many lines as they need in `room` pixels."""
    placed: list[Placed] = []
    left, line = 0.0, 0
    for item in items:
        words, size = _size(item, min(cap, room - 60), width)
        if left and left + size > room:
            left, line = 0.0, line + 1
        placed.append(Placed(item, left, size, words, line))
        left += _advance(size, item)
    return tuple(placed)


def cap_for(paths: Sequence[Sequence[Item]], room: float, width: Width) -> float:
    """The widest cap under which most of these paths find room, else the narrowest."""
    for cap in CAPS:
        fitting = sum(
            _together(items, [_size(item, cap, width) for item in items]) <= room for items in paths
        )
        if fitting >= _ENOUGH * len(paths):
            return cap
    return CAPS[-1]


def _size(item: Item, cap: float, width: Width) -> tuple[float, float]:
    """The room for the words of an item, and the width of all of it."""
    words = width(item.words) if item.pill else min(width(item.words), cap)
    sides = 2 * _PILL if item.pill else 2 * POINT + 2 * _PADDING
    mark = ICON + _BESIDE if item.icon or item.has_mark else 0.0
    return words, words + mark + sides


def _advance(size: float, item: Item) -> float:
    """From the left edge of an item to that of the next one, which reaches into the point of a chevron."""
    return size + GAP if item.pill else size + GAP - POINT


def _together(items: Sequence[Item], sizes: Sequence[tuple[float, float]]) -> float:
    return _placed(items, sizes)[-1].right if items else 0.0


def _placed(items: Sequence[Item], sizes: Sequence[tuple[float, float]]) -> tuple[Placed, ...]:
    placed, left = [], 0.0
    for item, (words, size) in zip(items, sizes, strict=True):
        placed.append(Placed(item, left, size, words))
        left += _advance(size, item)
    return tuple(placed)


def _kept(
    items: Sequence[Item], sizes: Sequence[tuple[float, float]], room: float, cap: float, width: Width
) -> tuple[int, int]:
    """How many items stay at the beginning and at the end: at least one each, more at the beginning."""
    spare = room - _size(left_out(items), cap, width)[1] - GAP
    head = tail = 0
    while head + tail < len(items) - 1:
        at_end = tail < _LEAST_ENDS or tail * 2 < head
        at = len(items) - 1 - tail if at_end and head else head
        spare -= _advance(sizes[at][1], items[at])
        if spare < 0 and head and tail:
            break
        if at == head:
            head += 1
        else:
            tail += 1
    return head, tail
