"""The dialog of what a process can start from."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from desktop.opening import PROCESS_FILES, PROCESS_SUFFIXES
from desktop.places import OVERVIEW, WHAT_IF
from desktop.start_from.spine_picture import dots_of
from mining.process.compile import to_net
from mining.process.pnml_writer import write_pnml
from models.sales_process import Branch, Choice, Parallel, SalesProcess, Stage

LEFT = Qt.MouseButton.LeftButton
A, B, C, D = (Stage(name, (name,)) for name in "ABCD")


@pytest.fixture
def window(a_window, project):
    return a_window(replace(project, process=None))


@pytest.fixture
def dialog(qtbot, window):
    window.actions_.start_process.trigger()
    found = window.starting.dialog
    qtbot.waitUntil(lambda: found.is_ready, timeout=20_000)
    return found


def test_that_drafts_come_with_the_share_they_cover(qtbot, window, dialog):
    (one,) = dialog.drafts
    assert one.accessibleName() == "Simple"
    assert (
        "6 of 6\u00a0won deals follow it (100\u00a0%), 7 of 7\u00a0closed deals"
        in one.accessibleDescription()
    )
    qtbot.mouseClick(one, LEFT)
    process = window.document.project.process
    assert [(stage.name, stage.optional) for stage in process.stages] == [
        ("Qualify", False),
        ("Discovery", False),
        ("Demo", True),
        ("Proposal", False),
    ]
    assert window.starting.dialog is None
    assert window.document.undo_stack.undoText() == "Start from the log (simple)"
    window.document.undo_stack.undo()
    assert window.document.project.process is None


def test_that_templates_say_how_many_stage_names_they_know(qtbot, window, dialog):
    lines = {card.accessibleName(): card.accessibleDescription() for card in dialog.templates}
    assert lines["MEDDPICC B2B"] == "6\u00a0stages; knows 4 of the 6 stage names of this log"
    card = next(card for card in dialog.templates if card.accessibleName() == "MEDDPICC B2B")
    qtbot.mouseClick(card, LEFT)
    assert window.document.project.process.name == "MEDDPICC B2B"


def test_that_a_file_is_read_and_what_is_wrong_with_it_is_said(qtbot, window, dialog, tmp_path):
    bad, good = tmp_path / "bad.yaml", tmp_path / "good.yaml"
    bad.write_text("flow: []", encoding="utf-8")
    good.write_text("process: {name: Mine}\nflow:\n- {stage: Qualify}\n", encoding="utf-8")
    dialog.take_file(bad)
    qtbot.waitUntil(lambda: dialog.problem.isVisible(), timeout=20_000)
    assert "bad.yaml" in dialog.problem.text()
    dialog.take_file(good)
    qtbot.waitUntil(lambda: window.document.project.process is not None, timeout=20_000)
    assert window.document.project.process.name == "Mine"


def test_that_a_spreadsheet_is_a_list_of_stages_here(qtbot, window, dialog, tmp_path):
    stages = tmp_path / "stages.csv"
    stages.write_text("Stage\nQualify\nDemo\nWon\n", encoding="utf-8")
    assert all(f"*{ending}" in PROCESS_FILES for ending in (".csv", ".tsv", ".xlsx"))
    assert ".csv" not in PROCESS_SUFFIXES  # dropped on the window it is an export
    dialog.take_file(stages)
    qtbot.waitUntil(lambda: window.document.project.process is not None, timeout=20_000)
    assert [stage.name for stage in window.document.project.process.stages] == ["Qualify", "Demo"]


def test_that_an_empty_process_begins_with_the_stage_that_most_deals_enter(qtbot, window, dialog):
    qtbot.mouseClick(dialog.empty, LEFT)
    process = window.document.project.process
    assert ([stage.name for stage in process.stages], [end.title for end in process.ends]) == (
        ["Qualify"],
        ["Won", "Lost"],
    )


def test_that_nothing_changes_where_it_is_closed(qtbot, window, dialog):
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert window.document.project.process is None
    assert window.document.undo_stack.isClean()


def test_that_the_overview_leads_here_where_there_is_no_process(qtbot, window):
    window.go(OVERVIEW)
    overview = window.screens[OVERVIEW]
    button = next(
        b for b in overview.choose_process.buttons if b.accessibleName() == "Draft it from the deals"
    )
    qtbot.mouseClick(button, LEFT)
    assert window.starting.dialog.isVisible()


def test_that_a_draft_of_the_what_if_screen_can_start_here(qtbot, a_window, project):
    window = a_window(project)
    window.go(WHAT_IF)
    qtbot.waitUntil(lambda: window.what_if.is_ready, timeout=20_000)
    qtbot.mouseClick(window.what_if.no_draft.buttons[1], LEFT)
    dialog = window.starting.dialog
    qtbot.waitUntil(lambda: dialog.is_ready, timeout=20_000)
    qtbot.mouseClick(dialog.drafts[0], LEFT)
    assert [draft.name for draft in window.document.project.drafts] == ["What won deals do, simple"]
    assert window.document.project.process is project.process


def test_that_a_draft_from_a_net_in_a_file_becomes_stages(qtbot, a_window, project, tmp_path):
    path = tmp_path / "drawn.pnml"
    path.write_bytes(write_pnml(to_net(project.process, {})))
    window = a_window(project)
    window.go(WHAT_IF)
    qtbot.waitUntil(lambda: window.what_if.is_ready, timeout=20_000)
    qtbot.mouseClick(window.what_if.no_draft.buttons[1], LEFT)
    window.starting.dialog.take_file(path)
    qtbot.waitUntil(lambda: bool(window.document.project.drafts), timeout=20_000)
    (draft,) = window.document.project.drafts
    assert [stage.name for stage in draft.stages] == ["Qualify", "Discovery", "Demo", "Proposal"]
    assert window.document.project.process is project.process


def test_that_a_spine_has_a_dot_a_stage_with_branches_below_each_other():
    optional = Stage("B", ("B",), optional=True)
    process = SalesProcess("T", (A, Parallel(((optional,), (C,))), Choice((Branch((D,)), Branch(())))))
    assert [(d.stage, d.column, d.row, d.rows, d.optional) for d in dots_of(process)] == [
        ("A", 0, 0, 1, False),
        ("B", 1, 0, 2, True),
        ("C", 1, 1, 2, False),
        ("D", 2, 0, 1, False),
    ]
