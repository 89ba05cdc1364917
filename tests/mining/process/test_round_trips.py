"""Properties of every process: what is written is read back the same, and every net can finish."""

from hypothesis import HealthCheck, given, settings

from mining.process.bpmn import read_bpmn, write_bpmn
from mining.process.compile import to_net
from mining.process.pnml import read_pnml, write_pnml
from mining.process.soundness import check_net, findings_of, size_estimate
from mining.process.soundness.exploring import explore
from mining.process.yaml_format import parse_yaml, to_yaml
from tests.mining.process.processes import processes
from tests.mining.process.words import words

slow = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


@slow
@given(processes())
def test_that_yaml_loses_nothing(process):
    assert parse_yaml(to_yaml(process), "p.yaml") == process


@slow
@given(processes(simple_names=True))
def test_that_every_compiled_net_finishes_with_one_token_a_place(process):
    net = to_net(process, {})
    check_net(net, "p.yaml")
    reached = explore(net)
    markings = [reached.tokens(state) for state in range(len(reached))]
    assert all(count == 1 for marking in markings for count in marking.values())
    assert not reached.complete or size_estimate(net) == len(reached)
    assert {finding.severity for finding in findings_of(net)} <= {"note"}
    assert not reached.complete or [markings[state] for state in reached.dead] == [{"end": 1}]


@slow
@given(processes(simple_names=True))
def test_that_pnml_keeps_the_net(process):
    net = to_net(process, {})
    read = read_pnml(write_pnml(net), "p.pnml")
    assert (read.places, read.initial, read.final) == (net.places, net.initial, net.final)
    arcs = [(t.label, sorted(t.takes), sorted(t.puts)) for t in net.transitions]
    assert [(t.label, sorted(t.takes), sorted(t.puts)) for t in read.transitions] == arcs


@slow
@given(processes(simple_names=True, back=False))
def test_that_bpmn_allows_everything_the_process_documents(process):
    net = to_net(process, {})
    drawn = read_bpmn(write_bpmn(process), "p.bpmn")
    assert words(net, longest=3) <= words(drawn, longest=3)


def test_that_sections_nobody_reads_are_kept_in_their_order_and_as_they_were_written():
    text = (
        "process: {name: P, zone: 1e3, area: 'no'}\nzulu: {b: 007, a: [~, yes]}\nflow: [A]\nalpha: 0.10\n"
        "mike:\n  - {x: '2026-01-01'}\n"
    )
    process = parse_yaml(text, "p.yaml")
    again = parse_yaml(to_yaml(process), "p.yaml")
    assert again == process
    assert list(again.other) == ["zulu", "alpha", "mike"]
    assert list(again.other["zulu"]) == ["b", "a"]
    assert again.other["zulu"] == {"b": "007", "a": ["~", "yes"]}
    assert list(again.header) == ["zone", "area"]
    assert to_yaml(again) == to_yaml(process)
