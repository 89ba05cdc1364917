"""How long until the first touch, and how many leads become a deal or a won one, with those still open as censored."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mining.kpis.estimates import FEWEST, nothing
from mining.number_format import number
from mining.survival.aalen_johansen import CumulativeIncidence, Ints, aalen_johansen
from models.kpi_series import KpiValue
from resources.translation import tr

_Flags = NDArray[np.bool_]


def wait_until(share: float, waits: NDArray[np.float64], is_over: _Flags) -> KpiValue:
    """By when this share was touched: the first time at which the Kaplan-Meier estimate reaches it.

    `waits` are days until the touch, or so far where `is_over` is not set. The interval is that of the times at which
    the pointwise log-log interval of the estimate holds the share (Brookmeyer and Crowley 1982); where too few were
    touched to reach it, on either side, there is no value.
    """
    n = len(waits)
    if n < FEWEST:
        return nothing(n, tr("Too few leads: {n} of at least {fewest}.", n=n, fewest=FEWEST))
    curve = aalen_johansen(np.maximum(waits, 0.0), is_over.astype(np.int64), ends=1)
    reached = curve.of_end[0]
    at = _first(reached, share)
    if at is None:
        return nothing(
            n, tr("Fewer than {share} of them were touched.", share=f"{share:.0%}").replace("%", "\u00a0%")
        )
    low, high = _bound(curve, share, 1), _bound(curve, share, 0)
    if low is None or high is None:
        return nothing(
            n,
            tr("Too few leads to tell by when {share} were touched.", share=f"{share:.0%}").replace(
                "%", "\u00a0%"
            ),
        )
    value = float(curve.times[at])
    least = _RESOLUTION / 2
    return KpiValue(value, max(0.0, min(low, value - least)), max(high, value + least), n)


_RESOLUTION = 1 / 24 / 60
"""Days: a minute."""


def _first(values: NDArray[np.float64], level: float) -> int | None:
    at = int(np.searchsorted(values, level - 1e-12))
    return at if at < len(values) else None


def _bound(curve: CumulativeIncidence, share: float, side: int) -> float | None:
    """The first time at which the upper (1) or the lower (0) end of the interval reaches the share, by bisection."""
    low, high = 0, len(curve.times) - 1

    def reaches(at: int) -> bool:
        time = float(curve.times[at])
        ends = curve.interval(time)
        value = curve.by(time)
        return (value if ends is None else ends[side]) >= share

    if not reaches(high):
        return None
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if reaches(middle) else (middle + 1, high)
    return float(curve.times[low])


def became_within(days: float, waits: NDArray[np.float64], ends: Ints, noun: str) -> KpiValue:
    """The share that ended in the first way within so many days: Aalen and Johansen's, open ones are censored.

    `ends` is 0 for open, 1 for the first way, 2 for another. Where nobody or everybody did, and where all are followed
    that long, the interval is Wilson's.
    """
    n = len(waits)
    if n < FEWEST:
        return nothing(n, tr("Too few {noun}: {n} of at least {fewest}.", noun=noun, n=n, fewest=FEWEST))
    curve = aalen_johansen(waits, ends)
    if curve.followed_to < days:
        return nothing(n, tr("No {noun} were followed for {days} days yet.", noun=noun, days=number(days)))
    value, interval = curve.by(days), curve.interval(days)
    if interval is None:
        from mining.intervals import wilson

        interval = wilson(round(value * n), n)
        assert interval is not None
    return KpiValue(value, min(interval[0], value), max(interval[1], value), n)
