"""How many chosen deals every explanation stands for, so that counts over deals are sums over explanations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mining.aggregates.counting_loop import COUNT_CELLS
from mining.compiled.loading import fast
from models.case_table import Outcome
from models.conformance import Conformance
from models.deviation import Deviation

_PRODUCTS_AT_ONCE = 1 << 18
"""Matrix products up to this size are done by one thread: several would wait for each other on a busy machine."""


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


@dataclass(frozen=True, eq=False)
class Alike:
    """Deviations of the same units; `cell` is unit and outcome of every case in one number."""

    deviations: tuple[Deviation, ...]
    cell: NDArray[np.int32]

    @property
    def unit_of_case(self) -> NDArray[np.int32]:
        """The unit of every case."""
        return self.deviations[0].unit_of_case

    @property
    def n_units(self) -> int:
        """How many units."""
        return len(self.deviations[0].judged)

    def weigh(self, mask: NDArray[np.bool_]) -> NDArray[np.int64]:
        """The number of cases in `mask` (one flag a case): a row an `Outcome`, a column a unit."""
        counts = _counted(self.cell, mask, self.n_units * len(Outcome))
        return np.ascontiguousarray(counts.reshape(self.n_units, len(Outcome)).T)


def deals_explained(found: Conformance, mask: NDArray[np.bool_]) -> NDArray[np.int64]:
    """How many deals in `mask` (one flag a case) each alignment explains."""
    return _counted(found.alignment_of_case, mask, len(found.alignments))


def _counted(cell: NDArray[np.int32], mask: NDArray[np.bool_], n_cells: int) -> NDArray[np.int64]:
    loop = fast(COUNT_CELLS)
    if loop is None:
        return np.bincount(cell[mask], minlength=n_cells).astype(np.int64)
    counts = np.zeros(n_cells, dtype=np.int64)
    loop(cell, mask, counts)
    return counts


def alike_in(found: Conformance) -> list[Alike]:
    """The deviations of a check by their units, worked out once."""
    return found.derived(_alike_in)


def _alike_in(found: Conformance) -> list[Alike]:
    kinds: dict[int, list[Deviation]] = {}
    for deviation in found.deviations:
        kinds.setdefault(id(deviation.unit_of_case), []).append(deviation)
    outcome = found.log.cases.outcome
    return [
        Alike(tuple(some), some[0].unit_of_case * np.int32(len(Outcome)) + outcome) for some in kinds.values()
    ]


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
    found = np.zeros((len(distinct), len(columns)))
    numbers = np.ascontiguousarray(columns.T, dtype=np.float64)  # exact below 2 ** 53
    step = max(1, _PRODUCTS_AT_ONCE // max(1, len(distinct) * len(columns)))
    matrix = np.stack(distinct) if distinct else np.zeros((0, len(numbers)), dtype=bool)
    for first in range(0, len(numbers), step):
        part = slice(first, first + step)
        found += matrix[:, part].astype(np.float64) @ numbers[part]
    return found.astype(np.int64)[of_array]
