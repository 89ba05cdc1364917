"""Parts of a log that are worked on side by side: all of it, once, the same everywhere."""

from functools import partial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mining.aggregates.side_by_side import parts, side_by_side


def test_that_groups_are_cut_where_enough_entries_are_together() -> None:
    assert parts(np.array([0, 2, 4, 6, 8]), 4) == [(0, 2), (2, 4)]
    assert parts(np.array([0, 100, 101]), 4) == [(0, 1), (1, 2)]
    assert parts(np.array([0]), 4) == []


@given(st.lists(st.integers(0, 9), max_size=40), st.integers(1, 20))
def test_that_every_group_is_in_one_part(sizes: list[int], size: int) -> None:
    ranges = parts(np.cumsum([0, *sizes]), size)
    assert [group for begin, behind in ranges for group in range(begin, behind)] == list(range(len(sizes)))


def test_that_what_comes_back_is_in_order() -> None:
    assert side_by_side([partial(pow, 2, i) for i in range(9)]) == [2**i for i in range(9)]
    assert side_by_side([]) == []


def test_that_a_failure_is_not_swallowed() -> None:
    with pytest.raises(ZeroDivisionError):
        side_by_side([partial(divmod, 1, i) for i in (1, 0)])
