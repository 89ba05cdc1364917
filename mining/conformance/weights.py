"""How many chosen deals every explanation stands for, so that counts over deals are sums over explanations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.case_table import Outcome
from models.deviation import Deviation

_AT_ONCE = 1 << 20
"""So many flags become numbers at once: they stay in the cache."""


@dataclass(frozen=True)
class Tally:
    """A deviation counted: deals with it, deals judged for it, and by outcome the compared ones with and without."""

    cases: int
    eligible: int
    won: int
    lost: int
    won_without: int
    lost_without: int

    @property
    def closed(self) -> int:
        """Compared deals with it that closed."""
        return self.won + self.lost

    @property
    def closed_without(self) -> int:
        """Compared deals without it that closed."""
        return self.won_without + self.lost_without

    @property
    def win_rate_with(self) -> float | None:
        """The share of won deals among those that closed with it, None where none did."""
        return self.won / self.closed if self.closed else None

    @property
    def win_rate_without(self) -> float | None:
        """The same without it."""
        return self.won_without / self.closed_without if self.closed_without else None


def weigh(
    unit_of_case: NDArray[np.int32], n_units: int, outcome: NDArray[np.int8], mask: NDArray[np.bool_]
) -> NDArray[np.int64]:
    """The number of cases in `mask` (one flag a case): a row an `Outcome`, a column a unit."""
    kinds = len(Outcome)
    if not mask.all():
        unit_of_case, outcome = unit_of_case[mask], outcome[mask]
    counts = np.bincount(unit_of_case * np.int64(kinds) + outcome, minlength=n_units * kinds)
    return np.ascontiguousarray(counts.reshape(n_units, kinds).T)


def tally(deviations: Sequence[Deviation], weights: NDArray[np.int64]) -> list[Tally]:
    """Count deviations of the same units; `weights` as `weigh` gives them."""
    columns = np.stack((weights.sum(axis=0), weights[Outcome.WON], weights[Outcome.LOST]))
    judged = summed_over([d.judged for d in deviations], columns)
    compared = summed_over([d.comparable for d in deviations], columns)
    shown = summed([d.showing for d in deviations], columns)
    having = summed([d.showing[d.comparable[d.showing]] for d in deviations], columns)
    rows = zip(judged.tolist(), compared.tolist(), shown.tolist(), having.tolist(), strict=True)
    return [
        Tally(all_with[0], could[0], having[1], having[2], among[1] - having[1], among[2] - having[2])
        for could, among, all_with, having in rows
    ]


def summed(members: Sequence[NDArray[np.int32]], columns: NDArray[np.int64]) -> NDArray[np.int64]:
    """The sums of columns over sets of units: a row a set, given by its units, a column one of `columns` (rows)."""
    sizes = np.array([len(units) for units in members], dtype=np.int64)
    found = np.zeros((len(members), len(columns)), dtype=np.int64)
    filled = np.flatnonzero(sizes)
    if len(filled):
        begin = (np.cumsum(sizes) - sizes)[filled]
        found[filled] = np.add.reduceat(columns[:, np.concatenate(members)], begin, axis=1).T
    return found


def summed_over(flags: Sequence[NDArray[np.bool_]], columns: NDArray[np.int64]) -> NDArray[np.int64]:
    """The same for sets given by flags over all units; one array given many times is summed once."""
    place: dict[int, int] = {}
    of_array = [place.setdefault(id(array), len(place)) for array in flags]
    distinct = list({id(array): array for array in flags}.values())
    found = np.zeros((len(distinct), len(columns)), dtype=np.int64)
    numbers = np.ascontiguousarray(columns.T, dtype=np.float64)  # exact below 2 ** 53
    step = max(1, _AT_ONCE // max(1, columns.shape[1]))
    for first in range(0, len(distinct), step):
        found[first : first + step] = np.stack(distinct[first : first + step]).astype(np.float64) @ numbers
    return found[of_array]
