"""The optimum of another engine: r4pm's alignments of real, simulated and random paths; one difference fails.

What takes longer than a test should, every variant of the larger pairs, is compared by
`benchmarks.align --verify`.
"""

from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.documented import APPLICATIONS, SALES, counted, documented
from benchmarks.rust4pm import cost_of
from benchmarks.rust4pm import costs_of as r4pms
from mining.alignment.automaton import automaton_of
from mining.process.yaml_format import parse_yaml
from models.case_table import Outcome
from models.petri_net import PetriNet
from tests.mining.alignment.nets import net_of, process_trees
from tests.mining.alignment.real_logs import (
    BPI_2012_INDUCTIVE,
    Trace,
    aligned,
    as_net,
    bpi_2012,
    costs_of,
    sales,
    sales_inductive,
    sample,
)  # fmt: skip
from tests.shared import needs_shared


@cache
def expected(net_name: str) -> tuple[PetriNet, list[Trace], list[int]]:
    """Net, paths and r4pm's costs: found once, though every test runs twice."""
    if net_name == "BPI 2012, documented":
        log, net = documented(APPLICATIONS, bpi_2012())
        traces = sample([*counted(log)], 8)
    elif net_name == "BPI 2012, inductive":
        net, traces = net_of(BPI_2012_INDUCTIVE), sample([*counted(bpi_2012())], 60)
    elif net_name == "sales, documented":
        log, net = documented(SALES, sales())
        traces = [*counted(log)]
    else:
        net, traces = sales_inductive(), sample([*counted(sales())], 4)
    return net, traces, r4pms(traces, net)


@needs_shared
@pytest.mark.parametrize(("name", "distinct"), [("BPI 2012, documented", 541), ("BPI 2012, inductive", 74)])
def test_that_costs_on_bpi_2012_are_r4pms_for_a_sample_and_the_longest_path(name: str, distinct: int) -> None:
    net, traces, theirs = expected(name)
    assert len(traces) == distinct
    assert costs_of(net, traces) == theirs


@pytest.mark.parametrize(("name", "distinct"), [("sales, documented", 2_257), ("sales, inductive", 566)])
def test_that_costs_on_a_simulated_sales_log_are_r4pms(name: str, distinct: int) -> None:
    net, traces, theirs = expected(name)
    assert len(traces) == distinct
    assert costs_of(net, traces) == theirs


@pytest.mark.parametrize("outcome", list(Outcome))
def test_that_costs_are_r4pms_for_every_outcome_where_deals_may_stop_anywhere(outcome: Outcome) -> None:
    log, net = documented(SALES, sales())
    automaton = automaton_of(net, parse_yaml(SALES, "test").ends[1:], lost_anywhere=True)
    traces = sample([*counted(log)], 9)
    found = aligned(automaton, traces, outcome).cost.tolist()
    assert found == r4pms(traces, as_net(automaton, outcome))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(process_trees(), st.lists(st.sampled_from("ABCDEX"), max_size=9))
def test_that_costs_on_random_nets_are_r4pms(tree: object, trace: list[str]) -> None:
    net = net_of(tree)
    assert costs_of(net, [tuple(trace)]) == [cost_of(trace, net)]
