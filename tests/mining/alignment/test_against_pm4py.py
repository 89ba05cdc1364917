"""The optimum of another engine: pm4py's alignments on discovered models, random nets and a real log."""

import random

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mining import pm4py_bridge
from mining.alignment.align import align
from mining.alignment.automaton import automaton_of
from mining.alignment.requests import Requests
from mining.conformance.check import check
from mining.discovery.models import counted_variants
from mining.process.pnml import read_pnml, write_pnml
from mining.sources.read import ImportOptions, import_log
from models.case_table import Outcome
from models.conformance import Conformance
from models.costs import Costs
from models.petri_net import PetriNet
from models.progress import silent
from tests.builders import a_log
from tests.mining.alignment.nets import net_of, process_trees
from tests.shared import needs_shared, shared


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
    net = pm4py_bridge.inductive(counted_variants(log, np.ones(60, dtype=bool)), noise)
    _assert_equal_to_pm4py(net, check(log, net, silent))


@needs_shared
def test_that_costs_on_bpi_2012_are_pm4pys_for_every_variant_of_applications_and_offers() -> None:
    log = import_log([shared("data/bpic2012_full/bpic2012.xes.gz")], ImportOptions(), silent).log
    wanted = [label for label in log.activity.labels if label.startswith(("A_", "O_"))]
    log = log.keep_events(log.activity.is_any_of(wanted))
    assert (log.n_cases, log.n_events, len(log.variants)) == (13_087, 92_093, 576)
    everyone = np.ones(log.n_cases, dtype=bool)
    net = pm4py_bridge.inductive(counted_variants(log, everyone), 0.2)
    net = read_pnml(write_pnml(net), "model.pnml")
    found = check(log, net, silent)
    _assert_equal_to_pm4py(net, found)


def _assert_equal_to_pm4py(net: PetriNet, found: Conformance) -> None:
    variants = found.log.variants
    first_case = {variant: case for case, variant in reversed(list(enumerate(variants.of_case.tolist())))}
    for variant, case in first_case.items():
        trace = found.log.trace(case)
        assert found.cost[case] == pm4py_bridge.alignment_cost(trace, net), (variant, trace)
