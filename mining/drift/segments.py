"""Several changes in one log: split where it differs most, then look at either side again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from mining.drift.gradual import is_passage
from mining.drift.locate import Scores, located
from mining.drift.rows import Rows
from mining.drift.scan import best_split
from models.progress import Report
from resources.translation import tr

_ROUNDS = 3


@dataclass(frozen=True, eq=False)
class Found:
    """A change at a place of the axis, between the changes before and after it, with p and what every row says."""

    begin: int
    at: int
    end: int
    p: float
    scores: Scores


def changes(
    parts: Sequence[Rows], dice: np.random.Generator, report: Report, steady: bool = False
) -> list[Found]:
    """All changes in order. Binary segmentation (Vostrikova 1981; Scott and Knott 1974), then each is tested again.

    The first pass splits a segment at its best place as long as chance does not explain it; the second tests every
    change between its neighbours and places it anew, until nothing moves: what is left differs on its two sides. With
    `steady` that test asks for more than the waves of a feature that comes and goes.
    """
    ends = [int(part.at[-1]) for part in parts if len(part.at)]
    if not ends:
        return []
    begin, end = min(int(part.at[0]) for part in parts if len(part.at)), max(ends) + 1
    places: list[int] = []
    waiting = [(begin, end)]
    while waiting:
        report(0.0, tr("Looking for changes"))
        first, last = waiting.pop()
        split = best_split(parts, first, last, dice)
        if split is not None:
            at, _ = located(parts, first, split.at, last)
            if first < at < last:
                places.append(at)
                waiting += [(at, last), (first, at)]
    return _again(parts, begin, sorted(places), end, dice, steady)


def _again(
    parts: Sequence[Rows], begin: int, places: list[int], end: int, dice: np.random.Generator, steady: bool
) -> list[Found]:
    found: list[Found] = []
    for _ in range(_ROUNDS):
        known, found = places, []
        for number in range(len(known)):
            first = found[-1].at if found else begin
            last = known[number + 1] if number + 1 < len(known) else end
            split = best_split(parts, first, last, dice, steady)
            if split is not None:
                at, scores = located(parts, first, split.at, last)
                if first < at < last:
                    found.append(Found(first, at, last, split.p, scores))
        places = [one.at for one in found]
        if places == known:
            break
    return _without_passages(parts, found)


def _without_passages(parts: Sequence[Rows], found: list[Found]) -> list[Found]:
    """Two neighbouring changes are one where what lies between them is only the passage from old to new."""
    kept = list(found)
    number = 0
    while number + 1 < len(kept):
        one, other = kept[number], kept[number + 1]
        if is_passage(parts, one.begin, one.at, other.at, other.end):
            at, scores = located(parts, one.begin, one.at, other.end)
            kept[number : number + 2] = [Found(one.begin, at, other.end, min(one.p, other.p), scores)]
            number = max(0, number - 1)
        else:
            number += 1
    bounds = [kept[0].begin, *(one.at for one in kept), kept[-1].end] if kept else []
    return [replace(one, begin=bounds[i], end=bounds[i + 2]) for i, one in enumerate(kept)]
