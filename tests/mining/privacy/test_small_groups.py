from hypothesis import given
from hypothesis import strategies as st

from mining.privacy.small_groups import GroupSize, Told, may_be_told, team_sizes, told
from tests.builders import a_log

LARGE, SMALL = GroupSize(6, 60), GroupSize(2, 50)


def test_that_five_people_and_thirty_deals_are_the_least() -> None:
    assert may_be_told(GroupSize(5, 30))
    assert not may_be_told(GroupSize(4, 300))
    assert not may_be_told(GroupSize(50, 29))


def test_that_one_small_group_is_told_with_the_next_smallest_as_the_total_would_give_it_away() -> None:
    sizes = {"North": LARGE, "South": GroupSize(9, 90), "West": SMALL}
    assert told(sizes) == Told(("South",), ("North", "West"))


def test_that_small_groups_that_are_large_enough_together_are_told_together() -> None:
    sizes = {"North": LARGE, "East": GroupSize(3, 20), "West": SMALL}
    assert told(sizes) == Told(("North",), ("East", "West"))


def test_that_nothing_but_the_total_is_told_where_all_of_it_is_too_small() -> None:
    assert told({"East": GroupSize(2, 9), "West": SMALL}) == Told((), ("East", "West"), is_hidden=True)
    assert told({"West": SMALL}) == Told((), ("West",), is_hidden=True)


@given(st.dictionaries(st.text(), st.builds(GroupSize, st.integers(0, 12), st.integers(0, 90)), max_size=7))
def test_that_nothing_small_can_be_worked_out(sizes: dict[str, GroupSize]) -> None:
    found = told(sizes)
    assert sorted((*found.alone, *found.together)) == sorted(sizes)
    assert all(may_be_told(sizes[group]) for group in found.alone)
    left = [sizes[group] for group in found.together]
    if left and not found.is_hidden:
        assert len(left) > 1
        assert may_be_told(GroupSize(sum(one.people for one in left), sum(one.deals for one in left)))
    assert not (found.is_hidden and found.alone)


def test_that_teams_are_counted_in_owners_and_deals() -> None:
    log = a_log(*["A"] * 4, owner=["Ann", "Bob", "Ann", "Cid"], team=["N", "N", "N", ""])
    assert team_sizes(log) == {"N": GroupSize(2, 3)}
