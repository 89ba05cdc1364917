"""Whether a change stays among deals of the same kind, by hand."""

import numpy as np
import pytest

from mining.drift.strata import explained
from tests.builders import a_log


def told(source: str, has: str, n_before: int):
    log = a_log(*["A"] * len(source), source=list(source))
    flags = np.array([letter == "1" for letter in has], dtype=np.uint8)
    is_after = np.arange(len(has)) >= n_before
    return explained(log, np.arange(len(has), dtype=np.int32), flags, is_after)


def test_that_a_change_that_comes_with_the_mix_leaves_nothing():
    # W always has it, R never: 1 of 4 before, 3 of 4 after
    found = told("WRRRWWWR", "10001110", 4)
    assert found is not None
    assert found.left == pytest.approx(0)
    assert found.is_mix
    assert (found.field, found.before, found.after) == ("source", 0.25, 0.75)


def test_that_a_change_in_every_kind_stays():
    # in both kinds from none to all; the mix does not move
    found = told("WRWRWRWR", "00001111", 4)
    assert found is not None
    assert found.left == pytest.approx(1)
    assert not found.is_mix


def test_that_differences_within_kinds_are_weighed_as_by_mantel_and_haenszel():
    # W: 1 of 2 before, 2 of 2 after, weight 2*2/4 = 1; R: 0 of 1 before, 0 of 3 after, weight 1*3/4 = 0.75
    # within: (0.5 * 1 + 0 * 0.75) / 1.75 = 2/7; plain: 2/5 - 1/3 = 1/15
    found = told("WWRWWRRR", "10011000", 3)
    assert found is not None
    assert found.left == pytest.approx((2 / 7) / (1 / 15))


def test_that_kinds_that_never_meet_cannot_be_told_from_time():
    found = told("WWWWRRRR", "00001111", 4)
    assert found is not None
    assert found.left == 0


def test_that_without_kinds_nothing_explains():
    assert told("WWWW", "0011", 2) is None
