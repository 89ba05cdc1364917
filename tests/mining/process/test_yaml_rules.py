"""Rules in a process file: every kind is read and written the same, and what is wrong is said in one sentence."""

from dataclasses import replace

import pytest

from mining.process.compile import to_net
from mining.process.conditions import parse_condition
from mining.process.pnml import write_pnml
from mining.process.validate import MOST_RULES, validate
from mining.process.yaml_format import parse_yaml, to_yaml
from models.errors import UserError
from models.rule import DayUnit, Rule, RuleKind, Severity, Within
from models.sales_process import SalesProcess, Stage

RULES = """
process: {name: P}
flow: [Demo]
rules:
  - {id: R1, precedence: [discovery_held, proposal_sent], severity: high, why: Price only what we understood}
  - {id: R2, response: [Demo, plan_agreed], within: 2bd}
  - {id: R3, precedence: [discount_ok, signed], when: "discount > 0.15"}
  - {not_together: [Won, Lost]}
  - {id: once, exactly_once: Demo, severity: low}
  - {never: Pricing Committee}
"""


def process_with(rule: str) -> str:
    return f"process: {{name: P}}\nflow: [Demo]\nrules:\n  - {rule}\n"


def test_that_rules_of_every_kind_are_read() -> None:
    assert parse_yaml(RULES, "p.yaml").rules == (
        Rule(
            "R1", RuleKind.PRECEDENCE, "discovery_held", "proposal_sent", severity=Severity.HIGH,
            why="Price only what we understood",
        ),
        Rule("R2", RuleKind.RESPONSE, "Demo", "plan_agreed", within=Within(2, DayUnit.BUSINESS_DAYS)),
        Rule("R3", RuleKind.PRECEDENCE, "discount_ok", "signed", when=parse_condition("discount > 0.15", "test")),
        Rule("R4", RuleKind.NOT_TOGETHER, "Won", "Lost"),
        Rule("once", RuleKind.EXACTLY_ONCE, "Demo", severity=Severity.LOW),
        Rule("R6", RuleKind.ABSENCE, "Pricing Committee"),
    )  # fmt: skip


def test_that_rules_are_written_and_read_back_the_same() -> None:
    process = parse_yaml(RULES, "p.yaml")
    written = to_yaml(process)
    assert parse_yaml(written, "p.yaml") == process
    assert "- {id: R2, response: [Demo, plan_agreed], within: 2bd}" in written


def test_that_a_process_without_rules_has_no_such_section() -> None:
    process = parse_yaml("process: {name: P}\nflow: [Demo]\nrules:\n", "p.yaml")
    assert process.rules == ()
    assert "rules" not in to_yaml(process)


def test_that_an_id_is_made_up_only_from_what_is_free() -> None:
    text = "process: {name: P}\nflow: [A]\nrules: [{never: A}, {id: R1, never: B}, {id: R3, never: C}, {never: D}]"
    assert [rule.id for rule in parse_yaml(text, "p.yaml").rules] == ["R2", "R1", "R3", "R4"]


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("{id: R1}", "rule R1 does not say what must hold; write one of `response:`"),
        ("{id: R1, never: A, response: [A, B]}", "both `response` and `never`; make it two rules"),
        ("{id: R1, response: [A]}", "`response` of rule R1 needs two names, not 1; write `response: [A, B]`"),
        ("{id: R1, never: [A, B]}", "`never` of rule R1 needs one name, not 2; write `never: A`"),
        ("{id: R1, never: ''}", "needs one name, not 0"),
        ("{id: R1, never: {x: y}}", "must be a name or a list of names"),
        ("{id: R1, response: [Demo, demo]}", "rule R1 names Demo twice"),
        ("{id: R1, never: A, within: 2d}", "which only a response or a precedence can have; remove it"),
        ("{id: R1, response: [A, B], within: soon}", "`within: soon`; write 1 to 3650 days as `3d`"),
        ("{id: R1, response: [A, B], within: 0bd}", "`within: 0bd`"),
        ("{id: R1, response: [A, B], within: 99999d}", "`within: 99999d`"),
        ("{id: R1, response: [A, B], within: [1, 2]}", "`within` of rule R1 must be a single text"),
        ("{id: R1, response: [A, B], severity: grave}", "`severity: grave`; write low, medium or high"),
        ("{id: R1, respons: [A, B]}", "rule R1 has an unknown key `respons`; did you mean `response`?"),
        ("{id: R1, never: A, when: 'amount = 5'}", "rule R1, `when`: the condition"),
        ("{id: R1, never: A}\n  - {id: r1, never: B}", "two rules have the id r1"),
        ("never", "rule 1 must be a section"),
    ],
)  # fmt: skip
def test_that_a_broken_rule_is_refused_in_one_sentence(rule: str, said: str) -> None:
    with pytest.raises(UserError) as refused:
        parse_yaml(process_with(rule), "sales.yaml")
    assert str(refused.value).startswith("sales.yaml")
    assert said in str(refused.value)
    assert "line 4" in str(refused.value) or "twice" in said or "two rules have" in said or rule == "never"


def test_that_rules_must_be_a_list() -> None:
    with pytest.raises(UserError, match="`rules` must be a list"):
        parse_yaml("process: {name: P}\nflow: [A]\nrules: {R1: x}", "p.yaml")


def test_that_a_rule_made_in_the_window_is_validated_too() -> None:
    rule = Rule("R1", RuleKind.RESPONSE, "A", "B", within=Within(0, DayUnit.DAYS))
    process = SalesProcess("P", (Stage("A", ("A",)),), rules=(rule,))
    with pytest.raises(UserError, match="The process P: rule R1 gives 0 days"):
        validate(process)


def test_that_the_parts_of_a_rule_fit_its_kind() -> None:
    with pytest.raises(ValueError, match="names two"):
        Rule("R1", RuleKind.RESPONSE, "A")
    with pytest.raises(ValueError, match="has no time"):
        Rule("R1", RuleKind.ABSENCE, "A", within=Within(1, DayUnit.DAYS))


def test_that_a_process_with_too_many_rules_is_refused() -> None:
    many = "".join(f"\n  - {{never: X{number}}}" for number in range(MOST_RULES + 1))
    with pytest.raises(UserError, match="more than 500 rules; keep those that matter most"):
        parse_yaml(f"process: {{name: P}}\nflow: [A]\nrules:{many}", "p.yaml")


def test_that_a_petri_net_holds_the_flow_alone() -> None:
    process = parse_yaml(RULES, "p.yaml")
    bare = replace(process, rules=())
    assert write_pnml(to_net(process, {})) == write_pnml(to_net(bare, {}))
