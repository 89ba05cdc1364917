"""Changes that come little by little: the steps of one transition are one change, from its beginning to its end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import erfc, sqrt

import numpy as np
from numpy.typing import NDArray

from mining.drift.locate import Scores, interval, scores_of
from mining.drift.rows import Rows

_FITS = 0.01
"""A stretch is taken for a mixture of old and new as long as no feature (corrected for their number) is less likely."""

_BLOCKS = 48
"""The scores are averaged in so many blocks to see how the new way gains ground."""

_FEWEST = 8

_BETTER = 7.0
"""F from which a slope fits better than a step: p of .01 with as many blocks."""

Floats = NDArray[np.float64]


def is_passage(parts: Sequence[Rows], begin: int, first: int, second: int, end: int) -> bool:
    """Whether what lies between two changes is only the passage from what was before to what comes after.

    It is where its shares are those of a mixture, in one proportion for all features, and the new way gains ground
    steadily.
    """
    scores = scores_of(parts, begin, first, end, second)
    left, middle, right = (scores.score[slice(*np.searchsorted(scores.at, span))] for span in (
        (begin, first), (first, second), (second, end)))  # fmt: skip
    gap = right.mean() - left.mean()
    if gap <= 0:
        return False
    part_new = (middle.mean() - left.mean()) / gap
    return (
        0 < part_new < 1
        and _is_slope(scores, first, second)
        and _is_mixture(parts, (begin, first, second, end), part_new)
    )


def _is_slope(scores: Scores, first: int, second: int) -> bool:
    """Whether one line that rises says as much as three levels, by the criterion of Schwarz (1978)."""
    blocks = _Blocks.of(scores)
    if blocks is None:
        return True
    stairs = 0.0
    edges = np.searchsorted(blocks.begins, np.searchsorted(scores.at, (first, second)))
    for level in np.split(blocks.mean, edges):
        stairs += float(((level - level.mean()) ** 2).sum()) if len(level) else 0.0
    one_number_less = float(len(blocks.mean)) ** (1 / len(blocks.mean))
    return bool(blocks.best_line()[2] <= stairs * one_number_less)


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


@dataclass(frozen=True, eq=False)
class _Blocks:
    """The mean scores of blocks of rows, and the row at which each begins."""

    mean: Floats
    begins: NDArray[np.int64]

    @classmethod
    def of(cls, scores: Scores) -> _Blocks | None:
        """As many blocks as there are rows for; None where they are too few to tell a slope from a step."""
        count = min(_BLOCKS, len(scores.score) // 4)
        if count < _FEWEST:
            return None
        edges = np.linspace(0, len(scores.score), count + 1).round().astype(np.int64)
        return cls(np.add.reduceat(scores.score, edges[:-1]) / np.diff(edges), edges[:-1])

    def best_line(self) -> tuple[int, int, float, float]:
        """Of all lines that are level, rise between two blocks and are level again, the one with the least squares.

        From which block to which it rises, the sum of squares it leaves, and the one that the best step leaves.
        """
        count = len(self.mean)
        low, high = np.triu_indices(count + 1)
        rise = np.clip((np.arange(count) + 0.5 - low[:, None]) / np.maximum(high - low, 1e-9)[:, None], 0, 1)
        rise -= rise.mean(axis=1, keepdims=True)
        centred = self.mean - self.mean.mean()
        size = (rise**2).sum(axis=1)
        left = (centred**2).sum() - (rise @ centred) ** 2 / np.maximum(size, 1e-12)
        best = int(np.argmin(left))
        return int(low[best]), int(high[best]), float(left[best]), float(left[high - low <= 1].min())


def slope(scores: Scores) -> tuple[int, int] | None:
    """From where to where the new way gains ground steadily; None where a step says as much.

    The line has to be better than the best step by an F test at a level of .01.
    """
    blocks = _Blocks.of(scores)
    if blocks is None:
        return None
    low, high, left, step = blocks.best_line()
    free = len(blocks.mean) - 4
    if high - low <= 2 or (step - left) * free < _BETTER * max(left, 1e-12):
        return None
    bounds = np.append(blocks.begins, len(scores.at) - 1)
    return int(scores.at[bounds[low]]), int(scores.at[bounds[high]])


def span(scores: Scores, at: int, dice: np.random.Generator) -> tuple[int, int, int]:
    """Where a change lies, and between which places: of a gradual one the middle, and where it begins and ends.

    Of a sudden one the place itself, and the interval that holds it 95 times in 100.
    """
    sloped = slope(scores)
    if sloped is None:
        return at, *interval(scores, at, dice)
    rows = np.searchsorted(scores.at, sloped)
    return int(scores.at[int(rows.sum()) // 2]), *sloped
