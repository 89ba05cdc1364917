"""The BPMN files: their structure is that of the schema, they read back the same, and pm4py opens them unchanged."""

import pytest
from hypothesis import HealthCheck, assume, given, settings

from mining import pm4py_bridge as bridge
from mining.drawing.arrange import arranged
from mining.drawing.net_bpmn import net_bpmn
from mining.drawing.tree_graph import tree_bpmn
from mining.process.bpmn import read_bpmn, write_bpmn
from mining.process.bpmn_writer import bpmn_of
from mining.process.compile import to_net
from mining.process.templates import template, template_names
from mining.process.yaml_format import parse_yaml
from models.model_drawing import ModelDrawing
from models.model_graph import ShapeKind
from models.process_tree import Operator, ProcessTree
from tests.mining.drawing.bpmn_schema import MODEL, check_structure
from tests.mining.drawing.trees import trees
from tests.mining.process.processes import processes
from tests.mining.process.test_yaml_schema import EXAMPLE
from tests.mining.process.words import words

some = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
few = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
pm4py = pytest.importorskip("pm4py")


@some
@given(processes(simple_names=True))
def test_that_every_documented_process_is_written_as_the_schema_says(process):
    check_structure(write_bpmn(process))


@some
@given(trees())
def test_that_every_tree_is_written_as_the_schema_says_with_its_language(tree):
    data = bpmn_of(arranged(tree_bpmn(tree, "Tree")))
    check_structure(data)
    theirs = bridge.tree_to_net(tree)
    if not (theirs.labels and sum(1 for leaf in tree.leaves() if leaf.label) <= 6):
        return
    assert words(read_bpmn(data, "t.bpmn"), longest=4) == words(theirs, longest=4)


@few
@given(trees(most=6))
def test_that_the_bpmn_of_a_net_has_the_language_of_the_net(tree):
    net = bridge.tree_to_net(tree)
    assume(all(net.initial[place] == 1 for place in net.initial))
    data = bpmn_of(arranged(net_bpmn(net)))
    check_structure(data)
    assert words(read_bpmn(data, "n.bpmn"), longest=4) == words(net, longest=4)


@few
@given(processes(simple_names=True))
def test_that_an_exported_process_without_bounds_reads_back_the_same(process):
    plain = all(stage.repeat in (1, None) and not stage.back_to for stage in process.stages)
    assume(plain)
    assert words(read_bpmn(write_bpmn(process), "p.bpmn"), 3) == words(to_net(process, {}), 3)


@pytest.mark.parametrize("name", [*template_names(), "example"])
def test_that_pm4py_opens_it_unchanged(tmp_path, name):
    process = parse_yaml(EXAMPLE, "p.yaml") if name == "example" else template(name)
    path = tmp_path / "model.bpmn"
    path.write_bytes(write_bpmn(process))
    root = check_structure(path.read_bytes())
    _same_in_pm4py(path, root)


def test_that_pm4py_opens_a_discovered_model_with_hostile_names_unchanged(tmp_path):
    odd = ['<img src="x">', "A & B", "]]>", "見積", "'quoted\""]
    loop = ProcessTree(Operator.LOOP, children=(ProcessTree(label=odd[2]), ProcessTree(label=odd[3])))
    either = ProcessTree(Operator.XOR, children=(ProcessTree(label=odd[1]), loop, ProcessTree()))
    tree = ProcessTree(
        Operator.PARALLEL, children=(ProcessTree(label=odd[0]), either, ProcessTree(label=odd[4]))
    )
    path = tmp_path / "model.bpmn"
    path.write_bytes(bpmn_of(arranged(tree_bpmn(tree, "T"))))
    root = check_structure(path.read_bytes())
    _same_in_pm4py(path, root)
    assert {e.get("name") for e in root.iter(f"{MODEL}task")} == set(odd)


_NO_NODES = ("extensionElements", "sequenceFlow", "textAnnotation")


def _same_in_pm4py(path, root):
    """The same tasks, gateways and flows, at the same places."""
    graph = pm4py.read_bpmn(str(path))
    ours = {e.get("id"): e for e in root[0] if e.tag.removeprefix(MODEL) not in _NO_NODES}
    theirs = {node.id: node for node in graph.get_nodes() if node.id in ours}
    assert set(theirs) == set(ours)
    for ident, element in ours.items():
        kind = type(theirs[ident]).__name__
        tag = element.tag.removeprefix(MODEL)
        assert kind in {tag[0].upper() + tag[1:], "Normal" + tag[0].upper() + tag[1:]}
        assert theirs[ident].name == element.get("name", "")
    flows = {
        (f.source.id, f.target.id) for f in graph.get_flows() if f.source.id in ours and f.target.id in ours
    }
    drawn = {(e.get("sourceRef"), e.get("targetRef")) for e in root[0] if e.tag == f"{MODEL}sequenceFlow"}
    assert flows == drawn
    layout = graph.get_layout()
    bounds = {e.get("bpmnElement"): e[0] for e in root.iter() if e.tag.endswith("BPMNShape")}
    for ident, node in theirs.items():
        assert layout.get(node).get_x() == pytest.approx(float(bounds[ident].get("x")), abs=1)
        assert layout.get(node).get_y() == pytest.approx(float(bounds[ident].get("y")), abs=1)


def test_that_ends_other_than_won_are_written_as_annotations():
    process = parse_yaml(
        "process: {name: P}\nflow: [A, B]\nend: {won: {crm: [W]}, lost: {crm: [L], from: [A]}}", "p.yaml"
    )
    root = check_structure(write_bpmn(process))
    assert [e.findtext(f"{MODEL}text") for e in root.iter(f"{MODEL}textAnnotation")] == ["Lost: from A"]


def test_that_only_a_bpmn_drawing_is_written_as_bpmn():
    from mining.drawing.tree_graph import tree_graph

    drawing: ModelDrawing = arranged(tree_graph(ProcessTree(label="A"), "T"))
    assert drawing.graph.count(ShapeKind.LEAF) == 1
    with pytest.raises(ValueError, match="not drawn in BPMN"):
        bpmn_of(drawing)
