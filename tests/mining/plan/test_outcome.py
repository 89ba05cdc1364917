"""How many deals tell a change, and what can be verified when, in words."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from mining.intervals import newcombe
from mining.plan.outcome import due_day, outcome_words
from mining.plan.sample_size import deals_needed, weeks_needed
from models.diagnosis import Estimate
from tests.mining.plan.sold import BASELINE, an_action

NBSP = "\u00a0"


def test_that_two_shares_need_as_many_deals_as_the_textbook_says() -> None:
    """0.4 against 0.2, as many before as after: (1.96 √(2·0.3·0.7) + 0.8416 √(0.24 + 0.16))² / 0.2² = 81.2 each."""
    assert deals_needed(Estimate(0.4, 0.3, 0.5, 82), 0.2, True) == pytest.approx(81, abs=1)


def test_that_so_many_deals_tell_the_target_in_four_of_five_samples() -> None:
    before = Estimate(0.525, 0.448, 0.601, 160)
    n = deals_needed(before, 0.3, True)
    assert n is not None
    dice = np.random.default_rng(8)
    after = dice.binomial(n, 0.3, 2000)
    was = dice.binomial(160, 0.525, 2000)
    seen = [newcombe(int(a), n, int(b), 160)[1] < 0 for a, b in zip(after, was, strict=True)]
    assert 0.76 < np.mean(seen) < 0.86


def test_that_two_means_need_what_the_deviation_implies() -> None:
    """A half-width of 1.96·20/√100 is a deviation of 20; 10 days less: n = 20² / ((10 / 2.8016)² − 20²/100) = 45.8."""
    half = 1.959964 * 20 / 10
    assert deals_needed(Estimate(60.0, 60 - half, 60 + half, 100), 50.0, False) == 46


def test_that_a_change_which_the_baseline_is_too_small_for_is_said_to_be_so() -> None:
    assert deals_needed(Estimate(0.3, 0.1, 0.6, 10), 0.25, True) is None
    assert deals_needed(Estimate(0.3, 0.1, 0.6, 10), 0.3, True) is None
    assert weeks_needed(None, 3.0) is None
    assert weeks_needed(10, 0.0) is None
    assert weeks_needed(10, 3.0) == 4


def test_that_the_day_is_the_end_of_a_month_in_which_enough_deals_are_there() -> None:
    assert due_day(date(2026, 3, 2), None) == date(2026, 6, 30)  # a quarter of a year on: 1 June
    assert due_day(date(2026, 3, 2), 30) == date(2026, 9, 30)
    assert due_day(date(2026, 3, 2), 500) == date(2027, 2, 28)


def test_that_the_outcome_says_how_much_of_what_by_when_and_how_many_deals_that_takes() -> None:
    action = an_action(due=date(2026, 3, 31))
    assert outcome_words(action, 40, 6) == (
        f"By 31{NBSP}Mar{NBSP}2026 at most 20{NBSP}% of the deals that get past Demo have left it out. "
        "At least 40 deals are needed to tell: about 6 weeks at the pace of the baseline."
    )
    alone = outcome_words(replace(action, person="Ann"), 40, 1, {"Ann": "Rep 1"})
    assert "Counted are the deals of Rep 1." in alone
    assert "about 1 week at" in alone
    assert "One rep" in outcome_words(replace(action, person="Eve"), None, None, {})
    team = outcome_words(replace(action, group="East"), None, None)
    assert "Counted are the deals of East." in team
    assert "With the 160 deals of the baseline no number of later deals can tell" in team


def test_that_rates_that_are_to_rise_say_at_least() -> None:
    rate = an_action(metric="win_rate", target=0.3, baseline=BASELINE)
    assert f"at least 30{NBSP}% of the deals that are old enough are won" in outcome_words(rate, 9, None)
    days = an_action(metric="cycle_days", target=52.0, baseline=None)
    assert "no more than 52 days" in outcome_words(days, None, None)
    unknown = an_action(metric="smiles", target=0.3)
    assert "smiles" in outcome_words(unknown, None, None)


def test_that_nothing_is_promised_without_a_metric_a_target_and_a_day() -> None:
    for left_out in ({"metric": ""}, {"target": None}, {"due": None}):
        assert outcome_words(an_action(**left_out), 40, 6) == ""
