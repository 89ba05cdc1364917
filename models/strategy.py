"""What a sales organisation set out to do: whom it wants to sell to, what it aims at, and what it changes when."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class FitRule:
    """What one field of a deal has to be: one of the values `among`, or a number from `low` to `high`, both included.

    A bound that is None does not bind. `field` is named as in conditions: a column of the deal, built in or the
    export's.
    """

    field: str
    among: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class SweetSpot:
    """Which deals fit: the fit of a deal is the share of the rules that it meets, of those it says anything of.

    It is within the sweet spot from `min_score` (0 to 1) on.
    """

    rules: tuple[FitRule, ...]
    min_score: float = 1.0


@dataclass(frozen=True)
class Targets:
    """What is aimed at; None where nothing was agreed.

    `win_rate` and `discount` are shares (0 to 1), `cycle_days` days from creation to a won close, `amount` the amount
    of a won deal and `velocity` the amount won a day, both in the currency of the deals.
    """

    win_rate: float | None = None
    cycle_days: float | None = None
    discount: float | None = None
    amount: float | None = None
    velocity: float | None = None


@dataclass(frozen=True)
class Baseline:
    """The frozen window that later periods are measured against, both days included."""

    begins: date
    ends: date


@dataclass(frozen=True)
class Stakeholder:
    """Who is to be kept informed, of which function, and how often (`cadence`: "weekly", "monthly", "2w", ...)."""

    who: str
    function: str = ""
    cadence: str = ""


@dataclass(frozen=True)
class Expectation:
    """What a change is to bring: a metric ("skip.Discovery", "win_rate") from one value to another, by a day."""

    metric: str
    before: float | None = None
    after: float | None = None
    by: date | None = None


@dataclass(frozen=True)
class RecordedChange:
    """A change that was made on a day: what, who answers for it, and what it was expected to bring."""

    id: str
    day: date
    what: str
    owner: str = ""
    expect: Expectation | None = None


@dataclass(frozen=True)
class Strategy:
    """Everything beside the process that was agreed on; empty where nothing was."""

    sweet_spot: SweetSpot | None = None
    targets: Targets = field(default_factory=Targets)
    baseline: Baseline | None = None
    stakeholders: tuple[Stakeholder, ...] = ()
    changes: tuple[RecordedChange, ...] = ()
