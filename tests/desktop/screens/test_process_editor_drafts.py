"""Drafts on the canvas: edits go to the draft, and are told against the process in force."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.places import PROCESS_EDITOR, WHAT_IF
from models.sales_process import SalesProcess
from tests.desktop.screens.editor_screen import LEFT, Editor


@pytest.fixture
def drafts(project) -> tuple[SalesProcess, ...]:
    """A copy of the process in force, and the process without its last stage."""
    process = project.process
    return replace(process, name="Copy"), replace(process, name="Short", flow=process.flow[:3])


@pytest.fixture
def editor(qtbot, a_window, project, drafts) -> Editor:
    return Editor(qtbot, a_window(replace(project, drafts=drafts)))


def _choose(editor: Editor, row: int) -> None:
    """Choose with the keyboard, as a click on the list is one of the platform's."""
    which = editor.screen.which
    which.setFocus()
    while which.currentIndex() != row:
        QTest.keyClick(which, Qt.Key.Key_Down if which.currentIndex() < row else Qt.Key.Key_Up)
    editor.settle()


def _stages(editor: Editor) -> list[str]:
    return [stage.name for stage in editor.screen.scene.process.stages]


def test_that_without_a_draft_there_is_nothing_to_choose(qtbot, a_window, project):
    editor = Editor(qtbot, a_window(project))
    assert not editor.screen.which.isVisible()
    editor.window.document.edit("A draft", replace(project, drafts=(project.process,)))
    assert editor.screen.which.isVisible()


def test_that_edits_go_to_the_draft_and_the_process_in_force_stays(editor, project, drafts):
    _choose(editor, 1)
    assert editor.screen.verdict.sentence.text() == "Against the process in force: no deal changes sides."
    QTest.mouseClick(editor.view.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, editor.at("Demo"))
    editor.key(Qt.Key.Key_Delete)
    now = editor.window.document.project
    assert [stage.name for stage in now.drafts[0].stages] == ["Qualify", "Discovery", "Proposal"]
    assert now.process is project.process
    assert now.drafts[1] is drafts[1]
    assert editor.screen.verdict.sentence.text() == (
        "Against the process in force: 3\u00a0deals no longer depart from the process, "
        "3\u00a0deals depart that did not."
    )
    assert editor.window.results.view.deviating == 3  # every other screen is about the process in force
    editor.window.document.undo_stack.undo()
    editor.settle()
    assert _stages(editor) == ["Qualify", "Discovery", "Demo", "Proposal"]
    assert editor.screen.verdict.sentence.text() == "Against the process in force: no deal changes sides."
    assert editor.screen.which.currentText() == "Copy"


def test_that_what_is_carried_over_a_draft_is_told_before_it_is_dropped(qtbot, editor):
    _choose(editor, 1)
    editor.carry(editor.at("Demo"), editor.before("Discovery"))
    qtbot.waitUntil(lambda: not editor.screen.live.busy, timeout=20_000)
    assert ", against the process in force: " in editor.screen.verdict.sentence.text()
    editor.key(Qt.Key.Key_Escape)
    assert editor.screen.verdict.sentence.text() == "Against the process in force: no deal changes sides."


def test_that_the_process_in_force_can_be_gone_back_to(editor, project):
    _choose(editor, 2)
    assert _stages(editor) == ["Qualify", "Discovery", "Demo"]
    _choose(editor, 0)
    assert _stages(editor) == ["Qualify", "Discovery", "Demo", "Proposal"]
    assert editor.screen.verdict.sentence.text().endswith("checked against the process.")
    QTest.mouseClick(editor.view.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, editor.at("Demo"))
    editor.key(Qt.Key.Key_Delete)
    assert [stage.name for stage in editor.process.stages] == ["Qualify", "Discovery", "Proposal"]
    assert len(editor.window.document.project.drafts[0].stages) == 4


def test_that_a_draft_that_goes_is_no_longer_edited_and_one_that_stays_is(editor, drafts):
    _choose(editor, 2)
    project = editor.window.document.project
    editor.window.document.edit("Delete Copy", replace(project, drafts=drafts[1:]))
    assert (editor.screen.which.at, editor.screen.which.currentText()) == (0, "Short")
    assert _stages(editor) == ["Qualify", "Discovery", "Demo"]
    editor.window.document.edit("Delete Short", replace(project, drafts=()))
    editor.settle()
    assert _stages(editor) == ["Qualify", "Discovery", "Demo", "Proposal"]
    assert not editor.screen.which.isVisible()


def test_that_a_draft_never_takes_the_name_of_another(editor, drafts):
    _choose(editor, 2)
    changed = editor.screen.which.edited(replace(drafts[1], name="Copy"))
    assert [draft.name for draft in changed.drafts] == ["Copy", "Copy 2"]


def test_that_what_if_leads_to_the_canvas(qtbot, a_window, project, drafts):
    window = a_window(replace(project, drafts=drafts))
    window.go(WHAT_IF)
    qtbot.waitUntil(lambda: window.what_if.is_ready, timeout=20_000)
    window.what_if.drafts.list.setCurrentRow(1)
    qtbot.mouseClick(window.what_if.drafts.canvas, LEFT)
    assert window.sidebar.buttons[PROCESS_EDITOR].isChecked()
    editor = Editor(qtbot, window)
    assert _stages(editor) == ["Qualify", "Discovery", "Demo"]
    assert editor.screen.which.currentText() == "Short"


def test_that_a_draft_is_edited_where_no_process_is_in_force(qtbot, a_window, project, drafts):
    window = a_window(replace(project, process=None, drafts=drafts))
    editor = Editor(qtbot, window)
    assert editor.screen.currentWidget() is editor.screen.start
    window.edit_draft(1)
    editor.settle()
    assert _stages(editor) == ["Qualify", "Discovery", "Demo"]
    assert editor.screen.verdict.sentence.text() == "8\u00a0deals checked against the process."
