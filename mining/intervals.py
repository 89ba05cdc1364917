"""Intervals for shares: the Wilson score interval in closed form, so that a window need not load statistics."""

from __future__ import annotations

from math import sqrt

_Z = 1.959963984540054
"""The 97.5 % quantile of the normal distribution: 95 % intervals."""


def wilson(hits: int, of: int) -> tuple[float, float] | None:
    """The 95 % interval (low, high) of the share `hits / of`, None where `of` is zero.

    Wilson (1927), Probable inference, the law of succession, and statistical inference, JASA 22, 209-212.
    """
    if of == 0:
        return None
    share, z2 = hits / of, _Z * _Z
    middle = (share + z2 / (2 * of)) / (1 + z2 / of)
    half = _Z / (1 + z2 / of) * sqrt(share * (1 - share) / of + z2 / (4 * of * of))
    return (0.0 if hits == 0 else max(0.0, middle - half)), (1.0 if hits == of else min(1.0, middle + half))
