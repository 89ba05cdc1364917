"""Rows in order, and which features are kept."""

import numpy as np

from mining.drift.rows import pooled, told_apart
from tests.mining.drift.test_scan import rows_of


def test_that_features_of_nearly_all_or_none_are_left_out():
    rows = rows_of(np.arange(100) < 1, np.arange(100) < 50, np.arange(100) < 99)
    assert [feature.name for feature in told_apart(rows, 0.02).features] == ["f1"]


def test_that_of_features_that_say_the_same_the_first_is_kept():
    half = np.arange(100) < 50
    rows = rows_of(half, ~half, half, np.arange(100) % 2 == 0)
    assert [feature.name for feature in told_apart(rows, 0.02).features] == ["f0", "f3"]


def test_that_counts_run_up_to_each_row():
    assert rows_of(np.array([1, 0, 1])).until[:, 0].tolist() == [0, 1, 1, 2]


def test_that_sides_are_cut_at_their_places():
    assert rows_of(np.arange(10) > 4).sides(2, 5, 9) == (2, 5, 9)


def test_that_places_of_several_moments_are_pooled_in_order():
    one = rows_of(np.zeros(4))
    assert pooled([one, one], 1, 3).tolist() == [1, 1, 2, 2]
