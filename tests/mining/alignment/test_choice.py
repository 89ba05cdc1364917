"""Which of the cheapest explanations is told: the rule by hand, against all of them, and for any numbering."""

import random

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mining.alignment.align import align, alphabet
from mining.alignment.automaton import automaton_of
from mining.alignment.requests import Requests
from models.alignment import Alignment, MoveKind
from models.case_table import Outcome
from models.costs import Costs
from models.petri_net import PetriNet
from models.progress import silent
from models.sales_process import End
from tests.mining.alignment.all_cheapest import all_cheapest, preferred
from tests.mining.alignment.nets import a_sequence, net_of, process_trees, user_costs

SIGNS = {MoveKind.SYNC: "", MoveKind.LOG: "+", MoveKind.MODEL: "-"}
LABELS = tuple("ABCDEX")


def explained(
    net: PetriNet, trace: str, outcome: Outcome = Outcome.UNKNOWN, costs: Costs | None = None,
    reached: str = "", labels: tuple[str, ...] = LABELS,
) -> Alignment:  # fmt: skip
    automaton = automaton_of(net, (End("lost", ("Lost",)),) if outcome == Outcome.LOST else ())
    labels = alphabet((*labels, "Lost"), [automaton])
    events = ["Lost" if event == "L" else event for event in trace]
    codes = [labels.index(event) for event in events]
    request = Requests.of([codes], outcome, labels.index(reached) if reached else -1)
    return align(automaton, labels, request, costs or Costs(), silent)[0]


def told(alignment: Alignment) -> str:
    return " ".join(SIGNS[move.kind] + move.label for move in alignment.moves)


@pytest.mark.parametrize(
    ("process", "trace", "moves"),
    [
        ("ABC", "AABC", "A +A B C"),  # a stage counts where it is first done, the later visit is extra
        ("ABC", "ABABC", "A B +A +B C"),
        ("ABC", "BAC", "-A B +A C"),  # the stage that comes late is the one that moved
        ("ABCD", "ACBD", "A -B C +B D"),
        ("ABCD", "DABC", "+D A B C -D"),
        ("AB", "X", "-A -B +X"),
        ("ABC", "", "-A -B -C"),
        ("ABCD", "CX", "-A -B C -D +X"),  # from the end an extra event comes before a left-out step
    ],
)  # fmt: skip
def test_that_the_rule_holds_where_it_can_be_seen(process: str, trace: str, moves: str) -> None:
    assert told(explained(a_sequence(*process), trace)) == moves


def test_that_of_two_steps_that_may_be_left_out_the_one_done_elsewhere_is() -> None:
    choice = net_of(("seq", ["A", ("xor", ["B", "C"]), "D"]))
    assert told(explained(choice, "AD")) == "A -B D"
    assert told(explained(choice, "ADC")) == "A -C D +C"


def test_that_of_several_left_out_steps_the_first_in_the_alphabet_comes_last() -> None:
    both = net_of(("and", ["B", "A", "C"]))
    assert told(explained(both, "")) == "-C -B -A"


def test_that_costs_of_the_users_choice_decide_before_the_rule() -> None:
    net = a_sequence("A", "B", "C")
    assert told(explained(net, "BAC")) == "-A B +A C"
    assert told(explained(net, "BAC", costs=Costs(extra={"A": 2}))) == "+B A -B C"
    assert told(explained(net, "BAC", costs=Costs(left_out={"A": 3}))) == "+B A -B C"


def test_that_a_deal_that_reached_a_stage_is_told_as_getting_there() -> None:
    net = a_sequence("A", "B", "C", "D", "E")
    assert told(explained(net, "AD", Outcome.OPEN)) == "A +D"
    assert told(explained(net, "AD", Outcome.OPEN, reached="D")) == "A -B -C D"
    assert told(explained(net, "ADL", Outcome.LOST, reached="D")) == "A -B -C D Lost"
    assert told(explained(net, "AXL", Outcome.LOST, reached="A")) == "A +X Lost"


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(process_trees(), st.text("ABCDX", max_size=5), st.booleans(), st.just(Costs()) | user_costs())
def test_that_of_all_cheapest_explanations_the_preferred_one_is_told(
    tree: object, trace: str, is_open: bool, costs: Costs
) -> None:
    net, outcome = net_of(tree), Outcome.OPEN if is_open else Outcome.UNKNOWN
    found = explained(net, trace, outcome, costs)
    ways = all_cheapest(net, trace, outcome, costs)
    assert tuple((move.kind, move.label) for move in found.moves) == preferred(ways, trace)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    process_trees(), st.text("ABCDEX", max_size=7), st.sampled_from(Outcome), user_costs(), st.integers(0, 99)
)
def test_that_no_numbering_has_a_say(
    tree: object, trace: str, outcome: Outcome, costs: Costs, seed: int
) -> None:
    net, dice = net_of(tree), random.Random(seed)
    places, steps, labels = [*net.places], [*net.transitions], [*LABELS]
    for each in (places, steps, labels):
        dice.shuffle(each)
    other = PetriNet(net.name, tuple(places), tuple(steps), net.initial, net.final)
    reached = (
        trace[-1] if trace and outcome in (Outcome.OPEN, Outcome.LOST) and trace[-1] in net.labels else ""
    )
    one = explained(net, trace, outcome, costs, reached)
    assert explained(other, trace, outcome, costs, reached, tuple(labels)) == one


def test_that_the_order_of_the_log_has_no_say() -> None:
    net = net_of(("seq", ["A", ("and", ["B", "C"]), ("loop", ["D", "E"])]))
    dice = np.random.default_rng(5)
    traces = [tuple(dice.integers(0, 6, dice.integers(0, 9)).tolist()) for _ in range(60)]
    automaton = automaton_of(net)
    together = list(align(automaton, LABELS, Requests.of(traces, Outcome.WON), Costs(), silent))
    turned = list(align(automaton, LABELS, Requests.of(traces[::-1], Outcome.WON), Costs(), silent))
    assert together == turned[::-1]
