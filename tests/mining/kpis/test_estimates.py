"""Values with intervals, by hand and against scipy and statsmodels."""

from __future__ import annotations

from math import exp, sqrt

import numpy as np
import pytest
from scipy.stats import binom
from scipy.stats import t as student
from statsmodels.stats.proportion import proportion_confint

from mining.intervals import newcombe
from mining.kpis.estimates import (
    difference,
    incidence,
    mean_of_clusters,
    mean_of_money,
    order_ranks,
    quantile,
    ratio,
    total_a_month,
    velocity,
)
from models.kpi_series import KpiValue

Z = 1.959963984540054


def shares(hits: int, of: int) -> KpiValue:
    flags = np.arange(of) < hits
    return ratio(np.arange(of, dtype=np.int32), flags.astype(float), np.ones(of))


def test_that_a_share_of_deals_has_wilsons_interval() -> None:
    found = shares(12, 40)
    assert (found.value, found.n) == (0.3, 40)
    assert (found.low, found.high) == pytest.approx(proportion_confint(12, 40, method="wilson"))


def test_that_events_of_one_deal_count_as_one_cluster() -> None:
    case = np.repeat(np.arange(20, dtype=np.int32), 5)
    hits = (case < 6).astype(float)  # all five events of a deal alike: they tell as much as one
    found = ratio(case, hits, np.ones(100))
    assert found.value == 0.3
    trials = 20 * 19 / 20 * (Z / student.ppf(0.975, 19)) ** 2  # Korn and Graubard
    expected = proportion_confint(0.3 * trials, trials, method="wilson")
    assert (found.low, found.high) == pytest.approx(expected, abs=1e-4)


def test_that_a_share_of_nothing_or_all_still_has_a_width_by_deals() -> None:
    case = np.repeat(np.arange(10, dtype=np.int32), 4)
    none, every = ratio(case, np.zeros(40), np.ones(40)), ratio(case, np.ones(40), np.ones(40))
    assert (none.low, none.high) == pytest.approx(proportion_confint(0, 10, method="wilson"))
    assert (every.low, every.high) == pytest.approx(proportion_confint(10, 10, method="wilson"))


def test_that_fewer_than_ten_deals_tell_nothing() -> None:
    found = shares(4, 9)
    assert (found.value, found.n, found.why_none) == (None, 9, "Too few deals: 9 of at least 10.")
    assert shares(0, 0).why_none == "No deal counts here."
    assert quantile(np.ones(9), 0.5).value is None
    assert total_a_month(np.ones(9), 30).value is None


def test_that_the_variance_of_a_ratio_is_the_linearised_one() -> None:
    hit = np.array([1.0, 2, 0, 4, 1, 3, 2, 2, 0, 1])
    of = np.array([2.0, 4, 3, 5, 4, 4, 3, 6, 2, 3])
    found = ratio(np.arange(10, dtype=np.int32), hit, of)
    share = 16 / 36
    variance = float(((hit - share * of) ** 2).sum()) / 36**2
    alike = 36**2 / (of**2).sum() - 1
    trials = share * (1 - share) / (variance * (alike + 1) / alike * (student.ppf(0.975, alike) / Z) ** 2)
    assert found.value == pytest.approx(share)
    low, high = proportion_confint(share * trials, trials, method="wilson")
    assert (found.low, found.high) == pytest.approx((low, high), abs=1e-3)


def test_that_the_mean_of_alike_deals_has_a_width() -> None:
    found = mean_of_clusters(np.arange(20, dtype=np.int32), np.full(20, 2.0))
    half = student.ppf(0.975, 19) / 20
    assert (found.low, found.high) == pytest.approx((2 - half, 2 + half), abs=1e-4)


@pytest.mark.parametrize(("n", "level"), [(10, 0.5), (25, 0.5), (40, 0.9), (201, 0.5), (500, 0.9)])
def test_that_order_statistics_hold_a_quantile_with_95_percent(n: int, level: float) -> None:
    ranks = order_ranks(n, level)
    assert ranks is not None
    low, high = ranks
    assert binom.cdf(low, n, level) <= 0.025 < binom.cdf(low + 1, n, level)
    assert 1 - binom.cdf(high, n, level) <= 0.025 < 1 - binom.cdf(high - 1, n, level)


def test_that_the_slowest_tenth_needs_more_deals_than_the_median() -> None:
    assert quantile(np.arange(20.0), 0.9).why_none == "Too few deals for the slowest tenth: 20."
    median = quantile(np.arange(21.0), 0.5)
    assert (median.value, median.low, median.high) == (10.0, 5.0, 15.0)


def test_that_ties_make_no_interval_of_no_width() -> None:
    found = quantile(np.full(30, 7.0), 0.5)
    assert (found.value, found.low, found.high) == (7.0, 6.5, 7.5)
    amount = mean_of_money(np.full(20, 100.0))
    assert amount.low == pytest.approx(100 * exp(-student.ppf(0.975, 19) * 0.1 / 20), abs=1e-3)


def test_that_a_total_is_told_a_month_with_the_spread_of_a_poisson_sum() -> None:
    amounts = np.array([100.0] * 9 + [1000.0])
    found = total_a_month(amounts, 91.310625)
    error = sqrt(9 * 100**2 + 1000**2) / 1900
    assert found.value == pytest.approx(1900 / 3)
    assert found.low == pytest.approx(1900 / 3 * exp(-1.959964 * error))


def test_that_velocity_is_deals_times_value_times_win_rate_by_cycle() -> None:
    won = np.array([True] * 10 + [False] * 30)
    amount = np.where(won, 5000.0, np.nan)
    days = np.where(won, 50.0, 20.0)
    found = velocity(won, amount, days, open_deals=80)
    assert found.value == pytest.approx(80 * 5000 * 0.25 / 50)  # 2,000 a day
    part = np.where(won, 0.1 + 0.1 - 0.1 - 1 / 40, -1 / 40)
    assert found.high == pytest.approx(2000 * exp(1.959964 * sqrt((part**2).sum())))


def test_that_a_difference_of_shares_is_newcombes() -> None:
    found = difference(shares(12, 40), shares(30, 60))
    assert found.value == pytest.approx(-0.2)
    assert (found.low, found.high) == pytest.approx(newcombe(12, 40, 30, 60))
    assert difference(shares(1, 5), shares(30, 60)).why_none == "Too few deals: 5 of at least 10."


def test_that_an_incidence_counts_what_is_still_open_as_censored() -> None:
    days = np.array([5.0] * 5 + [10.0] * 5 + [7.0] * 10)
    end = np.array([1] * 5 + [2] * 5 + [0] * 10)
    watched = np.array([40.0] * 10 + [7.0] * 10)
    found = incidence(days, end, watched, 30)
    assert found.value == pytest.approx(0.25)
    assert found.low is not None
    assert found.low < 0.25
    late = incidence(np.array([5.0] * 10 + [10.0] * 10), np.array([0] * 10 + [1] * 10), np.full(20, 40.0), 30)
    assert late.value == pytest.approx(1.0)  # whoever was watched longer won
    assert late.low is not None
    assert 0.5 < late.low < 1


def test_that_an_incidence_needs_deals_that_began_early_enough_not_such_that_last() -> None:
    quick = incidence(np.full(20, 3.0), np.array([1, 2] * 10), np.full(20, 40.0), 30)
    assert quick.value == pytest.approx(0.5)
    young = incidence(np.full(20, 3.0), np.array([1, 2] * 10), np.full(20, 20.0), 30)
    assert young.why_none == "Too young: 0 of at least 10 deals are 30 days old."


def test_that_intervals_of_few_deals_hold_about_95_times_in_100() -> None:
    """Of 400 draws of 30 deals 93 to 97 in 100 are expected; four standard errors are allowed on either side."""
    dice = np.random.default_rng(7)
    held = np.zeros((400, 3))
    for row in held:
        entries = dice.geometric(0.2, 30)
        hits = dice.binomial(entries, dice.beta(2, 6, 30)).astype(float)
        effort = ratio(np.arange(30, dtype=np.int32), hits, entries.astype(float))
        amount = mean_of_money(dice.lognormal(9, 1, 30))
        cycle = quantile(dice.lognormal(4, 0.6, 30), 0.5)
        for at, (found, truth) in enumerate(((effort, 0.25), (amount, exp(9.5)), (cycle, exp(4)))):
            assert found.low is not None
            assert found.high is not None
            row[at] = found.low <= truth <= found.high
    assert (held.mean(axis=0) > 0.89).all()
    assert (held.mean(axis=0) < 1).all()
