"""A documented process as BPMN and back: nothing is lost, and what another tool changes in between counts."""

from collections.abc import Callable
from dataclasses import replace
from xml.etree.ElementTree import Element, SubElement, fromstring, tostring

import pytest
from hypothesis import HealthCheck, given, settings

from mining.drawing.model_file import documented_file
from mining.process.bpmn import read_bpmn_model, write_bpmn
from mining.process.compile import to_net
from mining.process.idle_blocks import without_idle_blocks
from mining.process.templates import template, template_names
from mining.process.yaml_format import parse_yaml
from models.errors import UserError
from models.petri_net import PetriNet
from models.rule import Rule
from models.sales_process import Branch, Choice, Parallel, SalesProcess, Stage
from tests.mining.process.processes import processes
from tests.mining.process.test_yaml_schema import EXAMPLE
from tests.mining.process.words import words

MODEL = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
slow = settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))


@slow
@given(processes())
def test_that_bpmn_loses_nothing(process):
    assert read_bpmn_model(write_bpmn(process), "p.bpmn") == without_idle_blocks(process)


@slow
@given(processes(simple_names=True))
def test_that_blocks_without_a_purpose_change_no_language(process):
    plain = without_idle_blocks(process)
    assert without_idle_blocks(plain) == plain
    assert words(to_net(process, {}), 4) == words(to_net(plain, {}), 4)


@pytest.mark.parametrize("name", [*template_names(), "example"])
def test_that_what_people_write_comes_back_whole(name):
    process = parse_yaml(EXAMPLE, "p.yaml") if name == "example" else template(name)
    assert read_bpmn_model(write_bpmn(process), "p.bpmn") == process


def test_that_the_file_with_the_layout_of_the_window_holds_the_whole_process():
    process = parse_yaml(EXAMPLE, "p.yaml")
    assert read_bpmn_model(documented_file(process, ".bpmn"), "p.bpmn") == process


def test_that_conditions_bounds_and_owners_stand_where_bpmn_has_a_place():
    root = fromstring(write_bpmn(parse_yaml(EXAMPLE, "p.yaml")))
    expressions = [element.text for element in root.iter(f"{MODEL}conditionExpression")]
    assert sorted(map(str, expressions)) == [
        "amount < 10000", "amount < 50000", "segment == 'Enterprise'", "up to 2 times", "up to 3 times",
    ]  # fmt: skip
    performers = [element.get("name") for element in task(root, "Demo").iter(f"{MODEL}performer")]
    assert performers == ["AE", "SE"]
    (default,) = [element.get("default") for element in root.iter() if element.get("default")]
    (otherwise,) = [element.get("id") for element in flows(root) if element.get("name") == "otherwise"]
    assert default == otherwise
    summary = task(root, "Qualify").findtext(f"{MODEL}documentation") or ""
    assert summary.splitlines()[:2] == ["Owner: SDR", "Allowed time: 5bd"]


PROCESS = """
process: {name: Sales, version: "7", zone: North}
events: {pain: {field: pain, becomes: set}}
buyer: {problem: {evidence: [pain]}}
flow:
  - {stage: Qualify, crm: [Qualification], owner: SDR, buyer: problem, exit: [pain], sla: 5bd, effort: low}
  - {stage: Demo, crm: [Demo, Show], owner: [AE, SE], optional: amount < 10000, repeat: 3}
  - {stage: Proposal, crm: [Proposal], back_to: [Demo]}
end:
  won: {crm: [Closed Won]}
  lost: {crm: [Closed Lost], from: [Demo, Proposal]}
rules: [{id: R1, precedence: [Demo, Proposal]}]
targets: {win_rate: 0.28}
"""
BEFORE = parse_yaml(PROCESS, "p.yaml")
QUALIFY, DEMO, PROPOSAL = BEFORE.stages


def task(root: Element, name: str) -> Element:
    return next(element for element in root.iter(f"{MODEL}task") if element.get("name") == name)


def flows(root: Element) -> list[Element]:
    return list(root.iter(f"{MODEL}sequenceFlow"))


def process_of(root: Element) -> Element:
    found = root.find(f"{MODEL}process")
    assert found is not None
    return found


def into(root: Element, name: str) -> Element:
    return next(flow for flow in flows(root) if flow.get("targetRef") == task(root, name).get("id"))


def out_of(root: Element, name: str) -> Element:
    return next(flow for flow in flows(root) if flow.get("sourceRef") == task(root, name).get("id"))


def insert(root: Element, name: str, after: str) -> None:
    """Draw a task on the flow that leaves another one, as modelling tools do."""
    process, flow = process_of(root), out_of(root, after)
    SubElement(process, f"{MODEL}task", id=f"new_{name}", name=name)
    target = flow.get("targetRef", "")
    flow.set("targetRef", f"new_{name}")
    SubElement(process, f"{MODEL}sequenceFlow", id=f"from_{name}", sourceRef=f"new_{name}", targetRef=target)


def remove(root: Element, name: str) -> None:
    """Remove a task and join what was around it."""
    gone, leaving = task(root, name), out_of(root, name)
    into(root, name).set("targetRef", leaving.get("targetRef", ""))
    process_of(root).remove(gone)
    process_of(root).remove(leaving)


def edited(edit: Callable[[Element], object], process: SalesProcess = BEFORE) -> object:
    root = fromstring(write_bpmn(process))
    edit(root)
    return read_bpmn_model(tostring(root), "m.bpmn")


def test_that_a_renamed_task_keeps_all_that_is_known_of_its_stage():
    found = edited(lambda root: task(root, "Demo").set("name", "Show"), replace(BEFORE, flow=BEFORE.flow))
    assert isinstance(found, SalesProcess)
    show = replace(DEMO, name="Show")
    assert found.flow == (QUALIFY, show, replace(PROPOSAL, back_to=("Show",)))
    lost = found.end("lost")
    assert lost is not None
    assert lost.sources == ("Show", "Proposal")
    assert found.rules == (replace(BEFORE.rules[0], first="Show"),)
    assert (found.journey, found.signals, found.other) == (BEFORE.journey, BEFORE.signals, BEFORE.other)


def test_that_two_tasks_that_trade_names_keep_their_own_words():
    def trade(root: Element) -> None:
        one, other = task(root, "Qualify"), task(root, "Proposal")
        one.set("name", "Proposal")
        other.set("name", "Qualify")

    found = edited(trade)
    assert isinstance(found, SalesProcess)
    assert [(stage.name, stage.labels) for stage in found.stages] == [
        ("Proposal", ("Qualification",)), ("Demo", ("Demo", "Show")), ("Qualify", ("Proposal",)),
    ]  # fmt: skip
    assert found.rules[0].names == ("Demo", "Qualify")


def test_that_a_new_task_is_a_plain_stage():
    found = edited(lambda root: insert(root, "Pilot", "Qualify"))
    assert isinstance(found, SalesProcess)
    assert found == replace(BEFORE, flow=(QUALIFY, Stage("Pilot", ("Pilot",)), DEMO, PROPOSAL))


def test_that_a_removed_task_takes_its_stage_and_the_ways_back_to_it_along():
    found = edited(lambda root: remove(root, "Qualify"))
    assert isinstance(found, SalesProcess)
    assert found == replace(BEFORE, flow=(DEMO, PROPOSAL))


def test_that_an_end_comes_no_more_from_a_stage_that_was_removed():
    process = replace(
        BEFORE, flow=(QUALIFY, replace(DEMO, optional=False, repeat=1), replace(PROPOSAL, back_to=()))
    )
    found = edited(lambda root: remove(root, "Demo"), process)
    assert isinstance(found, SalesProcess)
    lost = found.end("lost")
    assert lost is not None
    assert lost.sources == ("Proposal",)
    assert found.rules == (Rule("R1", BEFORE.rules[0].kind, "Demo", "Proposal"),)


def test_that_moved_tasks_take_their_words_along():
    def trade(root: Element) -> None:
        one, other = task(root, "Qualify"), task(root, "Proposal")
        ins, outs = (
            (into(root, "Qualify"), into(root, "Proposal")),
            (out_of(root, "Qualify"), out_of(root, "Proposal")),
        )
        for flow, new in zip(ins, (other, one), strict=True):
            flow.set("targetRef", new.get("id", ""))
        for flow, new in zip(outs, (other, one), strict=True):
            flow.set("sourceRef", new.get("id", ""))

    found = edited(trade)
    assert isinstance(found, SalesProcess)
    assert found.flow == (replace(PROPOSAL, back_to=()), DEMO, replace(QUALIFY, back_to=("Demo",)))


def test_that_a_task_drawn_into_an_option_makes_it_a_choice():
    process = replace(BEFORE, flow=(QUALIFY, replace(DEMO, repeat=1), replace(PROPOSAL, back_to=())))
    found = edited(lambda root: insert(root, "Pilot", "Demo"), process)
    assert isinstance(found, SalesProcess)
    demo = replace(DEMO, optional=False, repeat=1)
    (choice,) = [step for step in found.flow if isinstance(step, Choice)]
    assert {branch.flow: branch.when for branch in choice.branches} == {
        (): DEMO.optional,
        (demo, Stage("Pilot", ("Pilot",))): None,
    }


def test_that_gateways_of_another_tool_are_read_as_what_they_mean():
    def draw(root: Element) -> None:
        process, flow = process_of(root), out_of(root, "Qualify")
        target = flow.get("targetRef", "")
        for tag in ("split", "join"):
            SubElement(process, f"{MODEL}parallelGateway", id=tag)
        flow.set("targetRef", "split")
        for name in ("Legal", "Security"):
            SubElement(process, f"{MODEL}userTask", id=name, name=name)
            SubElement(process, f"{MODEL}sequenceFlow", id=f"to{name}", sourceRef="split", targetRef=name)
            SubElement(process, f"{MODEL}sequenceFlow", id=f"of{name}", sourceRef=name, targetRef="join")
        SubElement(process, f"{MODEL}sequenceFlow", id="on", sourceRef="join", targetRef=target)

    found = edited(draw)
    assert isinstance(found, SalesProcess)
    assert found.flow[1] == Parallel(((Stage("Legal", ("Legal",)),), (Stage("Security", ("Security",)),)))
    assert found.flow[2:] == (DEMO, PROPOSAL)


def test_that_what_other_tools_add_of_their_own_does_no_harm():
    def add(root: Element) -> None:
        for element in (task(root, "Demo"), process_of(root)):
            place = element.find(f"{MODEL}extensionElements")
            assert place is not None
            SubElement(place, "{http://camunda.org/schema/1.0/bpmn}properties").text = "theirs"
        task(root, "Demo").set("{http://camunda.org/schema/1.0/bpmn}asyncBefore", "true")

    assert edited(add) == BEFORE


def test_that_a_condition_changed_elsewhere_counts_and_one_that_cannot_be_read_is_named():
    def change(text: str) -> Callable[[Element], None]:
        def edit(root: Element) -> None:
            expression = next(
                e for e in root.iter(f"{MODEL}conditionExpression") if e.text == "amount < 10000"
            )
            expression.text = text

        return edit

    found = edited(change("amount < 500"))
    assert isinstance(found, SalesProcess)
    assert getattr(found.stages[1].optional, "text", "") == "amount < 500"
    with pytest.raises(UserError, match=r"m\.bpmn, the flow “amount < 10000”: .* character 1"):
        edited(change("${amount}"))


def test_that_a_loop_mark_of_bpmn_is_a_repeat():
    def mark(root: Element) -> None:
        SubElement(task(root, "Qualify"), f"{MODEL}standardLoopCharacteristics", loopMaximum="4")

    found = edited(mark)
    assert isinstance(found, SalesProcess)
    assert found.stages[0] == replace(QUALIFY, repeat=4)


def test_that_the_performers_drawn_elsewhere_are_the_owners():
    def hand_over(root: Element) -> None:
        demo = task(root, "Demo")
        demo.remove(next(performer for performer in demo if performer.get("name") == "AE"))

    found = edited(hand_over)
    assert isinstance(found, SalesProcess)
    assert found.stages[1].owners == ("SE",)


def test_that_a_task_that_stands_twice_is_named():
    with pytest.raises(UserError, match=r"m\.bpmn: the task Demo stands there twice"):
        edited(lambda root: insert(root, "Demo", "Qualify"))


def test_that_a_crm_label_of_two_stages_is_named():
    with pytest.raises(UserError, match=r"m\.bpmn: the CRM label Show belongs to stage"):
        edited(lambda root: insert(root, "Show", "Qualify"))


def test_that_sections_somebody_broke_are_named_with_their_line():
    def break_it(root: Element) -> None:
        element = next(e for e in root.iter() if e.tag == "{urn:lanekeeper:process:1}process")
        element.text = "process: {name: P}\nrules: nonsense"

    with pytest.raises(UserError, match=r"m\.bpmn, what Lanekeeper keeps in it: `rules` must be a list"):
        edited(break_it)


def test_that_the_won_end_goes_with_its_task():
    found = edited(lambda root: remove(root, "Won"))
    assert isinstance(found, SalesProcess)
    assert [end.name for end in found.ends] == ["lost"]
    assert found.flow == BEFORE.flow


def test_that_a_drawing_without_blocks_is_a_net_as_before():
    def cross(root: Element) -> None:
        """A way from the middle of one branch into the middle of the other."""
        process = process_of(root)
        for name, kind in (("p", "exclusiveGateway"), ("q", "exclusiveGateway")):
            SubElement(process, f"{MODEL}{kind}", id=name)
        for name, after in (("p", "B"), ("q", "D")):
            flow = out_of(root, after)
            target = flow.get("targetRef", "")
            flow.set("targetRef", name)
            SubElement(process, f"{MODEL}sequenceFlow", id=f"on_{name}", sourceRef=name, targetRef=target)
        SubElement(process, f"{MODEL}sequenceFlow", id="cross", sourceRef="p", targetRef="q")

    drawn = parse_yaml("process: {name: P}\nflow: [choice: [[B, C], [D, E]]]\nend: {}", "p.yaml")
    assert drawn.flow == (
        Choice((
            Branch((Stage("B", ("B",)), Stage("C", ("C",)))), Branch((Stage("D", ("D",)), Stage("E", ("E",)))),
        )),
    )  # fmt: skip
    found = edited(cross, drawn)
    assert isinstance(found, PetriNet)
    assert words(found) == {"B > C", "D > E", "B > E"}


def test_that_a_file_without_anything_of_ours_is_a_net():
    def strip(root: Element) -> None:
        process = process_of(root)
        process.remove(process[0])

    assert isinstance(edited(strip), PetriNet)


def test_that_a_flow_nested_too_deep_for_a_process_file_is_a_net():
    flow = (Stage("A", ("A",)),)
    for number in range(10):
        flow = (Choice((Branch(flow), Branch((Stage(f"B{number}", (f"B{number}",)),)))),)
    found = read_bpmn_model(write_bpmn(SalesProcess("P", flow)), "m.bpmn")
    assert isinstance(found, PetriNet)
    assert len(words(found)) == 11
