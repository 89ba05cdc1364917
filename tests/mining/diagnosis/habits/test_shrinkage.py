"""Rates without chance: tails and posteriors against scipy, the mix by hand."""

import numpy as np
import pytest
from scipy.stats import beta, betabinom

from mining.diagnosis.habits.mix import expected_rates, strata_of
from mining.diagnosis.habits.shrinkage import (
    DISPERSIONS,
    beta_binomial_tails,
    log_beta_binomial,
    shrunken_rates,
)
from tests.builders import a_log

SIZE = 1 / DISPERSIONS - 1


def alike(hits: list[float], of: list[float]) -> tuple[np.ndarray, np.ndarray]:
    return np.array(hits, dtype=float)[:, None], np.array(of, dtype=float)[:, None]


def test_that_the_tail_is_that_of_the_beta_binomial_distribution() -> None:
    k, n, rate = np.array([0.0, 3, 10, 200]), np.array([5.0, 10, 10, 1000]), np.array([0.2, 0.1, 0.3, 0.15])
    expected = betabinom.sf(k[:, None] - 1, n[:, None], rate[:, None] * SIZE, (1 - rate[:, None]) * SIZE)
    assert beta_binomial_tails(k, n, rate) == pytest.approx(expected, rel=1e-6)


def test_that_the_likelihood_is_that_of_the_beta_binomial_distribution() -> None:
    k, n, rate = np.array([2.0, 7]), np.array([9.0, 8]) + 1, np.array([0.3, 0.6])
    expected = betabinom.logpmf(k[:, None], n[:, None], rate[:, None] * SIZE, (1 - rate[:, None]) * SIZE)
    assert log_beta_binomial(k, n, rate) == pytest.approx(expected, rel=1e-6)


def test_that_reps_alike_are_drawn_to_the_peers_as_the_posterior_says() -> None:
    found = shrunken_rates(*alike([10] * 11 + [14], [50] * 12))
    size = 1 / found.dispersion - 1
    last = beta(found.peers[-1] * size + 14, (1 - found.peers[-1]) * size + 36)
    assert found.raised[-1] < 0.05
    assert found.mean[-1] == pytest.approx(last.mean(), abs=0.01)
    assert found.peers[-1] < found.mean[-1] < 14 / 50
    assert found.low[-1] < found.mean[-1] < found.high[-1]


def test_that_one_far_from_the_others_is_not_drawn_to_them_and_does_not_move_them() -> None:
    found = shrunken_rates(*alike([4] * 11 + [34], [40] * 12))
    assert found.raised[-1] > 0.99
    assert found.mean[-1] == pytest.approx(35 / 42, abs=0.01)  # uniform prior: (k + 1) / (n + 2)
    assert found.peers[0] == pytest.approx(0.1, abs=0.01)
    assert found.tail[-1] < 1e-6


def test_that_rates_no_higher_than_expected_have_no_small_tail() -> None:
    found = shrunken_rates(*alike([5, 10, 10, 10], [50] * 4))
    assert found.tail[0] == 1.0


def test_that_expected_rates_leave_the_rep_out_and_hold_the_mix() -> None:
    hits, of = np.array([[9.0, 0], [1, 8]]), np.array([[10.0, 0], [10, 10]])
    # the other one shows it in 1 of 10 and 8 of 10; drawn by five deals to its overall rate of 9.5 / 21
    overall = 9.5 / 21
    assert expected_rates(hits, of, np.ones(2))[0] == pytest.approx((1 + 5 * overall) / 15)


def test_that_a_rep_without_weight_is_nobodys_peer() -> None:
    hits, of = np.array([[10.0], [2], [2]]), np.array([[10.0], [20], [20]])
    found = expected_rates(hits, of, np.array([0.0, 1, 1]))
    overall = 2.5 / 21
    assert found[1] == pytest.approx((2 + 5 * overall) / 25)


def test_that_amounts_of_different_currencies_are_never_compared() -> None:
    log = a_log(
        *["A > Won"] * 6, currency=["EUR"] * 3 + ["JPY"] * 3, amount=np.array([1.0, 2, 3, 1000, 2000, 3000])
    )
    found = strata_of(log.cases, np.ones(6, dtype=bool))
    assert found[:3].tolist() == found[3:].tolist()
    assert len(set(found[:3].tolist())) == 3


def test_that_deals_without_amount_and_segment_are_one_stratum() -> None:
    assert strata_of(a_log(*["A > Won"] * 4).cases, np.ones(4, dtype=bool)).tolist() == [0] * 4
