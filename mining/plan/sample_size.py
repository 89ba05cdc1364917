"""How many deals it takes to see a change of a given size, and how long they take to come."""

from __future__ import annotations

from math import ceil, sqrt

from mining.decay.story import FEWEST
from mining.intervals import Z_95
from models.diagnosis import Estimate

POWER = 0.80
Z_POWER = 0.8416212335729143
"""The 80 % quantile of the normal distribution."""
MOST = 100_000
"""A change that not even so many deals tell from chance cannot be told with such a baseline."""


def deals_needed(baseline: Estimate, target: float, is_share: bool) -> int | None:
    """The fewest later deals that tell the target from the baseline with a power of 80 % (two-sided, 5 %).

    For two shares the usual normal approximation with a pooled variance under the null hypothesis, for means with the
    deviation that the interval of the baseline implies; the deals of the baseline are as many as they are. At least
    `FEWEST`; None where no number of them is enough, because the baseline itself is too uncertain.

    Fleiss, Levin and Paik (2003), Statistical Methods for Rates and Proportions, 3rd edition, chapter 4.
    """
    if target == baseline.value or not _is_told(baseline, target, is_share, MOST):
        return None
    low, high = FEWEST - 1, MOST
    while high - low > 1:
        middle = (low + high) // 2
        if _is_told(baseline, target, is_share, middle):
            high = middle
        else:
            low = middle
    return high


def weeks_needed(deals: int | None, pace: float) -> int | None:
    """In how many weeks so many deals come at a pace of deals a week, None where that cannot be told."""
    return ceil(deals / pace) if deals is not None and pace > 0 else None


def _is_told(baseline: Estimate, target: float, is_share: bool, n: int) -> bool:
    """Whether so many later deals tell the two apart."""
    was, before = baseline.value, max(baseline.n, 1)
    if is_share:
        pooled = (before * was + n * target) / (before + n)
        null = sqrt(pooled * (1 - pooled) * (1 / before + 1 / n))
        other = sqrt(was * (1 - was) / before + target * (1 - target) / n)
    else:
        half = (baseline.high - baseline.low) / 2
        deviation = half / Z_95 * sqrt(before)
        null = other = deviation * sqrt(1 / before + 1 / n)
    return abs(target - was) >= Z_95 * null + Z_POWER * other
