"""The screen of what another process would mean, driven with clicks."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from desktop.places import DEAL, WHAT_IF
from desktop.screens.what_if.comparison import DEALS
from mining.process.compile import to_net
from models.petri_net import PetriNet, Transition
from models.project import Project
from models.repair import EditKind, ProcessEdit
from models.sales_process import SalesProcess, Stage

LEFT = Qt.MouseButton.LeftButton
TWICE = PetriNet(
    "Twice",
    ("p", "q", "r"),
    (Transition("a", "Demo", (("p", 1),), (("q", 1),)), Transition("b", "Demo", (("q", 1),), (("r", 1),))),
    {"p": 1},
    {"r": 1},
)
"""A net with the same label at two places, which stages cannot tell."""


@pytest.fixture
def window(qtbot, a_window, project):
    opened = a_window(project)
    opened.go(WHAT_IF)
    _settled(qtbot, opened)
    return opened


def _settled(qtbot, window):
    qtbot.waitUntil(lambda: not window.results.busy and window.what_if.is_ready, timeout=20_000)


def _drafts(window):
    return [draft.name for draft in window.document.project.drafts]


def _trigger(chip, name):
    next(action for action in chip.entries.actions() if action.text() == name).trigger()


def test_that_it_says_what_to_do_while_there_is_no_draft(window):
    screen = window.what_if
    assert screen.pages.currentWidget() is screen.no_draft
    assert screen.take_away(True) is None
    assert not screen.drafts.adopt.isEnabled()


def test_that_a_suggestion_is_a_card_to_try(qtbot, window):
    screen = window.what_if
    (card,) = screen.suggestions.cards
    assert card.accessibleName() == "Make Demo optional"
    assert card.words.text() == (
        "3\u00a0won deals more follow the process (3\u00a0deals in all); 1 more allowed path (1\u00a0→ 2)."
    )
    qtbot.mouseClick(card.try_button, LEFT)
    _settled(qtbot, window)
    assert _drafts(window) == ["Draft of Small"]
    assert screen.pages.currentWidget() is screen.comparison
    now, draft = screen.comparison.standings.cards
    assert now.counts.text().startswith("4 follow it  ·  3 depart from it")
    assert draft.counts.text().startswith("7 follow it  ·  0 depart from it")
    assert screen.comparison.sides.text() == "3\u00a0deals no longer depart from the process."
    assert "Every won deal follows" in screen.suggestions.line.text()
    assert window.document.undo_stack.undoText() == "Make Demo optional"
    window.document.undo_stack.undo()
    assert _drafts(window) == []
    assert screen.pages.currentWidget() is screen.no_draft


def test_that_a_suggestion_is_never_cut(window):
    QApplication.processEvents()
    (card,) = window.what_if.suggestions.cards
    assert card.height() == card.heightForWidth(card.width())
    assert card.rect().contains(card.try_button.geometry())
    assert card.words.height() >= card.words.heightForWidth(card.words.width())


def test_that_deals_that_change_sides_are_listed_and_lead_to_the_deal(qtbot, window):
    screen = window.what_if
    screen.try_edit(ProcessEdit(EditKind.OPTIONAL, "Demo"))
    _settled(qtbot, window)
    qtbot.mouseClick(screen.comparison.parts.buttons[DEALS], LEFT)
    assert screen.comparison.which.buttons[0].text() == "Begin to follow (3)"
    assert sorted(screen.comparison.shown_cases.tolist()) == [3, 4, 5]
    qtbot.mouseClick(screen.comparison.which.buttons[1], LEFT)
    assert not len(screen.comparison.shown_cases)
    screen.comparison.deals.deal_chosen.emit(4)
    assert window.sidebar.buttons[DEAL].isChecked()


def test_that_quick_edits_change_the_draft(qtbot, window):
    screen = window.what_if
    _trigger(screen.quick.optional, "Make Discovery optional")
    _trigger(screen.quick.swap, "Swap Demo and Proposal")
    _settled(qtbot, window)
    (draft,) = window.document.project.drafts
    assert [stage.name for stage in draft.stages] == ["Qualify", "Discovery", "Proposal", "Demo"]
    assert draft.stages[1].optional is True
    assert window.document.project.process.stages[1].optional is False
    assert "Discovery: optional" in screen.comparison.outlines.accessibleDescription()


def test_that_a_stage_is_added_with_a_dialog_and_asked_of_the_teams(qtbot, window):
    screen = window.what_if
    qtbot.mouseClick(screen.quick.add, LEFT)
    question = screen.question
    qtbot.mouseClick(question.do_button, LEFT)
    assert question.problem.text() == "A stage needs a name; write one."
    qtbot.keyClicks(question.name, "Legal review")
    question.after.setCurrentText("Proposal")
    qtbot.mouseClick(question.do_button, LEFT)
    _settled(qtbot, window)
    (draft,) = window.document.project.drafts
    assert draft.stages[-1] == Stage("Legal review", ("Legal review",))
    table = screen.comparison.demands.table
    rows = [[column.text(row) for column in table.columns] for row in range(table.rowCount())]
    assert [row[:1] + row[2:6] for row in rows] == [
        ["Legal review", "North", "4", "0", "4"],
        ["Legal review", "South", "4", "0", "2"],
        ["Demo", "North", "4", "1", "1"],
        ["Demo", "South", "4", "2", "2"],
    ]


def test_that_drafts_are_copied_renamed_duplicated_and_deleted(qtbot, window):
    screen = window.what_if
    qtbot.mouseClick(screen.no_draft.buttons[0], LEFT)
    _trigger(screen.drafts.more, "Rename")
    editor = screen.drafts.list.findChild(QLineEdit)
    editor.selectAll()
    qtbot.keyClicks(editor, "Lean")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: _drafts(window) == ["Lean"])
    _trigger(screen.drafts.more, "Duplicate")
    assert (_drafts(window), screen.drafts.current) == (["Lean", "Lean 2"], 1)
    screen.drafts.list.item(1).setText("lean")
    qtbot.waitUntil(screen.problem.isVisible)
    assert _drafts(window) == ["Lean", "Lean 2"]
    assert screen.problem.text() == "Another draft is called lean; write a name of its own."
    assert screen.drafts.list.item(1).text() == "Lean 2"
    qtbot.keyClick(screen.drafts.list, Qt.Key.Key_Delete)
    assert (_drafts(window), screen.drafts.current) == (["Lean"], 0)


def test_that_a_draft_is_adopted_and_the_old_version_is_kept(qtbot, window):
    screen = window.what_if
    screen.try_edit(ProcessEdit(EditKind.OPTIONAL, "Demo"))
    qtbot.mouseClick(screen.drafts.adopt, LEFT)
    question = screen.question
    question.begins.setText("tomorrow")
    qtbot.mouseClick(question.do_button, LEFT)
    assert "write it as 2026-03-01" in question.problem.text()
    question.begins.setText("2026-03-01")
    assert question.keep.isChecked()
    qtbot.mouseClick(question.do_button, LEFT)
    _settled(qtbot, window)
    project = window.document.project
    assert project.drafts == ()
    assert (project.process.name, project.process.valid_from) == ("Draft of Small", date(2026, 3, 1))
    assert [(old.name, old.valid_until) for old in project.earlier] == [("Small", date(2026, 2, 28))]
    assert screen.versions.list.count() == 2
    window.document.undo_stack.undo()
    assert (window.document.project.process.name, window.document.project.earlier) == ("Small", ())


def test_that_the_days_of_versions_can_be_changed(qtbot, window):
    screen = window.what_if
    project = window.document.project
    old = replace(project.process, version="0", valid_until=date(2025, 12, 31))
    now = replace(project.process, valid_from=date(2026, 1, 1))
    window.document.edit("Versions", replace(project, process=now, earlier=(old,)))
    qtbot.mouseClick(screen.panels.buttons[1], LEFT)
    screen.versions.list.setCurrentRow(0)
    _write(qtbot, screen.versions.ends, "2026-01-15")
    assert "still be in force" in screen.versions.problem.text()
    _write(qtbot, screen.versions.ends, "soon")
    assert "The last day is no day" in screen.versions.problem.text()
    _write(qtbot, screen.versions.ends, "2025-11-30")
    assert window.document.project.earlier[0].valid_until == date(2025, 11, 30)
    qtbot.mouseClick(screen.versions.draft_button, LEFT)
    assert _drafts(window) == ["Small 0"]
    qtbot.mouseClick(screen.versions.delete_button, LEFT)
    assert window.document.project.earlier == ()
    assert not screen.versions.delete_button.isEnabled()


def _write(qtbot, edit, words):
    edit.setFocus()
    edit.selectAll()
    qtbot.keyClicks(edit, words)
    qtbot.keyClick(edit, Qt.Key.Key_Return)


def test_that_it_follows_the_filter_and_edits_made_elsewhere(qtbot, window):
    screen = window.what_if
    screen.try_edit(ProcessEdit(EditKind.OPTIONAL, "Demo"))
    _settled(qtbot, window)
    window.filter_edits.by_filter(replace(window.document.project.filter, teams=frozenset({"South"})))
    _settled(qtbot, window)
    assert screen.comparison.sides.text() == "2\u00a0deals no longer depart from the process."
    project = window.document.project
    window.document.edit("Edit the draft", replace(project, drafts=(project.process,)))
    _settled(qtbot, window)
    assert screen.comparison.sides.text() == "No deal changes sides."


def test_that_a_draft_that_cannot_be_checked_says_why(qtbot, window):
    screen = window.what_if
    broken = SalesProcess("Broken", (Stage("A", ("A",)), Stage("B", ("B",), back_to=("B",))))
    project = window.document.project
    window.document.edit("A draft", replace(project, drafts=(broken,)))
    _settled(qtbot, window)
    assert "stage B goes back to itself" in screen.problem.text()
    assert screen.pages.currentWidget() is screen.not_checked
    assert screen.take_away(True) is None
    window.document.undo_stack.undo()
    _settled(qtbot, window)
    assert not screen.problem.isVisible()
    assert screen.pages.currentWidget() is screen.no_draft


def test_that_a_stage_that_no_deal_ever_entered_is_noted(qtbot, window):
    screen = window.what_if
    screen.try_edit(ProcessEdit(EditKind.ADD_REQUIRED, "Legal review", "Demo", labels=("Legal",)))
    _settled(qtbot, window)
    assert "No deal ever reached 'Legal review'" in screen.comparison.notes.text()


def test_that_without_a_process_it_says_so(qtbot, a_window, project):
    window = a_window(replace(project, process=None))
    window.go(WHAT_IF)
    _settled(qtbot, window)
    assert window.what_if.pages.currentWidget() is window.what_if.no_process
    empty = a_window(Project("Empty"))
    assert not empty.sidebar.buttons[WHAT_IF].isEnabled()


def test_that_a_net_in_force_is_copied_as_stages(qtbot, a_window, project):
    net = replace(to_net(project.process, {}), name="Imported")
    window = a_window(replace(project, process=net))
    window.go(WHAT_IF)
    _settled(qtbot, window)
    qtbot.mouseClick(window.what_if.no_draft.buttons[0], LEFT)
    _settled(qtbot, window)
    (draft,) = window.document.project.drafts
    assert (draft.name, [stage.name for stage in draft.stages]) == (
        "Draft of Imported",
        ["Qualify", "Discovery", "Demo", "Proposal"],
    )
    assert window.document.project.process is net
    assert window.what_if.comparison.sides.text() == "No deal changes sides."


def test_that_a_net_that_stages_cannot_tell_is_no_draft_and_why(qtbot, window):
    window.what_if.take("Start from twice.pnml", TWICE)
    _settled(qtbot, window)
    assert window.what_if.problem.isVisible()
    assert window.what_if.problem.text().startswith("Twice cannot be edited as stages: ")
    assert _drafts(window) == []


def test_that_now_goes_by_versions_and_the_draft_is_asked_of_all_deals(qtbot, window):
    screen = window.what_if
    project = window.document.project
    old = replace(
        project.process, version="0", flow=(*project.process.flow[:2], project.process.flow[3])
    )  # knows no demo
    old = replace(old, valid_until=date(2199, 12, 31))
    now = replace(project.process, valid_from=date(2200, 1, 1))
    window.document.edit("Versions", replace(project, process=now, earlier=(old,), drafts=(project.process,)))
    _settled(qtbot, window)
    cards = screen.comparison.standings.cards
    assert cards[0].counts.text().startswith("4 follow it  ·  3 depart from it")
    assert cards[1].counts.text().startswith("4 follow it  ·  3 depart from it")
    assert screen.comparison.sides.text() == (
        "3\u00a0deals no longer depart from the process, 3\u00a0deals depart that did not."
    )
    assert screen.subtitle.text().endswith(
        "Now, every deal is checked against the version in force when it was worked; Small (1) is asked of all of them."
    )


def test_that_both_sides_can_be_taken_away(qtbot, window, project):
    screen = window.what_if
    screen.try_edit(ProcessEdit(EditKind.OPTIONAL, "Demo"))
    _settled(qtbot, window)
    taken = screen.take_away(False)
    assert [table.title for table in taken.tables] == [
        "Now and draft",
        "What it asks of each team",
        "Deviations",
        "Deals that begin to follow",
    ]
    assert taken.picture.size.height() > 300
    owners = taken.tables[-1].columns[2].values
    assert not {"Ann", "Bob"} & set(owners)
