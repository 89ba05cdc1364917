"""Mann-Whitney of many groups at once, held against scipy and numpy."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import mannwhitneyu

from mining.mann_whitney import rank_test, rank_tests

values = st.lists(st.integers(0, 12).map(float), min_size=1, max_size=40)


@given(st.lists(st.tuples(values, values), min_size=1, max_size=5))
def test_that_every_group_has_the_p_value_of_scipy_and_the_medians_of_numpy(groups) -> None:
    rows, flags, bounds = [], [], [0]
    for one, other in groups:
        both = np.array([*one, *other])
        order = np.argsort(both, kind="stable")
        rows.append(both[order])
        flags.append((np.arange(len(both)) < len(one))[order])
        bounds.append(bounds[-1] + len(both))
    found = rank_tests(np.concatenate(rows), np.array(bounds), np.concatenate(flags))
    for at, (one, other) in enumerate(groups):
        if len({*one, *other}) == 1:
            expected = 1.0
        else:
            expected = mannwhitneyu(one, other, method="asymptotic", use_continuity=True).pvalue
        assert found.p[at] == pytest.approx(min(expected, 1.0), abs=1e-12)
        assert (found.medians[0][at], found.medians[1][at]) == (np.median(one), np.median(other))
        assert (found.sizes[0][at], found.sizes[1][at]) == (len(one), len(other))
        assert found.low[at] <= found.medians[0][at] - found.medians[1][at] <= found.high[at]


def test_that_a_side_without_values_has_no_median_and_tells_nothing() -> None:
    found = rank_test(np.array([]), np.array([1.0, 2.0]))
    assert np.isnan(found.medians[0][0])
    assert found.medians[1][0] == 1.5
    assert found.p[0] == 1.0
    nothing = rank_test(np.array([]), np.array([]))
    assert nothing.p.tolist() == [1.0]


def test_that_the_interval_of_a_median_is_that_of_its_ranks() -> None:
    """Of 1 to 100 the 95 % interval of the median is from the 40th to the 61st (Conover 1999, 3.2)."""
    found = rank_test(np.arange(1.0, 101.0), np.zeros(100))
    assert found.low[0] == pytest.approx(50.5 - (50.5 - 40))
    assert found.high[0] == pytest.approx(50.5 + (61 - 50.5))


def test_that_the_interval_holds_the_true_difference_in_about_95_of_100_samples() -> None:
    dice = np.random.default_rng(7)
    held = 0
    for _ in range(400):
        found = rank_test(dice.exponential(10, 60) + 3, dice.exponential(10, 90))
        held += found.low[0] <= 3 <= found.high[0]
    assert 0.92 <= held / 400 <= 0.995
