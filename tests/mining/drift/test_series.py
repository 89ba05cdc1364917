"""Change points of one number."""

import numpy as np
import pytest

from mining.drift.series import changes_in
from tests.mining.drift.deals import at_day


def days(n: int) -> np.ndarray:
    return np.array([at_day(day) for day in range(n)], dtype=np.int64)


def test_that_a_share_that_changes_is_found_with_its_dates():
    won = np.concatenate((np.arange(300) % 10 < 1, np.arange(300) % 10 < 5)).astype(float)
    (change,) = changes_in(won, days(600), "is won")
    assert abs(change.index - 300) <= 15
    assert change.begins <= at_day(300) <= change.ends
    assert change.begins < change.ends
    assert change.features[0].words == "is won"
    assert change.features[0].before == pytest.approx(0.1, abs=0.02)
    assert change.features[0].after == pytest.approx(0.5, abs=0.02)


def test_that_a_number_that_changes_is_told_by_the_share_above_a_value():
    dice = np.random.default_rng(1)
    took = np.concatenate((dice.normal(20, 5, 200), dice.normal(30, 5, 200)))
    (change,) = changes_in(took, days(400), "days to close")
    assert abs(change.index - 200) <= 8
    assert change.features[0].words.startswith("has days to close above ")
    assert change.features[0].after > change.features[0].before


def test_that_the_order_of_the_values_does_not_matter():
    dice = np.random.default_rng(2)
    values = np.concatenate((dice.normal(0, 1, 150), dice.normal(2, 1, 150)))
    mixed = dice.permutation(300)
    assert changes_in(values, days(300)) == changes_in(values[mixed], days(300)[mixed])


def test_that_what_is_not_known_counts_for_nothing():
    values = np.repeat((np.arange(300) >= 150).astype(float), 2)
    values[::2] = np.nan
    (change,) = changes_in(values, days(600))
    assert abs(change.index - 150) <= 2
    assert change.features[0].n_before + change.features[0].n_after == 300


@pytest.mark.parametrize("values", [[], [1.0], [np.nan] * 100, [3.0] * 100, [0.0, 1.0] * 15])
def test_that_too_little_is_no_change(values: list[float]):
    assert changes_in(np.array(values, dtype=np.float64), days(len(values))) == ()


def test_that_noise_does_not_change():
    found = [changes_in(np.random.default_rng(seed).normal(0, 1, 400), days(400)) for seed in range(10)]
    assert sum(map(len, found)) <= 1


def test_that_values_without_their_times_are_refused():
    with pytest.raises(ValueError, match="lengths"):
        changes_in(np.ones(3), days(2))
