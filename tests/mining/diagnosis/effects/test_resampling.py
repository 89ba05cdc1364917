"""Weighted medians, of all deals and of draws of reps."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mining.diagnosis.effects.cells import Mix, cells_of
from mining.diagnosis.effects.resampling import DRAWS, PARTS, Binned, Draws, median


def ones(n: int) -> np.ndarray:
    return np.ones(n)


def draws_of(n: int, reps: int) -> Draws:
    rep, nothing = np.arange(n) % reps, np.zeros(n, dtype=np.int64)
    half = np.arange(n) // reps % 2 == 0
    return Draws.of(cells_of(Mix.of(("",), (nothing,), rep), np.arange(n), np.zeros(n), half), "test")


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=40, unique=True))
def test_that_it_is_the_usual_median_where_no_value_comes_twice(values: list[float]):
    found = median(np.array(values), ones(len(values)), float(len(values)))
    assert found == pytest.approx(np.median(values), rel=1e-9, abs=1e-6)


def test_that_values_that_many_share_are_told_apart_by_how_many_share_them():
    # of five the middle of the ones is at 1 and that of the twos at 3.5: half (2.5) is 1.5 / 2.5 of the way
    assert median(np.array([1.0, 1, 2, 2, 2]), ones(5), 5.0) == pytest.approx(1.6)


def test_that_what_is_missing_lies_beyond_all_values():
    assert median(np.array([1.0, 2, 3]), ones(3), 5.0) == pytest.approx(3.0)
    assert np.isnan(median(np.array([1.0, 2, 3]), ones(3), 7.0))
    assert np.isnan(median(np.zeros(0), ones(0), 3.0))


@pytest.mark.parametrize("n", [200, PARTS * 8])
def test_that_draws_spread_as_the_median_of_a_sample_does(n: int):
    values = np.random.default_rng(5).normal(0, 1, n)
    found = draws_of(n, 100).difference(draws_of(n, 100).medians(Binned.of(values), ones(n)), n)
    assert found is not None
    assert found.value == pytest.approx(np.median(values))
    assert found.error == pytest.approx(1.2533 / np.sqrt(n), rel=0.35)


def test_that_what_reps_share_makes_the_spread_wider():
    n, reps = 1000, 20
    dice = np.random.default_rng(6)
    values = dice.normal(0, 1, reps)[np.arange(n) % reps] + dice.normal(0, 1, n)
    errors = []
    for draws in (draws_of(n, reps), draws_of(n, n)):
        found = draws.difference(draws.medians(Binned.of(values), ones(n)), n)
        assert found is not None
        errors.append(found.error)
    assert errors[0] > 2 * errors[1]


def test_that_draws_are_the_same_in_every_run_and_sum_to_the_groups():
    one, other = draws_of(60, 12), draws_of(60, 12)
    assert (one.times == other.times).all()
    assert (one.times.sum(axis=1) == 12).all()
    assert one.sums(ones(60))[0] == 60
    assert len(one.sums(ones(60))) == DRAWS + 1


def test_that_a_difference_without_a_spread_or_with_many_unknown_is_none():
    draws = draws_of(60, 12)
    assert draws.difference(draws.medians(Binned.of(np.full(60, 3.0)), ones(60)), 60) is None
    assert (
        draws.difference(np.append(1.0, np.where(np.arange(DRAWS) < 40, np.nan, np.arange(DRAWS))), 60)
        is None
    )
