"""The aligner: hand-computed costs and moves, and the optimum of two independent searches on random nets."""

from hypothesis import given, settings
from hypothesis import strategies as st

from mining.alignment.align import align, alphabet, shortest_ways
from mining.alignment.automaton import automaton_of
from mining.alignment.machine import machine_of
from mining.alignment.requests import Requests
from models.alignment import Alignment, MoveKind
from models.case_table import Outcome
from models.costs import Costs
from models.petri_net import PetriNet
from models.progress import silent
from models.sales_process import End
from tests.mining.alignment.nets import a_sequence, cheapest_by_search, net_of, process_trees, user_costs

PROCESS = a_sequence("Qualify", "Discovery", "Demo", "Proposal", "Won")
SIGNS = {MoveKind.SYNC: "", MoveKind.LOG: "+", MoveKind.MODEL: "-"}


def aligned(net: PetriNet, trace: str, outcome: Outcome = Outcome.WON) -> Alignment:
    events = [name.strip() for name in trace.split(">") if name.strip()]
    automaton = automaton_of(net, (End("lost", ("Closed Lost",)),))
    labels = alphabet(sorted({*events}), [automaton])
    request = Requests.of([[labels.index(event) for event in events]], outcome)
    return align(automaton, labels, request, Costs(), silent)[0]


def told(alignment: Alignment) -> str:
    return " ".join(SIGNS[move.kind] + move.label for move in alignment.moves)


def test_that_a_deal_that_follows_the_process_costs_nothing() -> None:
    found = aligned(PROCESS, "Qualify > Discovery > Demo > Proposal > Won")
    assert (found.cost, told(found)) == (0, "Qualify Discovery Demo Proposal Won")


def test_that_a_skipped_stage_costs_one_and_stands_where_it_was_due() -> None:
    found = aligned(PROCESS, "Qualify > Demo > Proposal > Won")
    assert (found.cost, told(found)) == (1, "Qualify -Discovery Demo Proposal Won")


def test_that_of_two_swapped_stages_the_late_one_is_told_as_moved() -> None:
    found = aligned(PROCESS, "Qualify > Demo > Discovery > Proposal > Won")
    assert (found.cost, told(found)) == (2, "Qualify -Discovery Demo +Discovery Proposal Won")


def test_that_a_return_is_told_as_the_later_visit() -> None:
    found = aligned(PROCESS, "Qualify > Discovery > Demo > Proposal > Demo > Proposal > Won")
    assert (found.cost, told(found)) == (2, "Qualify Discovery Demo Proposal +Demo +Proposal Won")


def test_that_positions_are_those_of_the_events() -> None:
    moves = aligned(PROCESS, "Qualify > Audit > Demo > Proposal > Won").moves
    assert [(SIGNS[move.kind] + move.label, move.position) for move in moves] == [
        ("Qualify", 0),
        ("-Discovery", 1),
        ("+Audit", 1),
        ("Demo", 2),
        ("Proposal", 3),
        ("Won", 4),
    ]


def test_that_lost_and_open_deals_may_stop_anywhere() -> None:
    assert aligned(PROCESS, "Qualify > Discovery > Lost", Outcome.LOST).cost == 0
    assert aligned(PROCESS, "Qualify > Discovery", Outcome.OPEN).cost == 0
    assert (
        aligned(PROCESS, "Qualify > Discovery", Outcome.WON).cost == 2
    )  # Demo and Proposal; won without an event
    assert aligned(PROCESS, "", Outcome.OPEN).cost == 0


def test_that_an_empty_deal_that_was_won_left_everything_out() -> None:
    assert told(aligned(PROCESS, "", Outcome.WON)) == "-Qualify -Discovery -Demo -Proposal"


def test_that_the_shortest_documented_way_is_counted_in_visible_steps() -> None:
    automaton = automaton_of(PROCESS)
    ways = shortest_ways(machine_of(automaton, automaton.labels, Costs()))
    assert (ways[Outcome.UNKNOWN], ways[Outcome.WON], ways[Outcome.OPEN]) == (5, 4, 0)


def test_that_one_run_over_many_traces_gives_what_each_alone_would() -> None:
    labels = ("Qualify", "Discovery", "Demo", "Proposal", "Won", "Audit")
    traces = [(0, 2, 1, 3, 4), (0, 1, 2, 3, 4), (5, 5), (0, 2), (), (4, 3, 2, 1, 0)]
    automaton = automaton_of(PROCESS)
    for outcome in Outcome:
        together = align(automaton, labels, Requests.of(traces, outcome), Costs(), silent)
        alone = [Requests.of([trace], outcome) for trace in traces]
        assert list(together) == [align(automaton, labels, one, Costs(), silent)[0] for one in alone]


@settings(max_examples=150, deadline=None)
@given(process_trees(), st.lists(st.sampled_from("ABCDEX"), max_size=7), st.booleans())
def test_that_costs_are_the_optimum_of_a_plain_search(tree: object, trace: list[str], is_open: bool) -> None:
    net = net_of(tree)
    outcome = Outcome.OPEN if is_open else Outcome.UNKNOWN
    labels = tuple("ABCDEX")
    request = Requests.of([[labels.index(event) for event in trace]], outcome)
    found = align(automaton_of(net), labels, request, Costs(), silent)[0]
    assert found.cost == cheapest_by_search(net, trace, outcome)
    assert found.cost == sum(move.kind != MoveKind.SYNC for move in found.moves)
    assert [move.label for move in found.moves if move.kind != MoveKind.MODEL] == trace


@settings(max_examples=150, deadline=None)
@given(process_trees(), st.lists(st.sampled_from("ABCDEX"), max_size=7), st.booleans(), user_costs())
def test_that_with_costs_of_the_users_choice_they_are_the_optimum_too(
    tree: object, trace: list[str], is_open: bool, costs: Costs
) -> None:
    net = net_of(tree)
    outcome = Outcome.OPEN if is_open else Outcome.UNKNOWN
    labels = tuple("ABCDEX")
    request = Requests.of([[labels.index(event) for event in trace]], outcome)
    found = align(automaton_of(net), labels, request, costs, silent)[0]
    assert found.cost == cheapest_by_search(net, trace, outcome, costs)
    price = {MoveKind.LOG: costs.extra, MoveKind.MODEL: costs.left_out}
    assert found.cost == sum(
        price[move.kind].get(move.label, 1) for move in found.moves if move.kind != MoveKind.SYNC
    )
