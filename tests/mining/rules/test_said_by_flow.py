"""What a flow says of pairs of steps, worked out by hand."""

from itertools import product

import pytest

from mining.process.yaml_format import parse_yaml
from mining.rules.said_by_flow import SaidByFlow, said_by_flow
from models.rule import Rule, RuleKind

PRECEDENCE, RESPONSE = RuleKind.PRECEDENCE, RuleKind.RESPONSE


def of(flow: str, end: str = "{won: {crm: [Won]}, lost: {crm: [Lost], from: any}}") -> SaidByFlow:
    return said_by_flow(parse_yaml(f"process: {{name: P}}\nflow: {flow}\nend: {end}\n", "test.yaml"))


def said(flow: SaidByFlow, kind: RuleKind, names: str = "ABCD") -> set[str]:
    pairs = product(names, names)
    return {f"{a}{b}" for a, b in pairs if a != b and flow.says(Rule("R", kind, a, b))}


def test_that_in_a_row_every_stage_needs_those_before_it() -> None:
    flow = of("[A, B, C]")
    assert said(flow, PRECEDENCE) == {"AB", "AC", "BC"}
    assert said(flow, RESPONSE) == {"AB", "AC", "BC"}
    assert flow.says(Rule("R", PRECEDENCE, "c", "Won"))
    assert not flow.says(Rule("R", PRECEDENCE, "A", "Lost"))


def test_that_what_may_be_left_out_is_not_asked_for_but_asks_for_others() -> None:
    flow = of("[A, {stage: B, optional: true}, C]")
    assert said(flow, PRECEDENCE) == {"AB", "AC"}
    assert said(flow, RESPONSE) == {"AC", "BC"}
    assert [flow.says(Rule("R", RuleKind.EXACTLY_ONCE, name)) for name in "ABC"] == [True, False, True]


def test_that_of_a_choice_one_branch_is_done_and_the_others_are_not() -> None:
    flow = of("[A, {choice: [{flow: [B]}, {flow: [C]}]}, D]")
    assert said(flow, PRECEDENCE) == {"AB", "AC", "AD"}
    assert said(flow, RESPONSE) == {"AD", "BD", "CD"}
    assert said(flow, RuleKind.NOT_TOGETHER) == {"BC", "CB"}
    assert not flow.says(Rule("R", RuleKind.EXACTLY_ONCE, "B"))


def test_that_branches_side_by_side_are_all_done_in_no_order() -> None:
    flow = of("[A, {parallel: [[B], [C]]}, D]")
    assert said(flow, PRECEDENCE) == {"AB", "AC", "AD", "BD", "CD"}
    assert said(flow, RESPONSE) == {"AB", "AC", "AD", "BD", "CD"}
    assert said(flow, RuleKind.NOT_TOGETHER) == set()


@pytest.mark.parametrize(
    ("stage", "once"), [("{stage: C, back_to: [B]}", "AD"), ("{stage: C, repeat: 3}", "ABD")]
)
def test_that_what_a_way_back_does_again_is_not_said_to_come_once(stage: str, once: str) -> None:
    flow = of(f"[A, B, {stage}, D]")
    assert "".join(name for name in "ABCD" if flow.says(Rule("R", RuleKind.EXACTLY_ONCE, name))) == once


def test_that_an_end_needs_what_comes_before_each_stage_from_which_it_is_documented() -> None:
    flow = of("[A, B, C]", "{won: {crm: [Won]}, lost: {crm: [Lost], from: [B, C]}}")
    assert flow.says(Rule("R", PRECEDENCE, "A", "Lost"))
    assert flow.says(Rule("R", PRECEDENCE, "B", "Lost"))
    assert not flow.says(Rule("R", PRECEDENCE, "C", "Lost"))


def test_that_what_only_counts_outcomes_is_trivial() -> None:
    flow = of("[A, B]")
    assert flow.is_trivial(Rule("R", RuleKind.NOT_TOGETHER, "Won", "Lost"))
    assert flow.is_trivial(Rule("R", RuleKind.NOT_TOGETHER, "Lost", "B"))
    assert flow.is_trivial(Rule("R", RuleKind.EXACTLY_ONCE, "won"))
    assert flow.is_trivial(Rule("R", RESPONSE, "B", "Won"))
    assert flow.is_trivial(Rule("R", PRECEDENCE, "A", "Lost"))


def test_that_what_stands_before_an_end_or_concerns_none_is_not_trivial() -> None:
    flow = of("[A, B]")
    assert not flow.is_trivial(Rule("R", PRECEDENCE, "B", "Lost"))
    assert not flow.is_trivial(Rule("R", PRECEDENCE, "A", "B"))
    assert not flow.is_trivial(Rule("R", RESPONSE, "A", "B"))
    assert not flow.is_trivial(Rule("R", RuleKind.NOT_TOGETHER, "A", "B"))
    assert not flow.is_trivial(Rule("R", RuleKind.EXACTLY_ONCE, "A"))
