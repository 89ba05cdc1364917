"""The bridge to pm4py: nets that fit, that are the same every time, and the same costs both ways."""

import numpy as np
import pytest

from mining import pm4py_bridge as bridge
from models.errors import UserError
from models.petri_net import PetriNet, Transition
from models.process_tree import Operator, ProcessTree

SALES = {
    ("Lead", "Demo", "Offer", "Won"): 40, ("Lead", "Offer", "Demo", "Won"): 30, ("Lead", "Demo", "Lost"): 20,
    ("Lead", "Demo", "Demo", "Offer", "Won"): 8, ("Lead", "Won"): 1,
}  # fmt: skip


def random_variants(seed: int) -> dict[tuple[str, ...], int]:
    random = np.random.default_rng(seed)
    traces = [tuple("ABCDE"[i] for i in random.integers(0, 5, random.integers(1, 6))) for _ in range(12)]
    return {trace: int(count) for trace, count in zip(traces, random.integers(1, 50, 12), strict=True)}


def test_that_a_sequence_and_a_choice_are_found() -> None:
    tree = bridge.inductive_tree({("A", "B"): 3, ("A", "C"): 2}, 0)
    assert (tree.operator, tree.children[0]) == (Operator.SEQUENCE, ProcessTree(label="A"))
    assert tree.children[1].operator is Operator.XOR
    assert {leaf.label for leaf in tree.children[1].leaves()} == {"B", "C"}


@pytest.mark.parametrize("seed", range(4))
def test_that_without_noise_filtering_every_variant_fits(seed: int) -> None:
    variants = random_variants(seed)
    net = bridge.inductive(variants, 0)
    assert [bridge.alignment_cost(trace, net) for trace in variants] == [0] * len(variants)


def test_that_noise_filtering_leaves_out_the_rare_and_keeps_the_common() -> None:
    net = bridge.inductive(SALES, 0.2)
    costs = {trace: bridge.alignment_cost(trace, net) for trace in SALES}
    assert costs["Lead", "Demo", "Offer", "Won"] == costs["Lead", "Offer", "Demo", "Won"] == 0
    assert costs["Lead", "Won"] > 0
    assert set(net.labels) == {"Lead", "Demo", "Offer", "Won", "Lost"}


def test_that_a_discovered_net_begins_and_ends_in_one_place_and_uses_plain_names() -> None:
    net = bridge.inductive(SALES, 0)
    assert (list(net.initial), list(net.initial.values())) == (["p0"], [1])
    assert sum(net.final.values()) == 1
    assert [transition.name for transition in net.transitions] == [
        f"t{i}" for i in range(len(net.transitions))
    ]
    assert net.transitions[0].label == "Lead"


@pytest.mark.parametrize("miner", [bridge.inductive, bridge.heuristics])
def test_that_the_same_deals_give_the_same_net(miner) -> None:  # type: ignore[no-untyped-def]
    assert miner(SALES, 0.5) == miner(dict(reversed(SALES.items())), 0.5)


def test_that_the_heuristics_miner_follows_dependable_steps() -> None:
    net = bridge.heuristics({("A", "B", "C"): 50, ("A", "C", "B"): 1}, 0.9)
    assert bridge.alignment_cost(("A", "B", "C"), net) == 0
    with pytest.raises(UserError, match="no dependable step"):
        bridge.heuristics({("A", "B"): 1}, 0.99)


def test_that_both_alignments_count_moves() -> None:
    net = PetriNet(
        "two steps",
        ("p", "q", "r"),
        (Transition("a", "A", (("p", 1),), (("q", 1),)), Transition("b", "B", (("q", 1),), (("r", 1),))),
        {"p": 1},
        {"r": 1},
    )
    for trace, cost in ((("A", "B"), 0), (("A",), 1), (("B", "A"), 2), (("A", "X", "B"), 1), ((), 2)):
        assert bridge.alignment_cost(trace, net) == bridge.alignment_cost(trace, net, dijkstra=True) == cost


def test_that_our_net_survives_the_way_there_and_back() -> None:
    net = bridge.inductive(SALES, 0)
    theirs, initial, final = bridge.to_pm4py(net)
    assert {place.name for place in theirs.places} == set(net.places)
    assert sorted(t.label or "" for t in theirs.transitions) == sorted(t.label or "" for t in net.transitions)
    assert {place.name: n for place, n in initial.items()} == net.initial
    assert {place.name: n for place, n in final.items()} == net.final
