"""Rows in other orders: what is counted stays, and lies where chance puts it."""

import numpy as np
import pytest

from mining.drift.shuffled import Shuffled
from tests.mining.drift.test_scan import rows_of

EDGES = np.array([30, 60, 90], dtype=np.int64)


def shuffled(*columns: np.ndarray) -> Shuffled:
    found = Shuffled.of(rows_of(*columns), 0, 120, EDGES, False)
    assert found is not None
    return found


def test_that_rows_dealt_out_keep_their_numbers_and_go_together():
    first = np.arange(120) < 40
    part = shuffled(first, ~first, np.arange(120) % 3 == 0)
    assert part._patterns is not None
    counts = part._dealt(*part._patterns, np.random.default_rng(1), 50)
    assert (counts[:, -1] == [40, 80, 40]).all()
    assert (counts[:, :, 0] + counts[:, :, 1] == [30, 60, 90, 120]).all()
    assert (np.diff(counts, axis=1) >= 0).all()


def test_that_every_block_gets_its_share_with_the_variance_of_draws_without_replacement():
    part = shuffled(np.arange(120) < 40)
    assert part._patterns is not None
    counts = part._dealt(*part._patterns, np.random.default_rng(1), 4000)[:, 0, 0]
    assert counts.mean() == pytest.approx(10, abs=0.2)
    assert counts.var() == pytest.approx(30 * (1 / 3) * (2 / 3) * 90 / 119, rel=0.1)


def test_that_rows_put_in_order_one_by_one_have_the_same_variance():
    part = shuffled(np.arange(120) < 40)
    dice = np.random.default_rng(1)
    counts = np.array([part._in_other_order(dice)[0, 0] for _ in range(2000)])
    assert counts.mean() == pytest.approx(10, abs=0.2)
    assert counts.var() == pytest.approx(30 * (1 / 3) * (2 / 3) * 90 / 119, rel=0.12)


def test_that_what_nobody_or_everybody_has_is_not_compared():
    assert Shuffled.of(rows_of(np.zeros(120), np.ones(120)), 0, 120, EDGES, False) is None
