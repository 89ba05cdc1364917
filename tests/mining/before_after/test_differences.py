"""The difference at equal mix: hand-computed on two strata."""

import numpy as np
import pytest

from mining.before_after.differences import Spread, Strata, difference, level
from mining.before_after.spread import spread_of
from mining.intervals import newcombe, wilson
from models.snapshot import Cell
from tests.mining.before_after.built import cell, days

AFTER = [cell("North", 0, 20, 5), cell("South", 0, 10, 8)]
BEFORE = [cell("North", -6, 30, 15), cell("South", -6, 30, 27)]


def by_team(one: Cell) -> str:
    return one.team


def test_that_shares_are_compared_within_strata_with_the_interval_of_newcombe() -> None:
    found = difference(Strata.of(AFTER, BEFORE, by_team), True, Spread())
    weight = np.array([20 * 30 / 50, 10 * 30 / 40])
    weight /= weight.sum()
    after, before = float(weight @ [5 / 20, 8 / 10]), float(weight @ [15 / 30, 27 / 30])
    worth = 1 / float(weight**2 @ [1 / 20, 1 / 10]), 1 / float(weight**2 @ [1 / 30, 1 / 30])
    assert found.estimate is not None
    assert found.estimate.value == pytest.approx((12 * (0.25 - 0.5) + 7.5 * (0.8 - 0.9)) / 19.5)
    bounds = newcombe(after * worth[0], worth[0], before * worth[1], worth[1])
    assert (found.estimate.low, found.estimate.high) == pytest.approx(bounds)
    assert found.covered == 1.0
    assert found.p is not None
    assert 0.05 < found.p < 0.2


def test_that_an_other_mix_alone_is_no_difference() -> None:
    after = [cell("North", 0, 90, 9), cell("South", 0, 10, 5)]
    before = [cell("North", -6, 10, 1), cell("South", -6, 90, 45)]
    mixed = difference(Strata.of(after, before, by_team), True, Spread()).estimate
    plain = difference(Strata.of(after, before, lambda one: 0), True, Spread()).estimate
    assert mixed is not None
    assert plain is not None
    assert mixed.value == pytest.approx(0.0)
    assert plain.high < -0.19


def test_that_means_have_the_interval_of_welch_within_strata() -> None:
    after, before = days((0, [10.0, 12.0] * 10)), days((-6, [20.0, 24.0] * 10))
    found = difference(Strata.of(after.cells, before.cells, by_team), False, Spread())
    assert found.estimate is not None
    assert found.estimate.value == pytest.approx(11 - 22)
    error = np.sqrt((20 / 19) * 1.0 / 20 + (20 / 19) * 4.0 / 20)
    assert found.estimate.high - found.estimate.value == pytest.approx(error * 2.05, rel=0.02)


def test_that_what_reps_differ_by_from_quarter_to_quarter_widens_the_interval() -> None:
    narrow = difference(Strata.of(AFTER, BEFORE, by_team), True, Spread()).estimate
    wide = difference(Strata.of(AFTER, BEFORE, by_team), True, Spread(4.0, 40.0)).estimate
    assert narrow is not None
    assert wide is not None
    assert wide.value == narrow.value
    assert (wide.high - wide.low) / (narrow.high - narrow.low) == pytest.approx(2.0, rel=0.12)


def test_that_a_share_that_is_none_on_both_sides_still_has_a_width() -> None:
    none = [cell("North", 0, 40, 0)], [cell("North", -6, 40, 0)]
    found = difference(Strata.of(*none, by_team), True, Spread())
    assert found.estimate is not None
    assert found.estimate.low == pytest.approx(newcombe(0, 40, 0, 40)[0])
    assert found.p == 1.0


def test_that_too_few_deals_or_no_common_stratum_tell_nothing() -> None:
    few = difference(Strata.of([cell("North", 0, 9, 3)], BEFORE, by_team), True, Spread())
    apart = difference(Strata.of([cell("East", 0, 90, 3)], BEFORE, by_team), True, Spread())
    assert few.estimate is None
    assert (apart.estimate, apart.covered) == (None, 0.0)
    assert level([cell("North", 0, 9, 3)], True, Spread()) is None


def test_that_the_value_of_one_side_is_a_share_with_the_interval_of_wilson() -> None:
    found = level(AFTER, True, Spread())
    assert found is not None
    assert (found.value, found.n) == (13 / 30, 30)
    assert (found.low, found.high) == pytest.approx(wilson(13, 30))


def test_that_the_spread_is_one_where_quarters_are_as_chance_has_them_and_large_where_they_are_not() -> None:
    dice = np.random.default_rng(5)
    rep, quarter = np.repeat(np.arange(12), 80), np.tile(np.repeat(np.arange(4), 20), 12)
    often = dice.uniform(0.1, 0.9, 12)[rep]
    steady, free = spread_of((dice.random(960) < often).astype(float), rep, quarter)
    assert free == 12 * 4 - 12
    assert 0.5 < steady < 1.6
    moods = dice.uniform(0.1, 0.9, 48)[rep * 4 + quarter]
    moody, _ = spread_of((dice.random(960) < moods).astype(float), rep, quarter)
    assert moody > 3


def test_that_the_spread_is_not_told_of_one_quarter() -> None:
    value, rep = np.array([0.0, 1.0] * 30), np.arange(60) % 6
    assert spread_of(value, rep, np.zeros(60, dtype=np.int64)) == (1.0, 0)
    assert Spread.pooled([(5.0, 4)]) == Spread()
    assert Spread.pooled([(2.0, 10), (4.0, 30)]) == Spread(3.5, 40.0)
    assert Spread.pooled([(0.5, 30)]).factor == 1.0
