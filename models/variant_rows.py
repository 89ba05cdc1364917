"""The distinct paths of some deals as rows: one path with one explanation each, counted, timed and named."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.deal_path import Step
from models.deviation import DeviationKey

FOLLOWS, NOT_CHECKED = -1, -2
"""In place of a deviation: the path has none, or it could not be checked in time."""

OUTSIDE = -1
"""In place of a row: the case is not among the deals that are counted."""


@dataclass(frozen=True, eq=False)
class VariantRows:
    """One entry a row, the most frequent first (ties: the one whose variant is more frequent in the whole log).

    Row `r` has the variants `variants[variant_start[r]:variant_start[r + 1]]` (indices into those of the log, the most
    frequent first): several where only their last step differs and is one of `closing`, the names of the steps that
    close a deal; it is empty where these are part of the path. `example` is a case of the log that takes this path for
    the same reasons. `deals`, `won`, `lost` and `open` count the chosen deals; `median_days` and `p90_days` are from
    creation to close over those that ended and have both dates, `timed` says how many they are (NaN for none).
    `main` is an index into `deviations`, or `FOLLOWS` or `NOT_CHECKED`; all that row `r` shows, in the order in which
    the path comes to them, are `shown[start[r]:start[r + 1]]`. `of_case` gives the row of every case of the log.
    `day_hours` are those of a working day where days are working days.
    """

    variants: NDArray[np.int32]
    variant_start: NDArray[np.int64]
    closing: frozenset[str]
    example: NDArray[np.int32]
    deals: NDArray[np.int64]
    won: NDArray[np.int64]
    lost: NDArray[np.int64]
    open: NDArray[np.int64]
    timed: NDArray[np.int64]
    median_days: NDArray[np.float64]
    p90_days: NDArray[np.float64]
    deviations: tuple[DeviationKey, ...]
    start: NDArray[np.int64]
    shown: NDArray[np.int32]
    main: NDArray[np.int32]
    of_case: NDArray[np.int32]
    day_hours: float | None = None

    def __len__(self) -> int:
        return len(self.deals)

    @property
    def variant(self) -> NDArray[np.int32]:
        """The most frequent variant of every row."""
        return self.variants[self.variant_start[:-1]]

    @property
    def row_of_variant(self) -> NDArray[np.int64]:
        """The row of every entry of `variants`."""
        return np.repeat(np.arange(len(self)), np.diff(self.variant_start))

    def variants_of(self, rows: NDArray[np.integer]) -> NDArray[np.int32]:
        """The variants of some rows, ascending."""
        return np.unique(self.variants[np.isin(self.row_of_variant, rows)])

    @property
    def closed(self) -> NDArray[np.int64]:
        """The won and the lost deals of every row."""
        return np.asarray(self.won + self.lost)

    @property
    def total(self) -> int:
        """All deals that are counted."""
        return int(self.deals.sum())

    def deviations_of(self, row: int) -> tuple[DeviationKey, ...]:
        """What a row shows, in the order in which its path comes to it."""
        return tuple(self.deviations[d] for d in self.shown[self.start[row] : self.start[row + 1]].tolist())

    def cases_of(self, rows: NDArray[np.integer]) -> NDArray[np.int64]:
        """The deals of some rows, as indices of cases in ascending order."""
        chosen = np.zeros(len(self) + 1, dtype=bool)  # the last flag is what OUTSIDE (-1) points to
        chosen[rows] = True
        return np.flatnonzero(chosen[self.of_case])


@dataclass(frozen=True)
class PathTotals:
    """Several rows taken together: see `VariantRows`; days are NaN where no deal has them."""

    rows: int
    deals: int
    won: int
    lost: int
    open: int
    timed: int
    median_days: float
    p90_days: float
    day_hours: float | None = None

    @property
    def closed(self) -> int:
        """The won and the lost deals."""
        return self.won + self.lost


@dataclass(frozen=True)
class PathGroup:
    """The rows (indices, in order) that have the same main deviation, with its `main` and what they amount to."""

    main: int
    rows: NDArray[np.int64]
    totals: PathTotals


@dataclass(frozen=True)
class PathPart:
    """Steps of a path that come `times` times in a row."""

    steps: tuple[Step, ...]
    times: int = 1
