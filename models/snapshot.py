"""A snapshot: how everything that is measured stood on a day, kept so that later ones can be held against it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Cell:
    """Deals that are alike in what is held equal (segment, amount band, quarter of the year, team).

    Of `n` deals the values of the metric add up to `total` and their squares to `squares`.
    """

    segment: str
    band: str
    quarter: str
    team: str
    n: int
    total: float
    squares: float


@dataclass(frozen=True)
class Measured:
    """One metric in a snapshot: `metric` as `mining.decay.metrics.observed` reads it, what it is called, its cells.

    It is a share where `is_share`, and less of it is better where `falls`. `why_none` says why it has no cells.
    """

    metric: str
    words: str
    is_share: bool
    falls: bool
    cells: tuple[Cell, ...]
    why_none: str = ""


@dataclass(frozen=True)
class Snapshot:
    """What was measured, of the deals that tell it from `begins` to `ends` (both included).

    `day` is when it was taken, `name` what the user calls it, `process` the version that was in force then, `deals`
    how many the log had.
    """

    name: str
    day: date
    begins: date
    ends: date
    deals: int
    process: str
    measured: tuple[Measured, ...]

    def of(self, metric: str) -> Measured | None:
        """The metric as it was measured, None where it was not."""
        return next((one for one in self.measured if one.metric == metric), None)
