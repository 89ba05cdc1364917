"""Deviations in the words of the trade: what happened, at which stage, in which deals."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray


class DeviationType(StrEnum):
    """What kind of departure; the values are the words of the interface and of the JSON contract."""

    SKIPPED = "skipped"
    OUT_OF_ORDER = "out of order"
    REPEATED = "repeated"
    WENT_BACK = "went back"
    UNDOCUMENTED = "undocumented step"
    PREMATURE_CLOSE = "premature close"
    ENTERED_IN_BULK = "entered in bulk"

    @property
    def is_behaviour(self) -> bool:
        """Whether a deal with it departs from the process (bulk entry is data quality, not selling)."""
        return self is not DeviationType.ENTERED_IN_BULK


@dataclass(frozen=True, order=True)
class DeviationKey:
    """Names a deviation: its type and its stage."""

    type: DeviationType
    stage: str

    @property
    def stage_bound(self) -> bool:
        """Whether only the deals that came to the stage could show it (any deal can have an undocumented step)."""
        return self.type not in (DeviationType.UNDOCUMENTED, DeviationType.ENTERED_IN_BULK)


@dataclass(frozen=True, eq=False)
class Deviation:
    """The cases in which it was found and those in which it could have been.

    `cases` and `eligible` are sorted case indices (int32); `cases` is part of `eligible`. A skip is judged
    only on the deals that got past the stage's gate, a repetition only on those that reached the stage.
    `compared` are the cases whose outcomes are compared: all that got as far as the deals with it had got when
    it happened. Without that, whatever only late deals can do would seem to win. It is empty where only closed
    deals can show the deviation, so that there is nothing left to compare.
    """

    key: DeviationKey
    cases: NDArray[np.int32]
    eligible: NDArray[np.int32]
    compared: NDArray[np.int32] = field(default_factory=lambda: np.zeros(0, dtype=np.int32))


@dataclass(frozen=True)
class Effect:
    """Difference in win rate with against without the deviation: Newcombe's 95 % interval, and the q-value."""

    low: float
    estimate: float
    high: float
    q: float


@dataclass(frozen=True)
class DeviationRow:
    """A deviation counted over the filtered deals; rates are None where no deal can tell.

    `rate` is `cases / eligible`. Win rates are won / (won + lost) with and without it among the compared deals,
    those that got at least as far; cycle times are the median days from creation to close of the won ones
    among them. `effect` is None where either side has fewer than ten closed deals.
    """

    key: DeviationKey
    cases: int
    eligible: int
    rate: float
    win_rate_with: float | None
    win_rate_without: float | None
    cycle_days_with: float | None
    cycle_days_without: float | None
    effect: Effect | None
    examples: tuple[str, ...]
