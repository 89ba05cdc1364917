"""The limits of a funnel plot."""

from math import asin, sin, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import betabinom

from mining.diagnosis.funnel import Z_998, funnel, limits, usual_rate, why_not_compared
from mining.intervals import Z_95
from models.diagnosis import Estimate, Habit, HabitTable
from tests.mining.diagnosis.cards import a_key


def a_table(*habits: tuple[int, int], peers: float | None = 0.2, dispersion: float = 0.02) -> HabitTable:
    found = [Habit(f"R{at}", "", k, n, k / n, 0, 1, peers, None) for at, (k, n) in enumerate(habits)]
    return HabitTable(a_key(), tuple(found), Estimate(0.3, 0.2, 0.4, 100), dispersion)


def test_that_limits_are_those_of_the_arcsine_by_hand():
    low, high = limits(0.3, 0.0, np.array([50.0]), Z_95)
    half = 1.959963984540054 / (2 * sqrt(50))
    assert low[0] == pytest.approx(sin(asin(sqrt(0.3)) - half) ** 2)
    assert high[0] == pytest.approx(sin(asin(sqrt(0.3)) + half) ** 2)
    assert (round(low[0], 3), round(high[0], 3)) == (0.182, 0.433)


@pytest.mark.parametrize(("z", "within"), [(Z_95, 0.95), (Z_998, 0.998)])
@pytest.mark.parametrize(("rate", "rho"), [(0.3, 0.02), (0.5, 0.05), (0.7, 0.01)])
def test_that_limits_hold_as_many_beta_binomial_rates_as_they_say(z, within, rate, rho):
    n, size = 60, 1 / rho - 1
    (low,), (high,) = limits(rate, rho, np.array([float(n)]), z)
    k = np.arange(n + 1)
    inside = (k / n >= low) & (k / n <= high)
    assert betabinom.pmf(k[inside], n, rate * size, (1 - rate) * size).sum() == pytest.approx(
        within, abs=0.012
    )


@given(
    st.floats(0, 1),
    st.floats(0, 1),
    st.lists(st.floats(1, 5000), min_size=2, max_size=9).map(sorted).map(np.array),
)
def test_that_limits_are_shares_around_the_usual_rate_and_narrow_with_deals(usual, rho, deals):
    low, high = limits(usual, rho, deals, Z_998)
    assert (low >= 0).all()
    assert (high <= 1).all()
    assert (low <= usual + 1e-12).all()
    assert (high >= usual - 1e-12).all()
    assert (np.diff(high - low) <= 1e-12).all()


def test_that_the_usual_rate_is_that_of_the_peers_and_else_that_over_all():
    assert usual_rate(a_table((40, 40), (4, 20))) == pytest.approx(0.2)
    assert usual_rate(a_table((40, 40), peers=None)) == 0.3
    found = funnel(a_table((40, 40), (4, 20)), 50)
    assert found is not None
    assert found.usual == pytest.approx(0.2)
    assert found.deals[-1] == 50
    assert (found.outer[1] >= found.inner[1]).all()


def test_that_groups_of_few_people_or_deals_are_not_compared():
    assert why_not_compared(None).startswith("Nobody")
    assert "only 4 people" in why_not_compared(a_table(*[(5, 20)] * 4))
    assert "only 1 person" in why_not_compared(a_table((5, 20)))
    assert "only 25 deals" in why_not_compared(a_table(*[(2, 5)] * 5))
    assert why_not_compared(a_table(*[(2, 6)] * 5)) == ""
