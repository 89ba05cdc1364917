"""How many deals a rep needs for a habit to be seen."""

from __future__ import annotations

from math import ceil, sqrt

_Z_Q = 2.8070
"""The normal quantile of 1 - 0.0025: what is left of 5 % for one rep of twenty."""
_Z_POWER = 0.8416
"""That of 80 %."""


def deals_needed(rate: float, gap: float) -> int:
    """Deals of one rep after which a rate `gap` above the peers' `rate` is found four times out of five.

    By the normal approximation of one share against a known one: Fleiss, Levin and Paik (2003), Statistical methods
    for rates and proportions, section 2.5. At least 10, and 0 where the gap is none.
    """
    if gap <= 0:
        return 0
    peers = min(max(rate, 0.02), 0.98)
    other = min(peers + gap, 0.98)
    if other <= peers:
        return 10
    root = _Z_Q * sqrt(peers * (1 - peers)) + _Z_POWER * sqrt(other * (1 - other))
    return max(10, ceil((root / (other - peers)) ** 2))
