"""The process editor driven with real clicks and drags: what is drawn is what a file would say."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from mining.number_format import NBSP, percent
from mining.process.yaml_format import parse_yaml, to_yaml
from models.deviation import DeviationKey, DeviationType
from models.sales_process import Parallel, SalesProcess
from tests.desktop.screens.editor_screen import LEFT, Editor


@pytest.fixture
def editor(qtbot, a_window, project) -> Editor:
    return Editor(qtbot, a_window(project))


@pytest.fixture
def empty(qtbot, a_window, project) -> Editor:
    """The editor after a click on "Draw it"."""
    window = a_window(replace(project, process=None))
    editor = Editor(qtbot, window)
    QTest.mouseClick(editor.screen.start.buttons[0], LEFT)
    editor.settle()
    return editor


def said(label) -> str:
    """What a label says, with plain spaces."""
    return label.text().replace(NBSP, " ")


def names(process: SalesProcess) -> list[str]:
    return [stage.name for stage in process.stages]


DRAWN = """
process: {name: Sales process}
flow:
  - {stage: Discovery, crm: [Discovery]}
  - parallel:
      - {stage: Demo, crm: [Demo]}
      - {stage: Proposal, crm: [Proposal]}
  - {stage: New stage, crm: [New stage], back_to: [Discovery]}
end:
  won: {crm: [Closed Won, Won]}
  lost: {crm: [Closed Lost, Lost], from: [Discovery]}
"""


def test_that_a_process_drawn_with_the_mouse_alone_is_what_a_file_says(empty):
    canvas = empty.view.viewport().rect().center()
    empty.drag_chip("Demo", canvas)
    empty.drag_chip("Discovery", empty.behind("Demo"))
    empty.drag(empty.at("Discovery"), empty.before("Demo"))
    assert names(empty.process) == ["Discovery", "Demo"]
    empty.drag_chip("", empty.behind("Demo"))
    empty.drag_chip("Proposal", empty.under("Demo"))
    empty.drag_handle("New stage", "back", empty.at("Discovery"))
    empty.drag_handle("Discovery", "end", empty.end("lost"))
    assert empty.process == parse_yaml(DRAWN, "drawn.yaml")
    assert parse_yaml(to_yaml(empty.process), "saved.yaml") == empty.process


def test_that_an_empty_canvas_says_what_to_do_and_offers_every_step_of_the_deals(empty):
    assert empty.screen.verdict.sentence.text() == "The process has no stage yet."
    assert empty.screen.verdict.changes.text().startswith("Drag one of the steps above onto the canvas")
    offered = {chip.step.label: chip.step.deals for chip in empty.screen.chips.chips}
    assert offered == {"Qualify": 8, "Discovery": 7, "Proposal": 6, "Demo": 3}


def test_that_what_was_drawn_is_checked_against_the_deals(empty):
    empty.drag_chip("Qualify", empty.view.viewport().rect().center())
    assert empty.window.results.analysis.conformance.stages == ("Qualify",)
    assert empty.screen.verdict.follow.value.text() != ""


def test_that_a_stage_is_dragged_along_the_line_and_back_by_one_undo(editor):
    before = editor.process
    editor.drag(editor.at("Discovery"), editor.behind("Proposal"))
    assert names(editor.process) == ["Qualify", "Demo", "Proposal", "Discovery"]
    assert editor.window.document.undo_stack.undoText() == "Move Discovery"
    editor.window.document.undo_stack.undo()
    assert editor.process is before


def test_that_while_it_is_dragged_the_verdict_is_shown_and_nothing_is_edited(editor):
    before = editor.process
    editor.carry(editor.at("Demo"), editor.before("Qualify"))
    editor.settle()
    assert editor.process is before
    assert editor.view.flow.flow.drawing.slot is not None
    assert editor.screen.verdict.deviate.value.text() == "8"
    assert editor.screen.verdict.deviate.difference.text() == "+5"
    assert said(editor.screen.verdict.sentence) == "Move Demo: 5 deals depart from the process that did not."
    QTest.keyClick(editor.view, Qt.Key.Key_Escape)
    assert editor.screen.verdict.deviate.value.text() == "3"
    editor.move(editor.before("Qualify"))
    assert not editor.view.is_carrying
    editor.release(editor.before("Qualify"))
    assert editor.process is before


def test_that_a_drop_takes_over_the_check_made_while_dragging(editor):
    editor.carry(editor.at("Demo"), editor.before("Discovery"))
    editor.settle()
    live = editor.screen.judging._live
    editor.release(editor.before("Discovery"))
    assert editor.window.results.checked is live.checked
    assert editor.screen.verdict.deviate.difference.text() != ""


def test_that_escape_ends_the_drag_of_a_chip_however_the_mouse_moves_on(empty):
    before, chip = empty.process, empty.chip("Demo")
    QTest.mousePress(chip, LEFT, Qt.KeyboardModifier.NoModifier, chip.rect().center())
    middle = empty.view.viewport().rect().center()
    empty.move(middle, over=chip)
    assert empty.view.is_carrying
    QTest.keyClick(empty.view, Qt.Key.Key_Escape)
    empty.move(middle + QPoint(5, 5), over=chip)
    assert not empty.view.is_carrying
    QTest.mouseRelease(chip, LEFT, Qt.KeyboardModifier.NoModifier, QPoint(0, 300))
    assert empty.process is before


def test_that_an_undo_in_the_middle_of_a_drag_ends_the_drag(editor):
    editor.drag(editor.at("Demo"), editor.before("Qualify"))
    editor.carry(editor.at("Proposal"), editor.before("Qualify"))
    editor.window.document.undo_stack.undo()
    assert not editor.view.is_carrying
    editor.release(editor.before("Qualify"))
    assert names(editor.process) == ["Qualify", "Discovery", "Demo", "Proposal"]


def test_that_a_drop_outside_of_the_canvas_changes_nothing(editor):
    before = editor.process
    editor.drag(editor.at("Demo"), QPoint(30, -60))
    assert editor.process is before
    assert not editor.view.is_carrying


def test_that_a_stage_dropped_under_another_is_worked_side_by_side(editor):
    editor.drag(editor.at("Demo"), editor.under("Proposal"))
    block = editor.process.flow[2]
    assert isinstance(block, Parallel)
    assert [branch[0].name for branch in block.branches] == ["Proposal", "Demo"]
    editor.drag(editor.at("Demo"), editor.before("Qualify"))
    assert names(editor.process) == ["Demo", "Qualify", "Discovery", "Proposal"]
    assert not any(isinstance(step, Parallel) for step in editor.process.flow)


def test_that_a_dropped_stage_is_selected_where_it_is(editor):
    editor.drag(editor.at("Demo"), editor.before("Qualify"))
    assert editor.view.flow.selection.name == "Demo"
    assert editor.view.flow.selection.place.path == (0,)


def test_that_a_double_click_renames_in_place_and_the_label_stays(editor):
    QTest.mouseDClick(editor.view.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, editor.at("Demo"))
    assert editor.view.name_edit.isVisible()
    QTest.keyClicks(editor.view.name_edit, "Product demo")
    QTest.keyClick(editor.view.name_edit, Qt.Key.Key_Return)
    editor.settle()
    assert names(editor.process) == ["Qualify", "Discovery", "Product demo", "Proposal"]
    assert editor.process.stages[2].labels == ("Demo",)
    assert editor.window.results.view.deviating == 3


def test_that_escape_leaves_the_name_as_it_was(editor):
    before = editor.process
    editor.view.select(editor.view.flow.selection.__class__("stage", "Demo"))
    editor.key(Qt.Key.Key_F2)
    QTest.keyClicks(editor.view.name_edit, "Nothing")
    QTest.keyClick(editor.view.name_edit, Qt.Key.Key_Escape)
    assert editor.process is before
    assert not editor.view.name_edit.isVisible()


def test_that_a_name_that_another_stage_has_is_refused_in_a_sentence(editor):
    before = editor.process
    QTest.mouseDClick(editor.view.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, editor.at("Demo"))
    QTest.keyClicks(editor.view.name_edit, "Proposal")
    QTest.keyClick(editor.view.name_edit, Qt.Key.Key_Return)
    assert editor.process is before
    assert editor.screen.verdict.note.text() == (
        "Demo keeps its name: Two stages are called Proposal; give each a name of its own."
    )


def test_that_an_unfinished_process_is_shown_with_its_problem_and_not_checked(editor):
    twice = replace(editor.process, flow=(*editor.process.flow, editor.process.flow[0]))
    editor.window.document.edit("Copy", replace(editor.window.document.project, process=twice))
    editor.settle()
    assert len(editor.view.flow.cards) == 5
    assert (
        said(editor.screen.verdict.sentence) == "Two stages are called Qualify; give each a name of its own."
    )
    assert editor.view.flow.cards["Qualify"].facts.problems["Qualify"]
    assert editor.window.results.analysis.conformance.stages == ("Qualify", "Discovery", "Demo", "Proposal")
    editor.window.document.undo_stack.undo()
    editor.settle()
    assert editor.screen.verdict.deviate.value.text() == "3"


def test_that_a_way_back_that_a_move_drops_is_said(editor):
    editor.drag_handle("Proposal", "back", editor.at("Discovery"))
    assert editor.process.stages[3].back_to == ("Discovery",)
    editor.drag(editor.at("Proposal"), editor.before("Qualify"))
    assert editor.process.stages[0].back_to == ()
    assert editor.screen.verdict.note.text() == (
        "The way back from Proposal to Discovery is gone: Discovery comes later now. Undo brings it back."
    )
    editor.window.document.undo_stack.undo()
    editor.settle()
    assert editor.process.stages[3].back_to == ("Discovery",)
    assert editor.screen.verdict.note.text() == ""


def test_that_a_way_back_cannot_be_led_to_a_later_stage(editor):
    before = editor.process
    editor.drag_handle("Discovery", "back", editor.at("Proposal"))
    assert editor.process is before


def test_that_a_chip_that_is_pressed_adds_its_stage_behind_what_is_selected(editor):
    editor.window.document.edit("Shorten", replace(
        editor.window.document.project, process=replace(editor.process, flow=editor.process.flow[:2])
    ))  # fmt: skip
    editor.settle()
    QTest.mouseClick(editor.view.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, editor.at("Qualify"))
    assert [chip.step.label for chip in editor.screen.chips.chips] == ["Proposal", "Demo"]
    assert [chip.step.deals for chip in editor.screen.chips.chips] == [6, 3]
    QTest.mouseClick(editor.chip("Demo"), LEFT)
    editor.settle()
    assert names(editor.process) == ["Qualify", "Demo", "Discovery"]
    assert [chip.step.label for chip in editor.screen.chips.chips] == ["Proposal"]


def test_that_a_press_on_the_canvas_without_moving_only_selects(editor):
    before = editor.process
    QTest.mouseClick(editor.view.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, editor.at("Demo"))
    assert editor.view.flow.selection.name == "Demo"
    assert editor.process is before
    QTest.mouseClick(editor.view.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, QPoint(5, 5))
    assert editor.view.flow.selection.kind == "process"


def test_that_the_cards_say_how_many_deals_pass_and_skip(editor):
    facts = editor.view.flow.cards["Demo"].facts
    assert (facts.deals, facts.reached["Demo"], facts.skipped["Demo"]) == (8, 3, 3)
    row = next(row for row in editor.window.results.view.rows if row.key.stage == "Demo")
    assert (row.cases, row.eligible) == (3, facts.passed["Demo"])  # the share is that of the deviations
    assert facts.skipped_words("Demo") == f"{percent(row.rate)} skip"


def test_that_the_menu_offers_every_edit_and_makes_it(editor):
    editor.view.select(editor.view.flow.selection.__class__("stage", "Demo"))
    editor.view.open_menu(QPoint(0, 0))
    actions = {action.text().split("\t")[0]: action for action in editor.view.menu.actions()}
    assert {"Rename", "Copy", "Optional", "Remove", "Move on"} <= set(actions)
    actions["Optional"].trigger()
    editor.view.menu.close()
    editor.settle()
    assert editor.process.stages[2].optional is True
    assert editor.window.results.view.deviating == 0


def test_that_a_skip_that_becomes_allowed_is_told_by_team(editor):
    editor.view.select(editor.view.flow.selection.__class__("stage", "Demo"))
    editor.key(Qt.Key.Key_O)
    panel = editor.screen.verdict
    assert said(panel.sentence) == "3 deals no longer depart from the process."
    assert said(panel.changes) == "South +2, North +1   ·   skipped Demo 3 → 0"
    assert DeviationKey(DeviationType.SKIPPED, "Demo") not in {
        row.key for row in editor.window.results.view.rows
    }


def test_that_the_view_can_be_taken_away_as_a_picture_and_tables(editor):
    taken = editor.screen.take_away(False)
    assert taken.title == "Small"
    assert taken.picture.size.width() > 500
    stages, ends = taken.tables
    assert stages.columns[0].values == ["Qualify", "Discovery", "Demo", "Proposal"]
    assert ends.columns[2].values == ["any stage", "any stage"]


def test_that_in_a_narrow_window_the_canvas_has_the_room_until_details_are_asked_for(editor):
    editor.window.resize(1400, 900)
    editor.settle()
    assert editor.screen.details.isVisible()
    editor.window.resize(1000, 700)
    editor.settle()
    assert not editor.screen.details.isVisible()
    editor.screen.details_button.click()
    editor.window.resize(1010, 700)
    editor.settle()
    assert editor.screen.details.isVisible()


def test_that_the_strip_counts_the_deals_as_the_overview_does(editor):
    view, panel = editor.window.results.view, editor.screen.verdict
    said = [number.value.text() for number in (panel.follow, panel.deviate, panel.pending)]
    assert said == [str(view.conforming), str(view.deviating), str(view.pending)]
