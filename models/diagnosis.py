"""What deviations cost and whose they are: effects, habits and verdicts, each with what speaks for and against it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from models.deviation import DeviationKey


class Metric(StrEnum):
    """What a deviation may go along with; the values are the words of the interface."""

    WIN_RATE = "win rate"
    CYCLE = "days to close"
    DWELL = "days in stage"
    DISCOUNT = "discount"
    AMOUNT = "amount"
    VELOCITY = "sales velocity"
    MONEY = "money at stake per year"


@dataclass(frozen=True)
class Estimate:
    """A number with its 95 % interval over `n` deals."""

    value: float
    low: float
    high: float
    n: int


@dataclass(frozen=True)
class MetricEffect:
    """One metric with and without the deviation, and their difference (with minus without).

    Shares are fractions, money in the log's currency. `raw` is the plain difference, `adjusted` the one at equal mix;
    `q` is corrected over everything on the screen. Where nothing can be told, `raw` and `adjusted` are None and
    `why_none` says why.
    """

    metric: Metric
    with_it: Estimate | None = None
    without: Estimate | None = None
    raw: Estimate | None = None
    adjusted: Estimate | None = None
    q: float | None = None
    why_none: str = ""


@dataclass(frozen=True)
class DeviationEffects:
    """All effects of one deviation, and one sentence that explains it: what, who, prevalence, effect, n.

    Deals are followed from when they got to `gate` (a stage; empty where it is any later one, or not known), and are
    won if they are won within `horizon` days of it, None where nothing could be told. `adjusted_for` names what was
    held equal, `compared` how many deals with it and without it were compared, `currency` what money is in.
    """

    key: DeviationKey
    cases: int
    eligible: int
    effects: tuple[MetricEffect, ...]
    sentence: str
    adjusted_for: tuple[str, ...] = ()
    gate: str = ""
    horizon: float | None = None
    compared: tuple[int, int] = (0, 0)
    currency: str = ""

    def of(self, metric: Metric) -> MetricEffect | None:
        """The effect on a metric, None where it was not looked at."""
        return next((one for one in self.effects if one.metric is metric), None)


class VerdictKind(StrEnum):
    """Whose a deviation is; the values are the words of the JSON contract."""

    EVERYBODY = "everybody"
    TEAM = "team"
    REP = "rep"
    UNOBTAINABLE = "unobtainable"
    SKILL = "skill"
    NO_CALL = "no call"


class Reading(StrEnum):
    """What a verdict comes down to, where the data say more than whose it is."""

    NONE = ""
    UNREALISTIC = "unrealistic process"
    VAGUE = "vague process"
    COMFORT = "comfort"


class Confidence(StrEnum):
    """How far the data carry: as published for so many deals a rep."""

    LIKELY = "likely"
    POSSIBLE = "possible"
    CANNOT_TELL = "cannot tell"


@dataclass(frozen=True)
class Evidence:
    """One sentence that speaks for or against a verdict, and the cases (indices, sorted) behind it, if any."""

    sentence: str
    cases: NDArray[np.int32] = field(default_factory=lambda: np.zeros(0, dtype=np.int32), compare=False)


@dataclass(frozen=True, eq=False)
class DiagnosisCard:
    """A verdict on one deviation (or on the strategy, where `key` is None).

    `who` names the owners or teams it is about, empty for everybody. `evidence` speaks for it, `against` against it,
    `would_change` says what would change it or, for "cannot tell", what would be needed. `cases` (int32, sorted) are
    the deals with the deviation that it is about.
    """

    kind: VerdictKind
    key: DeviationKey | None
    who: tuple[str, ...]
    confidence: Confidence
    evidence: tuple[Evidence, ...]
    against: tuple[Evidence, ...]
    would_change: tuple[str, ...]
    cases: NDArray[np.int32]
    reading: Reading = Reading.NONE


@dataclass(frozen=True)
class Habit:
    """One owner's share of deals that show a deviation, beside the others'.

    `shown` of `eligible` deals (those past the gate); `shrunken` is the beta-binomial posterior mean with `low` and
    `high`; `peers` the rate of everybody else; `q` of the tail against them. `logged` is the share of the stage
    visits of this owner that have any activity recorded: where little is recorded, missing is not the same as not
    done. None where unknown.
    """

    owner: str
    team: str
    shown: int
    eligible: int
    shrunken: float
    low: float
    high: float
    peers: float | None
    q: float | None
    logged: float | None = None


@dataclass(frozen=True)
class HabitTable:
    """The habits of all owners in one deviation, the order is that of their names: this is no league table."""

    key: DeviationKey
    habits: tuple[Habit, ...]
    overall: Estimate | None = None
    dispersion: float | None = None


@dataclass(frozen=True, eq=False)
class Diagnosis:
    """Everything that was found: verdicts (the firmest first), habits and effects by deviation.

    `unsaid` are sentences on what the log cannot show and why.
    """

    cards: tuple[DiagnosisCard, ...]
    habits: tuple[HabitTable, ...]
    effects: tuple[DeviationEffects, ...]
    unsaid: tuple[str, ...] = ()

    def habits_of(self, key: DeviationKey) -> HabitTable | None:
        """The habits in one deviation, None where they were not looked at."""
        return next((one for one in self.habits if one.key == key), None)

    def effects_of(self, key: DeviationKey) -> DeviationEffects | None:
        """The effects of one deviation, None where they were not looked at."""
        return next((one for one in self.effects if one.key == key), None)
