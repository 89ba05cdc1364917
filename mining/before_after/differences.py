"""The difference of a metric between two times at equal mix, from cells of deals that are alike."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from math import inf, sqrt

import numpy as np
from numpy.typing import NDArray

from mining.before_after.spread import FEWEST as FEWEST_FREE
from mining.diagnosis.effects.difference import Difference
from mining.intervals import Z_95, newcombe, wilson
from models.diagnosis import Estimate
from models.snapshot import Cell

FEWEST = 10
"""Fewer deals than this tell nothing."""

Floats = NDArray[np.float64]
By = Callable[[Cell], Hashable]


@dataclass(frozen=True)
class Spread:
    """By how much more than chance deals differ (a factor of the variance), with its degrees of freedom."""

    factor: float = 1.0
    freedom: float = inf

    @classmethod
    def pooled(cls, parts: Sequence[tuple[float, int]]) -> Spread:
        """Of several (factor, degrees of freedom), never below 1; 1 where too little tells."""
        free = sum(freedom for _, freedom in parts)
        if free < FEWEST_FREE:
            return cls()
        return cls(max(1.0, sum(factor * freedom for factor, freedom in parts) / free), float(free))


@dataclass(frozen=True)
class Changed:
    """After minus before with its interval, and the p-value of no change; `covered` is the share of the deals after
    that have like ones before."""

    estimate: Estimate | None
    p: float | None
    covered: float


@dataclass(frozen=True, eq=False)
class Strata:
    """Deals of both times by what they are alike in: one entry a stratum; first the deals after, then those before."""

    n: tuple[Floats, Floats]
    total: tuple[Floats, Floats]
    squares: tuple[Floats, Floats]

    @classmethod
    def of(cls, after: Sequence[Cell], before: Sequence[Cell], by: By) -> Strata:
        """Add up the cells of both times by what `by` says of them."""
        place: dict[Hashable, int] = {}
        for cell in (*after, *before):
            place.setdefault(by(cell), len(place))
        sums = np.zeros((2, 3, max(1, len(place))))
        for side, cells in enumerate((after, before)):
            for cell in cells:
                at = place[by(cell)]
                sums[side, 0, at] += cell.n
                sums[side, 1, at] += cell.total
                sums[side, 2, at] += cell.squares
        n, total, squares = ((sums[0, part], sums[1, part]) for part in range(3))
        return cls(n, total, squares)

    @property
    def covered(self) -> float:
        """The share of the deals after that are in a stratum with deals before."""
        all_after = float(self.n[0].sum())
        return float(self.n[0][self.n[1] > 0].sum()) / all_after if all_after else 0.0


def difference(strata: Strata, is_share: bool, spread: Spread) -> Changed:
    """The difference within strata, weighted n1 n0 / (n1 + n0) as by Mantel and Haenszel (1959).

    Shares: both standardised to these weights, Newcombe's interval (method 10) over the deals that are worth as much
    (1 / sum of w^2 / n: Kish 1965), fewer by the factor of the spread. Means: the variance within strata pooled on
    each side, Welch's degrees of freedom. No more freedom than the spread was told by.
    """
    both = (strata.n[0] > 0) & (strata.n[1] > 0)
    n = [side[both] for side in strata.n]
    if not both.any() or min(float(side.sum()) for side in n) < FEWEST:
        return Changed(None, None, strata.covered)
    weight = n[0] * n[1] / (n[0] + n[1])
    weight /= weight.sum()
    mean = [float((weight * total[both] / of).sum()) for total, of in zip(strata.total, n, strict=True)]
    worth = [1 / float((weight * weight / of).sum()) for of in n]
    size = int(sum(float(side.sum()) for side in n))
    if is_share:
        return _of_shares(mean, worth, size, spread, strata.covered)
    variances = [_within(strata, side) for side in (0, 1)]
    if min(variances) < 0 or max(variances) <= 0:
        return Changed(None, None, strata.covered)
    errors = [variance * spread.factor / of for variance, of in zip(variances, worth, strict=True)]
    free = sum(errors) ** 2 / sum(
        error**2 / max(float(of.sum()) - len(of), 1.0) for error, of in zip(errors, n, strict=True)
    )
    found = Difference(mean[0] - mean[1], sqrt(sum(errors)), size, min(free, spread.freedom))
    return Changed(found.estimate, found.p, strata.covered)


def _of_shares(mean: list[float], worth: list[float], size: int, spread: Spread, covered: float) -> Changed:
    quantile = Difference(0.0, 1.0, size, spread.freedom).reach
    counts = [of / spread.factor * (Z_95 / quantile) ** 2 for of in worth]
    shares = [min(max(one, 0.0), 1.0) for one in mean]
    low, high = newcombe(shares[0] * counts[0], counts[0], shares[1] * counts[1], counts[1])
    middle = (shares[0] * worth[0] + shares[1] * worth[1]) / sum(worth)
    moved = shares[0] - shares[1]
    variance = middle * (1 - middle) * (1 / worth[0] + 1 / worth[1]) * spread.factor
    p = Difference(moved, sqrt(variance), size, spread.freedom).p if variance > 1e-12 else 1.0
    return Changed(Estimate(moved, low, high, size), p, covered)


def _within(strata: Strata, side: int) -> float:
    """The variance within strata; that over all of them where hardly any has two deals, -1 for too few."""
    n, total, squares = strata.n[side], strata.total[side], strata.squares[side]
    several = n > 1
    free = float((n[several] - 1).sum())
    if free >= FEWEST - 1:
        around = squares[several] - total[several] ** 2 / n[several]
        return max(0.0, float(around.sum())) / free
    whole = float(n.sum())
    if whole < FEWEST:
        return -1.0
    return max(0.0, float(squares.sum()) - float(total.sum()) ** 2 / whole) / (whole - 1)


def level(cells: Sequence[Cell], is_share: bool, spread: Spread) -> Estimate | None:
    """The metric over some deals as it is, with its interval; None of fewer than ten."""
    n, total = sum(cell.n for cell in cells), sum(cell.total for cell in cells)
    if n < FEWEST:
        return None
    mean = total / n
    quantile = Difference(0.0, 1.0, n, spread.freedom).reach
    if is_share:
        counts = n / spread.factor * (Z_95 / quantile) ** 2
        bounds = wilson(min(mean, 1.0) * counts, counts)
        assert bounds is not None
        return Estimate(mean, min(bounds[0], mean), max(bounds[1], mean), n)
    squares = sum(cell.squares for cell in cells)
    variance = max(0.0, squares - total * total / n) / (n - 1)
    found = Difference(mean, sqrt(variance * spread.factor / n), n, min(n - 1.0, spread.freedom))
    return found.estimate if variance > 0 else None
