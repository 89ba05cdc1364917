"""Where exactly a change lies, and within which span: all features that changed speak together, deal by deal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mining.drift.rows import Places, Rows
from mining.drift.scan import likelihood_ratio

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
        margin = min(least, len(self.score) // 3)
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


def scores_of(parts: Sequence[Rows], begin: int, at: int, end: int) -> Scores:
    """What every row says for the way after `at` and against the way before it."""
    spans = [part.sides(begin, at, end) for part in parts]
    ratios = [_ratio(part, *span) for part, span in zip(parts, spans, strict=True)]
    best = max((float(ratio.max(initial=0.0)) for ratio in ratios), default=0.0)
    speaks = max(min(_SPEAKS, best), _BESIDE_THE_BEST * best)
    each = zip(parts, spans, ratios, strict=True)
    scores = [_score(part, *span, ratio >= speaks) for part, span, ratio in each]
    where = np.concatenate([part.at[span[0] : span[2]] for part, span in zip(parts, spans, strict=True)])
    order = np.argsort(where, kind="stable")
    return Scores(where[order], np.concatenate(scores)[order])


def _ratio(part: Rows, first: int, middle: int, last: int) -> Floats:
    until = part.until.astype(np.int64)[[first, middle, last]]
    if not first < middle < last:
        return np.zeros(len(part.features))
    n_before, n = np.int64(middle - first), np.int64(last - first)
    return likelihood_ratio(until[1] - until[0], n_before, until[2] - until[0], n)


def _score(part: Rows, first: int, middle: int, last: int, speaks: NDArray[np.bool_]) -> Floats:
    if not first < middle < last or not speaks.any():
        return np.zeros(last - first)
    until = part.until[:, speaks].astype(np.float64)
    before = (until[middle] - until[first] + 0.5) / (middle - first + 1)
    after = (until[last] - until[middle] + 0.5) / (last - middle + 1)
    with_it, without = np.log(after / before), np.log((1 - after) / (1 - before))
    score: Floats = part.has[first:last, speaks] @ (with_it - without) + float(without.sum())
    return score


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
