"""Marks along a lane that never cover each other: those too near share one. Numbers only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

APART = 3.0


@dataclass(frozen=True)
class Mark:
    """One mark: the indices of what it stands for in order of time, its room in pixels, and its words."""

    items: tuple[int, ...]
    left: float
    width: float
    words: str = ""

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.left + self.width


def placed(
    places: Sequence[float],
    pin: float,
    least: float,
    end: float,
    words_of: Callable[[Sequence[int]], Sequence[str]],
    width_of: Callable[[str], float],
) -> tuple[Mark, ...]:
    """A mark for every place (rising), `pin` pixels left of it, at least `least` wide.

    Of the `words_of` its items it has the first for which there is room until the next mark, or until `end`.
    """
    groups: list[list[int]] = []
    lefts: list[float] = []
    for at, place in enumerate(places):
        left = min(place - pin, end - least)
        if groups and left < lefts[-1] + least + APART:
            groups[-1].append(at)
        else:
            groups.append([at])
            lefts.append(max(0.0, left))
    ends = [*(left - APART for left in lefts[1:]), end]
    found = []
    for items, left, until in zip(
        groups, lefts, ends, strict=False
    ):  # without a group there is an end all the same
        words, width = "", least
        for candidate in words_of(items):
            if width_of(candidate) <= until - left:
                words, width = candidate, max(least, width_of(candidate))
                break
        found.append(Mark(tuple(items), left, width, words))
    return tuple(found)
