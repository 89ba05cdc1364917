"""Where the items of a row of chevrons stand: numbers only, so that it can be tested without a window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from desktop.screens.variants.chevrons import Item, Look, left_out
from mining.number_format import number

POINT = 7.0
"""How far the point of a chevron reaches, and its left side is cut in."""
GAP = 3.0
ICON = 14.0
LINE = 30.0
"""From line to line where a path takes several."""
CAPS = (150.0, 104.0, 82.0)
"""How wide the words of a step may be: the first with which a path finds room."""
_PADDING, _PILL = 6.0, 8.0
_BESIDE = 3.0
_SIDE, _APART = 5.0, 9.0
"""Beside and between the counts of a split."""
_NARROWEST = 44.0
_LONGEST = 400.0
"""Pixels that words may take where there are several lines."""
_LEAST = 4
"""Fewer items all stay: a count would spare nothing."""

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


def in_one_line(items: Sequence[Item], room: float, width: Width) -> tuple[Placed, ...]:
    """The items from left to right in `room` pixels; where they find none, some in the middle give way to a count.

    Long words are cut first. What departs from the process gives way last.
    """
    for cap in CAPS:
        sizes = [_size(item, cap, width) for item in items]
        placed = _placed(items, sizes)
        if len(items) < _LEAST or placed[-1].right <= room:
            return placed
    first, last = _hidden(items, sizes, room, width)
    middle = left_out(items[first:last])
    spared = _without_runs(items, room, width) if middle.departs else None
    return spared or _sized([*items[:first], middle, *items[last:]], width)


def in_lines(items: Sequence[Item], room: float, width: Width) -> tuple[Placed, ...]:
    """All items, on as many lines as they need in `room` pixels."""
    placed: list[Placed] = []
    left, line = 0.0, 0
    for item in items:
        words, size = _size(item, min(_LONGEST, room - 60), width)
        left += _beside_point(item, placed) if left else 0.0
        if left and left + size > room:
            left, line = 0.0, line + 1
        placed.append(Placed(item, left, size, words, line))
        left += _advance(size, item)
    return tuple(placed)


def counts_in_line(item: Item, width: Width) -> tuple[tuple[float, float], ...]:
    """The left edge, from that of the item, and the width of every count of a split."""
    sizes = [ICON + width(number(count)) for _, count in item.counts]
    before = accumulate(sizes[:-1], lambda left, size: left + size + _APART, initial=_SIDE)
    return tuple(zip(before, sizes, strict=True))


def _size(item: Item, cap: float, width: Width) -> tuple[float, float]:
    """The room for the words of an item, and the width of all of it."""
    if item.counts:
        left, last = counts_in_line(item, width)[-1]
        return 0.0, max(left + last + _SIDE, _NARROWEST)
    words = width(item.words) if item.pill else min(width(item.words), cap)
    sides = 2 * _PILL if item.pill else 2 * POINT + 2 * _PADDING
    mark = ICON + _BESIDE if item.icon or item.has_mark else 0.0
    return words, words + mark + sides


def _advance(size: float, item: Item) -> float:
    """From the left edge of an item to that of the next chevron, which reaches into the point of this one."""
    return size + GAP if item.pill else size + GAP - POINT


def _placed(items: Sequence[Item], sizes: Sequence[tuple[float, float]]) -> tuple[Placed, ...]:
    placed: list[Placed] = []
    left = 0.0
    for item, (words, size) in zip(items, sizes, strict=True):
        left += _beside_point(item, placed)
        placed.append(Placed(item, left, size, words))
        left += _advance(size, item)
    return tuple(placed)


def _beside_point(item: Item, before: Sequence[Placed]) -> float:
    """A pill stands beside the point of the chevron before it, not around it."""
    return POINT - 1 if item.pill and before and not before[-1].item.pill else 0.0


def _sized(items: Sequence[Item], width: Width) -> tuple[Placed, ...]:
    return _placed(items, [_size(item, CAPS[-1], width) for item in items])


def _without_runs(items: Sequence[Item], room: float, width: Width) -> tuple[Placed, ...] | None:
    """As many runs of what is as documented as need be give way, the longest first; None where that is not enough."""
    end = len(items) - 1
    telling = [0, *(at for at in range(1, end) if items[at].departs), end]
    runs = [_whole(items, first + 1, last) for first, last in pairwise(telling)]
    runs = sorted((run for run in runs if run[1] - run[0] > 1), key=lambda run: run[0] - run[1])
    for many in range(1, len(runs) + 1):
        gone, shown, at = dict(runs[:many]), [], 0
        while at <= end:
            until = gone.get(at, at + 1)
            shown.append(left_out(items[at:until]) if at in gone else items[at])
            at = until
        placed = _sized(shown, width)
        if placed[-1].right <= room:
            return placed
    return None


def _whole(items: Sequence[Item], first: int, last: int) -> tuple[int, int]:
    """The part of a run that does not tear a loop from its count."""
    while first < last and not _can_cut(items, first):
        first += 1
    while first < last and not _can_cut(items, last):
        last -= 1
    return first, last


def _can_cut(items: Sequence[Item], at: int) -> bool:
    """Whether what is before an item is no part of the loop that it belongs to."""
    return items[at].look is not Look.TIMES and not (items[at].repeated and items[at - 1].repeated)


def _hidden(
    items: Sequence[Item], sizes: Sequence[tuple[float, float]], room: float, width: Width
) -> tuple[int, int]:
    """The items from the first of these places up to before the second give way; the first and the last item stay."""
    advance = [_advance(size, item) for (_, size), item in zip(sizes, items, strict=True)]
    needed = sum(advance) + 2 * POINT + _size(left_out(items), CAPS[-1], width)[1] + GAP - room
    up_to = [0.0, *accumulate(advance)]
    telling = [0, *accumulate(item.departs for item in items)]
    end = len(items) - 1
    best, last = (end, end, 0.0), 2
    found = (1, end)
    cuts = [False, *(_can_cut(items, at) for at in range(1, end + 1))]
    for first in (at for at in range(1, end - 1) if cuts[at]):
        last = max(last, first + 2)
        while last < end and (not cuts[last] or up_to[last] - up_to[first] < needed):
            last += 1
        if up_to[last] - up_to[first] < needed:
            break
        off_middle = abs(first + last - len(items)) / 2
        cost = (telling[last] - telling[first], last - first, off_middle)
        if cost < best:
            best, found = cost, (first, last)
    return found
