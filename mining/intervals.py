"""Intervals for shares: the Wilson score interval in closed form, so that a window need not load statistics."""

from __future__ import annotations

from math import sqrt

Z_95 = 1.959963984540054
"""The 97.5 % quantile of the normal distribution: 95 % intervals."""


def wilson(hits: float, of: float) -> tuple[float, float] | None:
    """The 95 % interval (low, high) of the share `hits / of`, None where `of` is zero.

    Both may be effective numbers, which need not be whole.

    Wilson (1927), Probable inference, the law of succession, and statistical inference, JASA 22, 209-212.
    """
    if of == 0:
        return None
    share, z2 = hits / of, Z_95 * Z_95
    middle = (share + z2 / (2 * of)) / (1 + z2 / of)
    half = Z_95 / (1 + z2 / of) * sqrt(share * (1 - share) / of + z2 / (4 * of * of))
    return (0.0 if hits == 0 else max(0.0, middle - half)), (1.0 if hits == of else min(1.0, middle + half))


def newcombe(hits: float, of: float, other_hits: float, other_of: float) -> tuple[float, float]:
    """The 95 % interval of the difference `hits / of - other_hits / other_of` of two independent shares.

    Newcombe (1998), Interval estimation for the difference between independent proportions, Statistics in
    Medicine 17, 873-890, method 10. Raises ValueError where a share has no cases.
    """
    first, second = wilson(hits, of), wilson(other_hits, other_of)
    if first is None or second is None:
        raise ValueError("a share of no cases has no interval")
    share, other = hits / of, other_hits / other_of
    low = share - other - sqrt((share - first[0]) ** 2 + (second[1] - other) ** 2)
    high = share - other + sqrt((first[1] - share) ** 2 + (other - second[0]) ** 2)
    return low, high
