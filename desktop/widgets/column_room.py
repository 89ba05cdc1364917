"""How the columns of a table share its width: each says what it would like, what it needs, and who goes first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Room:
    """What one column asks for, in pixels.

    `wanted` is its width where there is plenty, `least` what it needs to be read. Where not all columns get
    their least, all those with the highest `gives_way` are left out first; 0 stays whatever happens. What is
    left over goes to the last column that is `filling`.
    """

    wanted: int
    least: int
    gives_way: int = 0
    filling: bool = False


def share(rooms: Sequence[Room], width: int) -> list[int]:
    """The width of every column, 0 for those that are left out; the sum is `width` where anything can fill it."""
    shown = set(range(len(rooms)))
    for level in sorted({room.gives_way for room in rooms if room.gives_way}, reverse=True):
        if sum(rooms[i].least for i in shown) > width:
            shown -= {i for i in shown if rooms[i].gives_way == level}
    spare = width - sum(rooms[i].least for i in shown)
    growth = {i: max(0, rooms[i].wanted - rooms[i].least) for i in shown}
    part = min(1.0, max(0, spare) / max(1, sum(growth.values())))
    widths = [rooms[i].least + int(growth[i] * part) if i in shown else 0 for i in range(len(rooms))]
    filling = [i for i in shown if rooms[i].filling]
    if filling:
        widths[max(filling)] += max(0, width - sum(widths))
    return widths
