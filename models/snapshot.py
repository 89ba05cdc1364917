"""A snapshot: how everything that is measured stood on a day, kept so that later ones can be held against it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from models.kpi_series import KpiUnit


class Cell(NamedTuple):
    """Deals that are alike in what is held equal: segment, amount band, team, and the month in which they tell.

    `month` counts from January 1970. Of `n` deals the values of the metric add up to `total` and their squares to
    `squares`.
    """

    segment: str
    band: str
    team: str
    month: int
    n: int
    total: float
    squares: float

    @property
    def quarter(self) -> int:
        """The quarter of the year, 1 to 4."""
        return self.month % 12 // 3 + 1


@dataclass(frozen=True)
class Measured:
    """One metric in a snapshot: `metric` as `mining.before_after.metrics` reads it, `name` is what people call it.

    Less of it is better where `falls`, None where neither way is better. `spread` says by how much more the deals of
    a rep differ from one quarter to the next than chance explains (a factor of the variance), told by `freedom` degrees
    of freedom. `horizon` is that of the win rate in days, 0 for others. `currency` is that of money. `why_none` says
    why it has no cells.
    """

    metric: str
    name: str
    unit: KpiUnit
    falls: bool | None
    cells: tuple[Cell, ...] = ()
    spread: float = 1.0
    freedom: int = 0
    horizon: int = 0
    currency: str = ""
    why_none: str = ""

    @property
    def is_share(self) -> bool:
        """Whether its values are 0 or 1, so that it is a share of deals."""
        return self.unit is KpiUnit.SHARE and all(cell.squares == cell.total for cell in self.cells)

    @property
    def n(self) -> int:
        """How many deals tell."""
        return sum(cell.n for cell in self.cells)


@dataclass(frozen=True)
class Snapshot:
    """What was measured, of the deals that tell it from `begins` to `ends` (both included).

    `name` is what the user calls it, `day` when it was taken, `process` the version that was in force then, `deals` how
    many the log had. `edges` are the amounts at which the bands part, by currency: later snapshots take them over, so
    that the bands stay the same.
    """

    name: str
    day: date
    begins: date
    ends: date
    deals: int
    process: str
    measured: tuple[Measured, ...]
    edges: tuple[tuple[str, tuple[float, ...]], ...] = ()

    def of(self, metric: str) -> Measured | None:
        """The metric as it was measured, None where it was not."""
        return next((one for one in self.measured if one.metric == metric), None)
