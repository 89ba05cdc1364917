"""The forms of the process as a whole and of its signals, typed into and clicked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.screens.process_editor.selection import WHOLE, Selection
from mining.process.calendar import calendar_of
from mining.process.yaml_format import parse_yaml, to_yaml
from models.buyer_check import SignalEvidence
from models.calendar import Calendar
from models.event_log import EventKind, EventLog
from models.signal import Signal
from tests.builders import a_history, a_log
from tests.desktop.screens.process_editor.edited_panel import EditedPanel, choose, click, type_over

YAML = """
process: {name: P}
roles: {AE: Account executive}
events: {signed: {kind: Call}, pain_known: {field: pain, becomes: set}}
flow: [{stage: Demo, exit: [signed], owner: AE}]
end: {won: {crm: [Won], requires: [signed]}}
rules: [{id: R1, response: [Demo, signed]}]
buyer: {need: {evidence: [signed]}}
"""


@pytest.fixture
def editor(qtbot) -> EditedPanel:
    log = a_log("Demo > Meeting > Won", "Demo > Lost")
    kind = log.kind.copy()
    kind[log.activity.is_any_of(["Meeting"])] = EventKind.ACTIVITY
    log = EventLog(
        log.activity, log.timestamp, log.resource, kind, log.case_start, log.cases,
        changes=a_history((0, 0, "pain", "", "x", "")),
    )  # fmt: skip
    made = EditedPanel(parse_yaml(YAML, "p.yaml"), log)
    qtbot.addWidget(made.panel)
    return made


def test_that_the_process_is_named_and_dated(editor) -> None:
    form = editor.panel.process
    type_over(form.name, "New business")
    type_over(form.version, "2026.2")
    type_over(form.since, "2026-02-30", enter=False)
    assert form.fields["valid_from"].said == ("Write a date such as 2026-03-31, or nothing.",)
    QTest.keyClick(form.since, Qt.Key.Key_Return)
    assert editor.process.valid_from is None
    type_over(form.since, "2026-02-01")
    type_over(form.until, "2026-01-01")
    assert (
        form.fields["valid_until"]
        .said[0]
        .startswith("The process is valid until 2026-01-01, before it begins")
    )
    type_over(form.until, "")
    assert (editor.process.name, editor.process.version) == ("New business", "2026.2")
    assert (editor.process.valid_from, editor.process.valid_until) == (date(2026, 2, 1), None)
    type_over(form.name, "")
    assert form.fields["name"].said == ("A process needs a name.",)
    assert editor.verbs == [
        "Rename the process to New business", "Change the version", "Change the validity", "Change the validity",
        "Change the validity",
    ]  # fmt: skip


def test_that_labels_of_the_log_that_nothing_documents_are_told(editor) -> None:
    said = editor.panel.process.fields["flow"].said
    assert said == (
        "1\u00a0CRM label of this log belongs to no stage: Lost (1\u00a0deal); add each to a stage, or make it one.",
    )


def test_that_working_hours_are_documented_changed_and_taken_out(editor, qtbot) -> None:
    form = editor.panel.process
    assert not form.calendar.form.isVisible()
    click(form.calendar.has_one)
    assert editor.process.header["calendar"]["hours"] == "09:00-17:00"
    qtbot.waitUntil(lambda: not form.calendar.busy, timeout=20_000)
    assert form.calendar.form.zone.count() > 300
    click(form.calendar.form.days[4])
    form.calendar.form.places.setFocus()
    type_over(form.calendar.form.places, "GB-ENG")
    assert calendar_of(editor.process) == Calendar(
        frozenset({0, 1, 2, 3}), 540, 1020, "UTC", countries=("GB-ENG",)
    )
    assert parse_yaml(to_yaml(editor.process), "p.yaml") == editor.process
    type_over(form.calendar.form.places, "Atlantis")
    assert form.fields["header"].said[0].startswith("There are no public holidays of Atlantis")
    click(form.calendar.has_one)
    assert "calendar" not in editor.process.header
    editor.document.undo_stack.undo()
    assert form.calendar.has_one.isChecked()
    assert form.calendar.form.places.text() == "GB-ENG"


def test_that_documented_holidays_are_shown_when_countries_are_listed(qtbot) -> None:
    calendar = "calendar: {days: Mon-Thu, hours: '08:00-16:00', holidays: GB-ENG}"
    editor = EditedPanel(parse_yaml(f"process: {{name: P, {calendar}}}\nflow: [A]", "p.yaml"))
    qtbot.addWidget(editor.panel)
    part = editor.panel.process.calendar
    assert part.has_one.isChecked()
    assert not part.form.isEnabled()
    qtbot.waitUntil(lambda: not part.busy, timeout=20_000)
    assert part.form.isEnabled()
    assert part.form.places.text() == "GB-ENG"
    assert [box.isChecked() for box in part.form.days] == [True] * 4 + [False] * 3
    assert editor.verbs == []


def test_that_roles_are_added_titled_renamed_and_removed(editor) -> None:
    form = editor.panel.process
    click(form.pages.buttons[3])
    type_over(form.roles.new, "SE")
    assert form.roles.new.text() == ""
    type_over(form.roles.rows[1].title, "Solutions")
    type_over(form.roles.rows[0].name, "SELLER")
    assert editor.process.other["roles"] == {"SELLER": "Account executive", "SE": "Solutions"}
    assert editor.process.stages[0].owners == ("SELLER",)
    type_over(form.roles.rows[0].name, "SE")
    assert form.roles.rows[0].name.text() == "SELLER"
    click(form.roles.rows[1].remove_button)
    click(form.roles.rows[0].remove_button)
    assert "roles" not in editor.process.other
    assert editor.verbs == [
        "Add the role SE", "Title of SE", "Rename the role AE to SELLER", "Remove the role SE",
        "Remove the role SELLER",
    ]  # fmt: skip


def test_that_a_signal_is_listed_with_its_matches(editor) -> None:
    form = editor.panel.process
    click(form.pages.buttons[2])
    said = [row.accessibleDescription() for row in form.signals.rows]
    assert said[0].startswith("Call. Counting how often the log has it …")
    case = np.sort(np.arange(1204, dtype=np.int32) % 830)
    nowhere = np.zeros(0, dtype=np.int32)
    signed, pain = editor.process.signals
    editor.counts["signed"] = SignalEvidence(signed, case, case.astype(np.int64), case.astype(np.int64))
    editor.counts["pain_known"] = SignalEvidence(
        pain, nowhere, nowhere.astype(np.int64), nowhere.astype(np.int64), "the log knows no such field"
    )
    editor.panel.show_matches()
    said = [row.accessibleDescription() for row in form.signals.rows]
    assert said[0].startswith("Call. Seen 1,204 times in 830\u00a0deals.")
    assert said[1] == "Field pain is set. No evidence in this log: the log knows no such field."
    click(form.signals.rows[0])
    assert editor.panel.signal.seen.text() == "Seen 1,204 times in 830\u00a0deals."
    assert editor.panel.signal.fields["kinds"].said == (
        "Signal signed has no evidence in this log, as no activity is called Call.",
    )


def test_that_a_signal_is_renamed_wherever_it_is_asked_for(editor) -> None:
    editor.select(Selection("signal", "signed"))
    form = editor.panel.signal
    type_over(form.parts.name, "pain_known")
    assert form.fields["name"].said == ("There is a signal pain_known already.",)
    type_over(form.parts.name, "contract_signed")
    process = editor.process
    assert process.stages[0].exit_evidence == process.ends[0].requires == ("contract_signed",)
    assert process.rules[0].second == "contract_signed"
    assert process.journey.steps[0].evidence == ("contract_signed",)
    assert editor.selection == Selection("signal", "contract_signed")
    click(form.remove_button)
    assert editor.process.stages[0].exit_evidence == ()
    assert editor.process.journey.steps[0].evidence == ()
    assert editor.selection == WHOLE
    assert editor.verbs == ["Rename signal signed to contract_signed", "Remove signal contract_signed"]


def test_that_a_signal_is_an_activity_with_all_its_patterns(editor) -> None:
    editor.select(Selection("signal", "signed"))
    form = editor.panel.signal
    form.parts.kinds.line.setFocus()
    QTest.keyClicks(form.parts.kinds.line, "mee")
    QTest.keyClick(form.parts.kinds.line.list, Qt.Key.Key_Tab)
    type_over(form.parts.subject, "(contract", enter=False)
    assert (
        form.fields["subject"]
        .said[0]
        .startswith("Its subject '(contract' is no regular expression (missing )")
    )
    type_over(form.parts.subject, "contract|order")
    click(form.parts.two_way)
    type_over(form.parts.contact_role, "Economic buyer")
    type_over(form.parts.role, "AE")
    choose(form.parts.by, "The buyer")
    assert editor.process.signals[0] == Signal(
        "signed", ("Call", "Meeting"), "contract|order", True, "Economic buyer", "AE", by="buyer"
    )
    type_over(form.parts.subject, "")
    click(form.parts.kinds.chips[0])
    click(form.parts.kinds.chips[0])
    assert form.fields["kinds"].said == ("Name a kind of activity, or a pattern in its subject.",)
    assert editor.process.signals[0].kinds == ("Meeting",)


def test_that_a_signal_becomes_the_change_of_a_field_and_back(editor) -> None:
    editor.select(Selection("signal", "signed"))
    form = editor.panel.signal
    click(form.parts.sort.buttons[1])
    assert editor.verbs == []
    assert form.parts.changed_field.isVisible()
    form.parts.changed_field.offer()
    QTest.keyClick(form.parts.changed_field.list, Qt.Key.Key_Tab)
    type_over(form.parts.becomes, "x")
    assert editor.process.signals[0] == Signal("signed", field="pain", becomes="x")
    click(form.parts.sort.buttons[0])
    assert editor.process.signals[0] == Signal("signed", kinds=("Meeting",))
    assert form.parts.kinds.isVisible()


def test_that_a_signal_is_added(editor) -> None:
    form = editor.panel.process
    click(form.pages.buttons[2])
    click(form.signals.more_button)
    assert editor.process.signals[2] == Signal("meeting", kinds=("Meeting",))
    assert editor.panel.form is editor.panel.signal
    click(editor.panel.signal.back_button)
    assert form.signals.isVisible()


def test_that_a_process_without_sections_is_edited_all_the_same(qtbot) -> None:
    bare = replace(parse_yaml("process: {name: P}\nflow: [A]", "p.yaml"), ends=())
    editor = EditedPanel(bare)
    qtbot.addWidget(editor.panel)
    form = editor.panel.process
    for page in range(4):
        click(form.pages.buttons[page])
        assert form.pages.choice == page
    assert form.rules.nothing.text().startswith("Rules hold beside the flow")
    click(form.pages.buttons[2])
    click(form.signals.more_button)
    assert editor.process.signals == (Signal("meeting", kinds=("Meeting",)),)
    assert editor.panel.signal.seen.text() == "Import a CRM export to see how often the log has it."
