"""How places and lists of names are told."""

import pytest

from mining.process.soundness.wording import listed, places_shown, quoted
from tests.mining.process.soundness.drawn import a_net

NET = a_net(
    "start > Qualify > p1", "p1 > [skip] > p2", "p1 > Demo > p2", "p2 > [join] > end", "p2 > [back] > p1"
)


@pytest.mark.parametrize(
    ("names", "told"),
    [
        ((), ""),
        (("A",), "A"),
        (("A", "B"), "A and B"),
        (("A", "B", "C", "D"), "A, B, C and D"),
        (("A", "B", "C", "D", "E"), "A, B, C and 2 others"),
    ],
)
def test_that_more_than_four_names_are_counted(names, told):
    assert listed(names) == told


def test_that_quoted_names_are_counted_the_same():
    assert quoted(["a", "b", "c", "d", "e", "f"]) == "“a”, “b”, “c” and 3 others"


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ("start", "“start” (before Qualify)"),
        ("p1", "“p1” (before Demo)"),
        ("p2", "“p2” (before Demo)"),
        ("end", "“end” (after Demo or Qualify)"),
    ],
)
def test_that_a_place_is_told_by_the_steps_around_it(place, told):
    assert places_shown(NET, [place]) == told


def test_that_a_place_named_after_its_step_is_not_told_twice():
    assert places_shown(a_net("before Demo > Demo > end"), ["before Demo"]) == "“before Demo”"
