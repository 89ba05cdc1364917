"""Since when something is done: the split of deals in order of time that tells their shares apart best."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FEWEST = 20
"""So many deals on either side of a split at least."""

TELLING = 15.0
"""The likelihood ratio from which on a split is told: fewer than 1 in 100 logs without a change have such a one."""

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Onset:
    """From the entry `first` (in order of time) on `hits` of `of` have it, before it `hits_before` of `of_before`."""

    first: int
    hits: int
    of: int
    hits_before: int
    of_before: int


def onset(has: NDArray[np.bool_]) -> Onset | None:
    """When the share rose, None where it did not, or not so that chance is unlikely.

    `has` is in order of time. G squared of the two shares against one, at the split where it is largest.
    """
    n = len(has)
    if n < 2 * FEWEST:
        return None
    before = np.cumsum(has)[FEWEST - 1 : n - FEWEST].astype(np.float64)
    of_before = np.arange(FEWEST, n - FEWEST + 1, dtype=np.float64)
    total = float(has.sum())
    after, of_after = total - before, n - of_before
    gain = 2 * (_log_likelihood(before, of_before) + _log_likelihood(after, of_after))
    gain -= 2 * float(_log_likelihood(np.array([total]), np.array([float(n)]))[0])
    gain[after / of_after <= before / of_before] = 0.0
    best = int(gain.argmax())
    if gain[best] < TELLING:
        return None
    first = FEWEST + best
    return Onset(first, int(after[best]), int(of_after[best]), int(before[best]), int(of_before[best]))


def _log_likelihood(hits: Floats, of: Floats) -> Floats:
    """The largest log-likelihood of so many hits; what does not occur adds nothing."""
    misses = of - hits
    with np.errstate(divide="ignore", invalid="ignore"):
        found = np.where(hits > 0, hits * np.log(hits / of), 0.0) + np.where(
            misses > 0, misses * np.log(misses / of), 0.0
        )
    return np.asarray(found, dtype=np.float64)
