"""Our exact test and correction against scipy's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from mining.significance import false_discovery_rates, fisher_exact, fisher_exact_each


@given(st.integers(0, 60), st.integers(0, 60), st.integers(0, 60), st.integers(0, 60))
def test_that_p_values_are_those_of_scipy(hits: int, misses: int, other_hits: int, other_misses: int) -> None:
    ours = fisher_exact(hits, hits + misses, other_hits, other_hits + other_misses)
    theirs = stats.fisher_exact([[hits, misses], [other_hits, other_misses]]).pvalue
    assert ours == pytest.approx(theirs, rel=1e-6, abs=1e-12)


def test_that_large_tables_keep_their_precision() -> None:
    ours = fisher_exact(40_000, 100_000, 80_600, 200_000)
    theirs = stats.fisher_exact([[40_000, 60_000], [80_600, 119_400]]).pvalue
    assert ours == pytest.approx(theirs, rel=1e-6)


@given(st.lists(st.floats(0, 1), max_size=30))
def test_that_q_values_are_those_of_scipy(p_values: list[float]) -> None:
    expected = stats.false_discovery_control(p_values).tolist() if p_values else []
    assert false_discovery_rates(p_values) == pytest.approx(expected)


TABLES = st.tuples(*[st.integers(0, 3_000)] * 4).map(lambda t: (t[0], t[0] + t[1], t[2], t[2] + t[3]))


@given(st.lists(TABLES, max_size=6))
def test_that_many_tables_at_once_are_tested_like_each_alone(tables: list[tuple[int, int, int, int]]) -> None:
    alone = [fisher_exact(*table) for table in tables]
    assert fisher_exact_each(tables) == pytest.approx(alone, rel=1e-12)
    theirs = [stats.fisher_exact([[a, of - a], [b, other - b]]).pvalue for a, of, b, other in tables]
    assert alone == pytest.approx(theirs, rel=1e-6, abs=1e-300)
