"""Models as shapes and flows, written out by hand."""

import pytest

from mining.drawing.left_out import left_out, not_as_documented
from mining.drawing.meaning import allow_the_same, can_always_finish, meaning
from mining.drawing.net_bpmn import net_bpmn
from mining.drawing.net_graph import main_way, net_graph
from mining.drawing.process_graph import process_graph
from mining.drawing.tree_graph import tree_bpmn, tree_graph
from mining.process.bpmn import read_bpmn, write_bpmn
from mining.process.compile import to_net
from mining.process.yaml_format import parse_yaml
from models.errors import UserError
from models.model_graph import ModelGraph, Notation, ShapeKind
from models.petri_net import PetriNet, Transition
from models.process_tree import Operator, ProcessTree
from tests.mining.process.words import words


def process(flow: str, more: str = ""):
    return parse_yaml(f"process: {{name: P}}\nflow: {flow}\n{more}", "p.yaml")


def flows(graph: ModelGraph) -> set[str]:
    return {f"{f.source} > {f.target}" + (f" [{f.label}]" if f.label else "") for f in graph.flows}


def leaf(label: str | None = None) -> ProcessTree:
    return ProcessTree(label=label)


def test_that_an_optional_stage_has_a_way_around_it():
    assert flows(process_graph(process("[A, {stage: B, optional: true}, C]"))) == {
        "start > task:A", "task:A > choice", "choice > task:B", "task:B > choice (2)", "choice > choice (2)",
        "choice (2) > task:C", "task:C > task:Won", "task:Won > end",
    }  # fmt: skip


def test_that_conditions_and_bounds_stand_on_the_flows():
    graph = process_graph(process("[{stage: A, optional: amount < 10}, {stage: B, repeat: 3}]"))
    assert {f.label for f in graph.flows if f.label} == {"amount < 10", "up to 3 times"}
    assert [f.back for f in graph.flows if f.label == "up to 3 times"] == [True]


def test_that_a_choice_with_conditions_only_can_be_passed_over():
    graph = process_graph(
        process("[choice: [{when: amount < 10, flow: [A]}, {when: amount > 20, flow: [B]}]]")
    )
    assert {"choice > choice (2) [otherwise]", "choice > task:A [amount < 10]"} <= flows(graph)


def test_that_a_join_before_a_join_is_left_out():
    graph = process_graph(process("[A, {stage: B, optional: true}, C, {stage: D, back_to: [C]}]"))
    assert graph.count(ShapeKind.CHOICE) == 3


def test_that_a_way_back_out_of_work_side_by_side_goes_around_it():
    graph = process_graph(process("[A, parallel: [[B], [{stage: C, back_to: [A]}]], D]"))
    (back,) = (f for f in graph.flows if f.back)
    before = {f.source for f in graph.flows if f.target == back.source}
    assert before == {"parallel (2)"}


def test_that_the_main_way_takes_the_first_branch_that_has_steps():
    graph = process_graph(process("[choice: [{flow: []}, {flow: [A]}, {flow: [B]}], C]"))
    main = [shape.key for shape in graph.shapes if shape.main]
    assert main == ["start", "choice", "task:A", "choice (2)", "task:C", "task:Won", "end"]


def test_that_the_main_way_of_a_tree_is_what_most_deals_do():
    either = ProcessTree(Operator.XOR, children=(leaf("A"), leaf("B"), leaf()))
    tree = ProcessTree(Operator.SEQUENCE, children=(leaf("S"), either))

    def main(counts: dict[str, int], deals: int) -> set[str]:
        return {s.label for s in tree_bpmn(tree, "T", counts, deals).shapes if s.main and s.label}

    assert main({}, 0) == {"S", "A"}
    assert main({"S": 10, "A": 2, "B": 7}, 10) == {"S", "B"}
    assert main({"S": 10, "A": 2, "B": 3}, 10) == {"S"}


def test_that_a_tree_is_drawn_with_its_operators():
    loop = ProcessTree(Operator.LOOP, children=(leaf("A"), leaf()))
    graph = tree_graph(loop, "T")
    assert [(s.key, s.kind, s.label) for s in graph.shapes] == [
        ("0", ShapeKind.OPERATOR, "loop"), ("0.0", ShapeKind.LEAF, "A"), ("0.1", ShapeKind.NOTHING, ""),
    ]  # fmt: skip
    assert flows(graph) == {"0 > 0.0", "0 > 0.1"}


def test_that_a_silent_tree_is_a_model_without_steps():
    assert flows(tree_bpmn(leaf(), "T")) == {"start > end"}


def test_that_the_main_way_of_a_net_follows_visible_and_frequent_steps():
    net = to_net(process("[A, {stage: B, optional: true}, choice: [{flow: [C]}, {flow: [D]}]]"), {})
    assert [key for key in main_way(net, {}) if key.startswith("transition")] == [
        "transition:A", "transition:B", "transition:C", "transition:Won",
    ]  # fmt: skip
    assert "transition:D" in main_way(net, {"A": 9, "B": 9, "C": 1, "D": 8})
    graph = net_graph(net)
    assert [s.key for s in graph.shapes if s.main] == main_way(net, {})


def test_that_a_net_whose_end_cannot_be_reached_has_no_main_way():
    assert main_way(PetriNet("N", ("i", "o"), (), {"i": 1}, {"o": 1}), {}) == []


def test_that_a_net_becomes_a_model_of_the_same_language():
    net = to_net(process("[A, {stage: B, optional: true}, parallel: [C, D], {stage: E, back_to: [A]}]"), {})
    means = meaning(net_bpmn(net))
    assert words(means, 6) == words(net, 6)
    assert can_always_finish(means)
    assert allow_the_same(net, means)
    assert not allow_the_same(net, to_net(process("[A, B]"), {}))


SIGN = Transition("t", "A", (("i", 1),), (("o", 1),))


def refused(*steps: Transition, initial: dict[str, int]) -> str:
    with pytest.raises(UserError) as refusal:
        net_bpmn(PetriNet("N", ("i", "o"), steps, initial, {"o": 1}))
    return str(refusal.value)


def test_that_a_net_that_bpmn_cannot_say_is_refused_with_the_reason():
    two = Transition("t", "A", (("i", 2),), (("o", 1),))
    assert "several tokens at once" in refused(two, initial={"i": 2})
    assert "from or gives to no place" in refused(Transition("t", "A", (), (("o", 1),)), initial={"i": 1})
    assert "one token in one place" in refused(SIGN, initial={"i": 1, "o": 1})
    again = Transition("u", "B", (("o", 1),), (("i", 1),))
    assert "its end can be left again" in refused(SIGN, again, initial={"i": 1})


def test_that_a_choice_that_is_not_free_is_drawn_where_that_says_the_same():
    """B may come again and again until A is done, too: the choice to go on waits for A."""
    steps = (
        Transition("split", None, (("i", 1),), (("a", 1), ("b", 1))),
        Transition("A", "A", (("a", 1),), (("a done", 1),)),
        Transition("B", "B", (("b", 1),), (("b done", 1),)),
        Transition("again", None, (("b done", 1),), (("b", 1),)),
        Transition("join", None, (("a done", 1), ("b done", 1)), (("o", 1),)),
    )
    net = PetriNet("N", ("i", "a", "b", "a done", "b done", "o"), steps, {"i": 1}, {"o": 1})
    assert words(meaning(net_bpmn(net)), 5) == words(net, 5)


def test_that_what_a_drawing_cannot_hold_is_said():
    full = process(
        "[{stage: A, owner: AE, optional: amount < 10}, {stage: B, repeat: 2}]",
        "end: {won: {crm: [W]}, lost: {crm: [L], from: any}}\nrules: [{id: R1, never: C}]",
    )
    assert left_out(full, Notation.BPMN) == ("1\u00a0rule", "who works on a stage")
    assert left_out(full, Notation.TREE) == (
        "1\u00a0rule", "the conditions, which are left open", "ends other than won", "who works on a stage",
    )  # fmt: skip
    assert "bounded loop" in not_as_documented(full, Notation.BPMN)[0]
    assert not_as_documented(full, Notation.NET) == ()
    assert left_out(to_net(full, {}), Notation.BPMN) == ()


def test_that_an_activity_may_be_called_like_the_second_of_another():
    tree = ProcessTree(Operator.SEQUENCE, children=(leaf("A"), leaf("A"), leaf("A (2)"), leaf("A (2)")))
    graph = tree_bpmn(tree, "T")
    assert [s.label for s in graph.shapes if s.kind is ShapeKind.TASK] == ["A", "A", "A (2)", "A (2)"]


def test_that_a_process_drawn_and_read_back_is_drawn_as_bpmn_again():
    drawn = process("[A, {stage: B, optional: true}, parallel: [C, [D, E]], {stage: F, back_to: [A]}]")
    net = read_bpmn(write_bpmn(drawn), "p.bpmn")
    assert words(meaning(net_bpmn(net)), 7) == words(to_net(drawn, {}), 7)
