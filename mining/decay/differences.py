"""A metric over some deals and the difference of two such, each with its 95 % interval."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mining.intervals import newcombe, wilson
from models.diagnosis import Estimate

Values = NDArray[np.float64]


def estimate(values: Values, is_share: bool) -> Estimate | None:
    """A share with Wilson's interval, a mean with Student's; None of fewer than two deals or where all are the same."""
    n = len(values)
    if is_share:
        interval = wilson(int(values.sum()), n)
        return None if interval is None else Estimate(float(values.mean()), *interval, n)
    if n < 2 or not values.std():
        return None
    from scipy.stats import t

    half = float(t.ppf(0.975, n - 1)) * float(values.std(ddof=1)) / np.sqrt(n)
    mean = float(values.mean())
    return Estimate(mean, mean - half, mean + half, n)


def difference(values: Values, others: Values, is_share: bool) -> Estimate | None:
    """The first minus the second: Newcombe's interval for shares, Welch's for means; None where either says nothing."""
    if not len(values) or not len(others):
        return None
    n = len(values) + len(others)
    if is_share:
        low, high = newcombe(int(values.sum()), len(values), int(others.sum()), len(others))
        return Estimate(float(values.mean() - others.mean()), low, high, n)
    errors = [float(side.var(ddof=1)) / len(side) if len(side) > 1 else 0.0 for side in (values, others)]
    if min(errors) <= 0:
        return None
    from scipy.stats import t

    freedom = sum(errors) ** 2 / sum(
        one**2 / (len(side) - 1) for one, side in zip(errors, (values, others), strict=True)
    )
    half = float(t.ppf(0.975, freedom)) * np.sqrt(sum(errors))
    mean = float(values.mean() - others.mean())
    return Estimate(mean, mean - half, mean + half, n)
