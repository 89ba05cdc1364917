"""Where deals spend their time: every step and every stage with how long it takes, and who waits there now."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Trend:
    """The medians of what ended in the quarter before and in this one, in days, and the q-value of the difference."""

    before: float
    now: float
    n_before: int
    n_now: int
    q: float


@dataclass(frozen=True)
class Waiting:
    """Open deals in a stage now, the median of how long they have been there in days, and how many are late.

    Late is who has been there for longer than nine in ten deals were before they left.
    """

    deals: int
    median_days: float | None
    late: int


@dataclass(frozen=True)
class Bottleneck:
    """One step from `source` to `target`, or a stage until whatever comes next where `target` is None.

    `times` counts the steps taken and `deals` the deals that take it (that reach the stage); `median_days` and
    `p90_days` are quantiles of their durations, `total_days` the sum, `share` its part of the time of all deals.
    `saved_days` is by how much those above the median exceed it: what would be saved if they took the median.
    `trend` is None where either quarter has too few to compare.
    """

    source: str
    target: str | None
    deals: int
    times: int
    median_days: float
    p90_days: float
    total_days: float
    share: float
    saved_days: float
    waiting: Waiting
    trend: Trend | None = None


@dataclass(frozen=True)
class Bottlenecks:
    """The steps and the stages, those first where most would be saved; `total_days` is the time of all deals.

    Days are working days of `day_hours`, or of 24 hours around the clock where that is None. `now` is the last
    event of the log (microseconds UTC), until which open deals wait; `quarters` names the two that are compared.
    """

    steps: tuple[Bottleneck, ...]
    stages: tuple[Bottleneck, ...]
    total_days: float
    deals: int
    now: int
    quarters: tuple[str, str]
    day_hours: float | None
