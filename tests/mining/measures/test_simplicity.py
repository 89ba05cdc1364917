"""Simplicity by hand, and as pm4py measures it."""

import random

import pytest

from mining import pm4py_bridge as bridge
from mining.measures.simplicity import simplicity
from models.petri_net import PetriNet, Transition
from tests.mining.measures.trees import a_tree

arc_degree = pytest.importorskip("pm4py.algo.evaluation.simplicity.variants.arc_degree")


def test_that_a_net_that_goes_straight_on_is_as_simple_as_can_be():
    steps = (Transition("t", "A", (("i", 1),), (("o", 1),)),)
    assert simplicity(PetriNet("N", ("i", "o"), steps, {"i": 1}, {"o": 1})) == 1.0


def test_that_branches_make_a_net_less_simple():
    steps = tuple(Transition(name, name, (("i", 1),), (("o", 1),)) for name in "ABCD")
    assert simplicity(PetriNet("N", ("i", "o"), steps, {"i": 1}, {"o": 1})) == pytest.approx(
        1 / (1 + 16 / 6 - 2)
    )


def test_that_a_net_without_arcs_has_none():
    assert simplicity(PetriNet("N", ("i",), (), {"i": 1}, {"i": 1})) is None


@pytest.mark.parametrize("seed", range(8))
def test_that_it_is_what_pm4py_measures(seed):
    net = bridge.tree_to_net(a_tree(random.Random(seed), list("ABCDEFG")))
    assert simplicity(net) == pytest.approx(arc_degree.apply(bridge.to_pm4py(net)[0]))
