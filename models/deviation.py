"""Deviations in the words of the trade: what happened, at which stage, in which deals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

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
    BUYER_NOT_THERE_YET = "buyer not there yet"
    BUYER_AHEAD = "buyer ahead"
    MISSING_EVIDENCE = "missing evidence"
    FORBIDDEN = "forbidden path"
    STALLED = "stalled"
    LATE = "late"
    WRONG_ROLE = "wrong role"
    BARE_CLOSE = "bare close"
    HAND_OVER = "hand-over"

    @property
    def is_behaviour(self) -> bool:
        """Whether it is how a deal was sold (bulk entry is data quality, not selling)."""
        return self is not DeviationType.ENTERED_IN_BULK

    @property
    def is_of_flow(self) -> bool:
        """Whether a deal with it departs from the flow of the process: the explanation of the deal shows it.

        How far the buyer was, what is recorded, who did it and how long it took is told beside the flow.
        """
        return self.is_behaviour and self not in _BESIDE


_BESIDE = frozenset(
    {
        DeviationType.BUYER_NOT_THERE_YET,
        DeviationType.BUYER_AHEAD,
        DeviationType.MISSING_EVIDENCE,
        DeviationType.STALLED,
        DeviationType.LATE,
        DeviationType.WRONG_ROLE,
        DeviationType.BARE_CLOSE,
        DeviationType.HAND_OVER,
    }
)


@dataclass(frozen=True, order=True)
class DeviationKey:
    """Names a deviation: its type and its stage."""

    type: DeviationType
    stage: str

    @property
    def stage_bound(self) -> bool:
        """Whether only the deals that came to the stage could show it (any deal can have an undocumented step)."""
        return self.type not in (
            DeviationType.UNDOCUMENTED,
            DeviationType.ENTERED_IN_BULK,
            DeviationType.FORBIDDEN,
            DeviationType.HAND_OVER,
        )

    @property
    def is_flow_move(self) -> bool:
        """Whether moves of the explanation show it; a forbidden path is one even where every move is as documented."""
        return self.type.is_of_flow and self.type is not DeviationType.FORBIDDEN


@dataclass(frozen=True, eq=False)
class Deviation:
    """In which deals it was found, in which it could have been, and among which outcomes are compared.

    Deals of one unit (those with the same explanation) are alike in all of this. `unit_of_case` is the unit of
    every case, `showing` are the units that show it (sorted), `judged` and `comparable` have one flag a unit;
    what shows it is judged for it. A skip is judged only on the deals that got past the stage's gate, a repetition
    only on those that reached the stage. Outcomes are compared among the deals that got as far as those with it
    had got when it happened: otherwise whatever only late deals can do would seem to win. None is comparable where
    only closed deals can show the deviation, so that there is nothing left to compare. `gate` is the stage that the
    compared deals had got to, empty where it is not known.
    """

    key: DeviationKey
    unit_of_case: NDArray[np.int32]
    showing: NDArray[np.int32]
    judged: NDArray[np.bool_]
    comparable: NDArray[np.bool_]
    gate: str = ""

    @classmethod
    def of_cases(
        cls, key: DeviationKey, cases: Sequence[int], eligible: Sequence[int], n_cases: int
    ) -> Deviation:
        """From case indices instead of units; the `cases` are among the `eligible`, and none are compared."""
        unit = np.zeros(n_cases, dtype=np.int32)
        unit[np.asarray(eligible, dtype=np.int64)] = 1
        unit[np.asarray(cases, dtype=np.int64)] = 2
        judged = np.array([False, True, True])
        return cls(key, unit, np.array([2], dtype=np.int32), judged, np.zeros(3, dtype=bool))

    @property
    def shown(self) -> NDArray[np.bool_]:
        """One flag a unit: does it show it?"""
        flags = np.zeros(len(self.judged), dtype=bool)
        flags[self.showing] = True
        return flags

    @cached_property
    def cases(self) -> NDArray[np.int32]:
        """The cases in which it was found, sorted."""
        return self._cases(self.shown)

    @cached_property
    def eligible(self) -> NDArray[np.int32]:
        """The cases that were judged for it, sorted."""
        return self._cases(self.judged)

    @cached_property
    def compared(self) -> NDArray[np.int32]:
        """The cases whose outcomes are compared, with it and without, sorted."""
        return self._cases(self.comparable)

    def has(self, case: int) -> bool:
        """Whether it was found in a case."""
        unit = self.unit_of_case[case]
        at = int(np.searchsorted(self.showing, unit))
        return at < len(self.showing) and bool(self.showing[at] == unit)

    def _cases(self, units: NDArray[np.bool_]) -> NDArray[np.int32]:
        return np.flatnonzero(units[self.unit_of_case]).astype(np.int32)


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
    among them, working days of `day_hours` where that is not None. `effect` is None where either side has fewer
    than ten closed deals. `definite` counts the deals in which every optimal explanation shows it; None where that is
    not looked into.
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
    day_hours: float | None = None
    definite: int | None = None
