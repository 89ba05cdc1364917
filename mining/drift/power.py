"""What size of change would have been found: power by the noncentral distribution of the likelihood ratio."""

from __future__ import annotations

from math import log, sqrt
from statistics import NormalDist

from mining.drift.scan import LEVEL

_PLACES = 20
"""Splits next to each other say nearly the same: so many count as tests of their own."""

_NORMAL = NormalDist()


def critical_ratio(features: int) -> float:
    """The likelihood ratio that chance exceeds at some split and feature with the probability `LEVEL`, about."""
    return _NORMAL.inv_cdf(1 - LEVEL / (2 * _PLACES * max(1, features))) ** 2


def power(deals: int, before: float, after: float, features: int) -> float:
    """How often (0 to 1) a share that changes in the middle of so many deals is found among so many features.

    The ratio at the change is about noncentral chi-squared with one degree of freedom; its parameter is the ratio
    of the expected counts.
    """
    middle = (before + after) / 2
    expected = deals * (_divergence(before, middle) + _divergence(after, middle))
    return 1 - _NORMAL.cdf(sqrt(critical_ratio(features)) - sqrt(max(0.0, expected)))


def smallest_found(deals: int, before: float, features: int, wanted: float = 0.9) -> float | None:
    """To which share the one `before` has to rise to be found with the power `wanted`; None where no rise would do."""
    low, high = before, 1.0
    if power(deals, before, high, features) < wanted:
        return None
    while high - low > 0.001:
        middle = (low + high) / 2
        low, high = (low, middle) if power(deals, before, middle, features) >= wanted else (middle, high)
    return high


def _divergence(share: float, other: float) -> float:
    """The Kullback-Leibler divergence of two shares, in nats."""
    parts = ((share, other), (1 - share, 1 - other))
    return sum(p * log(p / q) for p, q in parts if p > 0)
