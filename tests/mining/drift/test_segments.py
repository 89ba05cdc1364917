"""Several changes, none, slow ones, and stairs that are no slope."""

import numpy as np

from mining.drift.gradual import span
from mining.drift.segments import Found, changes
from models.progress import silent
from tests.mining.drift.test_scan import rows_of


def drawn(*shares: np.ndarray, seed: int = 1) -> list[Found]:
    """The changes of features that every row has with its own probability."""
    dice = np.random.default_rng(seed)
    return changes([rows_of(*(dice.random(len(share)) < share for share in shares))], dice, silent)


def levels(*of: tuple[int, float]) -> np.ndarray:
    return np.concatenate([np.full(rows, share) for rows, share in of])


def test_that_two_changes_are_found_where_they_are():
    found = drawn(levels((300, 0.1), (700, 0.6)), levels((700, 0.8), (300, 0.2)))
    assert len(found) == 2
    assert abs(found[0].at - 300) <= 15
    assert abs(found[1].at - 700) <= 15


def test_that_a_change_that_is_taken_back_is_two():
    found = drawn(levels((400, 0.2), (400, 0.6), (400, 0.2)))
    assert [round(one.at, -2) for one in found] == [400, 800]


def test_that_every_change_lies_between_its_neighbours():
    found = drawn(levels((300, 0.1), (300, 0.7), (300, 0.1)), seed=2)
    assert len(found) == 2
    assert [(one.begin, one.end) for one in found] == [(0, found[1].at), (found[0].at, 900)]


def test_that_a_stable_log_has_no_change():
    assert [drawn(levels((600, 0.3)), levels((600, 0.5)), seed=seed) for seed in range(5)] == [[]] * 5


def test_that_a_slow_change_is_one_with_its_beginning_and_its_end():
    rise = np.clip((np.arange(1200) - 400) / 400, 0, 1)
    found = drawn(0.05 + 0.85 * rise, 0.9 - 0.85 * rise)
    assert len(found) == 1
    at, low, high = span(found[0].scores, found[0].at, np.random.default_rng(1))
    assert abs(at - 600) <= 40
    assert abs(low - 400) <= 60
    assert abs(high - 800) <= 60


def test_that_two_steps_the_same_way_are_two():
    found = drawn(levels((600, 0.1), (600, 0.4), (600, 0.8)))
    assert len(found) == 2


def test_that_a_sudden_change_is_given_a_narrow_span_that_holds_it():
    held = 0
    for seed in range(40):
        (found,) = drawn(levels((300, 0.1), (300, 0.6)), seed=seed)
        _, low, high = span(found.scores, found.at, np.random.default_rng(seed))
        assert high - low <= 150
        held += low <= 300 <= high
    assert held >= 34  # 38 are expected


def test_that_the_same_log_gives_the_same_changes():
    first, again = (drawn(levels((200, 0.2), (200, 0.5))) for _ in range(2))
    assert [(one.at, one.p) for one in first] == [(one.at, one.p) for one in again]
