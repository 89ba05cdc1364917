"""Precision by hand, against a plain reading of the definition, and against pm4py where all deals fit."""

import random

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mining import pm4py_bridge as bridge
from mining.alignment.align import align
from mining.alignment.automaton import automaton_of
from mining.alignment.requests import Requests
from mining.measures.precision import precision_in
from mining.measures.situations import situations_of
from models.alignment import Alignments, MoveKind
from models.automaton import Automaton
from models.case_table import Outcome
from models.costs import Costs
from models.model_quality import Continuation, Precision
from models.petri_net import PetriNet
from models.progress import silent
from tests.mining.alignment.nets import net_of, process_trees
from tests.mining.measures.trees import a_run, a_tree

LABELS = tuple("ABCDEX")


def aligned(net: PetriNet, traces: list[str]) -> tuple[Automaton, Alignments]:
    automaton = automaton_of(net)
    requests = Requests.of([[LABELS.index(event) for event in trace] for trace in traces], Outcome.UNKNOWN)
    return automaton, align(automaton, LABELS, requests, Costs(), silent)


def measured(net: PetriNet, variants: dict[str, int]) -> Precision | None:
    automaton, alignments = aligned(net, list(variants))
    situations = situations_of(alignments, np.zeros(len(alignments), dtype=np.int32), [automaton])
    return precision_in(situations, LABELS, np.array(list(variants.values()), dtype=np.int64))


def by_definition(automaton: Automaton, alignments: Alignments, counts: list[int]) -> float | None:
    """Beginnings one by one, states by simulation: the definition, read aloud."""
    names = automaton.labels
    going_on: dict[tuple[str, ...], int] = {}
    taken: dict[tuple[str, ...], set[str]] = {}
    for alignment, count in zip(alignments, counts, strict=True):
        way = tuple(move.label for move in alignment.moves if move.kind != MoveKind.LOG)
        for i in range(len(way) if count else 0):
            going_on[way[:i]] = going_on.get(way[:i], 0) + count
            taken.setdefault(way[:i], set()).add(way[i])
    edges = list(
        zip(automaton.source.tolist(), automaton.label.tolist(), automaton.target.tolist(), strict=True)
    )
    allowed = escaping = 0
    for beginning, deals in going_on.items():
        states = {automaton.initial}
        for step in beginning:
            states = {t for s, label, t in edges if s in states and names[label] == step}
        possible = {names[label] for s, label, _ in edges if s in states}
        allowed += deals * len(possible)
        escaping += deals * len(possible - taken[beginning])
    return 1 - escaping / allowed if allowed else None


def test_that_ways_that_nobody_takes_cost_precision() -> None:
    net = net_of(("seq", ["A", ("xor", ["B", "C", "D"]), "E"]))
    found = measured(net, {"ABE": 6, "ACE": 2})
    # A: 1 way, 8 deals; after A: 3 ways, 8 deals, of which D escapes; E twice, 8 deals: 8 of 8 + 24 + 8
    assert found == Precision(1 - 8 / 40, 40, 8, (Continuation("A", "D", 8, 0),))


def test_that_a_way_is_told_to_be_taken_elsewhere() -> None:
    net = net_of(("and", ["A", "B"]))
    found = measured(net, {"AB": 3})
    assert found == Precision(1 - 3 / 9, 9, 3, (Continuation(None, "B", 3, 0),))


def test_that_a_left_out_step_is_part_of_the_way_and_an_extra_event_is_not() -> None:
    net = net_of(("seq", ["A", ("xor", ["B", "C"]), "D"]))
    assert measured(net, {"AXBD": 1}) == measured(net, {"ABD": 1})
    assert measured(net, {"BD": 1}) == measured(net, {"ABD": 1})


def test_that_deals_that_depart_count_on_along_their_explanation_unlike_pm4pys() -> None:
    net = net_of(("seq", ["A", ("xor", ["B", "C"]), "D"]))
    found = measured(net, {"ABD": 1, "CD": 1})
    assert found == Precision(1.0, 8, 0, ())
    assert bridge.precision({tuple("ABD"): 1, tuple("CD"): 1}, net) == pytest.approx(0.8)


def test_that_nothing_is_told_without_a_step() -> None:
    assert measured(net_of(("xor", ["A", None])), {"": 3}) is None
    assert measured(net_of("A"), {"A": 0}) is None


def test_that_the_deals_outside_a_filter_take_no_way() -> None:
    net = net_of(("xor", ["A", "B"]))
    assert measured(net, {"A": 1, "B": 1}) == Precision(1.0, 4, 0, ())
    assert measured(net, {"A": 1, "B": 0}) == Precision(0.5, 2, 1, (Continuation(None, "B", 1, 0),))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    process_trees(),
    st.dictionaries(st.text(alphabet="ABCDEX", max_size=6), st.integers(0, 3), min_size=1, max_size=6),
)
def test_that_all_at_once_is_the_definition_one_by_one(tree: object, variants: dict[str, int]) -> None:
    net = net_of(tree)
    found = measured(net, variants)
    expected = by_definition(*aligned(net, list(variants)), list(variants.values()))
    assert (None if found is None else found.value) == (None if expected is None else pytest.approx(expected))


@pytest.mark.parametrize("seed", range(12))
def test_that_it_is_pm4pys_where_every_deal_fits(seed: int) -> None:
    dice = random.Random(seed)
    tree = a_tree(dice, list("ABCDE"))
    variants = {tuple(a_run(tree, dice)): dice.randint(1, 4) for _ in range(12)}
    variants.pop((), None)
    net = bridge.tree_to_net(tree)
    found = measured(net, {"".join(way): count for way, count in variants.items()})
    assert found is not None
    assert found.value == pytest.approx(bridge.precision(variants, net), abs=1e-12)


def test_that_steps_taken_nowhere_stand_by_their_names_where_as_many_could_be_taken() -> None:
    net = net_of(("seq", ["A", ("xor", ["E", "C", "B", "D"])]))
    automaton = automaton_of(net)
    labels = ("E", "C", "A", "D", "B")  # the order in which a log may happen to have them
    requests = Requests.of([[2, 0]], Outcome.UNKNOWN)
    alignments = align(automaton, labels, requests, Costs(), silent)
    situations = situations_of(alignments, np.zeros(1, dtype=np.int32), [automaton])
    found = precision_in(situations, labels, np.ones(1, dtype=np.int64))
    assert found is not None
    assert [one.step for one in found.unused] == ["B", "C", "D"]


def test_that_a_table_too_large_to_be_kept_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    net = net_of(("seq", ["A", ("xor", ["E", "C", "B", "D"]), ("loop", ["A", "B"])]))
    whole = measured(net, {"AEA": 3, "ACABA": 2})
    monkeypatch.setattr("mining.measures.precision.MOST_CELLS", 0)
    assert measured(net, {"AEA": 3, "ACABA": 2}) == whole
