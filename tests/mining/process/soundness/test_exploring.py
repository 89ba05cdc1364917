"""Markings as whole numbers: nothing is lost, and the search ends wherever it should."""

from hypothesis import given
from hypothesis import strategies as st

from mining.process.soundness.exploring import MOST_TOKENS, Coding, explore, summed
from tests.mining.process.soundness.drawn import a_net

PLACES = tuple(f"p{i}" for i in range(9))


@given(st.dictionaries(st.sampled_from(PLACES), st.integers(1, MOST_TOKENS)))
def test_that_a_marking_is_read_back_from_its_number(tokens):
    coding = Coding(PLACES)
    number = coding.number(tokens)
    assert number is not None
    assert coding.tokens(number) == tokens


def test_that_more_tokens_than_fit_have_no_number():
    assert Coding(PLACES).number({"p0": MOST_TOKENS + 1}) is None


def test_that_states_are_found_breadth_first_with_the_way_to_them():
    found = explore(a_net("start > A > p", "start > B > q", "p > C > end", "q > D > end"))
    assert [found.tokens(state) for state in range(len(found))] == [
        {"start": 1}, {"p": 1}, {"q": 1}, {"end": 1},
    ]  # fmt: skip
    assert list(zip(found.sources, found.steps, found.targets, strict=True)) == [
        (0, 0, 1), (0, 1, 2), (1, 2, 3), (2, 3, 3),
    ]  # fmt: skip
    assert found.way_to(3) == [0, 2]
    assert (found.complete, found.dead) == (True, [3])


def test_that_the_search_ends_at_the_bound():
    found = explore(a_net(*(f"p{i} > A > p{i + 1}" for i in range(9)), initial={"p0": 1}), most=4)
    assert (len(found), found.complete, found.is_settled, found.growth) == (4, False, False, None)
    assert found.dead == []


def test_that_growth_is_found_with_the_circle_that_makes_it():
    found = explore(a_net("start > A > p pile", "p > B > start"))
    assert found.growth is not None
    assert found.growth.place == "pile"
    assert len(found.way_to(found.growth.state)) - len(found.way_to(found.growth.earlier)) == 2


def test_that_several_tokens_that_only_move_are_no_growth():
    found = explore(a_net("p > A > q", "q > B > p", initial={"p": 30}))
    assert (found.complete, len(found)) == (True, 31)


def test_that_weights_decide_what_can_happen():
    found = explore(a_net("start > A > 2*p", "2*p > B > q", "3*p > C > r"))
    assert [found.tokens(state) for state in range(len(found))] == [{"start": 1}, {"p": 2}, {"q": 1}]


def test_that_arcs_to_one_place_add_up():
    assert summed((("p", 1), ("q", 2), ("p", 3), ("r", 0))) == {"p": 4, "q": 2}


def test_that_a_step_may_need_what_it_gives_back():
    found = explore(a_net("start key > A > end key", initial={"start": 1, "key": 1}))
    assert [found.tokens(state) for state in range(len(found))] == [
        {"start": 1, "key": 1},
        {"key": 1, "end": 1},
    ]
