"""Key figures over time: every value with its interval and the number of deals, or why there is none."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from models.drift import DriftKind


class KpiUnit(StrEnum):
    """What a value is in: a share (0 to 1), days of the log's clock, money, money a day, buyer's jobs."""

    SHARE = "share"
    DAYS = "days"
    MONEY = "money"
    MONEY_A_DAY = "money a day"
    JOBS = "jobs"


@dataclass(frozen=True)
class KpiPeriod:
    """A month or a quarter: what it is called, and from when (included) to when (excluded), microseconds UTC."""

    name: str
    begins: int
    ends: int


@dataclass(frozen=True)
class KpiValue:
    """A value with its 95 % interval over `n` deals; where `value` is None, `why_none` says why in one sentence.

    The interval is never of no width: it is None only together with the value.
    """

    value: float | None
    low: float | None
    high: float | None
    n: int
    why_none: str = ""

    @property
    def is_told(self) -> bool:
        """Whether there is a value."""
        return self.value is not None


@dataclass(frozen=True)
class KpiChange:
    """One change point of a series: the transition lies from `begins` to `ends` (microseconds UTC).

    `before` and `after` are the values on either side, up to the changes beside it. `kind` is None where it could not
    be told whether the process or the mix of deals changed. `p` is that of the test.
    """

    begins: int
    ends: int
    before: KpiValue
    after: KpiValue
    kind: DriftKind | None
    p: float


def _no_cases() -> NDArray[np.int32]:
    return np.zeros(0, dtype=np.int32)


def _no_scores() -> NDArray[np.float64]:
    return np.zeros(0)


def _no_times() -> NDArray[np.int64]:
    return np.zeros(0, dtype=np.int64)


@dataclass(frozen=True, eq=False)
class KpiSeries:
    """One key figure, a value a period.

    `key` names it for programs, `name` for people, `words` says in one sentence what is counted and when. `whole`
    is the value over all time. `in_baseline` and `since` are those of the frozen window and of what came after it,
    and `shift` is the difference with its interval; None without a window. `target` is in the unit of the series.
    `currency` is the code of the money, empty where none is known. `why_none` says why the log cannot show the
    figure at all. `noun` is what is counted, in the singular. `case` (int32), `time` (int64 microseconds UTC) and
    `score` (float64, NaN for nothing) are the deals behind it, when they count and with what, in order of time.
    """

    key: str
    name: str
    unit: KpiUnit
    words: str
    periods: tuple[KpiPeriod, ...] = ()
    values: tuple[KpiValue, ...] = ()
    whole: KpiValue | None = None
    target: float | None = None
    currency: str = ""
    in_baseline: KpiValue | None = None
    since: KpiValue | None = None
    shift: KpiValue | None = None
    changes: tuple[KpiChange, ...] = ()
    why_none: str = ""
    noun: str = "deal"
    case: NDArray[np.int32] = field(default_factory=_no_cases)
    time: NDArray[np.int64] = field(default_factory=_no_times)
    score: NDArray[np.float64] = field(default_factory=_no_scores)

    def __post_init__(self) -> None:
        if len(self.values) != len(self.periods):
            raise ValueError("a series has one value a period")

    @property
    def is_told(self) -> bool:
        """Whether any period has a value."""
        return any(value.is_told for value in self.values)
