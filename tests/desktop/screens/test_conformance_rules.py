"""The rules on the screen of conformance: one row each, a click filters and lists the deals that break it."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLabel

from desktop.places import CONFORMANCE
from desktop.screens.conformance.no_rules import EXAMPLE
from desktop.screens.conformance.rule_columns import RATE, RULE, SEVERITY
from desktop.screens.conformance.screen import ROOMY, RULES
from mining.process.yaml_format import parse_yaml
from models.case_filter import CaseFilter
from tests.desktop.screens.checked import PROCESS, a_project
from tests.desktop.screens.checked_with_rules import Driven, a_project_with_rules, cells

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # what the offscreen platform says of any window
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def driven(qtbot):
    made = Driven(qtbot, a_project_with_rules())
    made.go(RULES)
    yield made
    made.stop()


def deals(driven: Driven) -> list[str]:
    table = driven.screen.rules.deals.table.table
    return [table.index(row, 0).data() for row in range(table.rowCount())]


def test_that_every_rule_has_a_row_with_its_severity_in_a_word(driven):
    table = driven.screen.rules.table
    assert cells(table, 0) == ["Proposal only after Discovery", "High", "2", "5", "40 %", "0"]
    assert cells(table, 1)[:3] == ["Never Pricing", "Low", "1"]
    assert cells(table, 2)[:3] == ["Demo is followed by Proposal", "Medium", "0"]
    rate = table.table.index(0, RATE).data(Qt.ItemDataRole.ToolTipRole)
    assert "95\u00a0% interval" in rate
    assert "(2 of 5)" in rate


def test_that_rules_are_sorted_by_how_severe_they_are(driven):
    table = driven.screen.rules.table
    table.sortByColumn(SEVERITY, Qt.SortOrder.AscendingOrder)
    assert [cells(table, row)[SEVERITY] for row in range(3)] == ["High", "Medium", "Low"]


def test_that_the_model_keeps_the_rules_of_qt(driven):
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    tester = QAbstractItemModelTester(driven.screen.rules.table.table, mode)
    driven.click(driven.screen.rules.table, 1)
    driven.screen.rules.table.sortByColumn(RULE, Qt.SortOrder.DescendingOrder)
    assert tester.failureReportingMode() == mode


def test_that_a_click_filters_and_lists_the_deals_that_break_it_while_all_rules_stay(driven):
    driven.click(driven.screen.rules.table, 0)
    assert driven.chosen == ["R1"]
    assert driven.results.view.mask.tolist() == [False, True, True, False, False, False]
    assert deals(driven) == ["<b>Bolt</b>", "Cargo"]
    assert cells(driven.screen.rules.table, 1)[2] == "1"
    assert driven.screen.rules.all_button.isVisible()
    said = driven.screen.rules.sentence.text().replace("\u00a0", " ")
    assert said.startswith(
        "Proposal only after Discovery: of 5 deals with Proposal 2 had it without Discovery"
    )
    assert said.endswith("Why it is there: Price only what we understood.")


def test_that_the_arrow_keys_list_without_filtering_and_the_button_filters(driven, qtbot):
    table = driven.screen.rules.table
    table.make_current(1)
    assert deals(driven) == ["Delta"]
    assert driven.chosen == []
    qtbot.mouseClick(driven.screen.rules.filter_button, LEFT)
    assert driven.chosen == ["R2"]
    assert not driven.screen.rules.filter_button.isVisible()
    qtbot.mouseClick(driven.screen.rules.all_button, LEFT)
    assert driven.chosen == ["R2", None]
    assert driven.results.view.mask.all()


def test_that_nothing_is_offered_to_filter_by_where_no_deal_breaks_the_rule(driven):
    driven.screen.rules.table.make_current(2)
    assert deals(driven) == []
    assert not driven.screen.rules.filter_button.isVisible()


def test_that_in_a_low_window_the_measures_give_the_tables_room_and_still_say_what_they_are(driven):
    card = driven.screen.head.cards[0]
    assert card.sentence.isVisible()
    driven.screen.resize(1000, ROOMY - 1)
    assert not card.sentence.isVisible()
    assert card.figure.isVisible()
    assert card.sentence.text() in card.toolTip()
    driven.filter(CaseFilter(owners=frozenset({"Nobody"})))
    assert card.sentence.isVisible()
    assert card.sentence.text().startswith("Cannot tell")


def test_that_other_filters_narrow_the_counts_and_keep_what_is_selected(driven):
    driven.click(driven.screen.rules.table, 0)
    driven.filter(CaseFilter(owners=frozenset({"Bob"}), rule="R1"))
    assert deals(driven) == ["<b>Bolt</b>"]
    assert cells(driven.screen.rules.table, 0)[2:4] == ["1", "2"]


def test_that_a_deal_behind_a_rule_is_opened_by_a_click(driven, qtbot):
    driven.click(driven.screen.rules.table, 0)
    with qtbot.waitSignal(driven.screen.deal_chosen) as opened:
        driven.click(driven.screen.rules.deals.table, 1)
    assert opened.args == [2]


def test_that_the_window_filters_by_a_rule_names_it_above_and_undo_takes_it_back(qtbot, a_window):
    window = a_window(a_project_with_rules())
    window.go(CONFORMANCE)
    screen = window.screen_at(CONFORMANCE)
    qtbot.mouseClick(screen.chips[RULES], LEFT)
    table = screen.rules.table
    qtbot.mouseClick(table.viewport(), LEFT, pos=table.visualRect(table.table.index(0, 0)).center())
    qtbot.waitUntil(lambda: not window.results.busy)
    assert window.filter_bar.counts.text() == "2 of 6 deals"
    chips = [chip.text() for chip in window.filter_bar._removable]
    assert chips == ["Breaks: Proposal only after Discovery"]
    assert window.document.undo_stack.undoText() == "Filter by rule"
    qtbot.mouseClick(window.filter_bar._removable[0], LEFT)
    qtbot.waitUntil(lambda: not window.results.busy)
    assert window.document.project.filter.is_empty
    assert not screen.rules.all_button.isVisible()


def test_that_a_filter_by_a_rule_of_another_process_keeps_no_deal_and_is_still_named(qtbot, a_window):
    project = replace(a_project_with_rules(), filter=CaseFilter(rule="R1"))
    window = a_window(project)
    assert window.filter_bar._removable[0].text() == "Breaks: Proposal only after Discovery"
    without = replace(window.document.project, process=parse_yaml(PROCESS, "process.yaml"))
    window.document.edit("Open another", without)
    qtbot.waitUntil(lambda: not window.results.busy)
    assert window.filter_bar._removable[0].text() == "Breaks: rule R1"
    assert not window.results.view.mask.any()


def test_that_a_rule_that_cannot_be_told_says_why_under_its_words(qtbot):
    driven = Driven(qtbot, a_project_with_rules("rules:\n  - {id: R1, never: Golf, why: Too slow}\n"))
    driven.go(RULES)
    (row,) = driven.screen.rules._rows
    assert "Golf" in row.remark
    assert row.remark == row.result.note
    driven.screen.rules.table.make_current(0)
    assert row.remark in driven.screen.rules.sentence.text()
    driven.stop()


def test_that_without_rules_the_screen_shows_how_they_are_written_and_the_example_is_read(qtbot):
    driven = Driven(qtbot, a_project())
    driven.go(RULES)
    assert driven.screen.rules.currentWidget() is driven.screen.rules.no_rules
    assert EXAMPLE in [label.text() for label in driven.screen.rules.no_rules.findChildren(QLabel)]
    assert [rule.id for rule in parse_yaml(PROCESS + EXAMPLE, "process.yaml").rules] == ["R1", "R2"]
    driven.stop()
