"""Models too large to list: parts, bound, order, limits, and the whole check; numbers counted by hand."""

import random

import numpy as np
import pytest

from mining.alignment.align import align
from mining.alignment.automaton import automaton_of
from mining.alignment.follows import allowed_pairs
from mining.alignment.large.align import align_large
from mining.alignment.large.bound import SCALE, bound_of
from mining.alignment.large.limits import Limits
from mining.alignment.large.order import allowed_pairs_of, order_of
from mining.alignment.large.packed import packed_net
from mining.alignment.large.search_loop import SEARCH
from mining.alignment.model import compiled_model
from mining.alignment.requests import Requests
from mining.compiled.loading import fast
from mining.conformance.check import check
from models.alignment import UNFINISHED, Alignments, MoveKind
from models.case_table import Outcome
from models.conformance import Status
from models.costs import Costs
from models.errors import Cancelled, UserError
from models.petri_net import PetriNet, Transition
from models.progress import Report, silent
from tests.builders import a_log
from tests.mining.alignment.large.random_nets import a_tree
from tests.mining.alignment.nets import a_sequence, net_of

BRANCHES = [[f"{branch}{step}" for step in range(4)] for branch in "ABCDEFGHIJ"]
LARGE = net_of(("seq", ["Start", ("and", [("seq", steps) for steps in BRANCHES]), "End"]))
"""Ten branches of four steps: 5 ** 10 + 3 situations, nearly ten million."""

ONE_BY_ONE = ["Start", *(step for steps in BRANCHES for step in steps), "End"]


def explained(
    net: PetriNet, *deals: list[str], report: Report = silent, limits: Limits | None = None
) -> Alignments:
    labels = tuple(dict.fromkeys((*net.labels, *(event for deal in deals for event in deal))))
    requests = Requests.of([[labels.index(event) for event in deal] for deal in deals], Outcome.UNKNOWN)
    return align_large(net, (), False, labels, requests, Costs(), report, limits)


def test_that_each_branch_is_a_component_that_runs_from_start_to_end() -> None:
    packed = packed_net(LARGE)
    assert len(packed.components) == 10
    assert {place for places in packed.components for place in places} == set(range(len(LARGE.places)))
    assert packed.n_words == 1  # one bit for each of the 54 places


def test_that_a_place_for_two_tokens_is_in_no_component() -> None:
    net = a_sequence("A", "B")
    packed = packed_net(PetriNet("two", net.places, net.transitions, {"p0": 2}, {"p2": 2}))
    assert packed.components == ()
    found = explained(packed.net, ["A", "B"], ["A", "A", "B", "B"], ["B", "A", "B", "A"])
    assert found.cost.tolist() == [2, 0, 2]


def test_that_shares_of_a_cost_add_up_and_that_split_labels_are_not_charged() -> None:
    net = net_of(("seq", ["X", ("and", ["A", ("seq", ["A", "B"]), "C"])]))
    packed = packed_net(net)
    labels = ("A", "B", "C", "X")
    bound = bound_of(packed, labels, Costs(extra={"B": 7}))
    share = bound.log_share.reshape(len(packed.components), len(labels)).sum(axis=0)
    assert share.tolist() == [0, 7 * SCALE, SCALE, SCALE]  # no component has both steps A
    moves = [packed.moved_start[t + 1] - packed.moved_start[t] for t in range(packed.n_transitions)]
    per_step = np.add.reduceat(bound.step_share, packed.moved_start[:-1])
    assert all(moves)
    assert per_step.tolist() == [0 if t.label is None else SCALE for t in net.transitions]


def test_that_a_deal_of_ten_million_situations_is_explained() -> None:
    skipped = [event for event in ONE_BY_ONE if event != "D2"]
    swapped = [event for event in ONE_BY_ONE if event != "A0"]
    swapped.insert(3, "A0")
    found = explained(LARGE, ONE_BY_ONE, [*ONE_BY_ONE, "Audit"], skipped, swapped, [])
    assert found.cost.tolist() == [0, 1, 1, 2, 42]
    assert [move.label for move in found[2].moves if move.kind] == ["D2"]


def test_that_a_net_that_piles_up_tokens_is_explained_all_the_same() -> None:
    grow = Transition("t", "A", (("p", 1),), (("p", 1), ("heap", 1)))
    stop = Transition("u", "B", (("p", 1), ("heap", 3)), (("q", 1),))
    net = PetriNet("heap", ("p", "heap", "q"), (grow, stop), {"p": 1}, {"q": 1})
    found = explained(net, ["A", "A", "A", "B"], ["A", "B"], ["A", "A", "A", "A", "B"])
    assert found.cost.tolist() == [0, 2, 1]


def test_that_a_net_that_cannot_finish_is_refused() -> None:
    net = PetriNet("stuck", ("p", "q"), (), {"p": 1}, {"q": 1})
    with pytest.raises(UserError, match="'stuck' can never finish"):
        explained(net, ["A"])


def test_that_what_is_beyond_the_memory_is_unfinished_without_moves() -> None:
    shuffled = random.Random(2).sample(ONE_BY_ONE, 42)
    found = explained(LARGE, ONE_BY_ONE, shuffled, limits=Limits(visited=500, seconds=20, fallback_seconds=0))
    assert found.cost.tolist() == [0, UNFINISHED]
    assert found[1].moves == ()


def test_that_the_work_can_be_cancelled_and_says_how_long_it_takes_at_most() -> None:
    told: list[str] = []

    def report(fraction: float, message: str) -> None:
        told.append(message)
        raise Cancelled

    with pytest.raises(Cancelled):
        explained(LARGE, ONE_BY_ONE, report=report)
    assert told == ["The process is large: comparing 1 paths takes at most 3 minutes"]


def test_that_the_order_of_requests_has_no_say_in_the_moves() -> None:
    dice = random.Random(2)
    deals = [dice.sample(ONE_BY_ONE, 12) for _ in range(4)]
    limits = Limits(visited=20_000, fallback_seconds=0)
    found, reverse = explained(LARGE, *deals, limits=limits), explained(LARGE, *deals[::-1], limits=limits)
    assert [*found] == [*reverse][::-1]


def test_that_allowed_pairs_and_order_are_those_of_the_listed_situations() -> None:
    dice = random.Random(3)
    equal = 0
    for _ in range(40):
        net = net_of(a_tree(dice, 2))
        listed, told = allowed_pairs(automaton_of(net)), allowed_pairs_of(packed_net(net), (), False)
        assert listed <= told
        equal += listed == told
    assert equal >= 30
    assert order_of(packed_net(LARGE))[:2] == ["Start", "A0"]
    assert order_of(packed_net(LARGE))[-1] == "End"


def test_that_the_way_is_chosen_by_the_size_of_the_model() -> None:
    small, large = compiled_model(a_sequence("A", "B")), compiled_model(LARGE)
    assert (small.is_large, large.is_large) == (False, True)
    requests = Requests.of([[0, 1], [0]], Outcome.UNKNOWN)
    assert [*small.align(("A", "B"), requests, Costs(), silent)] == [
        *align(automaton_of(small.net), ("A", "B"), requests, Costs(), silent)
    ]
    worst = large.worst_costs(large.labels, Requests.of([[0, 1]], Outcome.WON), Costs())
    assert worst.tolist() == [2 + 42]


def test_that_a_log_is_checked_against_a_large_process() -> None:
    without = " > ".join(event for event in ONE_BY_ONE if event != "B1")
    log = a_log(" > ".join(ONE_BY_ONE), without, outcome=np.full(2, Outcome.UNKNOWN, dtype=np.int8))
    found = check(log, LARGE, silent)
    assert found.cost.tolist() == [0, 1]
    assert found.status.tolist() == [Status.CONFORMS, Status.DEVIATES]
    assert found.automata == (None,)
    assert found.warnings == ()


def test_that_what_is_not_finished_is_given_to_pm4py_where_its_one_final_marking_says_it() -> None:
    if fast(SEARCH) is not None:
        pytest.skip("pm4py takes seconds to load, and once is enough")
    deal = ["Start", *BRANCHES[0], *BRANCHES[2][::-1], *BRANCHES[1], "End"]
    three = net_of(("seq", ["Start", ("and", [("seq", steps) for steps in BRANCHES[:3]]), "End"]))
    mine = explained(three, deal)
    theirs = explained(three, deal, limits=Limits(visited=1, seconds=5, fallback_seconds=30))
    assert mine.cost.tolist() == theirs.cost.tolist() == [6]
    assert [move.label for move in theirs[0].moves if move.kind != MoveKind.MODEL] == deal


def test_that_a_drawing_of_too_many_steps_is_refused_at_once() -> None:
    long = a_sequence(*(f"S{i}" for i in range(5_001)))
    with pytest.raises(UserError, match="has 5,001 steps, and at most 5,000 can be checked"):
        compiled_model(long)
