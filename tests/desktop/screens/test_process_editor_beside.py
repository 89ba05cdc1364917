"""What stands beside the canvas: the list of the same process, and the details of what is selected."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QTreeWidgetItem

from desktop.screens.process_editor.selection import Selection
from models.sales_process import Parallel
from tests.desktop.screens.editor_screen import LEFT, Editor

NONE, ALT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def editor(qtbot, a_window, project) -> Editor:
    first, second, *rest = project.process.flow
    process = replace(project.process, flow=(Parallel(((first,), (second,))), *rest))
    return Editor(qtbot, a_window(replace(project, process=process)))


@pytest.fixture
def listed(editor) -> Editor:
    QTest.mouseClick(editor.screen.list_button, LEFT)
    editor.settle()
    return editor


def rows(above: QTreeWidgetItem) -> list:
    """The names of the rows, each with those below it."""
    found = []
    for at in range(above.childCount()):
        row = above.child(at)
        found.append((row.text(0), rows(row)) if row.childCount() else row.text(0))
    return found


def names(editor: Editor) -> list[str]:
    return [stage.name for stage in editor.process.stages]


def test_that_the_list_says_what_the_drawing_shows(listed):
    outline = listed.screen.outline
    assert outline.isVisible()
    branches = [("Branch", ["Qualify"]), ("Branch", ["Discovery"])]
    assert rows(outline.invisibleRootItem()) == [
        ("Side by side", branches),
        "Demo",
        "Proposal",
        "Won",
        "Lost",
    ]
    assert outline.topLevelItem(1).text(1).startswith("stage 3 of 4")
    assert (
        outline.topLevelItem(1).data(0, Qt.ItemDataRole.AccessibleTextRole).startswith("Demo, stage 3 of 4")
    )


def test_that_rows_are_gone_through_and_edited_with_the_keys_of_the_canvas(listed):
    outline = listed.screen.outline
    outline.setCurrentItem(outline.topLevelItem(1))
    assert listed.view.flow.selection.name == "Demo"
    QTest.keyClick(outline, Qt.Key.Key_Right, ALT)
    listed.settle()
    assert names(listed) == ["Qualify", "Discovery", "Proposal", "Demo"]
    assert outline.currentItem().text(0) == "Demo"
    QTest.keyClick(outline, Qt.Key.Key_Up)
    assert listed.view.flow.selection.name == "Proposal"
    QTest.keyClick(outline, Qt.Key.Key_O)
    listed.settle()
    assert listed.process.stages[2].optional is True
    QTest.keyClick(outline, Qt.Key.Key_Delete)
    listed.settle()
    assert names(listed) == ["Qualify", "Discovery", "Demo"]


def test_that_a_stage_is_renamed_in_the_list(listed):
    outline = listed.screen.outline
    outline.setCurrentItem(outline.topLevelItem(1))
    QTest.keyClick(outline, Qt.Key.Key_F2)
    written = outline.findChild(QLineEdit)
    written.setText("Product demo")
    QTest.keyClick(written, Qt.Key.Key_Return)
    listed.settle()
    assert names(listed)[2] == "Product demo"
    assert outline.topLevelItem(1).text(0) == "Product demo"


def test_that_a_name_that_is_taken_leaves_the_row_as_it_was(listed):
    outline = listed.screen.outline
    outline.setCurrentItem(outline.topLevelItem(1))
    QTest.keyClick(outline, Qt.Key.Key_F2)
    written = outline.findChild(QLineEdit)
    written.setText("Proposal")
    QTest.keyClick(written, Qt.Key.Key_Return)
    listed.settle()
    assert names(listed)[2] == "Demo"
    assert outline.topLevelItem(1).text(0) == "Demo"


def test_that_what_is_clicked_on_the_canvas_has_its_details_beside_it(editor):
    QTest.mouseClick(editor.view.viewport(), LEFT, NONE, editor.at("Demo"))
    assert editor.screen.details.form is editor.screen.details.stage
    assert editor.screen.details.heading.text() == "Stage 3 of 4"
    QTest.mouseClick(editor.view.viewport(), LEFT, NONE, editor.end("lost"))
    assert editor.screen.details.form is editor.screen.details.end


def test_that_an_edit_in_the_details_is_one_step_and_drawn_at_once(editor):
    editor.view.select(Selection("stage", "Demo"))
    edited = replace(editor.process, name="Renamed")
    editor.screen.details.edited.emit("Rename the process", edited)
    editor.settle()
    assert editor.process.name == "Renamed"
    assert editor.window.document.undo_stack.undoText() == "Rename the process"
    assert editor.view.flow.selection.name == "Demo"
    assert editor.view.flow.process is editor.process


def test_that_the_details_can_be_hidden(editor):
    before = editor.view.width()
    QTest.mouseClick(editor.screen.details_button, LEFT)
    editor.settle()
    assert not editor.screen.details.isVisible()
    assert editor.view.width() > before
    assert editor.screen.details_button.text() == "Show details"
