"""The screen of deviations, driven by mouse and keyboard."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from desktop.screens.deviations.screen import DeviationsScreen
from desktop.theme import DARK, LIGHT
from models.case_filter import CaseFilter
from models.case_table import Outcome
from models.deviation import DeviationKey, DeviationType
from models.project import Project
from tests.builders import a_log
from tests.desktop.screens.checked import a_project, results_of
from tests.desktop.screens.checked_with_rules import a_project_with_rules

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # what the offscreen platform says of any window

SKIP = DeviationKey(DeviationType.SKIPPED, "Discovery")
PRICING = DeviationKey(DeviationType.UNDOCUMENTED, "Pricing")


class Driven:
    """A screen whose choices go back into the document, as the main window does it."""

    def __init__(self, qtbot, project: Project) -> None:
        self.qtbot = qtbot
        self.document, self.results = results_of(qtbot, project)
        self.screen = DeviationsScreen(self.document, self.results, LIGHT)
        self.chosen: list[DeviationKey | None] = []
        self.screen.deviation_chosen.connect(self._choose)
        self.screen.resize(1200, 800)
        self.screen.show()
        qtbot.addWidget(self.screen)

    def _choose(self, key: DeviationKey | None) -> None:
        self.chosen.append(key)
        self.filter(replace(self.document.project.filter, deviation=key))

    def filter(self, chosen: CaseFilter) -> None:
        self.document.edit("Filter", replace(self.document.project, filter=chosen))
        self.qtbot.waitUntil(lambda: not self.results.busy)

    def row(self, key: DeviationKey) -> int:
        """The row of the table that shows a deviation."""
        table = self.screen.table.table
        shown = [self.screen._rows[table.source_row(row)].key for row in range(table.rowCount())]
        return shown.index(key)

    def click(self, key: DeviationKey) -> None:
        table = self.screen.table
        place = table.visualRect(table.table.index(self.row(key), 1)).center()
        self.qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)

    def deals(self) -> list[str]:
        table = self.screen.deals.table.table
        return [table.index(row, 0).data() for row in range(table.rowCount())]


@pytest.fixture
def driven(qtbot):
    made = Driven(qtbot, a_project())
    yield made
    made.results.stop()


def test_that_every_deviation_has_a_row_the_most_frequent_first(driven):
    table = driven.screen.table.table
    assert driven.row(SKIP) == 0
    assert driven.row(PRICING) > 0
    assert [table.index(0, column).data() for column in (0, 1, 2)] == ["Skipped", "Discovery", "2"]


def test_that_the_models_keep_the_rules_of_qt(driven):
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    testers = [
        QAbstractItemModelTester(t.table, mode) for t in (driven.screen.table, driven.screen.deals.table)
    ]
    driven.click(SKIP)
    driven.screen.table.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    assert len(testers) == 2


def test_that_a_click_filters_the_map_and_lists_the_deals_while_all_deviations_stay(driven):
    before = driven.screen.table.table.rowCount()
    driven.click(SKIP)
    assert driven.chosen == [SKIP]
    assert driven.document.project.filter.deviation == SKIP
    assert driven.results.view.mask.sum() == 2
    assert driven.deals() == ["<b>Bolt</b>", "Cargo"]
    assert driven.screen.table.table.rowCount() == before


def test_that_a_second_click_on_the_same_row_is_no_second_step_to_undo(driven):
    driven.click(SKIP)
    driven.click(SKIP)
    assert driven.chosen == [SKIP]
    assert driven.document.undo_stack.count() == 1


def test_that_the_arrow_keys_list_deals_without_filtering_and_enter_filters(driven, qtbot):
    driven.screen.table.make_current(driven.screen._row_of(PRICING))
    assert driven.deals() == ["Delta"]
    assert driven.chosen == []
    assert driven.screen.filter_button.isVisible()
    qtbot.keyClick(driven.screen.table, Qt.Key.Key_Return)
    assert driven.chosen == [PRICING]
    assert not driven.screen.filter_button.isVisible()


def test_that_show_all_deals_takes_the_filter_back(driven, qtbot):
    driven.click(SKIP)
    qtbot.mouseClick(driven.screen.all_button, Qt.MouseButton.LeftButton)
    assert driven.chosen == [SKIP, None]
    assert driven.results.view.mask.all()
    assert not driven.screen.all_button.isVisible()


def test_that_a_deviation_chosen_elsewhere_is_selected_here_with_all_others_beside_it(qtbot):
    project = a_project()
    driven = Driven(qtbot, replace(project, filter=CaseFilter(deviation=SKIP)))
    assert driven.deals() == ["<b>Bolt</b>", "Cargo"]
    assert driven.row(PRICING) > 0
    driven.results.stop()


def test_that_other_filters_narrow_the_rows_and_keep_the_selection(driven):
    driven.click(SKIP)
    driven.filter(CaseFilter(owners=frozenset({"Bob"}), deviation=SKIP))
    assert driven.deals() == ["<b>Bolt</b>"]
    assert PRICING not in [row.key for row in driven.screen._rows]


def test_that_deviations_are_counted_among_the_deals_that_break_the_rule_of_the_filter(qtbot):
    driven = Driven(qtbot, replace(a_project_with_rules(), filter=CaseFilter(rule="R1")))
    driven.click(SKIP)
    assert driven.deals() == ["<b>Bolt</b>", "Cargo"]
    assert [row.key for row in driven.screen._rows if row.key.type.is_behaviour] == [SKIP]
    driven.results.stop()


def test_that_the_sentence_says_how_often_and_never_more_than_the_data_can(driven):
    driven.click(SKIP)
    said = driven.screen.sentence.text().replace("\u00a0", " ")
    assert said.startswith("Discovery is skipped in 2 of the 5 deals that got past it (40 %, 95 % interval")
    assert "cannot tell" in said.lower()


def test_that_a_search_narrows_the_deals_and_a_click_opens_one(driven, qtbot):
    driven.click(SKIP)
    qtbot.keyClicks(driven.screen.deals.search, "bolt")
    qtbot.waitUntil(lambda: driven.deals() == ["<b>Bolt</b>"])
    table = driven.screen.deals.table
    place = table.visualRect(table.table.index(0, 0)).center()
    with qtbot.waitSignal(driven.screen.deal_chosen) as opened:
        qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert opened.args == [1]


def test_that_enter_in_the_search_leads_to_the_first_deal(driven, qtbot):
    driven.click(SKIP)
    qtbot.keyClick(driven.screen.deals.search, Qt.Key.Key_Return)
    with qtbot.waitSignal(driven.screen.deal_chosen) as opened:
        qtbot.keyClick(driven.screen.deals.table, Qt.Key.Key_Return)
    assert opened.args == [1]


def test_that_without_a_process_or_a_log_the_screen_says_what_to_do(qtbot):
    driven = Driven(qtbot, a_project(with_process=False))
    assert driven.screen.pages.currentWidget() is driven.screen.no_process
    empty = Driven(qtbot, Project("Empty"))
    assert empty.screen.pages.currentWidget() is empty.screen.nothing_imported
    driven.results.stop()
    empty.results.stop()


def test_that_where_nothing_departs_the_screen_says_so(driven):
    driven.filter(CaseFilter(owners=frozenset({"Nobody"})))
    assert driven.screen.pages.currentWidget() is driven.screen.nothing_departs


def test_that_the_screen_paints_in_both_palettes(driven):
    driven.click(SKIP)
    light = driven.screen.grab().toImage()
    driven.screen.set_palette_colors(DARK)
    assert driven.screen.grab().toImage() != light


def test_that_in_a_narrow_window_nothing_scrolls_sideways_and_the_kind_names_its_stage(qtbot, driven):
    table = driven.screen.table
    driven.click(SKIP)
    qtbot.mouseClick(driven.screen.parts.buttons[1], Qt.MouseButton.LeftButton)
    for width, alone in ((1200, False), (808, True)):
        driven.screen.resize(width, 620)
        qtbot.waitUntil(lambda alone=alone: table.isColumnHidden(1) is alone)
        assert table.horizontalScrollBar().maximum() == 0
        assert driven.screen.deals.table.horizontalScrollBar().maximum() == 0
        assert not any(table.isColumnHidden(column) for column in (0, 2, 3, 4, 5, 6))
    assert driven.screen.deals.table.columnWidth(0) >= 190


def test_that_a_closed_deal_that_went_on_is_called_reopened(qtbot):
    log = a_log("Qualify > Lost > Discovery > Demo > Proposal > Won")
    driven = Driven(qtbot, Project("Reopened", log=log, process=a_project().process))
    table = driven.screen.table.table
    row = driven.row(DeviationKey(DeviationType.WENT_BACK, "Lost"))
    assert [table.index(row, column).data() for column in (0, 1)] == ["Reopened after", "Lost"]
    driven.screen.table.make_current(table.source_row(row))
    assert driven.screen.name.text() == "Reopened after Lost"
    driven.results.stop()


def test_that_what_the_log_cannot_show_is_told_by_a_button(driven, qtbot):
    note, process = driven.screen.unjudged, driven.document.project.process
    driven.document.edit("Allow a time", replace(driven.document.project, process=with_time(process, "soon")))
    qtbot.waitUntil(lambda: not driven.results.busy)
    count = len(driven.results.analysis.unjudged)
    assert note.button.isVisible()
    assert note.button.text() == f"What this log cannot show ({count})"
    assert not note.words.isVisible()
    qtbot.mouseClick(note.button, Qt.MouseButton.LeftButton)
    assert note.words.isVisible()
    assert "\u201csoon\u201d is no time" in note.words.text()
    assert len(note.words.text().splitlines()) == count


def test_that_nothing_is_said_where_everything_can_be_judged(driven, qtbot):
    outcome = np.full(driven.document.project.log.n_cases, Outcome.WON, dtype=np.int8)
    log = driven.document.project.log
    all_won = replace(log, cases=replace(log.cases, outcome=outcome))
    driven.document.edit("Close", replace(driven.document.project, log=all_won))
    qtbot.waitUntil(lambda: not driven.results.busy and driven.results.analysis is not None)
    assert driven.results.analysis.unjudged == ()
    assert not driven.screen.unjudged.button.isVisible()
    assert not driven.screen.unjudged.words.isVisible()


def with_time(process, written):
    first, *rest = process.flow
    return replace(process, flow=(replace(first, allowed=written), *rest))
