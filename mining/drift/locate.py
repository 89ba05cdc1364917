"""Where exactly a change lies, and within which span: all features that changed speak together, deal by deal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from mining.drift.ratio import likelihood_ratio
from mining.drift.rows import Places, Rows

_SPEAKS = 8.0
"""The likelihood ratio from which a feature has a say in where the change lies: p of about .005 by itself."""

_BESIDE_THE_BEST = 0.1
"""And at least this part of the strongest feature's: of many features some seem to change by chance."""

_ROUNDS = 5

_DRAWS = 200

_NEAR = 2000
"""So many rows on either side of a change, at most, are drawn again to see how far its place may be off."""

_TAIL = 2.5
"""Per cent left out at each end of the interval: it holds the place 95 times in 100."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Scores:
    """How much every row speaks for the new way (log-likelihood ratio), in order of its place on the axis."""

    at: Places
    score: Floats

    def best(self, least: int) -> int:
        """How many rows lie before the best place; on either side are at least so many, where there are as many."""
        margin = least if 2 * least < len(self.score) else len(self.score) // 3
        path = np.concatenate(([0.0], np.cumsum(self.score)))
        return margin + int(np.argmin(path[margin : len(path) - margin]))


def located(parts: Sequence[Rows], begin: int, at: int, end: int) -> tuple[int, Scores]:
    """The most likely place of a change between `begin` and `end`, from a place near it, and what every row says.

    Features are taken as independent: shares before and after (with half a deal added to either answer) give every
    row its log-likelihood ratio, and the place is where those before it sum up to the least. Repeated until it stays.
    """
    least = min(part.lasting for part in parts)
    scores = scores_of(parts, begin, at, end)
    for _ in range(_ROUNDS):
        place = int(scores.at[min(scores.best(least), len(scores.at) - 1)])
        if place == at:
            break
        at = place
        scores = scores_of(parts, begin, at, end)
    return at, scores


def scores_of(parts: Sequence[Rows], begin: int, at: int, end: int, again: int | None = None) -> Scores:
    """What every row from `begin` to `end` says for the way after `again` (None: `at`) and against that before `at`."""
    sides = [_Sides(part, begin, at, at if again is None else again, end) for part in parts]
    best = max((float(side.ratios.max(initial=0.0)) for side in sides), default=0.0)
    speaks = max(min(_SPEAKS, best), _BESIDE_THE_BEST * best)
    speaking = [side for side in sides if (side.ratios >= speaks).any()]
    where = np.concatenate([side.at for side in speaking])
    order = np.argsort(where, kind="stable")
    return Scores(where[order], np.concatenate([side.scores(speaks) for side in speaking])[order])


class _Sides:
    """The rows of one moment from `begin` to `end`, and how many before `old` and from `new` on have each feature."""

    def __init__(self, part: Rows, begin: int, old: int, new: int, end: int) -> None:
        first, last_old, first_new, last = (int(i) for i in np.searchsorted(part.at, (begin, old, new, end)))
        until = part.until.astype(np.int64)
        self.at, self.has = part.at[first:last], part.has[first:last]
        self.n_before, self.n_after = last_old - first, last - first_new
        self.before, self.after = until[last_old] - until[first], until[last] - until[first_new]

    @cached_property
    def ratios(self) -> Floats:
        if not self.n_before or not self.n_after:
            return np.zeros(len(self.before))
        n = np.int64(self.n_before + self.n_after)
        return likelihood_ratio(self.before, np.int64(self.n_before), self.before + self.after, n)

    def scores(self, speaks: float) -> Floats:
        """The log-likelihood ratio of every row over the features whose ratio is at least that."""
        chosen = self.ratios >= speaks
        if not self.n_before or not self.n_after or not chosen.any():
            return np.zeros(len(self.at))
        before = (self.before[chosen] + 0.5) / (self.n_before + 1)
        after = (self.after[chosen] + 0.5) / (self.n_after + 1)
        with_it, without = np.log(after / before), np.log((1 - after) / (1 - before))
        scores: Floats = self.has[:, chosen] @ (with_it - without) + float(without.sum())
        return scores


def interval(scores: Scores, at: int, dice: np.random.Generator) -> tuple[int, int]:
    """The places between which the change lies 95 times in 100: how far drawing the rows again moves it.

    Rows before and after are drawn again each from their own side (with replacement), and the best place is sought as
    before; the spread of its distance from the true one is laid around `at` (basic bootstrap).
    """
    middle = int(np.searchsorted(scores.at, at))
    before, after = scores.score[max(0, middle - _NEAR) : middle], scores.score[middle : middle + _NEAR]
    if not len(before) or not len(after):
        return at, at
    drawn = np.concatenate(
        (dice.choice(before, (_DRAWS, len(before))), dice.choice(after, (_DRAWS, len(after)))), axis=1
    )
    path = np.cumsum(drawn, axis=1)[:, :-1]
    off = np.argmin(path, axis=1) + 1 - len(before)
    low, high = (round(float(x)) for x in np.percentile(off, (_TAIL, 100 - _TAIL)))
    last = len(scores.at) - 1
    return int(scores.at[min(max(0, middle - high), last)]), int(scores.at[min(max(0, middle - low), last)])
