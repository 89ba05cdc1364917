"""Documented processes as process trees, and trees as files."""

import pytest
from hypothesis import HealthCheck, given, settings

from mining import pm4py_bridge as bridge
from mining.drawing.meaning import meaning
from mining.drawing.tree_graph import tree_bpmn
from mining.process.block_tree import block_tree
from mining.process.compile import to_net
from mining.process.ptml import write_ptml
from mining.process.templates import template, template_names
from mining.process.yaml_format import parse_yaml
from models.errors import UserError
from models.process_tree import Operator, ProcessTree
from tests.mining.drawing.trees import trees
from tests.mining.process.processes import processes
from tests.mining.process.words import words

pm4py = pytest.importorskip("pm4py")
some = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


WON = ProcessTree(label="Won")


def process(flow: str):
    return parse_yaml(f"process: {{name: P}}\nflow: {flow}", "p.yaml")


def language(tree: ProcessTree, longest: int) -> set[str]:
    return words(meaning(tree_bpmn(tree, "T")), longest)


@some
@given(processes(simple_names=True))
def test_that_a_tree_allows_what_the_process_allows(process):
    try:
        tree = block_tree(process)
    except UserError:
        return
    assert language(tree, 3) == words(to_net(process, {}), 3)


@pytest.mark.parametrize(
    "flow",
    [
        "[A, B, {stage: C, back_to: [B]}, D]",
        "[A, B, {stage: C, back_to: [A, B]}, D]",
        "[A, {stage: B, back_to: [A]}, {stage: C, back_to: [A]}]",
        "[A, B, {stage: C, back_to: [A], optional: true}, D]",
        "[{stage: A, repeat: any}, {stage: B, repeat: 3, optional: true}]",
        "[parallel: [[A, {stage: B, back_to: [A]}], [C]]]",
    ],
)
def test_that_ways_back_become_loops(flow):
    assert language(block_tree(process(flow)), 5) == words(to_net(process(flow), {}), 5)


@pytest.mark.parametrize(
    ("flow", "said"),
    [
        ("[A, {stage: B, back_to: [A]}, {stage: C, back_to: [B]}]", "into part of another one"),
        ("[parallel: [[A], [B]], {stage: C, back_to: [B]}]", "into a branch"),
        ("[A, parallel: [[{stage: B, back_to: [A]}], [C]]]", "out of a branch"),
        ("[A, B, {stage: C, optional: true, back_to: [A, B]}]", "may be left out"),
    ],
)
def test_that_a_process_that_is_not_made_of_blocks_has_no_tree_and_says_why(flow, said):
    with pytest.raises(UserError, match=f"no process tree of this process.*{said}"):
        block_tree(process(flow))


def test_that_a_small_process_is_this_tree():
    tree = block_tree(process("[A, {stage: B, optional: true}, choice: [{flow: [C]}, {flow: [D]}]]"))
    optional = ProcessTree(Operator.XOR, children=(ProcessTree(label="B"), ProcessTree()))
    either = ProcessTree(Operator.XOR, children=(ProcessTree(label="C"), ProcessTree(label="D")))
    assert tree == ProcessTree(Operator.SEQUENCE, children=(ProcessTree(label="A"), optional, either, WON))


@pytest.mark.parametrize("name", template_names())
def test_that_pm4py_reads_the_tree_of_every_template(tmp_path, name):
    tree = block_tree(template(name))
    path = tmp_path / "tree.ptml"
    path.write_bytes(write_ptml(tree, name))
    assert _named(pm4py.read_ptml(str(path))) == sorted(leaf.label for leaf in tree.leaves() if leaf.label)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(tree=trees(most=6))
def test_that_pm4py_reads_every_tree_with_its_language(tmp_path_factory, tree):
    path = tmp_path_factory.mktemp("ptml") / "tree.ptml"
    path.write_bytes(write_ptml(tree, "T & <T>"))
    theirs = bridge._from_tree(pm4py.read_ptml(str(path)))
    assert language(theirs, 4) == language(tree, 4)


def _named(tree) -> list[str]:
    leaves, waiting = [], [tree]
    while waiting:
        node = waiting.pop()
        waiting += node.children
        leaves += [node.label] if node.label else []
    return sorted(leaves)
