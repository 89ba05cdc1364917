"""The table of stages on the screen of conformance, and the costs that are edited in it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QSpinBox

from desktop.screens.conformance.stage_columns import EXTRA, EXTRA_COSTS, FIT, SKIPPED, SKIPPING_COSTS
from models.case_filter import CaseFilter
from models.costs import Costs
from tests.desktop.screens.checked_with_rules import Driven, a_project_with_rules, cells

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # what the offscreen platform says of any window
DISCOVERY, PRICING = 1, 6


@pytest.fixture
def driven(qtbot):
    made = Driven(qtbot, a_project_with_rules())
    yield made
    made.stop()


def enter(driven: Driven, row: int, column: int, digits: str, end: Qt.Key = Qt.Key.Key_Return) -> str:
    """Click a cost, type a number over it, end with a key; says what a screen reader calls the field."""
    table = driven.screen.stages.table
    driven.click(table, row, column)
    box = table.viewport().findChild(QSpinBox)
    assert box is not None
    assert (box.minimum(), box.maximum()) == (1, 1000)
    name = box.accessibleName()
    driven.qtbot.keyClicks(box, digits)
    driven.qtbot.keyClick(box, end)
    QApplication.processEvents()
    driven.settle()
    return name


def test_that_every_stage_and_end_has_a_row_with_what_deals_do_there(driven):
    """Two of six deals skip Discovery, one goes back to it; the open deal is there."""
    table = driven.screen.stages.table
    assert [cells(table, row)[0] for row in range(table.table.rowCount())] == [
        "Qualify",
        "Discovery",
        "Demo",
        "Proposal",
        "Won",
        "Lost",
        "Pricing, not documented",
    ]
    assert cells(table, DISCOVERY) == ["Discovery", "57 %", "4", "2", "0", "1", "1", "1"]


def test_that_a_step_that_is_not_documented_stands_below_with_extra_deals_and_what_they_cost(driven):
    table = driven.screen.stages.table
    assert cells(table, PRICING) == ["Pricing, not documented", "", "", "", "", "1", "", "1"]
    assert enter(driven, PRICING, EXTRA_COSTS, "7") == "An extra Pricing costs"
    assert driven.document.project.costs == Costs(extra={"Pricing": 7})
    assert driven.document.undo_stack.undoText() == "Change what an extra Pricing costs"
    assert int(driven.results.analysis.conformance.cost[3]) == 7
    driven.click(table, PRICING, SKIPPING_COSTS)
    assert table.viewport().findChild(QSpinBox) is None
    driven.qtbot.keyClicks(table, "5")
    assert driven.document.project.costs == Costs(extra={"Pricing": 7})


def test_that_a_step_that_is_not_documented_is_shown_where_a_deal_shown_does_it(driven):
    driven.filter(CaseFilter(owners=frozenset({"Cid"})))
    assert cells(driven.screen.stages.table, PRICING)[EXTRA] == "1"
    driven.filter(CaseFilter(owners=frozenset({"Ann"})))
    assert driven.screen.stages.table.table.rowCount() == PRICING


def test_that_the_table_is_sorted_by_a_click_on_its_headings_and_copied(driven, qtbot):
    table = driven.screen.stages.table
    table.sortByColumn(SKIPPED, Qt.SortOrder.DescendingOrder)
    assert cells(table, 0)[0] == "Discovery"
    driven.click(table, 0)
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QApplication.clipboard().text().split("\n")
    assert lines[0].split("\t")[:2] == ["Stage", "Fit"]
    assert lines[1].split("\t")[0] == "Discovery"


def test_that_the_model_keeps_the_rules_of_qt(driven):
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    tester = QAbstractItemModelTester(driven.screen.stages.table.table, mode)
    enter(driven, DISCOVERY, SKIPPING_COSTS, "4")
    assert tester.failureReportingMode() == mode


def test_that_a_cost_is_entered_by_click_changes_the_fit_and_undo_brings_it_back(driven):
    before, fitness = driven.figures()[0], driven.results.view.fitness
    name = enter(driven, DISCOVERY, SKIPPING_COSTS, "20")
    assert name == "Skipping Discovery costs"
    assert driven.document.project.costs == Costs(left_out={"Discovery": 20})
    assert driven.document.undo_stack.undoText() == "Change what skipping Discovery costs"
    assert driven.results.view.fitness < fitness
    assert driven.figures()[0] != before
    assert cells(driven.screen.stages.table, DISCOVERY)[SKIPPING_COSTS] == "20"
    assert "weigh what you said" in driven.screen.head.sentence.text()
    driven.document.undo_stack.undo()
    driven.settle()
    assert driven.document.project.costs == Costs()
    assert driven.figures()[0] == before
    assert cells(driven.screen.stages.table, DISCOVERY)[SKIPPING_COSTS] == "1"


def test_that_costs_leave_which_deals_depart_as_it_is(driven):
    before = driven.results.view
    enter(driven, DISCOVERY, EXTRA_COSTS, "9")
    after = driven.results.view
    assert driven.document.project.costs == Costs(extra={"Discovery": 9})
    assert (after.conforming, after.deviating, after.pending) == (
        before.conforming,
        before.deviating,
        before.pending,
    )


def test_that_the_button_takes_all_costs_back_in_one_step(driven, qtbot):
    button = driven.screen.stages.standard_button
    assert not button.isEnabled()
    enter(driven, DISCOVERY, SKIPPING_COSTS, "3")
    enter(driven, 0, EXTRA_COSTS, "5")
    assert button.isEnabled()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    driven.settle()
    assert driven.document.project.costs == Costs()
    assert not button.isEnabled()
    driven.document.undo_stack.undo()
    assert driven.document.project.costs == Costs(extra={"Qualify": 5}, left_out={"Discovery": 3})


def test_that_a_cost_of_one_is_no_cost_of_its_own_and_the_same_number_no_step_to_undo(driven):
    enter(driven, DISCOVERY, SKIPPING_COSTS, "1")
    assert driven.document.undo_stack.count() == 0
    enter(driven, DISCOVERY, SKIPPING_COSTS, "7")
    enter(driven, DISCOVERY, SKIPPING_COSTS, "1")
    assert driven.document.project.costs == Costs()


def test_that_costs_stay_between_one_and_a_thousand(driven):
    enter(driven, DISCOVERY, SKIPPING_COSTS, "0", Qt.Key.Key_Escape)
    assert driven.document.project.costs == Costs()
    enter(driven, DISCOVERY, SKIPPING_COSTS, "99999")
    assert max(driven.document.project.costs.left_out.values(), default=1) <= 1000


def test_that_the_keyboard_alone_enters_a_cost_and_the_place_is_kept(driven, qtbot):
    table = driven.screen.stages.table
    table.setFocus()
    table.setCurrentIndex(table.table.index(DISCOVERY, SKIPPING_COSTS))
    qtbot.keyClick(table, Qt.Key.Key_Return)
    box = table.viewport().findChild(QSpinBox)
    qtbot.keyClicks(box, "6")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    driven.settle()
    qtbot.waitUntil(lambda: cells(table, DISCOVERY)[SKIPPING_COSTS] == "6")
    assert driven.document.project.costs.left_out == {"Discovery": 6}
    assert (table.currentIndex().row(), table.currentIndex().column()) == (DISCOVERY, SKIPPING_COSTS)


def test_that_from_a_cost_the_tab_key_goes_on_to_the_next_and_loses_nothing(driven, qtbot):
    table = driven.screen.stages.table
    driven.click(table, DISCOVERY, SKIPPING_COSTS)
    box = table.viewport().findChild(QSpinBox)
    qtbot.keyClicks(box, "8")
    qtbot.keyClick(box, Qt.Key.Key_Tab)
    driven.settle()
    following = next(box for box in table.viewport().findChildren(QSpinBox) if box.isVisible())
    assert following.accessibleName() == "An extra Discovery costs"
    qtbot.keyClicks(following, "2")
    qtbot.keyClick(following, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: driven.document.project.costs == Costs({"Discovery": 2}, {"Discovery": 8}))
    driven.settle()
    qtbot.waitUntil(lambda: cells(table, DISCOVERY)[SKIPPING_COSTS] == "8")


def test_that_a_stage_that_no_deal_reached_cannot_be_told(qtbot):
    driven = Driven(qtbot, a_project_with_rules())
    driven.filter(CaseFilter(owners=frozenset({"Nobody"})))
    assert cells(driven.screen.stages.table, 0)[FIT] == "–"
    driven.screen.grab()
    driven.stop()
