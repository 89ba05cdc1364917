"""Another tool reads what is written here: pm4py finds the same labels, markings and language."""

import pytest

from mining.process.bpmn import read_bpmn, write_bpmn
from mining.process.compile import to_net
from mining.process.pnml import read_pnml, write_pnml
from mining.process.templates import template
from mining.process.yaml_format import parse_yaml
from tests.mining.process.test_yaml_schema import EXAMPLE
from tests.mining.process.words import words

pm4py = pytest.importorskip("pm4py")


def test_that_pm4py_reads_our_pnml_and_we_read_its(tmp_path):
    net = to_net(parse_yaml(EXAMPLE, "p.yaml"), {})
    ours, theirs = tmp_path / "ours.pnml", tmp_path / "theirs.pnml"
    ours.write_bytes(write_pnml(net))
    read, initial, final = pm4py.read_pnml(str(ours))
    assert sorted(t.label or "" for t in read.transitions) == sorted(t.label or "" for t in net.transitions)
    assert ([place.name for place in initial], [place.name for place in final]) == (
        ["p1"],
        [f"p{len(net.places)}"],
    )
    pm4py.write_pnml(read, initial, final, str(theirs))
    back = read_pnml(theirs.read_bytes(), "theirs.pnml")
    assert words(back, longest=6) == words(net, longest=6)


@pytest.mark.parametrize(
    "process", [parse_yaml(EXAMPLE, "p.yaml"), template("meddpicc-b2b")], ids=lambda p: p.name
)
def test_that_pm4py_reads_our_bpmn(tmp_path, process):
    path = tmp_path / "ours.bpmn"
    path.write_bytes(write_bpmn(process))
    graph = pm4py.read_bpmn(str(path))
    tasks = {node.name for node in graph.get_nodes() if isinstance(node, pm4py.BPMN.Task)}
    assert tasks == {*(stage.name for stage in process.stages), "Won"}
    net, initial, final = pm4py.convert_to_petri_net(graph)
    theirs = tmp_path / "theirs.pnml"
    pm4py.write_pnml(net, initial, final, str(theirs))
    mine = read_bpmn(path.read_bytes(), "ours.bpmn")
    assert words(read_pnml(theirs.read_bytes(), "theirs.pnml"), longest=8) == words(mine, longest=8)
