"""How much a share wavers beyond chance."""

import numpy as np
import pytest

from mining.drift.steadiness import BLOCKS, wavering


def cumulative(flags: np.ndarray, edges: int = 97) -> tuple[np.ndarray, np.ndarray]:
    rows = np.linspace(0, len(flags), edges).round().astype(np.int64)
    return np.concatenate(([0], np.cumsum(flags)))[rows][:, None], rows


def test_that_independent_deals_do_not_waver():
    factors = [wavering(*cumulative(np.random.default_rng(seed).random(960) < 0.3))[0] for seed in range(50)]
    assert np.mean(factors) < 1.3


def test_that_blocks_of_equal_deals_waver_by_their_length():
    blocks = np.repeat(np.random.default_rng(2).random(240) < 0.5, 10)  # ten equal deals in a row are one
    assert wavering(*cumulative(blocks))[0] == pytest.approx(10, rel=0.5)


def test_that_one_change_is_no_wavering():
    flags = (np.arange(960) >= 480) ^ (np.arange(960) % 10 == 0)
    assert wavering(*cumulative(flags))[0] == 1


def test_that_a_segment_too_short_for_blocks_is_taken_as_steady():
    assert wavering(*cumulative(np.arange(BLOCKS) % 2 == 0, BLOCKS))[0] == 1
