"""The automaton: small nets counted by hand, and models that cannot be checked."""

import pytest

from mining.alignment.automaton import automaton_of
from mining.alignment.follows import allowed_pairs, stage_order
from models.case_table import Outcome
from models.errors import UserError
from models.petri_net import PetriNet, Transition
from models.sales_process import End
from tests.mining.alignment.nets import a_sequence, net_of


def test_that_a_sequence_has_one_state_a_step() -> None:
    automaton = automaton_of(a_sequence("A", "B", "C"))
    assert automaton.n_states == 4
    assert automaton.accepting[Outcome.UNKNOWN].tolist() == [False, False, False, True]
    assert automaton.accepting[Outcome.OPEN].all()


def test_that_silent_steps_leave_no_states_of_their_own() -> None:
    automaton = automaton_of(net_of(("seq", ["A", None, ("xor", ["B", None]), "C"])))
    assert automaton.n_states == 4  # the start, and one after each of A, B, C
    assert (automaton.label >= 0).all()


def test_that_two_parallel_steps_make_a_diamond() -> None:
    automaton = automaton_of(net_of(("and", ["A", "B"])))
    assert automaton.n_states == 4
    assert len(automaton.source) == 4


def test_that_a_lost_end_can_be_reached_from_anywhere_but_won() -> None:
    automaton = automaton_of(a_sequence("A", "B", "Won"), (End("lost", ("Closed Lost",)),))
    lost = automaton.labels.index("Lost")
    assert automaton.source[automaton.label == lost].tolist() == [0, 1, 2]


def test_that_a_lost_end_can_be_bound_to_stages() -> None:
    automaton = automaton_of(a_sequence("A", "B", "Won"), (End("lost", ("Closed Lost",), sources=("B",)),))
    lost = automaton.labels.index("Lost")
    assert automaton.source[automaton.label == lost].tolist() == [2]


def test_that_a_lost_deal_may_end_in_any_state_and_a_won_one_only_at_the_end() -> None:
    automaton = automaton_of(a_sequence("A", "B", "Won"), (End("lost", ("Closed Lost",)),))
    assert automaton.accepting[Outcome.LOST].all()
    assert automaton.accepting[Outcome.WON].tolist() == [False, False, True, True, False]
    assert automaton.accepting[Outcome.OPEN].tolist() == [True, True, True, False, False]


def test_that_a_dead_end_is_left_out() -> None:
    dead = Transition("t", "X", (("p0", 1),), (("nowhere", 1),))
    net = a_sequence("A", "B")
    net = PetriNet("dead", (*net.places, "nowhere"), (*net.transitions, dead), net.initial, net.final)
    automaton = automaton_of(net)
    assert automaton.n_states == 3
    assert automaton.labels.index("X") not in automaton.label


def test_that_a_model_that_cannot_finish_is_refused() -> None:
    net = PetriNet("stuck", ("p", "q"), (), {"p": 1}, {"q": 1})
    with pytest.raises(UserError, match="'stuck' can never finish"):
        automaton_of(net)


def test_that_a_model_that_grows_without_bound_is_refused() -> None:
    grow = Transition("t", "A", (("p", 1),), (("p", 1), ("heap", 1)))
    with pytest.raises(UserError, match="too many to check"):
        automaton_of(PetriNet("heap", ("p", "heap"), (grow,), {"p": 1}, {"p": 1}))


def test_that_the_allowed_pairs_are_those_of_the_language() -> None:
    automaton = automaton_of(net_of(("seq", ["A", ("xor", ["B", None]), "C"])))
    assert allowed_pairs(automaton) == {(None, "A"), ("A", "B"), ("A", "C"), ("B", "C"), ("C", None)}


def test_that_stages_are_ordered_by_how_early_they_can_be_done() -> None:
    order = stage_order(automaton_of(a_sequence("C", "A", "B")))
    assert order == ["C", "A", "B"]


def test_that_every_stage_may_be_the_last_where_deals_end_without_an_event() -> None:
    pairs = allowed_pairs(automaton_of(a_sequence("A", "B")), stops_anywhere=True)
    assert pairs == {(None, "A"), ("A", "B"), ("A", None), ("B", None), (None, None)}


def test_that_a_place_may_hold_several_tokens() -> None:
    two = Transition("t0", "A", (("p", 1),), (("q", 2),))
    one = Transition("t1", "B", (("q", 1),), (("r", 1),))
    automaton = automaton_of(PetriNet("two", ("p", "q", "r"), (two, one), {"p": 1}, {"r": 2}))
    steps = zip(automaton.source.tolist(), automaton.label.tolist(), automaton.target.tolist(), strict=True)
    assert list(steps) == [(0, 0, 1), (1, 1, 2), (2, 1, 3)]
    assert automaton.accepting[Outcome.UNKNOWN].tolist() == [False, False, False, True]


def test_that_a_circle_of_silent_steps_leaves_one_state() -> None:
    circle = [("x", "y"), ("y", "z"), ("z", "x"), ("z", "end")]
    silent = [Transition(f"s{i}", None, ((a, 1),), ((b, 1),)) for i, (a, b) in enumerate(circle)]
    ways = [Transition(f"a{place}", "A", (("p", 1),), ((place, 1),)) for place in ("z", "y", "x")]
    net = PetriNet("circle", ("p", "x", "y", "z", "end"), (*ways, *silent), {"p": 1}, {"end": 1})
    automaton = automaton_of(net)
    assert (automaton.n_states, len(automaton.source)) == (2, 1)
    assert automaton.accepting[Outcome.UNKNOWN].tolist() == [False, True]
