"""The optimum of another engine: pm4py's alignments on discovered models, random nets and a real log."""

import random
from functools import cache

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.documented import APPLICATIONS, SALES, counted, documented
from benchmarks.rust4pm import costs_of as r4pms
from mining import pm4py_bridge
from mining.alignment.align import align
from mining.alignment.automaton import automaton_of
from mining.alignment.requests import Requests
from mining.conformance.check import check
from mining.process.pnml import read_pnml, write_pnml
from models.case_table import Outcome
from models.costs import Costs
from models.event_log import EventLog
from models.petri_net import PetriNet
from models.progress import silent
from tests.builders import a_log
from tests.mining.alignment.nets import net_of, process_trees
from tests.mining.alignment.real_logs import (
    BPI_2012_INDUCTIVE,
    bpi_2012,
    costs_of,
    sales,
    sales_inductive,
    sample,
)  # fmt: skip
from tests.shared import needs_shared


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(process_trees(), st.lists(st.sampled_from("ABCDEX"), max_size=6))
def test_that_costs_on_random_nets_are_pm4pys(tree: object, trace: list[str]) -> None:
    net = net_of(tree)
    labels = tuple("ABCDEX")
    request = Requests.of([[labels.index(event) for event in trace]], Outcome.UNKNOWN)
    ours = align(automaton_of(net), labels, request, Costs(), silent)[0].cost
    assert ours == pm4py_bridge.alignment_cost(tuple(trace), net, dijkstra=True)


@pytest.mark.parametrize(("noise", "seed"), [(0.0, 1), (0.2, 2), (0.4, 3)])
def test_that_costs_on_discovered_models_are_pm4pys(noise: float, seed: int) -> None:
    dice = random.Random(seed)
    stages = ["Qualify", "Discovery", "Demo", "Security", "Proposal", "Negotiation", "Won"]
    traces = []
    for _ in range(60):
        trace = [stage for stage in stages if dice.random() > 0.15]
        if dice.random() < 0.3:
            at = dice.randrange(len(trace))
            trace.insert(at, dice.choice(stages))
        traces.append(" > ".join(trace))
    log = a_log(*traces, outcome=np.full(60, Outcome.UNKNOWN, dtype=np.int8))
    net = pm4py_bridge.inductive(counted(log), noise)
    found = check(log, net, silent)
    theirs = [pm4py_bridge.alignment_cost(trace, net) for trace in counted(log)]
    assert found.cost.tolist() == [theirs[v] for v in log.variants.of_case.tolist()]


@cache
def applications_and_offers() -> tuple[EventLog, PetriNet, list[int], dict[int, int]]:
    """The log, the model found in it, r4pm's costs of all variants, and pm4py's of every tenth."""
    log = bpi_2012()
    wanted = [label for label in log.activity.labels if label.startswith(("A_", "O_"))]
    log = log.keep_events(log.activity.is_any_of(wanted))
    traces = counted(log)
    net = pm4py_bridge.inductive(traces, 0.2)
    net = read_pnml(write_pnml(net), "model.pnml")
    tenth = pm4py_bridge.alignment_costs([*traces][::10], net)
    return log, net, r4pms([*traces], net), dict(zip(range(0, len(traces), 10), tenth, strict=True))


@needs_shared
def test_that_costs_of_a_check_of_bpi_2012_are_both_engines_for_applications_and_offers() -> None:
    log, net, r4pm, pm4py = applications_and_offers()
    assert (log.n_cases, log.n_events, len(log.variants)) == (13_087, 92_093, 576)
    found = check(log, net, silent).cost
    assert found.tolist() == [r4pm[v] for v in log.variants.of_case.tolist()]
    assert {v: r4pm[v] for v in pm4py} == pm4py


@cache
def a_stars(name: str) -> tuple[PetriNet, list[tuple[str, ...]], list[int]]:
    """Net, a stated sample of the paths, and the costs of pm4py's A* with the state equation: found once."""
    if name == "sales, documented":
        log, net = documented(SALES, sales())
        traces = sample([*counted(log)], 40)
    elif name == "sales, inductive":
        net, traces = sales_inductive(), [*counted(sales())][::150]
    elif name == "BPI 2012, documented":
        log, net = documented(APPLICATIONS, bpi_2012())
        traces = [trace for trace in counted(log) if len(trace) <= 30][::40]
    else:
        net = net_of(BPI_2012_INDUCTIVE)
        traces = [trace for trace in counted(bpi_2012()) if len(trace) <= 12][::10]
    return net, traces, [pm4py_bridge.alignment_cost(trace, net) for trace in traces]


@pytest.mark.parametrize("name", ["sales, documented", "sales, inductive"])
def test_that_costs_on_a_sample_of_a_simulated_sales_log_are_those_of_a_star(name: str) -> None:
    net, traces, theirs = a_stars(name)
    assert costs_of(net, traces) == theirs


@needs_shared
@pytest.mark.parametrize("name", ["BPI 2012, documented", "BPI 2012, inductive"])
def test_that_costs_on_a_sample_of_bpi_2012_are_those_of_a_star(name: str) -> None:
    net, traces, theirs = a_stars(name)
    assert costs_of(net, traces) == theirs
