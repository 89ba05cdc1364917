"""The forms of ends, blocks and rules, typed into and clicked."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.screens.process_editor.selection import WHOLE, Selection
from mining.process.conditions import parse_condition
from mining.process.editing.place import Place
from mining.process.yaml_format import parse_yaml
from models.rule import DayUnit, Rule, RuleKind, Severity, Within
from models.sales_process import Branch, Choice, End, Parallel, Stage
from tests.desktop.screens.process_editor.edited_panel import EditedPanel, check, choose, click, type_over

YAML = """
process: {name: P}
events: {signed: {kind: Call}}
flow:
  - Qualify
  - parallel: [[Demo], [Security]]
  - choice: [{when: "amount < 5", flow: [Small]}, {otherwise: [Large, Legal]}]
end: {won: {crm: [Won]}, lost: {crm: [Lost]}}
rules: [{id: R1, precedence: [Demo, Small]}]
"""
CHOICE, PARALLEL = Selection("block", "", Place((2,))), Selection("block", "", Place((1,)))


@pytest.fixture
def editor(qtbot) -> EditedPanel:
    made = EditedPanel(parse_yaml(YAML, "p.yaml"))
    qtbot.addWidget(made.panel)
    return made


def test_that_a_deal_is_lost_from_any_stage_or_from_these(editor) -> None:
    editor.select(Selection("end", "lost"))
    form = editor.panel.end
    assert not form.sources.isVisible()
    click(form.anywhere.buttons[1])
    assert form.sources.isVisible()
    assert editor.verbs == []
    check(form.sources, 1)
    assert editor.process.end("lost").sources == ("Demo",)
    check(form.sources, 0)
    assert editor.process.end("lost").sources == ("Qualify", "Demo")
    check(form.sources, 0)
    check(form.sources, 1)
    assert editor.process.end("lost").sources == ()
    assert form.fields["sources"].said[0].startswith("End lost comes from no stage")
    click(form.anywhere.buttons[0])
    assert editor.process.end("lost").sources is None
    assert form.fields["sources"].said == ()
    assert editor.verbs[-1] == "From any stage to Lost"


def test_that_an_end_asks_for_evidence_and_a_field(editor) -> None:
    editor.select(Selection("end", "won"))
    form = editor.panel.end
    assert form.sentence.isVisible()
    assert not form.anywhere.isVisible()
    form.requires.line.setFocus()
    QTest.keyClicks(form.requires.line, "si")
    QTest.keyClick(form.requires.line.list, Qt.Key.Key_Tab)
    type_over(form.required_field.line, "reason")
    type_over(form.labels.line, "Closed Won")
    assert editor.process.end("won") == End("won", ("Won", "Closed Won"), None, ("signed",), "reason")
    for chips in (form.requires, form.required_field):
        click(chips.chips[0])
    click(form.labels.chips[1])
    assert editor.process.end("won") == End("won", ("Won",))


def test_that_an_end_is_renamed_and_removed(editor) -> None:
    editor.select(Selection("end", "lost"))
    form = editor.panel.end
    type_over(form.name, "won")
    assert form.fields["name"].said == ("There is an end won already.",)
    type_over(form.name, "recycle")
    assert [end.name for end in editor.process.ends] == ["won", "recycle"]
    assert editor.selection == Selection("end", "recycle")
    assert form.name.hasFocus()
    click(form.remove_button)
    assert [end.name for end in editor.process.ends] == ["won"]
    assert editor.selection == WHOLE
    assert editor.verbs == ["Rename Lost to Recycle", "Remove the end Recycle"]


def test_that_a_branch_is_for_the_deals_of_a_condition_for_all_others_or_for_any(editor) -> None:
    editor.select(CHOICE)
    form = editor.panel.block
    assert editor.panel.heading.text() == "Choice"
    assert [card.stages.text() for card in form.branches] == ["Small", "Large → Legal"]
    type_over(form.branches[0].condition.line, "amount < 9 and amount > 10")
    assert form.branches[0].field.said[0].startswith("Branch 1 of a choice can never be taken")
    type_over(form.branches[0].condition.line, "amount < ")
    assert form.branches[0].condition.said == (
        "The condition “amount <” fails at character 9: a field, a number or a quoted text is missing.",
    )
    type_over(form.branches[0].condition.line, "amount < 9")
    click(form.branches[1].choice.buttons[2])
    assert editor.process.flow[2] == Choice((
        Branch((Stage("Small", ("Small",)),), parse_condition("amount < 9", "test")),
        Branch((Stage("Large", ("Large",)), Stage("Legal", ("Legal",)))),
    ))  # fmt: skip
    click(form.branches[0].choice.buttons[1])
    assert editor.process.flow[2].branches[0].otherwise
    assert not form.branches[0].condition.isVisible()


def test_that_branches_are_added_removed_and_put_into_a_line(editor) -> None:
    editor.select(CHOICE)
    form = editor.panel.block
    click(form.add_button)
    assert len(form.branches) == 3
    assert form.branches[2].stages.text() == "Nothing is done: drop a stage on it."
    click(form.branches[2].remove_button)
    click(form.branches[0].remove_button)
    assert [stage.name for stage in editor.process.stages] == [
        "Qualify",
        "Demo",
        "Security",
        "Large",
        "Legal",
    ]
    assert editor.panel.stage.name.text() == "Large"
    editor.select(PARALLEL)
    assert editor.panel.heading.text() == "Worked side by side"
    assert not form.branches[0].choice.isVisible()
    click(form.line_button)
    assert not any(isinstance(step, Parallel) for step in editor.process.flow)
    assert editor.panel.form is editor.panel.stage
    assert editor.panel.stage.name.text() == "Demo"
    assert editor.verbs == [
        "Add a branch", "Remove branch 3", "Remove branch 1", "Put the branches one after the other",
    ]  # fmt: skip


def test_that_a_rule_is_edited_in_all_its_parts(editor) -> None:
    editor.select(Selection("rule", "R1"))
    form = editor.panel.rule
    assert form.sentence.text() == "Small only after Demo."
    choose(form.kind, "Is followed by")
    form.second.setFocus()
    form.second.selectAll()
    QTest.keyClicks(form.second, "Leg")
    QTest.keyClick(form.second.list, Qt.Key.Key_Tab)
    form.within.number.setFocus()
    form.within.number.selectAll()
    QTest.keyClicks(form.within.number, "5")
    QTest.keyClick(form.within.number, Qt.Key.Key_Return)
    click(form.severity.buttons[2])
    type_over(form.why, "Lawyers are slow")
    type_over(form.when.line, "amount > 100")
    assert editor.process.rules == (
        Rule(
            "R1", RuleKind.RESPONSE, "Demo", "Legal", Within(5, DayUnit.BUSINESS_DAYS), Severity.HIGH,
            "Lawyers are slow", parse_condition("amount > 100", "test"),
        ),
    )  # fmt: skip
    assert form.sentence.text() == (
        "Demo is followed by Legal within 5\u00a0business days, in deals with amount above 100."
    )
    choose(form.kind, "Never")
    assert editor.process.rules[0].second is None
    assert editor.process.rules[0].within is None
    assert not form.second.isVisible()
    assert not form.within.isVisible()
    assert form.fields["first"].said[0].startswith("Rule R1 (Never Demo in deals with amount above 100)")
    choose(form.kind, "Not both")
    assert editor.process.rules[0].names == ("Demo", "Legal")
    type_over(form.first, "")
    assert form.fields["first"].said == ("Name a stage, an end, a signal or another event of the log.",)
    assert len(editor.verbs) == 9


def test_that_rules_are_listed_added_and_removed(editor) -> None:
    form = editor.panel.process
    click(form.pages.buttons[1])
    assert [row.accessibleName() for row in form.rules.rows] == ["R1"]
    click(form.rules.more_button)
    assert editor.process.rules[1] == Rule("R2", RuleKind.PRECEDENCE, "Qualify", "Legal")
    assert editor.panel.form is editor.panel.rule
    type_over(editor.panel.rule.ident, "r1")
    assert editor.panel.rule.fields["id"].said == ("There is a rule r1 already.",)
    type_over(editor.panel.rule.ident, "Legal last")
    assert editor.selection == Selection("rule", "Legal last")
    assert editor.panel.rule.ident.hasFocus()
    click(editor.panel.rule.back_button)
    assert editor.panel.form is form
    assert form.rules.isVisible()
    click(form.rules.rows[1])
    click(editor.panel.rule.remove_button)
    assert [rule.id for rule in editor.process.rules] == ["R1"]
    assert form.rules.isVisible()
