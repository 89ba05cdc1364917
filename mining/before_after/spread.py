"""How much more the deals of a rep differ from one quarter to the next than chance explains."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

FEWEST = 10
"""With fewer degrees of freedom nothing can be said of it."""


def spread_of(
    value: NDArray[np.float64], rep: NDArray[np.int64], quarter: NDArray[np.int64]
) -> tuple[float, int]:
    """The factor of the variance, and its degrees of freedom; 1 and 0 where nothing can be said.

    Reps are the same before and after, so what one does more often than another is no chance of the comparison; but a
    rep who does it more in one quarter than in the next is. The mean square between the quarters of a rep over the mean
    square within them (a nested analysis of variance; for shares Pearson's dispersion of the quarters around their rep)
    is 1 where deals are independent: McCullagh and Nelder (1989), Generalized linear models, 4.5.
    """
    if not len(value):
        return 1.0, 0
    people, who = np.unique(rep, return_inverse=True)
    quarters, when = np.unique(quarter, return_inverse=True)
    group = np.unique(who.ravel() * len(quarters) + when.ravel(), return_inverse=True)[1].ravel()
    n, total = np.bincount(group).astype(np.float64), np.bincount(group, value)
    n_rep, total_rep = np.bincount(who.ravel()).astype(np.float64), np.bincount(who.ravel(), value)
    within = float((value * value).sum() - (total * total / n).sum())
    between = float((total * total / n).sum() - (total_rep * total_rep / n_rep).sum())
    free, rest = len(n) - len(people), len(value) - len(n)
    if free < FEWEST or rest < FEWEST or within <= 1e-9:
        return 1.0, 0
    return max(0.0, between / free) / (within / rest), free
