"""The screen of the plan, driven from the findings to a printed page; and without deals."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter

from desktop.places import CHANGES, DIAGNOSIS, PLAN
from desktop.screens.plan.action_list import BY_STATE, IN_ORDER
from desktop.screens.plan.editor import COPY, DOWN, REMOVE
from desktop.screens.plan.screen import ACTIONS, AREAS, LEVELS
from desktop.widgets.commit_text import CommitText
from models.change_plan import ActionState, ServiceLevel
from models.handoff import Handoff
from models.project import Project
from models.strategy import Stakeholder, Strategy
from tests.desktop.screens.sold import a_sold_project

LEFT, CONTROL = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier
TODAY = date(2027, 1, 4)


def a_project() -> Project:
    """Deals that call for something, and a process with roles, a hand-over and a stakeholder."""
    project = a_sold_project()
    process = replace(
        project.process,
        flow=tuple(replace(stage, owners=("AE",)) for stage in project.process.flow),
        other={"roles": {"AE": "Account executive", "SE": "Solutions"}},
        handoffs=(Handoff("H1", "AE", "SE", "Demo asked", ("Demo",), "2bd"),),
        strategy=Strategy(stakeholders=(Stakeholder("CMO", "Marketing", "weekly"),)),
    )
    return replace(project, process=process)


def test_that_findings_become_actions_that_are_edited_begun_printed_and_undone(
    qtbot, a_window, tmp_path
) -> None:
    window = a_window(a_project())
    document = window.document
    window.go(PLAN)
    screen = window.screen_at(PLAN)
    screen.today = lambda: TODAY

    def settle() -> None:
        qtbot.waitUntil(
            lambda: not window.results.busy and not window.jobs.busy and screen.is_ready, timeout=30_000
        )

    def actions():
        return document.project.plan.actions

    def edit(field, words: str) -> None:
        field.setFocus()
        field.selectAll()
        qtbot.keyClicks(field, words)
        qtbot.keyClick(field, Qt.Key.Key_Return, *([CONTROL] if isinstance(field, CommitText) else []))

    settle()
    assert screen.parts.currentWidget() is screen.states.no_action
    assert screen.take_away(False) is None

    # Take from findings: those that matter are ticked, one of them is not wanted.
    qtbot.mouseClick(screen.states.no_action.buttons[0], LEFT)
    dialog = screen.asking.dialog
    qtbot.waitUntil(lambda: bool(dialog.proposals), timeout=30_000)
    assert "Demo" in dialog.proposals[0].action.what
    count = len(dialog.chosen)
    assert 1 < count <= 5
    dialog.boxes[0].click()
    assert len(dialog.chosen) == count - 1
    dialog.boxes[0].click()
    qtbot.mouseClick(dialog.take, LEFT)
    settle()
    assert len(actions()) == count
    assert screen.action is actions()[0]
    assert actions()[0].baseline is not None
    assert "deals" in screen.editor.measure.baseline.text()
    assert "Dora" not in repr([(one.what, one.finding, one.outcome) for one in actions()])

    # Every field can be changed, and undone.
    editor = screen.editor
    edit(editor.what.what, "Ask why Demo is left out")
    edit(editor.what.owner, "Head of sales")
    edit(editor.measure.target, "70 %")
    assert (actions()[0].what, actions()[0].owner, actions()[0].target) == (
        "Ask why Demo is left out", "Head of sales", 0.7,
    )  # fmt: skip
    assert actions()[0].target_from == ""
    edit(editor.measure.target, "soon")
    assert actions()[0].target == 0.7
    assert any("The target is" in said for said in editor.measure.target_field.said)
    edit(editor.measure.target, "70 %")
    qtbot.mouseClick(editor.measure.write, LEFT)
    assert "at most 70\u00a0% of the deals" in actions()[0].outcome
    editor.measure.due.edit.setDate(editor.measure.due.edit.date().addDays(1))
    assert actions()[0].due.day == 1
    document.undo_stack.undo()
    table = editor.informed.table
    assert [row.cells[0].text() for row in table.rows] == ["CMO"]
    edit(table.fresh.cells[0], "CFO")
    assert actions()[0].stakeholders[-1] == Stakeholder("CFO")
    qtbot.mouseClick(table.rows[0].remove, LEFT)
    assert actions()[0].stakeholders == (Stakeholder("CFO"),)
    document.undo_stack.undo()

    # Another metric has no baseline until it is measured.
    box = editor.measure.metric_box
    place = box.findData("skip.Discovery")
    box.setCurrentIndex(place)
    box.activated.emit(place)
    assert (actions()[0].metric, actions()[0].baseline, actions()[0].target) == ("skip.Discovery", None, None)
    qtbot.mouseClick(editor.measure.measure, LEFT)
    settle()
    assert actions()[0].baseline is not None
    assert actions()[0].target is not None

    # It begins, and its process says so: one step.
    depth = document.undo_stack.index()
    qtbot.mouseClick(editor.what.states[2], LEFT)
    begin = screen.asking.begin_dialog
    assert begin.record.isChecked()
    qtbot.mouseClick(begin.buttons.buttons()[0], LEFT)
    settle()
    assert document.undo_stack.index() == depth + 1
    assert (actions()[0].state, actions()[0].started) == (ActionState.UNDER_WAY, TODAY)
    (change,) = document.project.process.strategy.changes
    assert (change.what, change.expect.metric) == ("Ask why Demo is left out", "skip.Discovery")
    document.undo_stack.undo()
    settle()
    assert document.project.process.strategy.changes == ()
    assert actions()[0].state is ActionState.PROPOSED
    document.undo_stack.redo()
    settle()

    # The action is listed otherwise, copied, moved, deleted, and late.
    qtbot.mouseClick(screen.ways.buttons[BY_STATE], LEFT)
    assert [label.text() for label in screen.list.headings] == [f"Proposed ({count - 1})", "Under way (1)"]
    qtbot.mouseClick(screen.ways.buttons[IN_ORDER], LEFT)
    qtbot.mouseClick(editor.buttons[COPY], LEFT)
    assert [one.what for one in actions()[:2]] == ["Ask why Demo is left out"] * 2
    assert screen.action is actions()[1]
    qtbot.mouseClick(editor.buttons[DOWN], LEFT)
    assert screen.action is actions()[2]
    qtbot.mouseClick(editor.buttons[REMOVE], LEFT)
    assert len(actions()) == count
    qtbot.mouseClick(screen.list.cards["A1"], LEFT)
    screen.today = lambda: date(2028, 1, 4)
    screen.refresh()
    assert not screen.list.cards["A1"].bell.isHidden()
    assert f"{count} actions are overdue." in screen.attention.words.text()
    assert "CMO (not yet)" in screen.attention.words.text()
    qtbot.mouseClick(screen.attention.button, LEFT)
    assert "CMO" not in screen.attention.words.text()
    screen.today = lambda: TODAY

    # A finding is added from the diagnosis; the same one twice is not.
    window.go(DIAGNOSIS)
    diagnosis = window.screen_at(DIAGNOSIS)
    qtbot.waitUntil(lambda: diagnosis.is_ready and bool(diagnosis.list.cards), timeout=30_000)
    qtbot.mouseClick(diagnosis.detail.plan_button, LEFT)
    settle()
    assert window.stack.currentWidget() is screen
    assert len(actions()) == count + 1
    before = actions()
    window.go(DIAGNOSIS)
    qtbot.mouseClick(diagnosis.detail.plan_button, LEFT)
    settle()
    assert actions() == before
    assert screen.said.text() == "The plan has an action for it."

    # Service levels: the documented one, and a further one.
    qtbot.mouseClick(screen.switch.buttons[LEVELS], LEFT)
    own = screen.levels.own
    for cell, words in zip(
        own.fresh.cells, ("Account executive", "Solutions", "Briefs them", "soon"), strict=True
    ):
        edit(cell, words)
    assert document.project.plan.levels == (ServiceLevel("AE", "SE", "Briefs them"),)
    edit(own.rows[0].cells[3], "soon")
    assert "is no time" in own.problem.text()
    edit(own.rows[0].cells[3], "2bd")
    assert document.project.plan.levels == (ServiceLevel("AE", "SE", "Briefs them", "2bd"),)
    assert [row.documented for row in screen.levels.rows] == ["H1", ""]

    # The pages: looked at, printed, saved.
    qtbot.mouseClick(screen.switch.buttons[AREAS], LEFT)
    settle()
    assert [chip.text() for chip in screen.areas.chips] == ["Account executive", "Solutions"]
    assert not screen.areas.page.pixmap().isNull()
    edit(screen.areas.title, "Spring plan")
    settle()
    qtbot.mouseClick(screen.areas.chips[1], LEFT)
    settle()
    assert screen.areas.area == "Solutions"
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    screen.paper.print_on(printer)
    screen.paper.save_to(tmp_path / "plan.pdf")
    settle()
    assert (tmp_path / "printed.pdf").read_bytes().startswith(b"%PDF")
    assert (tmp_path / "plan.pdf").read_bytes().startswith(b"%PDF")
    taken = screen.take_away(False)
    assert [table.title for table in taken.tables] == ["Actions", "Service levels"]
    assert "Dora" not in repr(taken.tables)

    # The change is followed where changes are.
    window.go(CHANGES)
    qtbot.waitUntil(lambda: window.screen_at(CHANGES).is_ready, timeout=30_000)
    assert [story.change.what for story in window.screen_at(CHANGES).stories] == ["Ask why Demo is left out"]

    without_deals(qtbot, window, settle, tmp_path)


def without_deals(qtbot, window, settle, folder: Path) -> None:
    """What was planned opens, is edited and leaves with the baselines that were measured."""
    document, screen = window.document, window.screen_at(PLAN)
    document.replace(replace(document.project, log=None, summary=None), None)
    assert window.sidebar.buttons[PLAN].isEnabled()
    assert not window.sidebar.buttons[DIAGNOSIS].isEnabled()
    assert window.actions_.save.isEnabled()
    window.go(PLAN)
    qtbot.mouseClick(screen.switch.buttons[ACTIONS], LEFT)
    settle()
    qtbot.mouseClick(screen.list.cards["A1"], LEFT)
    assert "deals" in screen.editor.measure.baseline.text()
    assert not screen.editor.measure.measure.isEnabled()
    screen.editor.what.owner.setFocus()
    screen.editor.what.owner.setText("CEO")
    screen.editor.what.owner.commit()
    assert document.project.plan.action("A1").owner == "CEO"
    assert screen.take_away(False) is not None
    screen.paper.save_to(folder / "without.pdf")
    qtbot.mouseClick(screen.findings_button, LEFT)
    assert "no deals" in screen.asking.dialog.about.text()
    qtbot.mouseClick(screen.asking.dialog.own, LEFT)
    settle()
    assert document.project.plan.actions[-1].what == ""
    assert (folder / "without.pdf").exists()
    assert window.problem is None
