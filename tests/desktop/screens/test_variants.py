"""The screen of the variants, driven by mouse and keyboard."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QAbstractItemModelTester

from desktop.places import VARIANTS
from desktop.screens.variants.paths_model import DEALS, PATH, RANK, WON
from desktop.screens.variants.screen import VariantsScreen
from desktop.theme import DARK, LIGHT
from mining.variant_rows.ordering import Order
from models.allow_list import Forbidden
from models.case_filter import CaseFilter
from models.case_table import Outcome
from models.conformance import Status
from models.deviation import DeviationKey, DeviationType
from models.project import Project
from tests.builders import a_log
from tests.desktop.screens.checked import OWNERS, TRACES, a_project, results_of

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # what the offscreen platform says of any window


class Driven:
    """A screen on a project, and what it asks for; paths go to their last step unless the ends are `together`."""

    def __init__(self, qtbot, project: Project, together: bool = False) -> None:
        self.qtbot = qtbot
        self.document, self.results = results_of(qtbot, project)
        self.screen = VariantsScreen(self.document, self.results, LIGHT)
        self.variants: list[tuple[frozenset, frozenset]] = []
        self.queries: list[str] = []
        self.deals: list[int] = []
        self.screen.variants_chosen.connect(lambda *told: self.variants.append(told))
        self.screen.query_chosen.connect(self.queries.append)
        self.screen.deal_chosen.connect(self.deals.append)
        self.screen.resize(1200, 800)
        self.screen.show()
        qtbot.addWidget(self.screen)
        self.settle()
        if not together:
            self.bar.choose_together(False)
            self.settle()

    @property
    def view(self):
        return self.screen.view

    @property
    def bar(self):
        return self.screen.bar

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: not self.results.busy and self.screen.is_ready)

    def filter(self, **fields) -> None:
        self.document.edit("Filter", replace(self.document.project, filter=CaseFilter(**fields)))
        self.settle()

    def seek(self, text: str) -> None:
        self.bar.search.setFocus()
        self.bar.search.selectAll()
        self.qtbot.keyClicks(self.bar.search, text)
        with self.qtbot.waitSignal(self.bar.searched):
            pass
        self.settle()

    def cells(self, column: int) -> list[str]:
        """The cells of a column from top to bottom."""
        model = self.view.paths
        return [model.index(row, column).data() for row in range(model.rowCount())]

    def groups(self) -> list[str]:
        """The headings of the groups."""
        model = self.view.paths
        headings = [model.index(at, PATH) for at in range(model.rowCount())]
        return [index.data().replace("\u00a0", " ") for index in headings if model.group_number(index) >= 0]

    def click(self, index, modifier=Qt.KeyboardModifier.NoModifier) -> None:
        place = self.view.visualRect(index).center()
        self.qtbot.mouseClick(self.view.viewport(), Qt.MouseButton.LeftButton, modifier, place)

    def line(self, at: int):
        return self.view.paths.index(at, PATH)


@pytest.fixture
def a_screen(qtbot):
    made: list[Driven] = []

    def make(project: Project, together: bool = False) -> Driven:
        made.append(Driven(qtbot, project, together))
        return made[-1]

    yield make
    for driven in made:
        driven.screen.stop()
        driven.results.stop()


@pytest.fixture
def driven(a_screen):
    return a_screen(a_project())


def test_that_every_path_has_a_row_with_its_counts(driven):
    assert driven.cells(RANK) == ["1", "2", "3", "4", "5", "6"]
    assert driven.cells(DEALS) == ["1"] * 6
    assert [cell.replace("\u00a0", " ") for cell in driven.cells(WON)][:3] == ["100 %", "100 %", "0 %"]
    assert driven.cells(PATH)[1] == "Qualify > Discovery (skipped) > Demo > Proposal > Won"
    assert "cover" in driven.bar.summary.text() or "together" in driven.bar.summary.text()


@pytest.mark.parametrize("grouped", [False, True])
def test_that_the_model_keeps_the_rules_of_qt(driven, grouped):
    QAbstractItemModelTester(driven.view.paths, QAbstractItemModelTester.FailureReportingMode.Fatal)
    driven.bar.choose_grouping(grouped)
    driven.bar.choose_order(Order.SLOWEST)
    driven.view.fold(closed=True)
    driven.view.fold(closed=False)
    driven.filter(outcomes=frozenset({Outcome.WON}))
    assert driven.view.paths.rowCount() == (8 if grouped else 4)


def test_that_paths_can_be_grouped_by_their_main_deviation(driven, qtbot):
    qtbot.mouseClick(driven.bar.by_deviation, Qt.MouseButton.LeftButton)
    assert driven.groups() == [
        "Follows the process, 2 paths",
        "Skipped Discovery, 2 paths",
        "Undocumented step: Pricing, 1 path",
        "Went back to Discovery, 1 path",
    ]
    assert driven.cells(RANK) == ["", "1", "6", "", "2", "3", "", "4", "", "5"]
    assert driven.cells(DEALS)[3] == "2"


def test_that_a_group_is_closed_and_opened_by_mouse_and_keyboard(driven, qtbot):
    driven.bar.choose_grouping(True)
    driven.click(driven.line(3))
    assert driven.cells(RANK) == ["", "1", "6", "", "", "4", "", "5"]
    assert driven.view.paths.closed == {DeviationKey(DeviationType.SKIPPED, "Discovery")}
    driven.view.setFocus()
    for key, lines in (
        (Qt.Key.Key_Return, 10), (Qt.Key.Key_Space, 8), (Qt.Key.Key_Right, 10), (Qt.Key.Key_Right, 10),
        (Qt.Key.Key_Left, 8),
    ):  # fmt: skip
        qtbot.keyClick(driven.view, key)
        assert driven.view.paths.rowCount() == lines
    assert not driven.screen.details.isVisible()  # a group is not chosen


def test_that_left_leads_from_a_row_to_its_group(driven, qtbot):
    driven.bar.choose_grouping(True)
    driven.view.choose([3])
    driven.view.setFocus()
    qtbot.keyClick(driven.view, Qt.Key.Key_Left)
    assert driven.view.currentIndex().row() == 6


def test_that_a_chosen_row_stays_chosen_when_another_group_is_closed(driven):
    driven.bar.choose_grouping(True)
    driven.view.choose([3])
    driven.click(driven.line(0))
    driven.view.choose([3])
    driven.view.paths.set_open(1, False)
    assert driven.view.chosen_rows.tolist() == [3]


def test_that_closed_groups_stay_closed_whatever_is_shown_in_between(driven):
    driven.bar.choose_grouping(True)
    driven.view.paths.set_open(1, False)
    driven.bar.choose_order(Order.QUICKEST)
    driven.seek("nowhere")
    driven.bar.search.clear()
    driven.qtbot.waitUntil(lambda: driven.view.isVisible())
    assert driven.view.paths.rowCount() == 8
    assert driven.view.paths.closed == {DeviationKey(DeviationType.SKIPPED, "Discovery")}


def test_that_all_groups_can_be_closed_and_opened_at_once(driven, qtbot):
    assert not driven.bar.fold_button.isVisible()
    driven.bar.choose_grouping(True)
    assert driven.bar.fold_button.text() == "Close all"
    qtbot.mouseClick(driven.bar.fold_button, Qt.MouseButton.LeftButton)
    assert driven.view.paths.rowCount() == 4
    assert driven.bar.fold_button.text() == "Open all"
    qtbot.mouseClick(driven.bar.fold_button, Qt.MouseButton.LeftButton)
    assert driven.view.paths.rowCount() == 10


def test_that_a_chosen_row_stays_in_sight_when_the_details_open(a_screen):
    traces = [" > ".join(f"S{digit}" for digit in f"{at:03}") for at in range(40)]
    driven = a_screen(Project("Many", a_log(*traces)))
    last = driven.line(14)
    driven.click(last)
    driven.qtbot.waitUntil(lambda: driven.screen.details.isVisible())
    driven.qtbot.waitUntil(
        lambda: driven.view.viewport().rect().contains(driven.view.visualRect(last).center())
    )


def test_that_the_list_is_no_higher_than_its_rows(driven):
    driven.seek("pricing")
    driven.qtbot.waitUntil(lambda: driven.view.height() < 100)


def test_that_a_click_tells_of_a_path_and_leads_to_its_deals(driven, qtbot):
    assert not driven.screen.details.isVisible()
    driven.click(driven.line(1))
    details = driven.screen.details
    assert details.isVisible()
    assert details.name.text() == "Departs from the process: Skipped Discovery."
    assert details.outcome.text().replace("\u00a0", " ") == "1 deal: 1 won."
    assert details.who.text().replace("\u00a0", " ") == "North 1; 1 owner."
    table = details.deals
    place = table.visualRect(table.table.index(0, 0)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert driven.deals == [1]


def test_that_enter_leads_to_the_deals_and_escape_closes_the_details(driven, qtbot):
    driven.view.setFocus()
    driven.view.choose([2])
    qtbot.keyClick(driven.view, Qt.Key.Key_Return)
    assert driven.screen.details.deals.current_source_row == 0
    driven.view.setFocus()
    qtbot.keyClick(driven.view, Qt.Key.Key_Escape)
    assert not driven.screen.details.isVisible()
    assert len(driven.view.chosen_rows) == 0


def test_that_several_paths_can_be_filtered_by(driven, qtbot):
    driven.click(driven.line(1))
    driven.click(driven.line(3), Qt.KeyboardModifier.ControlModifier)
    assert driven.view.chosen_rows.tolist() == [1, 3]
    assert driven.screen.details.name.text() == "2 paths chosen"
    qtbot.mouseClick(driven.screen.details.filter_button, Qt.MouseButton.LeftButton)
    assert driven.variants == [(frozenset(tuple(TRACES[at].split(" > ")) for at in (1, 3)), frozenset())]


def test_that_all_rows_of_open_groups_can_be_chosen(driven, qtbot):
    driven.bar.choose_grouping(True)
    driven.view.setFocus()
    qtbot.keyClick(driven.view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert driven.view.chosen_rows.tolist() == [0, 1, 2, 3, 4, 5]


def test_that_words_and_queries_narrow_the_rows(driven, qtbot):
    assert not driven.bar.filter_button.isVisible()
    driven.seek("pricing")
    assert driven.cells(RANK) == ["4"]
    driven.seek("skips Discovery and contains Lost")
    assert driven.cells(RANK) == ["3"]
    assert driven.bar.summary.text().replace("\u00a0", " ") == "1 of 6 paths, 1 deal (17 %)"
    qtbot.mouseClick(driven.bar.filter_button, Qt.MouseButton.LeftButton)
    assert driven.queries == ["skips Discovery and contains Lost"]


def test_that_what_can_be_asked_is_offered_while_it_is_typed(driven, qtbot):
    driven.bar.search.setFocus()
    qtbot.keyClicks(driven.bar.search, "skips Disc")
    offered = driven.bar.search.list
    assert offered.isVisible()
    assert offered.model().index(0, 0).data() == "Discovery"
    qtbot.keyClick(offered, Qt.Key.Key_Tab)
    assert driven.bar.sought == "skips Discovery"
    qtbot.keyClick(offered, Qt.Key.Key_Return)
    driven.qtbot.waitUntil(lambda: driven.cells(RANK) == ["2", "3"])


def test_that_a_search_without_a_hit_says_so_and_what_is_wrong_with_the_query(driven):
    driven.seek("skips Discovry")
    assert driven.screen.nothing_found.isVisible()
    assert "Discovry" in driven.screen.nothing_found.text()
    assert not driven.bar.filter_button.isEnabled()
    driven.seek("Demo")
    assert driven.view.isVisible()


def test_that_as_many_paths_are_shown_as_cover_a_share(a_screen, qtbot):
    often = ("Qualify > Discovery > Demo > Proposal > Won",) * 8
    log = a_log(*often, "Qualify > Lost", "Qualify > Discovery > Lost")
    driven = a_screen(replace(a_project(), log=log))
    assert driven.bar.summary.text().replace("\u00a0", " ") == (
        "The most frequent one of 3 paths covers 80 % of deals"
    )
    qtbot.mouseClick(driven.bar.coverage[0.8], Qt.MouseButton.LeftButton)
    assert driven.cells(DEALS) == ["8"]
    qtbot.mouseClick(driven.bar.coverage[1.0], Qt.MouseButton.LeftButton)
    assert driven.cells(DEALS) == ["8", "1", "1"]


def test_that_a_heading_sorts_and_sorts_the_other_way(driven, qtbot):
    header = driven.view.horizontalHeader()
    place = QPoint(header.sectionViewportPosition(WON) + 12, header.height() // 2)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert driven.bar.order is Order.WON_MOST
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert driven.bar.order is Order.WON_LEAST
    assert header.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder


def test_that_the_filter_is_obeyed_and_a_chosen_path_stays_chosen(driven):
    driven.view.choose([3])
    driven.filter(owners=frozenset({"Cid", "Bob"}))
    assert [row.split(" > ")[-2] for row in driven.cells(PATH)][1].startswith("Pricing")
    assert driven.view.chosen_rows.tolist() == [1]
    assert driven.screen.details.isVisible()


def test_that_a_filter_that_no_deal_passes_says_so(driven):
    driven.filter(owners=frozenset({"Nobody"}))
    assert driven.screen.pages.currentWidget() is driven.screen.nothing_passes
    driven.filter()
    assert driven.screen.pages.currentWidget() is driven.screen.content


def test_that_without_a_process_paths_are_shown_and_grouping_is_not_offered(a_screen):
    driven = a_screen(a_project(with_process=False))
    assert driven.cells(PATH)[1] == "Qualify > Demo > Proposal > Won"
    assert not driven.bar.by_deviation.isVisible()
    driven.view.choose([1])
    assert driven.screen.details.name.text().replace("\u00a0", " ") == "Path 2 of 6"


def test_that_a_log_without_outcomes_has_no_column_for_them(a_screen):
    unknown = [Outcome.UNKNOWN] * len(TRACES)
    log = a_log(*TRACES, owner=OWNERS, outcome=np.array(unknown, dtype=np.int8))
    driven = a_screen(replace(a_project(with_process=False), log=log))
    assert driven.view.isColumnHidden(WON)


def test_that_a_chevron_tells_what_it_is(driven):
    index = driven.line(1)
    placed = driven.view.delegate.placed(1, driven.view.visualRect(index).width() - 16)
    skipped = placed[1]
    assert driven.view.delegate.tip_at(index, 8 + skipped.left + skipped.width / 2) == "Discovery: skipped"
    assert driven.view.delegate.tip_at(index, 5000) == ""


def test_that_a_path_of_two_hundred_steps_is_cut_in_its_row_and_whole_below(a_screen):
    steps = [f"Step {at % 60}" for at in range(200)]
    driven = a_screen(Project("Long", a_log(" > ".join(steps))))
    placed = driven.view.delegate.placed(0, 600)
    assert placed[-1].right <= 600
    driven.view.choose([0])
    strip = driven.screen.details.strip
    assert strip.heightForWidth(400) > 10 * 26
    assert strip.tip_at(10, 10) == "Step 0"


def test_that_nothing_imported_says_what_to_do(qtbot):
    document, results = results_of(qtbot, Project(""))
    screen = VariantsScreen(document, results, LIGHT)
    qtbot.addWidget(screen)
    screen.show()
    assert screen.pages.currentWidget() is screen.nothing_imported
    assert screen.take_away(False) is None


def test_that_the_rows_are_given_to_take_away_as_they_are_shown(driven):
    driven.seek("skipped")
    taken = driven.screen.take_away(real_names=False)
    table = taken.tables[0]
    columns = {column.title: list(column.values) for column in table.columns}
    assert columns["Rank"] == [2, 3]
    assert columns["Path"] == [TRACES[1], TRACES[2]]
    assert (columns["Won"], columns["Win rate"], columns["Median days"]) == ([1, 0], [1.0, 0.0], [3.0, 3.0])
    assert columns["Against the process"] == ["Skipped Discovery"] * 2
    assert not any(owner in str(columns) for owner in OWNERS)


@pytest.mark.parametrize("grouped", [False, True])
def test_that_the_picture_has_all_lines(driven, grouped):
    driven.bar.choose_grouping(grouped)
    picture = driven.screen.take_away(False).picture
    lines = 10 if grouped else 6
    assert picture.size.height() == 72 + 40 * (lines + 1) + 24
    image = QImage(picture.size.toSize(), QImage.Format.Format_RGB32)
    painter = QPainter(image)
    picture.paint(painter)
    painter.end()
    last = image.copy(0, image.height() - 64, image.width(), 40)
    colours = {last.pixel(x, 20) for x in range(last.width())}
    assert len(colours) > 3


def test_that_a_picture_that_is_cut_says_so(a_screen):
    traces = [" > ".join(f"S{digit}" for digit in f"{at:03}") for at in range(203)]
    driven = a_screen(Project("Many", a_log(*traces)))
    taken = driven.screen.take_away(False)
    assert taken.picture.size.height() == 72 + 40 * 202 + 24
    assert len(taken.tables[0]) == 203


def test_that_the_dark_palette_is_taken_on(driven):
    before = driven.view.grab().toImage()
    driven.screen.set_palette_colors(DARK)
    assert driven.view.grab().toImage() != before


def test_that_a_path_and_a_search_filter_all_screens_of_the_window_and_undo_takes_it_back(
    a_window, project, qtbot
):
    window = a_window(project)
    window.go(VARIANTS)
    screen = window.screen_at(VARIANTS)
    screen.bar.choose_together(False)
    qtbot.waitUntil(lambda: screen.is_ready and screen.view.paths.rowCount() == 4)
    screen.view.choose([1])
    qtbot.mouseClick(screen.details.filter_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not window.results.busy and screen.is_ready)
    assert int(window.results.view.mask.sum()) == 3
    window.document.undo_stack.undo()
    qtbot.waitUntil(lambda: not window.results.busy and screen.is_ready)
    assert int(window.results.view.mask.sum()) == 8
    with qtbot.waitSignal(screen.bar.searched):
        qtbot.keyClicks(screen.bar.search, "skips Demo")
    qtbot.waitUntil(lambda: screen.is_ready)
    qtbot.mouseClick(screen.bar.filter_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not window.results.busy and screen.is_ready)
    assert window.document.project.filter.queries == ("skips Demo",)
    assert int(window.results.view.mask.sum()) == 3
    assert screen.bar.sought == ""


def test_that_a_path_is_forbidden_and_marked(driven, qtbot):
    row = driven.cells(PATH).index("Qualify > Discovery > Demo > Proposal > Won")
    driven.click(driven.line(row))
    details = driven.screen.details
    assert details.forbid_button.text() == "Must never happen…"
    qtbot.mouseClick(details.forbid_button, Qt.MouseButton.LeftButton)
    dialog = driven.screen.edits.dialog
    assert dialog.what.text() == "Must never happen: Qualify > Discovery > Demo > Proposal > Won"
    assert dialog.said.text().startswith("1 of the 1\u00a0deal on this path.")
    qtbot.keyClicks(dialog.why, "Too smooth")
    qtbot.keyClicks(dialog.by, "Legal")
    qtbot.mouseClick(dialog.take, Qt.MouseButton.LeftButton)
    driven.settle()
    assert driven.document.project.process.forbidden == (
        Forbidden(("Qualify", "Discovery", "Demo", "Proposal", "Won"), "Too smooth", "Legal"),
    )
    assert driven.results.analysis.conformance.status.tolist()[0] == Status.DEVIATES
    shown = driven.view.paths.shown
    marked = [row for row in range(len(shown.rows)) if shown.items(row)[-1].words == "must never happen"]
    assert [int(shown.rows.example[row]) for row in marked] == [0]
    assert driven.screen.details.name.text() == "Departs from the process: A path that must never happen."
    assert details.forbid_button.text() == "Edit why never…"


def test_that_a_forbidden_path_is_changed_from_its_row(driven, qtbot):
    entry = Forbidden(("Qualify", "Discovery", "Demo", "Proposal", "Won"), "Too smooth", "Legal")
    process = replace(driven.document.project.process, forbidden=(entry,))
    driven.document.edit("Forbid", replace(driven.document.project, process=process))
    driven.settle()
    shown = driven.view.paths.shown
    row = next(at for at in range(len(shown.rows)) if shown.rows.example[at] == 0)
    driven.view.choose([row])
    qtbot.mouseClick(driven.screen.details.forbid_button, Qt.MouseButton.LeftButton)
    dialog = driven.screen.edits.dialog
    assert (dialog.why.text(), dialog.by.text()) == ("Too smooth", "Legal")
    dialog.why.clear()
    assert not dialog.take.isEnabled()
    qtbot.keyClicks(dialog.why, "No")
    qtbot.mouseClick(dialog.take, Qt.MouseButton.LeftButton)
    driven.settle()
    assert driven.document.project.process.forbidden == (replace(entry, why="No"),)


def test_that_a_row_of_several_ends_is_forbidden_with_each_of_them_in_one_step(a_screen, qtbot):
    way = ("Qualify", "Discovery", "Demo", "Proposal")
    traces = [" > ".join((*way, end)) for end in ("Won", "Won", "Lost")]
    driven = a_screen(replace(a_project(), log=a_log(*traces)), together=True)
    driven.view.choose([0])
    button = driven.screen.details.forbid_button
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    dialog = driven.screen.edits.dialog
    assert dialog.said.text() == "3 of the 3\u00a0deals on these paths. Write why it must never happen."
    qtbot.keyClicks(dialog.why, "x")
    qtbot.keyClicks(dialog.by, "y")
    qtbot.mouseClick(dialog.take, Qt.MouseButton.LeftButton)
    driven.settle()
    assert driven.document.project.process.forbidden == (
        Forbidden((*way, "Won"), "x", "y"),
        Forbidden((*way, "Lost"), "x", "y"),
    )
    assert driven.document.undo_stack.count() == 1
    driven.view.choose([0])
    assert button.text() == "Edit why never…"


def test_that_several_rows_are_not_forbidden_at_once(driven):
    driven.view.choose([0, 1])
    button = driven.screen.details.forbid_button
    assert not button.isEnabled()
    assert "Choose one path only" in button.toolTip()


def test_that_without_a_process_no_path_can_be_forbidden(a_screen):
    driven = a_screen(a_project(with_process=False))
    driven.view.choose([0])
    button = driven.screen.details.forbid_button
    assert not button.isEnabled()
    assert "no documented process" in button.toolTip()


def test_that_the_end_of_a_forbidden_path_comes_from_the_outcome_where_no_event_tells_it(a_screen, qtbot):
    log = a_log(
        "Qualify > Demo", "Qualify > Demo > Proposal", outcome=np.array([Outcome.WON, Outcome.OPEN], np.int8)
    )
    driven = a_screen(replace(a_project(), log=log))
    shown = driven.view.paths.shown
    row = next(at for at in range(len(shown.rows)) if shown.rows.example[at] == 0)
    driven.view.choose([row])
    qtbot.mouseClick(driven.screen.details.forbid_button, Qt.MouseButton.LeftButton)
    dialog = driven.screen.edits.dialog
    assert dialog.what.text() == "Must never happen: Qualify > Demo > Won"
    assert dialog.said.text().startswith("1 of the 1\u00a0deal on this path.")
    dialog.reject()
