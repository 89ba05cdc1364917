"""BPMN 2.0 as modellers draw it, as a net whose language is written out by hand."""

import pytest

from mining.process.bpmn import read_bpmn, write_bpmn
from mining.process.compile import to_net
from mining.process.soundness import findings_of, size_estimate
from mining.process.yaml_format import parse_yaml
from models.errors import UserError
from models.petri_net import PetriNet, Transition
from tests.mining.process.words import words

MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"


def bpmn(nodes: str, *flows: str) -> bytes:
    """A process of the given elements, and flows such as `s > a > e`."""
    pairs = [pair for flow in flows for pair in zip(flow.split(" > "), flow.split(" > ")[1:], strict=False)]
    drawn = "".join(
        f'<sequenceFlow id="f{i}" sourceRef="{a}" targetRef="{b}"/>' for i, (a, b) in enumerate(pairs)
    )
    return f'<definitions xmlns="{MODEL}"><process id="P" name="P">{nodes}{drawn}</process></definitions>'.encode()


def ends(*names: str) -> str:
    return '<startEvent id="s"/>' + "".join(f'<endEvent id="{name}"/>' for name in names or ("e",))


def tasks(names: str, tag: str = "task") -> str:
    return "".join(f'<{tag} id="{name.lower()}" name="{name}"/>' for name in names)


def gateways(kind: str, *names: str) -> str:
    return "".join(f'<{kind}Gateway id="{name}"/>' for name in names)


def language(data: bytes, longest: int = 5) -> set[str]:
    return words(read_bpmn(data, "m.bpmn"), longest)


@pytest.mark.parametrize(
    "tag",
    [
        "task",
        "userTask",
        "manualTask",
        "serviceTask",
        "sendTask",
        "receiveTask",
        "scriptTask",
        "callActivity",
    ],
)
def test_that_tasks_of_every_kind_are_steps(tag):
    assert language(bpmn(ends() + tasks("AB", tag), "s > a > b > e")) == {"A > B"}


def test_that_an_exclusive_gateway_is_a_choice():
    nodes = ends() + tasks("AB") + gateways("exclusive", "x", "y")
    assert language(bpmn(nodes, "s > x > a > y > e", "x > b > y")) == {"A", "B"}


def test_that_a_parallel_gateway_is_any_order():
    nodes = ends() + tasks("AB") + gateways("parallel", "x", "y")
    assert language(bpmn(nodes, "s > x > a > y > e", "x > b > y")) == {"A > B", "B > A"}


def test_that_an_inclusive_gateway_is_one_branch_or_more():
    nodes = ends() + tasks("ABC") + gateways("inclusive", "x", "y")
    found = language(bpmn(nodes, "s > x > a > y > e", "x > b > y", "x > c > y"))
    assert {word for word in found if word.count(">") < 2} == {
        "A", "B", "C", "A > B", "B > A", "A > C", "C > A", "B > C", "C > B",
    }  # fmt: skip
    assert len(found) == 9 + 6


def test_that_an_inclusive_gateway_with_many_branches_is_refused():
    nodes = ends("z") + tasks("ABCDE") + gateways("inclusive", "x", "y")
    with pytest.raises(UserError, match="5 branches"):
        read_bpmn(bpmn(nodes, *(f"x > {name} > y" for name in "abcde"), "s > x", "y > z"), "m.bpmn")


def test_that_intermediate_events_are_silent():
    nodes = ends() + tasks("AB") + '<intermediateCatchEvent id="w" name="Two days later"/>'
    assert language(bpmn(nodes, "s > a > w > b > e")) == {"A > B"}


def test_that_a_subprocess_is_unfolded():
    inner = (
        f'<subProcess id="p" name="Prove">{ends("z")}'.replace('id="s"', 'id="q"')
        + tasks("BC")
        + '<sequenceFlow id="i1" sourceRef="q" targetRef="b"/><sequenceFlow id="i2" sourceRef="b" targetRef="c"/>'
        + '<sequenceFlow id="i3" sourceRef="c" targetRef="z"/></subProcess>'
    )
    assert language(bpmn(ends() + tasks("A") + inner, "s > a > p > e")) == {"A > B > C"}


def test_that_a_collapsed_subprocess_is_a_step():
    assert language(bpmn(ends() + '<subProcess id="p" name="Prove"/>', "s > p > e")) == {"Prove"}


def test_that_a_task_with_a_loop_mark_may_be_repeated():
    nodes = ends() + '<task id="a" name="A"><standardLoopCharacteristics/></task>'
    assert language(bpmn(nodes, "s > a > e"), longest=2) == {"A", "A > A"}


def test_that_an_interrupting_event_is_a_way_around_its_task():
    nodes = ends("e", "x") + tasks("AB") + '<boundaryEvent id="t" attachedToRef="a"/>'
    assert language(bpmn(nodes, "s > a > e", "t > b > x")) == {"A", "B"}


def test_that_branches_side_by_side_may_end_apart():
    nodes = ends("e", "x") + tasks("AB") + gateways("parallel", "g")
    assert language(bpmn(nodes, "s > g > a > e", "g > b > x")) == {"A > B", "B > A"}


def test_that_many_branches_side_by_side_may_end_apart():
    names = [f"{letter}{number}" for letter in "abcdefghijkl" for number in range(4)]
    nodes = "".join(f'<task id="{name}" name="{name}"/>' for name in names) + gateways("parallel", "g")
    flows = [f"g > {' > '.join(names[at : at + 4])} > end{at}" for at in range(0, len(names), 4)]
    net = read_bpmn(bpmn(ends(*(f"end{at}" for at in range(0, 48, 4))) + nodes, "s > g", *flows), "m.bpmn")
    assert size_estimate(net) == 1 + 5**12
    assert findings_of(net) == ()


def test_that_names_are_tidied_and_freed_from_html():
    nodes = ends() + '<task id="a" name=" &lt;b&gt;Send&lt;/b&gt;&lt;br/&gt;quote&#10;&amp;amp; wait "/>'
    assert read_bpmn(bpmn(nodes, "s > a > e"), "m.bpmn").labels == ("Send quote & wait",)


@pytest.mark.parametrize("name", ["", "  ", "&lt;img src='http://x'&gt;"])
def test_that_a_task_without_a_name_is_refused(name):
    with pytest.raises(UserError, match="the task a has no name"):
        read_bpmn(bpmn(ends() + f'<task id="a" name="{name}"/>', "s > a > e"), "m.bpmn")


def test_that_a_step_that_leads_nowhere_is_refused():
    with pytest.raises(UserError, match="B leads nowhere"):
        read_bpmn(bpmn(ends() + tasks("AB") + gateways("exclusive", "x"), "s > x > a > e", "x > b"), "m.bpmn")


def test_that_one_of_several_pools_is_read_by_name():
    def pool(number: int, task: str) -> str:
        flow = f'<sequenceFlow id="v{number}" sourceRef="t{number}" targetRef="e{number}"/>'
        inside = f'<task id="t{number}" name="{task}"/><endEvent id="e{number}"/>{flow}'
        return f'<process id="P{number}">{inside}</process>'

    who = (
        '<participant id="a" name="Sales" processRef="P1"/><participant id="b" name="Buyer" processRef="P2"/>'
    )
    inside = f"<collaboration>{who}</collaboration>{pool(1, 'Sell')}{pool(2, 'Buy')}"
    data = f'<definitions xmlns="{MODEL}">{inside}</definitions>'
    assert read_bpmn(data.encode(), "m.bpmn", pool="Buyer").labels == ("Buy",)
    with pytest.raises(UserError, match="several pools \\(Sales, Buyer\\)"):
        read_bpmn(data.encode(), "m.bpmn")
    with pytest.raises(UserError, match="no single pool called Legal"):
        read_bpmn(data.encode(), "m.bpmn", pool="Legal")


def test_that_a_written_process_reads_back_with_the_same_words():
    choice = "choice: [{flow: [E]}, {flow: []}]"
    flow = f"[A, {{stage: B, optional: true}}, parallel: [C, D], {choice}, {{stage: F, back_to: [E]}}]"
    process = parse_yaml(f"process: {{name: P}}\nflow: {flow}", "p.yaml")
    assert language(write_bpmn(process), longest=8) == words(to_net(process, {}), longest=8)


def test_that_a_net_whose_choice_depends_on_what_happens_beside_it_is_not_drawn_as_bpmn():
    one, two = (("a", 1),), (("a", 1), ("b", 1))
    steps = (
        Transition("s", None, (("i", 1),), two),
        Transition("x", "X", one, (("e", 1),)),
        Transition("y", "Y", two, (("e", 1),)),
    )
    with pytest.raises(UserError, match="not free-choice"):
        write_bpmn(PetriNet("N", ("i", "a", "b", "e"), steps, {"i": 1}, {"e": 1}))
