"""The panel in the window: what is typed there is the document's, checked against the deals and taken back."""

from __future__ import annotations

import pytest

from desktop.places import PROCESS_EDITOR
from desktop.screens.process_editor.screen import ProcessEditorScreen
from desktop.screens.process_editor.selection import Selection
from mining.process.conditions import parse_condition
from mining.process.editing.place import Place
from tests.desktop.screens.process_editor.edited_panel import click, type_over


@pytest.fixture
def screen(a_window, project, qtbot) -> ProcessEditorScreen:
    window = a_window(project)
    window.go(PROCESS_EDITOR)
    shown = window.screen_at(PROCESS_EDITOR)
    assert isinstance(shown, ProcessEditorScreen)
    qtbot.waitUntil(lambda: shown.is_ready and not window.results.busy, timeout=20_000)
    return shown


def settled(screen: ProcessEditorScreen, qtbot) -> None:
    results = screen._results
    qtbot.waitUntil(lambda: screen.is_ready and not results.busy, timeout=20_000)


def test_that_a_stage_that_is_selected_is_edited_in_the_panel_and_checked(screen, qtbot) -> None:
    screen.view.select(Selection("stage", "Demo", Place((2,))))
    form = screen.details.stage
    assert form.name.text() == "Demo"
    click(form.optional.choice.buttons[1])
    settled(screen, qtbot)
    assert screen.process.stages[2].optional is True
    assert screen._results.view.deviating == 0
    type_over(form.name, "Product demo")
    settled(screen, qtbot)
    assert screen.scene.selection.name == "Product demo"
    assert form.name.hasFocus()
    assert screen._document.undo_stack.undoText() == "Rename Demo to Product demo"
    screen._document.undo_stack.undo()
    screen._document.undo_stack.undo()
    settled(screen, qtbot)
    assert screen.process.stages[2].optional is False
    assert screen._results.view.deviating == 3


def test_that_an_error_is_shown_where_it_is_and_mended_there(screen, qtbot) -> None:
    screen.view.select(Selection("stage", "Demo", Place((2,))))
    form = screen.details.stage
    click(form.labels.chips[0])
    settled(screen, qtbot)
    assert form.fields["labels"].said[0].startswith("Stage Demo has no CRM label")
    assert "1\u00a0error" in screen.details.problems.button.text()
    type_over(form.labels.line, "Demo")
    settled(screen, qtbot)
    assert form.fields["labels"].said == ()
    assert screen.details.problems.button.text() == "No problems"


def test_that_a_rule_is_added_named_and_removed_without_losing_the_panel(screen, qtbot) -> None:
    details = screen.details
    click(details.process.pages.buttons[1])
    click(details.process.rules.more_button)
    assert details.form is details.rule
    type_over(details.rule.ident, "Demo first")
    assert details.form is details.rule
    assert details.rule.ident.hasFocus()
    settled(screen, qtbot)
    assert [rule.id for rule in screen.process.rules] == ["Demo first"]
    click(details.rule.remove_button)
    settled(screen, qtbot)
    assert screen.process.rules == ()
    assert details.form is details.process


def test_that_a_condition_is_typed_while_its_block_stays_selected(screen, qtbot) -> None:
    screen.view.select(Selection("stage", "Demo", Place((2,))))
    edit = screen.view.commands.only_for(parse_condition("amount > 5", "test"))
    assert edit is not None
    screen.apply(edit)
    place = Place((2,))
    screen.view.select(Selection("block", "choice", place))
    line = screen.details.block.branches[0].condition.line
    type_over(line, "amount > 10")
    assert screen.process.flow[2].branches[0].when.text == "amount > 10"
    assert line.hasFocus()
    settled(screen, qtbot)
    assert screen.details.form is screen.details.block
