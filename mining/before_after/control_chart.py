"""A control chart: a metric by month or quarter against limits from the time before, and what is a signal.

Shares on a p-chart, means on an X-bar chart, both with the limits of the time before: three standard errors of each
point about the share or the mean of all deals before (Shewhart 1931; NIST/SEMATECH e-Handbook of statistical methods,
6.3.2 and 6.3.3.2), widened by how much more than chance the deals of a rep differ from quarter to quarter (Laney 2002,
Quality Engineering 14, 531-537). A signal is a point beyond the limits, and the eighth and every further point in a row
on one side of the centre line (Western Electric 1956; Wheeler 2000, Understanding variation).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import sqrt

import numpy as np

from mining.before_after.differences import FEWEST, Spread
from models.kpi_series import KpiUnit
from models.snapshot import Cell, Measured
from resources.translation import tr

ENOUGH = 30
"""Where a usual month has fewer deals than this, quarters are shown."""

RUN = 8
SIGMAS = 3.0


@dataclass(frozen=True)
class ChartPoint:
    """One period: its first month and the first after it (from January 1970), the value of `n` deals, its limits.

    `value` is None without deals. With fewer than ten it is shown, but never judged. `is_after` says that it begins
    after the time before. `is_beyond` and `in_run` are the two signals.
    """

    begins: int
    ends: int
    value: float | None
    n: int
    low: float
    high: float
    is_judged: bool
    is_after: bool
    is_beyond: bool = False
    in_run: bool = False

    @property
    def is_signal(self) -> bool:
        """Whether either rule says so."""
        return self.is_beyond or self.in_run

    @property
    def name(self) -> str:
        """`2026-03`, or `2026 Q1`."""
        year, month = 1970 + self.begins // 12, self.begins % 12
        return f"{year} Q{month // 3 + 1}" if self.ends - self.begins == 3 else f"{year}-{month + 1:02d}"


@dataclass(frozen=True)
class ControlChart:
    """The points in order of time and the centre line; empty with `why` where the time before is too short."""

    unit: KpiUnit
    points: tuple[ChartPoint, ...]
    centre: float
    why: str = ""


def control_chart(before: Measured, after: Measured, last_before: int, team: str = "") -> ControlChart:
    """The chart of a metric, of everybody or a team; `last_before` is the last month of the time before."""
    was, now = ([cell for cell in one.cells if not team or cell.team == team] for one in (before, after))
    cells = [*was, *(cell for cell in now if cell.month > last_before)]
    n, total = sum(cell.n for cell in was), sum(cell.total for cell in was)
    if n < 2 * FEWEST:
        why = tr(
            "Too few deals before to draw limits: {count} of at least {fewest}.", count=n, fewest=2 * FEWEST
        )
        return ControlChart(before.unit, (), 0.0, why)
    centre, spread = total / n, Spread.pooled([(before.spread, before.freedom)])
    if before.is_share:
        variance = centre * (1 - centre)
    else:
        variance = max(0.0, sum(cell.squares for cell in was) - total * total / n) / (n - 1)
    error = sqrt(variance * spread.factor)
    length = _length(cells)
    is_share = before.is_share
    points = [
        _point(begins, length, cells, centre, error, last_before, is_share)
        for begins in _periods(cells, length)
    ]
    return ControlChart(before.unit, tuple(_with_runs(points, centre)), centre)


def _length(cells: Sequence[Cell]) -> int:
    """Months where enough deals tell in the usual one, else quarters."""
    of_month: dict[int, int] = {}
    for cell in cells:
        of_month[cell.month] = of_month.get(cell.month, 0) + cell.n
    return 1 if np.median(list(of_month.values())) >= ENOUGH else 3


def _periods(cells: Sequence[Cell], length: int) -> range:
    months = [cell.month for cell in cells]
    first = min(months) // length * length
    return range(first, max(months) + 1, length)


def _point(
    begins: int, length: int, cells: Sequence[Cell], centre: float, error: float, last: int, is_share: bool
) -> ChartPoint:
    here = [cell for cell in cells if begins <= cell.month < begins + length]
    n = sum(cell.n for cell in here)
    value = sum(cell.total for cell in here) / n if n else None
    reach = SIGMAS * error / sqrt(max(n, 1))
    low, high = centre - reach, centre + reach
    if is_share:
        low, high = max(0.0, low), min(1.0, high)
    is_judged = n >= FEWEST
    beyond = is_judged and value is not None and not low <= value <= high
    return ChartPoint(begins, begins + length, value, n, low, high, is_judged, begins > last, beyond)


def _with_runs(points: Sequence[ChartPoint], centre: float) -> list[ChartPoint]:
    """Points that are not judged neither go on nor end a run; one on the centre line ends it."""
    found, side, count = [], 0, 0
    for point in points:
        if not point.is_judged or point.value is None:
            found.append(point)
            continue
        here = int(np.sign(point.value - centre))
        count = count + 1 if here == side and here else 1
        side = here
        found.append(replace(point, in_run=bool(here) and count >= RUN))
    return found
