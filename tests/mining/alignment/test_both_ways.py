"""The compiled ways and the numpy way tell the same, move by move."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mining.alignment.align import align, alphabet
from mining.alignment.automaton import automaton_of
from mining.alignment.compiled import align_stacked
from mining.alignment.known import align_known
from mining.alignment.known_loop import KNOWN
from mining.alignment.machine import machine_of, stops_of
from mining.alignment.paths import Paths
from mining.alignment.requests import NONE, Requests
from mining.alignment.rows_loop import NARROW, WIDE
from mining.compiled.loading import without
from models.alignment import Alignments
from models.automaton import Automaton
from models.case_table import Outcome
from models.costs import Costs
from models.progress import silent
from models.sales_process import End
from tests.mining.alignment.nets import net_of, process_trees, user_costs
from tests.ways import compile_loops

LABELS = tuple("ABCDEX")
COLUMNS = ("start", "kind", "label", "position", "cost")


@pytest.fixture(autouse=True, scope="module")
def way() -> None:
    """In place of the one that runs each test both ways: here a test compares them."""
    compile_loops((KNOWN, NARROW, WIDE))


def each_way(
    automaton: Automaton, labels: tuple[str, ...], requests: Requests, costs: Costs
) -> tuple[Alignments, ...]:
    """By rows on a stack, by known rows, by ones that are soon forgotten, and by numpy."""
    machine = machine_of(automaton, labels, costs)
    stops = stops_of(machine, requests)
    stacked = align_stacked(machine, requests, stops, lambda fraction: None)
    known = align_known(machine, requests, stops, lambda fraction: None)
    assert stacked is not None
    assert known is not None
    forgetting = align_known(machine, requests, stops, lambda fraction: None, kept_rows=0)
    assert forgetting is not None
    with without():
        return stacked, known, forgetting, align(automaton, labels, requests, costs, silent)


def assert_equal(one: Alignments, other: Alignments) -> None:
    for name in COLUMNS:
        assert getattr(one, name).tolist() == getattr(other, name).tolist(), name
        assert getattr(one, name).dtype == getattr(other, name).dtype, name


def some_requests(traces: list[str], labels: tuple[str, ...], dice: np.random.Generator) -> Requests:
    """Several requests a path with any outcome, and of some the stage that they reached."""
    paths = Paths.of(
        [[labels.index("Lost" if event == "L" else event) for event in trace] for trace in traces]
    )
    path = dice.integers(0, len(traces), 2 * len(traces))
    outcome = dice.integers(0, len(Outcome), len(path))
    reached = np.where(dice.random(len(path)) < 0.5, dice.integers(0, len(labels), len(path)), NONE)
    return Requests(paths, path.astype(np.int32), outcome.astype(np.int8), reached.astype(np.int32))


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    process_trees(), st.lists(st.text("ABCDEXL", max_size=9), min_size=1, max_size=8),
    st.just(Costs()) | user_costs(), st.integers(0, 10_000), st.booleans(),
)  # fmt: skip
def test_that_they_agree_on_random_nets_outcomes_stages_and_costs(
    tree: object, traces: list[str], costs: Costs, seed: int, lost_anywhere: bool
) -> None:
    ends = (End("lost", ("Lost",)),) if seed % 2 else ()
    automaton = automaton_of(net_of(tree), ends, lost_anywhere)
    labels = alphabet((*LABELS, "Lost"), [automaton])
    requests = some_requests(traces, labels, np.random.default_rng(seed))
    *compiled, plain = each_way(automaton, labels, requests, costs)
    for one in compiled:
        assert_equal(one, plain)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    process_trees(), st.lists(st.text("ABCDEX", max_size=20), min_size=1, max_size=5), st.integers(0, 10_000)
)
def test_that_wide_rows_tell_what_narrow_ones_do(tree: object, traces: list[str], seed: int) -> None:
    automaton = automaton_of(net_of(tree))
    labels = alphabet(LABELS, [automaton])
    requests = some_requests([*traces, "A" * 20], labels, np.random.default_rng(seed))
    dear = dict.fromkeys(labels, 1_000)
    narrow, *_ = each_way(automaton, labels, requests, Costs())
    for wide in each_way(automaton, labels, requests, Costs(dear, dear)):
        assert_equal(replace(wide, cost=wide.cost // 1_000), narrow)
