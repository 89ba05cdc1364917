"""How often flows are taken, counted by hand, and what is said of shapes and flows."""

import random

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mining.conformance.check import check
from mining.drawing.net_graph import net_graph
from mining.drawing.process_graph import process_graph
from mining.drawing.stories import Stories
from mining.drawing.traffic import runs_of, traffic
from mining.drawing.tree_graph import tree_bpmn, tree_graph
from mining.process.compile import to_net
from mining.process.yaml_format import parse_yaml
from models.errors import Cancelled
from models.model_graph import ShapeKind
from models.petri_net import PetriNet, Transition
from models.process_tree import Operator, ProcessTree
from models.progress import silent
from tests.builders import a_log
from tests.mining.drawing.trees import trees
from tests.mining.measures.trees import a_run


def _leaf(label: str | None = None) -> ProcessTree:
    return ProcessTree(label=label)


def _node(operator: Operator, *children: ProcessTree) -> ProcessTree:
    return ProcessTree(operator, children=children)


LOOPS_IN_A_LOOP = _node(
    Operator.LOOP,
    _node(Operator.PARALLEL, _leaf("A"), _node(Operator.LOOP, _leaf("B"), _leaf()), _leaf("C")),
    _node(
        Operator.XOR,
        _node(
            Operator.SEQUENCE,
            _node(Operator.XOR, _leaf("D"), _leaf()),
            _node(Operator.XOR, _leaf("E"), _leaf()),
        ),
        _leaf("F"),
    ),
    _leaf("G"),
)
"""A step that both loops could make again, and only one of them on a way to the end."""

PROCESS = parse_yaml(
    """
process: {name: P}
flow:
  - Qualify
  - {stage: Demo, optional: true}
  - parallel: [Legal, Security]
  - {stage: Proposal, back_to: [Demo]}
end: {won: {crm: [Won]}, lost: {crm: [Lost], from: any}}
""",
    "p.yaml",
)
RUNS = {
    ("Qualify", "Demo", "Legal", "Security", "Proposal", "Won"): 6,
    ("Qualify", "Security", "Legal", "Proposal", "Won"): 2,
    ("Qualify", "Demo", "Legal", "Security", "Proposal", "Demo", "Legal", "Security", "Proposal", "Won"): 1,
    ("Qualify", "Demo", "Lost"): 4,
}


def times(graph, runs=RUNS):
    counted = traffic(graph, runs)
    assert counted is not None
    return counted, {(f.source, f.target): n for f, n in zip(graph.flows, counted.flows, strict=True)}


def test_that_flows_are_counted_by_what_deals_do():
    graph = process_graph(PROCESS)
    counted, flows = times(graph)
    assert (counted.shapes["task:Qualify"], counted.shapes["task:Demo"], counted.shapes["start"]) == (
        13,
        12,
        13,
    )
    assert counted.shapes["end"] == 9
    (around,) = (
        key
        for key, n in flows.items()
        if key[0].startswith("choice") and key[1].startswith("choice") and n == 2
    )
    stories = Stories(graph, counted)
    at = [(f.source, f.target) for f in graph.flows].index(around)
    assert stories.share(at) == pytest.approx(2 / 14)
    assert stories.of_shape(around[0]) == (
        "Choice: 86\u00a0% go on to Demo (12), 14\u00a0% go on to Legal or Security (2)."
    )
    back = next(i for i, flow in enumerate(graph.flows) if flow.back)
    assert counted.flows[back] == 1
    assert stories.of_flow(back) == "Back to Demo, Legal or Security: 1\u00a0time."


def test_that_transitions_of_a_net_are_counted_too():
    graph = net_graph(to_net(PROCESS, {}))
    counted, _ = times(graph)
    assert (counted.shapes["transition:Demo"], counted.shapes["transition:skip Demo"]) == (12, 2)
    assert counted.shapes["transition:from Proposal back to Demo"] == 1


def test_that_the_runs_are_the_process_side_of_the_alignments():
    log = a_log("Qualify > Demo > Legal > Security > Won", "Qualify > Pricing > Demo", "Qualify > Lost")
    found = check(log, PROCESS, silent)
    runs = runs_of(found, np.array([True, True, False]))
    assert runs == {("Qualify", "Demo", "Legal", "Security", "Proposal", "Won"): 1, ("Qualify", "Demo"): 1}


def test_that_what_cannot_be_told_is_not_counted():
    graph = process_graph(PROCESS)
    assert traffic(graph, {}) is None
    assert traffic(graph, {("Demo", "Qualify"): 1}) is None
    tree = ProcessTree(Operator.OR, children=(ProcessTree(label="A"), ProcessTree(label="B")))
    assert traffic(tree_graph(tree, "T"), {("A",): 1}) is None
    assert traffic(tree_bpmn(tree, "T"), {("A",): 1}) is None
    two = PetriNet("N", ("i", "o"), (Transition("t", "A", (("i", 2),), (("o", 1),)),), {"i": 2}, {"o": 1})
    assert traffic(net_graph(two), {("A",): 1}) is None


def test_that_counting_can_be_cancelled():
    def stop(fraction: float, message: str) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        traffic(process_graph(PROCESS), RUNS, stop)


@settings(max_examples=40, deadline=None)
@example(LOOPS_IN_A_LOOP, 0)
@given(trees(), st.integers(0, 2**32))
def test_that_every_way_through_a_tree_is_found_in_its_model(tree, seed):
    dice = random.Random(seed)
    runs = {tuple(a_run(tree, dice)): 1 for _ in range(5)}
    graph = tree_bpmn(tree, "T")
    counted = traffic(graph, runs)
    assert counted is not None
    for shape in graph.shapes:
        if shape.kind is ShapeKind.TASK:
            assert counted.shapes[shape.key] == sum(run.count(shape.label) for run in runs)
        elif shape.kind is ShapeKind.CHOICE:
            came = sum(
                n for n, flow in zip(counted.flows, graph.flows, strict=True) if flow.target == shape.key
            )
            went = sum(
                n for n, flow in zip(counted.flows, graph.flows, strict=True) if flow.source == shape.key
            )
            assert came == went == counted.shapes[shape.key]
    assert counted.shapes["end"] == len(runs)


def test_that_shapes_are_told_without_numbers_too():
    graph = process_graph(PROCESS)
    stories = Stories(graph)
    said = {shape.key: stories.of_shape(shape.key) for shape in graph.shapes}
    assert said["start"] == "Start: on to Qualify."
    assert said["task:Demo"] == "Demo"
    assert said["parallel"] == "Side by side: Legal and Security, all of them, in any order."
    assert said["parallel (2)"] == "All that is done side by side is done: on to Proposal."
    assert said["end"] == "End."
    assert "2\u00a0ways" not in said["end"]
    net = net_graph(to_net(PROCESS, {}))
    told = {shape.key: Stories(net).of_shape(shape.key) for shape in net.shapes}
    assert told["place:start"] == "Start, with 1\u00a0token: on to Qualify."
    assert told["transition:skip Demo"].startswith("Silent step, of which no trace is left: on to")


def test_that_operators_of_a_tree_are_told():
    tree = ProcessTree(Operator.LOOP, children=(ProcessTree(label="A"), ProcessTree()))
    graph = tree_graph(tree, "T")
    stories = Stories(graph)
    assert stories.of_shape("0").startswith("Loop: the first part")
    assert (stories.of_shape("0.0"), stories.of_shape("0.1")) == (
        "A",
        "Nothing: with this part nothing is done.",
    )
