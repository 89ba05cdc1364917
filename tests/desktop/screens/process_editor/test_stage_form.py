"""The form of a stage, typed into and clicked."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.screens.process_editor.selection import Selection
from mining.process.conditions import parse_condition
from mining.process.yaml_format import parse_yaml
from models.event_log import EventKind, EventLog
from models.signal import Signal
from tests.builders import a_log
from tests.desktop.screens.process_editor.edited_panel import EditedPanel, check, choose, click, type_over

YAML = """
process: {name: P}
roles: {AE: Account executive, SE: Solutions}
events: {signed: {kind: Call}}
buyer: {need: {title: Need, evidence: [signed]}, choice: {after: [need]}}
flow:
  - {stage: Qualify, crm: [Qualification]}
  - {stage: Demo, crm: [Demo]}
  - {stage: Proposal, crm: [Quote]}
end: {won: {crm: [Won]}, lost: {crm: [Lost], from: [Demo]}}
rules: [{id: R1, precedence: [Demo, Proposal]}]
"""


def log_with_activities() -> EventLog:
    won, lost = "Qualification > Demo > Meeting > Won", "Qualification > Meeting > Demo > Call > Lost"
    log = a_log(won, lost, "Demo > Meeting", segment=["SMB", "Enterprise", "SMB"])
    is_activity = log.activity.is_any_of(["Meeting", "Call"])
    kind = log.kind.copy()
    kind[is_activity] = EventKind.ACTIVITY
    return EventLog(log.activity, log.timestamp, log.resource, kind, log.case_start, log.cases)


@pytest.fixture
def editor(qtbot) -> EditedPanel:
    made = EditedPanel(parse_yaml(YAML, "p.yaml"), log_with_activities())
    qtbot.addWidget(made.panel)
    made.select(Selection("stage", "Demo"))
    return made


def stage(editor: EditedPanel, name: str = "Demo"):
    return next(one for one in editor.process.stages if one.name == name)


def test_that_a_stage_is_renamed_wherever_it_is_named_in_one_step(editor) -> None:
    form = editor.panel.stage
    assert editor.panel.heading.text() == "Stage 2 of 3"
    type_over(form.name, "Product  demo")
    assert editor.verbs == ["Rename Demo to Product demo"]
    assert [one.name for one in editor.process.stages] == ["Qualify", "Product demo", "Proposal"]
    assert editor.process.ends[1].sources == ("Product demo",)
    assert editor.process.rules[0].first == "Product demo"
    assert stage(editor, "Product demo").labels == ("Demo",)
    assert editor.selection.name == "Product demo"
    editor.document.undo_stack.undo()
    assert stage(editor).labels == ("Demo",)
    assert form.name.text() == "Demo"


def test_that_a_name_is_judged_while_it_is_typed_and_none_is_given_back(editor) -> None:
    form = editor.panel.stage
    type_over(form.name, "quali", enter=False)
    assert form.fields["name"].said == ()
    QTest.keyClicks(form.name, "fy")
    assert form.fields["name"].said == ("qualify is the name of another stage or end already.",)
    QTest.keyClick(form.name, Qt.Key.Key_Escape)
    assert form.name.text() == "Demo"
    type_over(form.name, "")
    assert form.name.text() == "Demo"
    assert editor.verbs == []
    type_over(form.name, "Qualify")
    assert any(said.startswith("Two stages are called Qualify") for said in form.fields["name"].said)


def test_that_what_is_being_typed_stays_while_the_process_changes_around_it(editor) -> None:
    form = editor.panel.stage
    type_over(form.name, "Product", enter=False)
    form.name.setCursorPosition(3)
    editor.show()
    assert form.name.text() == "Product"
    assert form.name.cursorPosition() == 3
    assert form.name.hasFocus()
    form.allowed.setFocus()
    assert editor.verbs == ["Rename Demo to Product"]


def test_that_what_was_begun_for_one_stage_is_not_entered_for_another(editor) -> None:
    form = editor.panel.stage
    type_over(form.name, "Qualify", enter=False)
    click(form.optional.choice.buttons[2])
    QTest.keyClicks(form.optional.condition.line, "amount <")
    editor.document.undo_stack.undo()
    type_over(form.name, "Qualify", enter=False)
    form.exit.line.setText("signed")
    editor.select(Selection("stage", "Proposal"))
    assert form.exit.line.text() == ""
    assert form.name.text() == "Proposal"
    assert form.fields["name"].said == ()
    assert form.optional.condition.said == ()
    assert not form.optional.condition.isVisible()
    form.allowed.setFocus()
    assert [one.name for one in editor.process.stages] == ["Qualify", "Demo", "Proposal"]


def test_that_labels_are_offered_from_the_log_and_are_added_and_removed(editor) -> None:
    form = editor.panel.stage
    assert [(o.text, o.hint) for o in form.labels._fitting("", 0)] == [
        ("Qualification", "of Qualify"), ("Lost", "of Lost"), ("Won", "of Won"),
    ]  # fmt: skip
    form.labels.line.setFocus()
    QTest.keyClicks(form.labels.line, "Product demo")
    QTest.keyClick(form.labels.line, Qt.Key.Key_Return)
    assert stage(editor).labels == ("Demo", "Product demo")
    assert form.labels.line.text() == ""
    assert form.labels.line.hasFocus()
    click(form.labels.chips[0])
    assert stage(editor).labels == ("Product demo",)
    assert form.fields["labels"].said == (
        "No event in this log is called Product demo, as stage Demo is; did you mean Demo (3\u00a0deals)?",
    )
    click(form.labels.chips[0])
    assert form.fields["labels"].said[0].startswith("Stage Demo has no CRM label")
    assert editor.verbs == [
        "Add label Product demo to Demo", "Remove label Demo from Demo", "Remove label Product demo from Demo",
    ]  # fmt: skip


def test_that_a_label_that_is_offered_is_taken_by_a_click(editor) -> None:
    line = editor.panel.stage.labels.line
    line.setFocus()
    QTest.keyClicks(line, "qual")
    assert line.list.isVisible()
    QTest.keyClick(line.list, Qt.Key.Key_Tab)
    assert stage(editor).labels == ("Demo", "Qualification")
    assert editor.panel.stage.fields["labels"].said == (
        "The CRM label Qualification belongs to stage Qualify and to stage Demo; keep it in one of them.",
    )


def test_that_a_stage_may_be_left_out_always_or_under_a_condition(editor) -> None:
    form = editor.panel.stage
    assert not form.optional.condition.isVisible()
    click(form.optional.choice.buttons[1])
    assert stage(editor).optional is True
    click(form.optional.choice.buttons[2])
    line = form.optional.condition.line
    assert line.isVisible()
    assert line.hasFocus()
    assert [o.text for o in line._offers] == ["segment", "outcome", "not"]
    QTest.keyClicks(line, "segment = 'SMB'")
    assert form.optional.condition.said == (
        "The condition “segment = 'SMB'” fails at character 9: a single = compares nothing; write ==.",
    )
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert stage(editor).optional is True
    type_over(line, "segment == 'SMB'")
    assert stage(editor).optional == parse_condition("segment == 'SMB'", "test")
    assert form.optional.condition.said == ()
    type_over(line, "segmnt == 'SMB'", enter=False)
    assert form.optional.condition.said == (
        "The condition asks for segmnt, which the deals of this log do not have; did you mean segment?",
    )
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert form.optional.condition.said == ()
    assert form.optional.field.said[0].endswith("did you mean segment?")
    click(form.optional.choice.buttons[0])
    assert stage(editor).optional is False
    assert not line.isVisible()
    assert [verb.partition(" Demo")[0] for verb in editor.verbs] == [
        "Leave out", "Sometimes leave out", "Sometimes leave out", "Never leave out",
    ]  # fmt: skip


def test_that_a_stage_is_repeated_and_goes_back(editor) -> None:
    form = editor.panel.stage
    click(form.repeat.choice.buttons[1])
    assert stage(editor).repeat == 3
    form.repeat.number.setFocus()
    form.repeat.number.selectAll()
    QTest.keyClicks(form.repeat.number, "12")
    assert stage(editor).repeat == 3
    QTest.keyClick(form.repeat.number, Qt.Key.Key_Return)
    assert stage(editor).repeat == 12
    click(form.repeat.choice.buttons[2])
    assert stage(editor).repeat is None
    assert form.back_to.names == ("Qualify",)
    check(form.back_to, 0)
    assert stage(editor).back_to == ("Qualify",)
    check(form.back_to, 0)
    assert stage(editor).back_to == ()
    editor.select(Selection("stage", "Qualify"))
    assert not form.fields["back_to"].isVisible()


def test_that_owners_times_and_effort_are_given(editor) -> None:
    form = editor.panel.stage
    form.owners.line.setFocus()
    QTest.keyClicks(form.owners.line, "A")
    QTest.keyClick(form.owners.line.list, Qt.Key.Key_Tab)
    QTest.keyClicks(form.owners.line, "SEE")
    form.allowed.number.setFocus()
    assert stage(editor).owners == ("AE", "SEE")
    assert form.fields["owners"].said == (
        "Stage Demo is owned by SEE, which is none of the roles; did you mean SE?",
    )
    form.allowed.number.selectAll()
    QTest.keyClicks(form.allowed.number, "10")
    QTest.keyClick(form.allowed.number, Qt.Key.Key_Return)
    assert stage(editor).allowed == "10bd"
    choose(form.allowed.unit, "days")
    assert stage(editor).allowed == "10d"
    form.allowed.number.setFocus()
    form.allowed.number.selectAll()
    QTest.keyClicks(form.allowed.number, "0")
    QTest.keyClick(form.allowed.number, Qt.Key.Key_Return)
    assert stage(editor).allowed == ""
    assert not form.allowed.unit.isEnabled()
    choose(form.effort, "Medium")
    assert stage(editor).effort == "medium"


def test_that_typical_activities_are_told_and_asked_for_with_a_click(editor) -> None:
    form = editor.panel.stage
    assert form.typical.sentence.text().startswith("Logged in the 3\u00a0deals that came here.")
    assert [row.accessibleName() for row in form.typical.rows] == ["Meeting, 67\u00a0%", "Call, 33\u00a0%"]
    click(form.typical.rows[0])
    assert editor.process.signals == (
        Signal("signed", kinds=("Call",)),
        Signal("meeting", kinds=("Meeting",)),
    )
    assert stage(editor).exit_evidence == ("meeting",)
    click(form.typical.rows[1])
    assert stage(editor).exit_evidence == ("meeting", "signed")
    click(form.typical.rows[1])
    assert editor.verbs == ["Ask for Meeting at the exit of Demo", "Ask for Call at the exit of Demo"]
    click(form.exit.chips[0])
    assert stage(editor).exit_evidence == ("signed",)


def test_that_an_exit_criterion_that_no_signal_describes_is_pointed_out(editor) -> None:
    form = editor.panel.stage
    type_over(form.exit.line, "sgned")
    assert form.fields["exit_evidence"].said[0].endswith("no signal describes; did you mean signed?")


def test_that_the_buyer_step_is_chosen(editor) -> None:
    form = editor.panel.stage
    choose(form.buyer, "Need")
    assert stage(editor).buyer == "need"
    choose(form.buyer, "None")
    assert stage(editor).buyer == ""


def test_that_a_stage_is_removed(editor) -> None:
    click(editor.panel.stage.remove_button)
    assert [one.name for one in editor.process.stages] == ["Qualify", "Proposal"]
    assert editor.panel.form is editor.panel.process


def test_that_a_stage_is_edited_without_a_log(qtbot) -> None:
    editor = EditedPanel(parse_yaml(YAML, "p.yaml"))
    qtbot.addWidget(editor.panel)
    editor.select(Selection("stage", "Demo"))
    form = editor.panel.stage
    assert form.typical.sentence.text() == "Import a CRM export to see what is logged in this stage."
    assert form.labels._fitting("", 0) == []
    click(form.optional.choice.buttons[2])
    assert [o.text for o in form.optional.condition.line._offers] == ["not"]
    type_over(form.optional.condition.line, "amount < 5")
    assert stage(editor).optional == parse_condition("amount < 5", "test")
    assert form.optional.field.said == ()


def test_that_nothing_changes_when_the_wheel_passes_over_a_box(editor) -> None:
    from PySide6.QtCore import QPoint, QPointF
    from PySide6.QtGui import QWheelEvent
    from PySide6.QtWidgets import QApplication

    for box in (editor.panel.stage.effort, editor.panel.stage.allowed.number):
        event = QWheelEvent(
            QPointF(5, 5), QPointF(5, 5), QPoint(0, -120), QPoint(0, -120), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(box, event)
    assert editor.verbs == []
