"""Small models, whose cost rows are looked up: where the way changes, and at the edges of its room."""

import numpy as np
import pytest

from mining.alignment.align import align, alphabet
from mining.alignment.automaton import automaton_of
from mining.alignment.compiled import align_stacked
from mining.alignment.known import MOST_STATES, align_known, is_small
from mining.alignment.known_loop import KNOWN
from mining.alignment.machine import Machine, machine_of, stops_of
from mining.alignment.paths import Paths
from mining.alignment.requests import NONE, Requests
from mining.alignment.rows_loop import NARROW, WIDE
from models.alignment import Alignments, MoveKind
from models.case_table import Outcome
from models.costs import Costs
from models.petri_net import PetriNet
from models.progress import silent
from models.sales_process import End
from tests.mining.alignment.nets import a_sequence, net_of
from tests.mining.alignment.test_both_ways import assert_equal
from tests.ways import compile_loops

LABELS = tuple("ABCDEFGHX")
STANDARD, OWN = Costs(), Costs(extra={"A": 3, "X": 2}, left_out={"B": 5, "C": 2})


@pytest.fixture(autouse=True, scope="module")
def way() -> None:
    """In place of the one that runs each test both ways: here compiled ones are compared."""
    compile_loops((KNOWN, NARROW, WIDE))


def a_machine(net: PetriNet, costs: Costs = STANDARD, labels: tuple[str, ...] = LABELS) -> Machine:
    automaton = automaton_of(net, (End("lost", ("Lost",)),))
    return machine_of(automaton, alphabet((*labels, "Lost"), [automaton]), costs)


def by_known_rows(machine: Machine, requests: Requests, kept_rows: int = 100) -> Alignments:
    found = align_known(machine, requests, stops_of(machine, requests), lambda fraction: None, kept_rows)
    assert found is not None
    return found


def on_a_stack(machine: Machine, requests: Requests) -> Alignments:
    found = align_stacked(machine, requests, stops_of(machine, requests), lambda fraction: None)
    assert found is not None
    return found


def random_requests(n_labels: int, lengths: list[int], seed: int) -> Requests:
    """With any outcome; half of them reached a stage, and the last label closes some deals."""
    dice = np.random.default_rng(seed)
    paths = Paths.of([dice.integers(0, n_labels, length).tolist() for length in lengths])
    n = len(lengths)
    outcome = dice.integers(0, len(Outcome), n).astype(np.int8)
    reached = np.where(dice.random(n) < 0.5, dice.integers(0, n_labels, n), NONE).astype(np.int32)
    return Requests(paths, dice.permutation(n).astype(np.int32), outcome, reached)


@pytest.mark.parametrize("n_states", [MOST_STATES - 1, MOST_STATES, MOST_STATES + 1])
def test_that_only_models_of_so_many_states_are_small_and_all_are_told_alike(n_states: int) -> None:
    labels = [LABELS[i % 8] for i in range(n_states - 2)]  # one state more than steps, and the lost end
    machine = a_machine(a_sequence(*labels))
    requests = random_requests(len(machine.labels), [0, 1, 5, 20, 40, 60, 80], 3)
    assert machine.n_states == n_states
    assert is_small(machine, requests) == (n_states <= MOST_STATES)
    assert_equal(by_known_rows(machine, requests), on_a_stack(machine, requests))
    found = align(machine.automaton, machine.labels, requests, STANDARD, silent)
    assert_equal(found, on_a_stack(machine, requests))


@pytest.mark.parametrize("n_labels", [61, 62, 63])
def test_that_only_models_of_so_many_labels_are_small(n_labels: int) -> None:
    labels = tuple(f"stage {i}" for i in range(n_labels))
    machine = a_machine(net_of(("loop", [("xor", labels), None])), labels=labels)  # and the lost end
    requests = random_requests(len(machine.labels), [0, 3, 30], 1)
    assert is_small(machine, requests) == (n_labels + 1 <= 63)
    if n_labels + 1 <= 63:
        assert_equal(by_known_rows(machine, requests), on_a_stack(machine, requests))


@pytest.mark.parametrize("costs", [STANDARD, OWN])
@pytest.mark.parametrize("kept_rows", [0, 50, 100_000])
def test_that_what_is_forgotten_is_found_again(costs: Costs, kept_rows: int) -> None:
    tree = ("seq", ["A", ("and", ["B", ("loop", ["C", "D"])]), ("xor", ["E", None]), "F", "G", "H"])
    machine = a_machine(net_of(tree), costs)
    lengths = np.random.default_rng(0).integers(0, 30, 300).tolist()
    requests = random_requests(len(machine.labels), lengths, 7)
    assert_equal(by_known_rows(machine, requests, kept_rows), on_a_stack(machine, requests))


def test_that_a_path_longer_than_the_rows_that_are_kept_is_told() -> None:
    machine = a_machine(net_of(("seq", ["A", ("loop", ["B", ("xor", ["C", "D"])]), "E"])), OWN)
    requests = random_requests(len(machine.labels), [5_000, 0, 3_000, 1], 5)
    assert_equal(by_known_rows(machine, requests), on_a_stack(machine, requests))


def test_that_the_moves_find_room_where_much_is_left_out() -> None:
    machine = a_machine(a_sequence(*"ABCDEFGH" * 5))
    nothing_done = Requests.of([[]] * 200, Outcome.WON)  # 8,000 moves of no event at all
    found = by_known_rows(machine, nothing_done)
    assert found.start.tolist() == [40 * k for k in range(201)]
    assert set(found.kind.tolist()) == {MoveKind.MODEL}
    assert [machine.labels[code] for code in found.label[:8]] == [*"ABCDEFGH"]
    assert found.cost.tolist() == [40] * 200


def test_that_no_requests_are_no_explanations() -> None:
    machine = a_machine(a_sequence("A", "B"))
    assert len(by_known_rows(machine, Requests.of([], Outcome.WON))) == 0
