"""What size of change would have been found."""

import numpy as np
import pytest

from mining.drift.power import critical_ratio, power, smallest_found
from mining.drift.segments import changes
from models.progress import silent
from tests.mining.drift.test_scan import rows_of


def test_that_more_deals_and_larger_changes_are_found_more_often():
    assert power(200, 0.1, 0.3, 30) < power(400, 0.1, 0.3, 30) < power(400, 0.1, 0.4, 30)


def test_that_more_features_ask_for_more():
    assert critical_ratio(1) < critical_ratio(60)


def test_that_the_smallest_change_has_the_power_that_is_wanted():
    share = smallest_found(1000, 0.1, 30)
    assert share is not None
    assert power(1000, 0.1, share, 30) == pytest.approx(0.9, abs=0.01)


def test_that_too_few_deals_find_nothing():
    assert smallest_found(10, 0.1, 60) is None


def test_that_the_formula_agrees_with_what_is_found():
    found = 0
    for seed in range(40):
        dice = np.random.default_rng(seed)
        flags = np.concatenate((dice.random(150) < 0.1, dice.random(150) < 0.3))
        found += bool(changes([rows_of(flags)], dice, silent))
    assert found / 40 == pytest.approx(power(300, 0.1, 0.3, 1), abs=0.15)
