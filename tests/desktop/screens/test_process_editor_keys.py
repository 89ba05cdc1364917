"""Everything that the mouse can do on the canvas can be done with keys, and what is selected is said in words."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from models.sales_process import Parallel
from tests.desktop.screens.editor_screen import Editor

Key, Alt = Qt.Key, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def editor(qtbot, a_window, project) -> Editor:
    made = Editor(qtbot, a_window(project))
    made.key(Key.Key_Right)
    return made


def names(editor: Editor) -> list[str]:
    return [stage.name for stage in editor.process.stages]


def selected(editor: Editor) -> str:
    return editor.view.flow.selection.name


def test_that_arrows_move_the_selection_along_the_line_and_to_the_ends(editor):
    assert selected(editor) == "Qualify"
    editor.key(Key.Key_Right)
    assert selected(editor) == "Discovery"
    editor.key(Key.Key_Left)
    assert selected(editor) == "Qualify"
    for _ in range(4):
        editor.key(Key.Key_Right)
    assert selected(editor) == "won"
    editor.key(Key.Key_Down)
    assert selected(editor) == "lost"
    editor.key(Key.Key_Escape)
    assert editor.view.flow.selection.kind == "process"


def test_that_the_canvas_says_what_is_selected(editor):
    editor.key(Key.Key_Right)
    editor.key(Key.Key_Right)
    words = editor.view.accessibleDescription()
    assert words.startswith("Demo, stage 3 of 4")
    assert "skip" in words
    editor.key(Key.Key_Escape)
    assert editor.view.accessibleDescription().startswith("Arrow keys go from stage to stage")


def test_that_alt_and_an_arrow_move_the_stage_which_stays_selected(editor):
    editor.key(Key.Key_Right, Alt)
    assert names(editor) == ["Discovery", "Qualify", "Demo", "Proposal"]
    assert selected(editor) == "Qualify"
    editor.key(Key.Key_Left, Alt)
    assert names(editor) == ["Qualify", "Discovery", "Demo", "Proposal"]


def test_that_insert_adds_a_stage_and_writes_its_name_at_once(editor):
    editor.key(Key.Key_Insert)
    assert editor.view.name_edit.isVisible()
    QTest.keyClicks(editor.view.name_edit, "Budget check")
    QTest.keyClick(editor.view.name_edit, Key.Key_Return)
    editor.settle()
    assert names(editor) == ["Qualify", "Budget check", "Discovery", "Demo", "Proposal"]
    assert editor.process.stages[1].labels == ("Budget check",)
    assert editor.window.document.undo_stack.count() == 2


def test_that_delete_removes_and_one_undo_brings_it_back(editor):
    editor.key(Key.Key_Delete)
    assert names(editor) == ["Discovery", "Demo", "Proposal"]
    editor.window.document.undo_stack.undo()
    assert names(editor) == ["Qualify", "Discovery", "Demo", "Proposal"]


def test_that_o_makes_a_stage_optional_and_obligatory_again(editor):
    editor.key(Key.Key_O)
    assert editor.process.stages[0].optional is True
    editor.key(Key.Key_O)
    assert editor.process.stages[0].optional is False


def test_that_p_puts_a_stage_beside_its_neighbour_and_takes_it_out_again(editor):
    editor.key(Key.Key_Right)
    editor.key(Key.Key_P)
    assert isinstance(editor.process.flow[0], Parallel)
    assert selected(editor) == "Discovery"
    editor.key(Key.Key_Up)
    assert selected(editor) == "Qualify"
    editor.key(Key.Key_Down, Alt)
    assert names(editor) == ["Discovery", "Qualify", "Demo", "Proposal"]
    assert not any(isinstance(step, Parallel) for step in editor.process.flow)


def test_that_l_offers_the_earlier_stages_as_ways_back(editor):
    for _ in range(2):
        editor.key(Key.Key_Right)
    editor.key(Key.Key_L)
    actions = editor.view.menu.actions()
    assert [action.text() for action in actions] == ["Qualify", "Discovery"]
    actions[1].trigger()
    editor.view.menu.close()
    editor.settle()
    assert editor.process.stages[2].back_to == ("Discovery",)


def test_that_e_lets_deals_end_from_a_stage(editor):
    editor.key(Key.Key_E)
    editor.view.menu.actions()[0].trigger()
    editor.view.menu.close()
    editor.settle()
    assert editor.process.end("lost").sources == ("Qualify",)
    assert editor.screen.verdict.note.text().startswith("Lost came from any stage; it now comes from Qualify")


def test_that_r_lets_a_stage_repeat(editor):
    editor.key(Key.Key_R)
    editor.view.menu.actions()[-1].trigger()
    editor.view.menu.close()
    editor.settle()
    assert editor.process.stages[0].repeat is None


def test_that_control_d_copies_a_stage(editor):
    editor.key(Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert names(editor) == ["Qualify", "Qualify 2", "Discovery", "Demo", "Proposal"]


def test_that_enter_goes_to_the_details_of_what_is_selected(editor):
    editor.screen.details_button.setChecked(False)
    assert not editor.screen.details.isVisible()
    editor.key(Key.Key_Return)
    assert editor.screen.details.isVisible()


def test_that_plus_and_minus_zoom_and_f_fits(editor):
    before = editor.view.zoom
    editor.key(Key.Key_Minus)
    assert editor.view.zoom < before
    editor.key(Key.Key_Plus)
    assert editor.view.zoom == pytest.approx(before)
    editor.key(Key.Key_Minus)
    editor.key(Key.Key_F)
    assert editor.view.zoom == pytest.approx(before)


def test_that_keys_do_nothing_where_nothing_is_selected(editor):
    editor.key(Key.Key_Escape)
    before = editor.process
    for key in (Key.Key_O, Key.Key_P, Key.Key_Delete, Key.Key_F2):
        editor.key(key)
    assert editor.process is before
