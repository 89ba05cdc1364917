"""The cumulative incidence of ends that compete, by hand, against statsmodels and against a known truth."""

import numpy as np
import pytest
from statsmodels.duration.survfunc import CumIncidenceRight, SurvfuncRight

from mining.survival.aalen_johansen import aalen_johansen

WON, LOST = 1, 2


def some_deals(n: int = 400, seed: int = 3) -> tuple[np.ndarray, np.ndarray]:
    dice = np.random.default_rng(seed)
    return dice.integers(1, 25, n).astype(float), dice.integers(0, 3, n)


def test_that_a_deal_that_is_open_counts_as_long_as_it_is_seen() -> None:
    # at 1 one of 4 is won: 1/4; one is open at 2; at 3 one of the 2 left is won, of 3/4 that were left: 1/4 + 3/8
    found = aalen_johansen(np.array([1.0, 2.0, 3.0, 4.0]), np.array([WON, 0, WON, LOST]))
    assert found.by(0.5) == 0.0
    assert found.by(1) == 0.25
    assert found.by(3) == 0.625
    assert found.by(4, LOST) == 0.375


def test_that_ends_come_before_censorings_of_the_same_time_and_no_tie_is_broken() -> None:
    found = aalen_johansen(np.array([2.0, 2.0, 2.0, 2.0]), np.array([WON, WON, 0, LOST]))
    assert found.by(2) == 0.5
    assert found.by(2, LOST) == 0.25


def test_that_three_ends_compete() -> None:
    found = aalen_johansen(np.array([1.0, 1.0, 2.0, 3.0]), np.array([3, 1, 2, 0]), ends=3)
    assert [found.by(9, end) for end in (1, 2, 3)] == [0.25, 0.25, 0.25]


def test_that_it_is_what_statsmodels_finds_with_its_spread() -> None:
    time, end = some_deals()
    found, theirs = aalen_johansen(time, end), CumIncidenceRight(time, end)
    for place, at in enumerate(theirs.times):
        for one in (WON, LOST):
            assert found.by(at, one) == pytest.approx(theirs.cinc[one - 1][place], abs=1e-12)
            spread = np.sqrt(np.square(found.influence(at, one)).sum())
            assert spread == pytest.approx(theirs.cinc_se[one - 1][place], abs=1e-9)


def test_that_with_one_end_it_is_one_minus_kaplan_and_meier() -> None:
    time, end = some_deals()
    theirs = SurvfuncRight(time, end == WON)
    found = aalen_johansen(time, (end == WON).astype(np.int64), ends=1)
    assert [found.by(at) for at in theirs.surv_times] == pytest.approx(1 - theirs.surv_prob)


def test_that_pseudo_values_are_outcomes_where_nothing_is_censored() -> None:
    time, end = some_deals()
    end = np.where(end == 0, LOST, end)
    values = aalen_johansen(time, end).pseudo_values(12)
    assert values == pytest.approx(((end == WON) & (time <= 12)).astype(float), abs=1e-12)


def test_that_pseudo_values_are_those_of_leaving_out_each_deal() -> None:
    time, end = some_deals(300)
    found = aalen_johansen(time, end)
    left_out = [aalen_johansen(np.delete(time, i), np.delete(end, i)).by(12) for i in range(20)]
    jackknife = 300 * found.by(12) - 299 * np.array(left_out)
    assert found.pseudo_values(12)[:20] == pytest.approx(jackknife, abs=5e-3)
    assert found.pseudo_values(12).mean() == pytest.approx(found.by(12))


def test_that_deals_that_ended_late_stand_for_censored_ones() -> None:
    found = aalen_johansen(np.array([1.0, 2.0, 3.0, 4.0]), np.array([WON, 0, WON, LOST]))
    assert found.weights(9).tolist() == [1.0, 0.0, 1.5, 0.0]


def test_that_a_cohort_of_known_truth_is_met_where_one_minus_kaplan_and_meier_is_far_off() -> None:
    dice = np.random.default_rng(11)
    n = 40_000
    won = dice.random(n) < 0.25
    time = np.where(won, dice.exponential(95, n), dice.exponential(40, n))
    seen = dice.uniform(0, 300, n)
    end = np.where(time <= seen, np.where(won, WON, LOST), 0)
    truth = 0.25 * (1 - np.exp(-120 / 95))  # 17.9 %
    found = aalen_johansen(np.minimum(time, seen), end)
    assert truth == pytest.approx(0.179, abs=5e-4)
    assert found.by(120) == pytest.approx(truth, abs=0.006)
    alone = aalen_johansen(np.minimum(time, seen), (end == WON).astype(np.int64), ends=1)
    assert alone.by(120) > truth + 0.15


def test_that_the_interval_is_within_0_and_1_and_holds_the_share() -> None:
    time, end = some_deals(30)
    low, high = aalen_johansen(time, end).interval(12) or (0.0, 0.0)
    assert 0 < low < aalen_johansen(time, end).by(12) < high < 1
    assert aalen_johansen(time, np.zeros(30, dtype=np.int64)).interval(12) is None


def test_that_no_deals_and_only_open_ones_have_a_share_of_nothing() -> None:
    nobody = aalen_johansen(np.zeros(0), np.zeros(0, dtype=np.int64))
    assert nobody.by(5) == 0.0
    assert len(nobody.pseudo_values(5)) == len(nobody.weights(5)) == 0
    only_open = aalen_johansen(np.array([1.0, 2.0]), np.array([0, 0]))
    assert only_open.by(5) == 0.0
    assert only_open.followed_to == 2.0
    assert only_open.pseudo_values(5).tolist() == [0.0, 0.0]


def test_that_times_must_be_known() -> None:
    with pytest.raises(ValueError, match="not known"):
        aalen_johansen(np.array([np.nan]), np.array([1]))
    with pytest.raises(ValueError, match="needs an end"):
        aalen_johansen(np.array([1.0]), np.array([1, 2]))
