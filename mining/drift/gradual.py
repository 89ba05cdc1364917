"""Changes that come little by little: the steps of one transition are one change, from its beginning to its end."""

from __future__ import annotations

from collections.abc import Sequence
from math import erfc, sqrt

import numpy as np
from numpy.typing import NDArray

from mining.drift.locate import Scores, interval, scores_of
from mining.drift.rows import Rows

_FITS = 0.01
"""A stretch is taken for a mixture of old and new as long as no feature (corrected for their number) is less likely."""

_RISES = 0.05
"""And only where the new way gains ground within the stretch, with p of at most this."""

_BLOCKS = 48
"""The scores are averaged in so many blocks to see how the new way gains ground."""

_BETTER = 7.0
"""F from which a slope fits better than a step: p of .01 with as many blocks."""

Floats = NDArray[np.float64]


def is_passage(parts: Sequence[Rows], begin: int, first: int, second: int, end: int) -> bool:
    """Whether what lies between two changes is only the passage from what was before to what comes after.

    It is where its shares are those of a mixture, in one proportion for all features, and the new way gains ground in
    it (or it is too short to show that).
    """
    scores = scores_of(parts, begin, first, end, second)
    left, middle, right = (scores.score[slice(*np.searchsorted(scores.at, span))] for span in (
        (begin, first), (first, second), (second, end)))  # fmt: skip
    gap = right.mean() - left.mean()
    if gap <= 0:
        return False
    part_new = (middle.mean() - left.mean()) / gap
    short = len(middle) < 2 * min(part.lasting for part in parts)
    gains = short or _rises(middle)
    return 0 < part_new < 1 and gains and _is_mixture(parts, (begin, first, second, end), part_new)


def _rises(score: Floats) -> bool:
    place = np.arange(len(score)) - (len(score) - 1) / 2
    spread = float(score.std())
    if len(score) < 3 or spread == 0:
        return False
    correlation = float((place @ (score - score.mean())) / (len(score) * spread * place.std()))
    z = correlation * sqrt(len(score) - 1)
    return 0.5 * erfc(z / sqrt(2)) <= _RISES


def _is_mixture(parts: Sequence[Rows], bounds: tuple[int, int, int, int], part_new: float) -> bool:
    least, compared = 1.0, 0
    for part in parts:
        rows = [int(i) for i in np.searchsorted(part.at, bounds)]
        sizes = np.diff(rows)
        if (sizes < 1).any():
            continue
        before, middle, after = (np.diff(part.until.astype(np.int64)[rows], axis=0) / sizes[:, None]).tolist()
        mixed = (1 - part_new) * np.array(before) + part_new * np.array(after)
        variance = mixed * (1 - mixed) / sizes[1]
        for share, size, weight in ((before, sizes[0], 1 - part_new), (after, sizes[2], part_new)):
            smoothed = (np.array(share) * size + 0.5) / (size + 1)
            variance = variance + weight**2 * smoothed * (1 - smoothed) / size
        z = np.abs(np.array(middle) - mixed) / np.sqrt(variance)
        compared += len(z)
        least = min(least, erfc(float(z.max(initial=0.0)) / sqrt(2)))
    return compared > 0 and least * compared > _FITS


def slope(scores: Scores) -> tuple[int, int] | None:
    """From where to where the new way gains ground steadily; None where a step says as much.

    The scores are averaged in blocks; among all lines that are level, rise from one block to another and are level
    again, the one with the least squares is taken, and has to be better than the best step by an F test.
    """
    n = len(scores.score)
    blocks = min(_BLOCKS, n // 4)
    if blocks < 8:
        return None
    edges = np.linspace(0, n, blocks + 1).round().astype(int)
    mean = np.add.reduceat(scores.score, edges[:-1]) / np.diff(edges)
    place = np.arange(blocks) + 0.5
    low, high = np.triu_indices(blocks + 1)
    ramp = np.clip((place - low[:, None]) / np.maximum(high - low, 1e-9)[:, None], 0, 1)
    centred = ramp - ramp.mean(axis=1, keepdims=True)
    along = (centred @ (mean - mean.mean())) / np.maximum((centred**2).sum(axis=1), 1e-12)
    left = ((mean - mean.mean()) ** 2).sum() - along**2 * (centred**2).sum(axis=1)
    steps = np.flatnonzero(high - low <= 1)
    best = int(np.argmin(left))
    step = float(left[steps].min())
    if high[best] - low[best] <= 2 or (left[best] <= 0 and step <= 0):
        return None
    f = (step - float(left[best])) / max(float(left[best]) / (blocks - 4), 1e-12)
    if f < _BETTER:
        return None
    last = len(scores.at) - 1
    return int(scores.at[min(edges[low[best]], last)]), int(scores.at[min(edges[high[best]], last)])


def span(scores: Scores, at: int, dice: np.random.Generator) -> tuple[int, int, int]:
    """Where a change lies, and between which places: of a gradual one the middle, and where it begins and ends.

    Of a sudden one the place itself, and the interval that holds it 95 times in 100.
    """
    sloped = slope(scores)
    if sloped is None:
        return at, *interval(scores, at, dice)
    rows = np.searchsorted(scores.at, sloped)
    return int(scores.at[int(rows.sum()) // 2]), *sloped
