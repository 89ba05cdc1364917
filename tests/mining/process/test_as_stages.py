"""An imported net as stages: the same language, or a sentence that says where stages end."""

import pytest
from hypothesis import HealthCheck, assume, given, settings

from mining.drawing.meaning import allow_the_same
from mining.process.as_stages import as_stages
from mining.process.bpmn import read_bpmn
from mining.process.compile import to_net
from mining.process.yaml_format import parse_yaml
from models.errors import UserError
from models.petri_net import PetriNet, Transition
from models.sales_process import Choice, End, Parallel, SalesProcess, Stage
from tests.builders import a_log
from tests.mining.process.processes import processes
from tests.mining.process.test_bpmn import bpmn, ends, gateways, tasks
from tests.mining.process.words import words

slow = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def same(one: PetriNet, other: PetriNet) -> bool:
    """Whether two nets have one language; of those too large to compare, their short words."""
    return allow_the_same(one, other) or words(one, 4) == words(other, 4)


@slow
@given(processes(simple_names=True, back=False))
def test_that_every_flow_without_ways_back_is_told_in_stages_with_the_same_language(process):
    net = to_net(process, {})
    assert same(to_net(as_stages(net, None), {}), net)


@slow
@given(processes(simple_names=True))
def test_that_what_is_told_in_stages_has_the_same_language(process):
    net = to_net(process, {})
    try:
        found = as_stages(net, None)
    except UserError:
        assume(False)
        raise
    assert same(to_net(found, {}), net)


def stages_of(flow: str) -> SalesProcess:
    return as_stages(to_net(parse_yaml(f"process: {{name: P}}\nflow: {flow}\nend: {{}}", "p.yaml"), {}), None)


def test_that_options_repeats_and_ways_back_are_found_in_a_net():
    found = stages_of(
        "[A, {stage: B, optional: true, repeat: 3}, {stage: C, repeat: any}, {stage: D, back_to: [B]}]"
    )
    assert found.flow == (
        Stage("A", ("A",)),
        Stage("B", ("B",), optional=True, repeat=3),
        Stage("C", ("C",), repeat=None),
        Stage("D", ("D",), back_to=("B",)),
    )


def test_that_choices_and_work_side_by_side_are_found_in_a_net():
    found = stages_of("[choice: [[A], [B, C]], parallel: [D, [E]]]")
    choice, parallel = found.flow
    assert isinstance(choice, Choice)
    assert isinstance(parallel, Parallel)
    assert {tuple(stage.name for stage in branch.flow) for branch in choice.branches} == {("A",), ("B", "C")}  # type: ignore[union-attr]
    assert {branch[0].name for branch in parallel.branches} == {"D", "E"}  # type: ignore[union-attr]


def test_that_a_way_back_around_several_stages_is_one_for_each_that_may_come_last():
    nodes = ends() + tasks("ABC") + gateways("exclusive", "h", "x", "j", "d")
    net = read_bpmn(bpmn(nodes, "s > h > a > x > b > j > d > e", "x > c > j", "d > h"), "m.bpmn")
    found = as_stages(net, None)
    assert {stage.name: stage.back_to for stage in found.stages} == {"A": (), "B": ("A",), "C": ("A",)}
    assert same(to_net(found, {}), net)


def test_that_the_closing_labels_of_the_log_become_ends():
    log = a_log("A > B > Closed Won", "A > Closed Lost", "A > B > Closed Won")
    net = to_net(parse_yaml("process: {name: P}\nflow: [A, B]\nend: {}", "p.yaml"), {})
    assert as_stages(net, log).ends == (End("won", ("Closed Won",)), End("lost", ("Closed Lost",)))
    assert as_stages(net, None).ends == ()


def test_that_a_last_step_called_won_is_the_won_end():
    found = stages_of("[A, Closed won]")
    assert (found.flow, found.ends) == ((Stage("A", ("A",)),), (End("won", ("Closed won",)),))


def test_that_a_documented_process_stays_as_it_is():
    process = parse_yaml("process: {name: P}\nflow: [A]", "p.yaml")
    assert as_stages(process, None) is process


@pytest.mark.parametrize(
    ("nodes", "flows", "said"),
    [
        (
            tasks("AB"),
            ("s > h > a > d > e", "d > b > h"),
            "B stands on a way back, where a stage has no place",
        ),
        (tasks("AB") + '<task id="c" name="A"/>', ("s > a > b > c > e",), "A stands at several places"),
        (
            tasks("AB") + gateways("parallel", "p", "q"),
            ("s > h > p > a > q > d > e", "p > b > q", "d > h"),
            "a way back .*side by side",
        ),
        (tasks("AB"), ("s > h > x > a > j > d > e", "x > b > j", "d > h"), "leads to B, which comes later"),
    ],
)
def test_that_what_stages_cannot_tell_is_said_with_its_place(nodes, flows, said):
    used = {name for flow in flows for name in flow.split(" > ")}
    nodes += gateways("exclusive", *(name for name in ("h", "d", "x", "j") if name in used))
    net = read_bpmn(bpmn(ends() + nodes, *flows), "m.bpmn")
    with pytest.raises(UserError, match=f"^P cannot be edited as stages: .*{said}"):
        as_stages(net, None)


def test_that_a_net_whose_choices_hang_together_is_no_process_of_stages():
    one, two = (("a", 1),), (("a", 1), ("b", 1))
    steps = (
        Transition("s", None, (("i", 1),), two),
        Transition("x", "X", one, (("e", 1),)),
        Transition("y", "Y", two, (("e", 1),)),
    )
    with pytest.raises(UserError, match=r"N cannot be edited as stages: .*not free-choice"):
        as_stages(PetriNet("N", ("i", "a", "b", "e"), steps, {"i": 1}, {"e": 1}), None)
