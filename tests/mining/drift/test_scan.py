"""The likelihood ratio by hand, the permutation test, and the bound that makes it unnecessary."""

from math import log

import numpy as np
import pytest
from scipy.stats import hypergeom

from mining.drift.ratio import likelihood_ratio
from mining.drift.rows import Feature, Rows
from mining.drift.scan import _bound, best_split


def rows_of(*columns: np.ndarray) -> Rows:
    n = len(columns[0])
    features = tuple(Feature(f"f{i}", f"has f{i}") for i in range(len(columns)))
    has = np.stack(columns, axis=1).astype(np.uint8)
    return Rows(features, has, np.arange(n, dtype=np.int64), np.arange(n, dtype=np.int32))


def ratio(hits: int, of: int, all_hits: int, n: int) -> float:
    return float(likelihood_ratio(np.array([hits]), np.int64(of), np.array([all_hits]), np.int64(n))[0])


def test_that_the_ratio_is_that_of_two_shares_against_one():
    # 10 of 50 before, 30 of 50 after: one share of 40 of 100 against two
    two = 10 * log(0.2) + 40 * log(0.8) + 30 * log(0.6) + 20 * log(0.4)
    one = 40 * log(0.4) + 60 * log(0.6)
    assert ratio(10, 50, 40, 100) == pytest.approx(2 * (two - one))
    assert ratio(10, 50, 40, 100) == pytest.approx(17.261, abs=0.001)


def test_that_equal_shares_have_no_ratio():
    assert ratio(10, 50, 20, 100) == pytest.approx(0, abs=1e-9)


def test_that_a_share_of_none_or_all_needs_no_logarithm_of_nothing():
    assert ratio(0, 50, 50, 100) == pytest.approx(2 * 100 * log(2))


def test_that_the_best_split_is_where_a_feature_begins():
    split = best_split([rows_of(np.arange(200) >= 120)], 0, 200, np.random.default_rng(1))
    assert split is not None
    assert abs(split.at - 120) <= 2
    assert split.p <= 0.005


def test_that_noise_has_no_split():
    dice = np.random.default_rng(4)
    assert best_split([rows_of(dice.random(300) < 0.4)], 0, 300, dice) is None


def test_that_about_one_stable_segment_in_a_hundred_has_a_split():
    alarms = 0
    for seed in range(150):
        dice = np.random.default_rng(seed)
        noise = [dice.random(120) < share for share in (0.1, 0.3, 0.5, 0.5)]
        alarms += best_split([rows_of(*noise)], 0, 120, dice) is not None
    assert alarms <= 6  # 1.5 are expected; more than 6 have a probability below .001


def test_that_p_is_a_share_of_permutations_where_the_change_is_weak():
    dice = np.random.default_rng(11)
    flags = np.concatenate((np.arange(100) % 10 == 0, np.arange(100) % 10 < 4))
    split = best_split([rows_of(flags)], 0, 200, dice)
    assert split is not None
    assert split.p == pytest.approx(1 / 200)


def test_that_too_few_rows_on_either_side_are_no_segment():
    assert best_split([rows_of(np.arange(39) >= 20)], 0, 39, np.random.default_rng(1)) is None


def test_that_nothing_to_compare_is_no_change():
    nothing = rows_of(np.zeros(100))
    assert best_split([nothing], 0, 100, np.random.default_rng(1)) is None
    assert best_split([], 0, 100, np.random.default_rng(1)) is None


@pytest.mark.parametrize(
    ("hits", "of", "all_hits", "n"), [(30, 60, 40, 200), (2, 80, 60, 160), (25, 25, 40, 120)]
)
def test_that_the_bound_holds_for_the_exact_distribution(hits: int, of: int, all_hits: int, n: int):
    observed = ratio(hits, of, all_hits, n)
    possible = np.arange(max(0, all_hits - (n - of)), min(of, all_hits) + 1)
    as_large = [k for k in possible if ratio(int(k), of, all_hits, n) >= observed - 1e-9]
    exact = hypergeom(n, all_hits, of).pmf(as_large).sum()
    assert exact <= _bound(observed, 1)
