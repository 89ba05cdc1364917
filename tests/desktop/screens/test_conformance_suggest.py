"""Rules suggested from the deals on the screen of conformance: ticked, added, removed, and undone."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QApplication, QPushButton

from desktop.screens.conformance.no_rules import NO_ROOM_FOR_RULES
from desktop.screens.conformance.screen import RULES, STAGES
from mining.process.compile import to_net
from mining.process.yaml_format import parse_yaml
from mining.rules.check_rules import check_rules
from models.case_filter import CaseFilter
from models.progress import silent
from models.rule import RuleKind
from tests.builders import a_log
from tests.desktop.screens.checked import PROCESS, a_project
from tests.desktop.screens.checked_with_rules import Driven, a_project_with_rules, cells

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # what the offscreen platform says of any window
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def driven(qtbot):
    made = Driven(qtbot, a_project())
    made.go(RULES)
    yield made
    made.stop()


def click(driven: Driven, button: QPushButton) -> None:
    assert button.isVisible()
    driven.qtbot.mouseClick(button, LEFT)


def suggest(driven: Driven, button: QPushButton) -> None:
    click(driven, button)
    panel = driven.screen.rules
    driven.qtbot.waitUntil(lambda: panel.currentWidget() is panel.suggestions and not driven.jobs.busy)


def rows(ticks) -> list[str]:
    return [ticks.item(row).text().replace("\u00a0", " ") for row in range(ticks.count())]


def tick(driven: Driven, ticks, row: int) -> None:
    """Click the box at the left of a row."""
    place = ticks.visualItemRect(ticks.item(row))
    box = QRect(place.left() + 12, place.top(), 4, place.height())
    driven.qtbot.mouseClick(ticks.viewport(), LEFT, pos=box.center())


def test_that_the_empty_state_suggests_what_the_closed_deals_keep_the_untold_first(driven):
    """Demo is in all five closed deals: it comes once in four of them, and before Proposal in five."""
    suggest(driven, driven.screen.rules.no_rules.suggest_button)
    panel = driven.screen.rules.suggestions
    assert "5 closed deals" in panel.sentence.text().replace("\u00a0", " ")
    said = rows(panel.said.list)
    assert "Proposal comes only after Demo in 5 of 5 deals (100 %)" in said
    assert "Qualify happens exactly once in 5 of 5 deals (100 %)" in said
    assert not panel.new.list.checked | panel.said.list.checked
    assert not panel.add_button.isEnabled()


def test_that_ticked_rules_join_the_process_with_their_results_and_undo_takes_them_out(driven):
    suggest(driven, driven.screen.rules.no_rules.suggest_button)
    panel = driven.screen.rules.suggestions
    words = rows(panel.said.list)
    at = [
        words.index(next(w for w in words if w.startswith(start)))
        for start in ("Proposal comes", "Qualify happens")
    ]
    for row in at:
        tick(driven, panel.said.list, row)
    assert panel.add_button.isEnabled()
    click(driven, panel.add_button)
    driven.settle()
    process = driven.document.project.process
    assert {(rule.kind, *rule.names) for rule in process.rules} == {
        (RuleKind.PRECEDENCE, "Demo", "Proposal"),
        (RuleKind.EXACTLY_ONCE, "Qualify"),
    }
    assert driven.document.undo_stack.undoText() == "Add 2 rules"
    table = driven.screen.rules.table
    assert driven.screen.rules.currentWidget() is driven.screen.rules.splitter
    shown = {cells(table, row)[0]: cells(table, row)[2:4] for row in range(table.table.rowCount())}
    assert shown == {"Proposal only after Demo": ["0", "5"], "Qualify exactly once": ["0", "6"]}
    assert driven.screen.chips[RULES].text() == "Rules (2)"
    assert table.current_source_row == 0
    driven.document.undo_stack.undo()
    driven.settle()
    assert driven.document.project.process.rules == ()
    assert driven.screen.rules.currentWidget() is driven.screen.rules.no_rules


def test_that_the_keyboard_alone_ticks_and_adds(driven, qtbot):
    screen = driven.screen
    screen.activateWindow()
    qtbot.waitUntil(screen.isActiveWindow)
    button = screen.rules.no_rules.suggest_button
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    panel = screen.rules.suggestions
    qtbot.waitUntil(lambda: screen.rules.currentWidget() is panel and not driven.jobs.busy)
    ticks = QApplication.focusWidget()
    assert ticks.accessibleName() in (panel.new.heading.text(), panel.said.heading.text())
    qtbot.keyClick(ticks, Qt.Key.Key_Down)
    qtbot.keyClick(ticks, Qt.Key.Key_Space)
    (rule,) = panel.ticked
    while QApplication.focusWidget() is not panel.add_button:
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    qtbot.keyClick(panel.add_button, Qt.Key.Key_Space)
    driven.settle()
    assert driven.document.project.process.rules == (rule,)
    assert driven.document.undo_stack.undoText() == "Add rule"
    assert screen.rules.table.hasFocus()


def test_that_back_leaves_everything_as_it_was(driven):
    suggest(driven, driven.screen.rules.no_rules.suggest_button)
    click(driven, driven.screen.rules.suggestions.back_button)
    assert driven.screen.rules.currentWidget() is driven.screen.rules.no_rules
    assert driven.document.undo_stack.count() == 0


def test_that_other_deals_take_the_suggestions_back(driven):
    suggest(driven, driven.screen.rules.no_rules.suggest_button)
    driven.filter(CaseFilter(owners=frozenset({"Bob"})))
    assert driven.screen.rules.currentWidget() is driven.screen.rules.no_rules
    suggest(driven, driven.screen.rules.no_rules.suggest_button)
    assert "2 closed deals" in driven.screen.rules.suggestions.sentence.text().replace("\u00a0", " ")


def test_that_where_there_is_nothing_to_suggest_it_says_so(driven):
    driven.filter(CaseFilter(owners=frozenset({"Nobody"})))
    suggest(driven, driven.screen.rules.no_rules.suggest_button)
    panel = driven.screen.rules.suggestions
    assert panel.sentence.text().startswith("There is no closed deal")
    assert not panel.add_button.isVisible()
    assert not panel.said.isVisible()


def test_that_deals_that_keep_nothing_new_are_said_to(qtbot):
    driven = Driven(
        qtbot, replace(a_project(), log=a_log("Qualify > Qualify > Lost", "Qualify > Qualify > Lost"))
    )
    driven.go(RULES)
    suggest(driven, driven.screen.rules.no_rules.suggest_button)
    panel = driven.screen.rules.suggestions
    assert (
        panel.sentence.text().replace("\u00a0", " ").startswith("Nothing to suggest: the 2 closed deals here")
    )
    assert not panel.add_button.isVisible()
    driven.stop()


def test_that_the_button_stands_beside_the_parts_only_where_rules_are_shown(qtbot):
    driven = Driven(qtbot, a_project_with_rules())
    button = driven.screen.rules.suggest_button
    assert not button.isVisible()
    driven.go(RULES)
    suggest(driven, button)
    assert not button.isVisible()
    suggested = rows(driven.screen.rules.suggestions.said.list)
    assert "Demo is followed by Proposal in 5 of 5 deals (100 %)" not in suggested
    click(driven, driven.screen.rules.suggestions.back_button)
    assert button.isVisible()
    driven.go(STAGES)
    assert not button.isVisible()
    driven.stop()


def test_that_an_imported_diagram_cannot_hold_rules(qtbot):
    process = parse_yaml(PROCESS, "process.yaml")
    log = a_project().log
    net = to_net(process, {})
    assert check_rules(log, net, silent).results == ()
    driven = Driven(qtbot, replace(a_project(), process=net))
    driven.go(RULES)
    assert driven.screen.rules.no_rules.sentence.text() == NO_ROOM_FOR_RULES
    assert not driven.screen.rules.no_rules.suggest_button.isVisible()
    driven.stop()


def test_that_the_delete_key_removes_a_rule_and_its_filter_and_undo_brings_both_back(qtbot):
    driven = Driven(qtbot, a_project_with_rules())
    driven.go(RULES)
    driven.click(driven.screen.rules.table, 0)
    assert driven.document.project.filter.rule == "R1"
    before = driven.document.project.process.rules
    qtbot.keyClick(driven.screen.rules.table, Qt.Key.Key_Delete)
    driven.settle()
    assert driven.document.undo_stack.undoText() == "Remove rule"
    assert [rule.id for rule in driven.document.project.process.rules] == ["R2", "R3"]
    assert driven.document.project.filter.is_empty
    assert driven.screen.rules.table.table.rowCount() == 2
    driven.document.undo_stack.undo()
    driven.settle()
    assert driven.document.project.process.rules == before
    assert driven.document.project.filter.rule == "R1"
    driven.stop()


def test_that_the_button_removes_the_rule_that_is_selected(qtbot):
    driven = Driven(qtbot, a_project_with_rules())
    driven.go(RULES)
    driven.screen.rules.table.make_current(1)
    click(driven, driven.screen.rules.remove_button)
    driven.settle()
    assert [rule.id for rule in driven.document.project.process.rules] == ["R1", "R3"]
    driven.stop()


def test_that_all_rules_that_are_selected_go_in_one_step(qtbot):
    driven = Driven(qtbot, a_project_with_rules())
    driven.go(RULES)
    driven.screen.activateWindow()
    qtbot.waitUntil(driven.screen.isActiveWindow)
    driven.screen.rules.table.setFocus()
    driven.screen.rules.table.make_current(0)
    qtbot.keyClick(driven.screen.rules.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(driven.screen.rules.table, Qt.Key.Key_Delete)
    driven.settle()
    assert driven.document.undo_stack.undoText() == "Remove 2 rules"
    assert [rule.id for rule in driven.document.project.process.rules] == ["R3"]
    driven.stop()
