"""Values with 95 % intervals that are never of no width: ratios over deals, means, quantiles, totals, differences.

Deals are what is independent: several events of one deal count as one cluster. Formulas: docs/method/key-figures.md.
"""

from __future__ import annotations

from math import exp, sqrt

import numpy as np
from numpy.typing import NDArray

from mining.intervals import Z_95, wilson
from mining.survival.aalen_johansen import aalen_johansen
from models.kpi_series import KpiValue
from resources.translation import tr

FEWEST = 10
"""No value is told over fewer deals."""


Floats = NDArray[np.float64]


def nothing(n: int, why: str = "") -> KpiValue:
    """No value: too few deals, unless there is another reason."""
    few = (
        tr("No deal counts here.")
        if n == 0
        else tr("Too few deals: {n} of at least {fewest}.", n=n, fewest=FEWEST)
    )
    return KpiValue(None, None, None, n, why or few)


def ratio(case: NDArray[np.int32], hits: Floats, of: Floats, is_counted: bool = True) -> KpiValue:
    """The share `hits` has of `of`, both summed over entries that belong to deals (`case`); between 0 and 1.

    The interval is Wilson's (1927). Over several entries a deal it is that of the effective sample size: the variance
    of a ratio over clusters by linearisation (Cochran 1977, section 6.3) says how many independent trials tell as much
    (Kish 1965), with Student's quantile for as many deals as tell equally much (Korn and Graubard 1998). At 0 and 1,
    where that variance is nought, every deal counts as one trial. What `is_counted` tells no more than as many trials
    as were counted; a mean of shares can tell more.
    """
    present = np.bincount(case) > 0
    n = int(present.sum())
    hit, total = (np.bincount(case, part)[present] for part in (hits, of))
    whole = float(total.sum())
    if n < FEWEST or whole <= 0:
        return nothing(n)
    share = min(max(float(hit.sum()) / whole, 0.0), 1.0)
    variance = float(((hit - share * total) ** 2).sum()) / whole**2
    trials = float(n)
    is_plain = is_counted and bool((total == 1).all())
    if variance > 1e-12 and 0 < share < 1 and not is_plain:
        alike = max(whole**2 / float((total**2).sum()) - 1, 1.0)
        spread = variance * (alike + 1) / alike * (_student(alike) / Z_95) ** 2
        trials = max(share * (1 - share) / spread, 1.0)
        trials = min(trials, max(whole, float(n))) if is_counted else trials
    bounds = wilson(share * trials, trials)
    assert bounds is not None
    return KpiValue(share, min(bounds[0], share), max(bounds[1], share), n)


def incidence(days: Floats, end: NDArray[np.int64], watched: Floats, horizon: float) -> KpiValue:
    """The share of deals that ended in the first way by the horizon; `end` is 1 for that, 2 for another, 0 for open.

    `days` are those until the end or the last look, `watched` those since the deal began. Aalen and Johansen (1978),
    with the log-log interval; where the share is 0 or 1, Wilson's over the deals that began early enough. None where
    fewer than `FEWEST` did.
    """
    n, old = len(days), int((watched >= horizon).sum())
    if n < FEWEST:
        return nothing(n)
    if old < FEWEST:
        return nothing(
            old,
            tr(
                "Too young: {old} of at least {fewest} deals are {horizon} days old.",
                old=old,
                fewest=FEWEST,
                horizon=f"{horizon:g}",
            ),
        )
    found = aalen_johansen(days, end)
    share = found.by(horizon)
    bounds = found.interval(horizon) or wilson(round(share) * old, old)
    assert bounds is not None
    return KpiValue(share, min(bounds[0], share), max(bounds[1], share), n)


def mean_of_clusters(case: NDArray[np.int32], values: Floats) -> KpiValue:
    """The mean over all entries, with the normal interval of a ratio over clusters.

    Where deals hardly differ the standard error is at least 1 / n: as if one deal were another by one.
    """
    count = np.bincount(case)
    present = count > 0
    n = int(present.sum())
    if n < FEWEST:
        return nothing(n)
    total, count = np.bincount(case, values)[present], count[present]
    mean = float(total.sum() / count.sum())
    error = sqrt(n / (n - 1) * float(((total - mean * count) ** 2).sum())) / float(count.sum())
    error = max(error, 1 / n) * _student(n - 1)
    return KpiValue(mean, mean - error, mean + error, n)


def mean_of_money(values: Floats) -> KpiValue:
    """The mean of positive amounts, one a deal, with a log-normal interval.

    Its error is the larger of that of the mean and of Cox's (Olsson 2005, Journal of Statistics Education 13), which
    few and very different amounts do not underrate; at least 1 / (10 n), with Student's quantile.
    """
    n = len(values)
    if n < FEWEST:
        return nothing(n)
    mean = float(values.mean())
    spread = float(np.log(values).var(ddof=1))
    cox = sqrt(spread / n + spread**2 / (2 * (n - 1)))
    error = max(float(values.std(ddof=1)) / sqrt(n) / mean, cox, 0.1 / n)
    return _on_log_scale(mean, error * _student(n - 1) / Z_95, n)


def quantile(values: Floats, level: float) -> KpiValue:
    """A quantile of values, one a deal, between the order statistics that hold it with at least 95 %.

    Hahn and Meeker (1991), Statistical intervals, section 5.2. None where the values are too few for that. An interval
    that ties make narrower than a day is widened by half a day on both sides.
    """
    n = len(values)
    ranks = order_ranks(n, level) if n >= FEWEST else None
    if ranks is None:
        why = tr("Too few deals for the slowest tenth: {n}.", n=n) if n >= FEWEST else ""
        return nothing(n, why)
    ordered = np.sort(values)
    low, high = (float(ordered[rank]) for rank in ranks)
    middle = float(np.quantile(ordered, level))
    if high - low < _RESOLUTION:
        low, high = max(0.0, min(low, middle) - _RESOLUTION / 2), max(high, middle) + _RESOLUTION / 2
    return KpiValue(middle, low, high, n)


_RESOLUTION = 1.0
"""Days: cycles are not known better than that."""


def order_ranks(n: int, level: float) -> tuple[int, int] | None:
    """The ranks (from 0) of the tightest order statistics on both sides that hold the quantile with 95 % or more.

    Each side errs in at most 2.5 %; None where the sample is too small for that.
    """
    probabilities = _binomial(n, level)
    below = np.cumsum(probabilities)  # P(at most k values below the quantile)
    low = int(np.searchsorted(below, 0.025, side="right")) - 1
    high = int(np.searchsorted(below, 0.975, side="left"))
    return (low, high) if low >= 0 and high < n else None


def total_a_month(amounts: Floats, days: float) -> KpiValue:
    """The sum of positive amounts, one a deal, per 30.4 days; deals come as a Poisson process.

    The variance of such a sum is the sum of the squares (Poisson compound); the interval is log-normal.
    """
    n, total = len(amounts), float(amounts.sum())
    if n < FEWEST or total <= 0 or days <= 0:
        return nothing(n)
    error = sqrt(float((amounts**2).sum())) / total
    return _on_log_scale(total / days * MONTH_DAYS, error, n)


MONTH_DAYS = 30.436875


def velocity(won: NDArray[np.bool_], amount: Floats, days: Floats, open_deals: float) -> KpiValue:
    """Deals x value x win rate / cycle, in money a day; one entry a deal of a cohort, its `amount` NaN where unknown.

    `open_deals` is how many deals were open on an average day; value, win rate and cycle are the mean amount of the
    won ones, their share and their mean days. The interval is log-normal, with every deal drawn as in a Poisson
    process: the sum of the squares of each deal's part in the logarithm (the infinitesimal jackknife).
    """
    n, wins = len(won), int(won.sum())
    known = won & ~np.isnan(amount)
    valued = int(known.sum())
    total, taken = float(amount[known].sum()), float(days[won].sum())
    if valued < FEWEST or total <= 0 or taken <= 0 or open_deals <= 0:
        return nothing(
            valued, "" if valued < FEWEST else tr("The won deals have no amounts or took no time.")
        )
    value = open_deals * (total / valued) * (wins / n) / (taken / wins)
    part = np.full(n, -1 / n)
    part[won] += 2 / wins - days[won] / taken
    part[known] += amount[known] / total - 1 / valued
    return _on_log_scale(value, sqrt(float((part**2).sum())), n)


def difference(later: KpiValue, before: KpiValue) -> KpiValue:
    """What a value has changed by, from the intervals of both: MOVER, Zou and Donner (2008), Statistics in Medicine 27.

    For two shares with Wilson's intervals it is Newcombe's method 10.
    """
    if (
        later.value is None or later.low is None or later.high is None
        or before.value is None or before.low is None or before.high is None
    ):  # fmt: skip
        return nothing(min(later.n, before.n), later.why_none or before.why_none)
    moved = later.value - before.value
    low = moved - sqrt((later.value - later.low) ** 2 + (before.high - before.value) ** 2)
    high = moved + sqrt((later.high - later.value) ** 2 + (before.value - before.low) ** 2)
    return KpiValue(moved, low, high, min(later.n, before.n))


def _on_log_scale(value: float, error: float, n: int) -> KpiValue:
    return KpiValue(value, value * exp(-Z_95 * error), value * exp(Z_95 * error), n)


def _student(freedom: float) -> float:
    """The 97.5 % quantile of Student's distribution, to three digits from 5 degrees of freedom on.

    By its expansion: Abramowitz and Stegun (1964), 26.7.5.
    """
    z = Z_95
    first = (z**3 + z) / 4
    second = (5 * z**5 + 16 * z**3 + 3 * z) / 96
    third = (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384
    return z + first / freedom + second / freedom**2 + third / freedom**3


def _binomial(n: int, share: float) -> Floats:
    """The probabilities of 0 to n hits, summed up in logarithms so that none is lost."""
    k = np.arange(1, n + 1)
    steps = np.log((n - k + 1) / k * (share / (1 - share)))
    return np.asarray(np.exp(n * np.log1p(-share) + np.concatenate(([0.0], np.cumsum(steps)))))
