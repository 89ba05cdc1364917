"""The screen of buyer and seller: its numbers counted by hand, and what clicks lead to."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QAbstractItemModelTester

from desktop.screens.buyer_seller.figures import parts_words
from desktop.screens.buyer_seller.screen import MATRIX, PROCESS, TRACKS, BuyerSellerScreen
from desktop.screens.buyer_seller.where_panel import DEALS, OWNER, TEAM
from desktop.theme import DARK, LIGHT
from models.case_filter import CaseFilter
from models.deviation import DeviationKey, DeviationType
from models.project import Project
from tests.desktop.screens.checked import a_project, results_of
from tests.desktop.screens.with_buyer import a_project_with_buyer

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # what the offscreen platform says of any window
LEFT = Qt.MouseButton.LeftButton
AT_PROPOSAL = DeviationKey(DeviationType.BUYER_NOT_THERE_YET, "Proposal")
AHEAD = DeviationKey(DeviationType.BUYER_AHEAD, "Qualify")


class Driven:
    """A screen whose choices go back into the document, as the main window does it."""

    def __init__(self, qtbot, project: Project) -> None:
        self.qtbot = qtbot
        self.document, self.results = results_of(qtbot, project)
        self.screen = BuyerSellerScreen(self.document, self.results, LIGHT)
        self.screen.deviation_chosen.connect(self._choose)
        self.screen.resize(1200, 820)
        self.screen.show()
        qtbot.addWidget(self.screen)
        self.settle()

    def _choose(self, key: DeviationKey | None) -> None:
        self.filter(replace(self.document.project.filter, deviation=key))

    def filter(self, chosen: CaseFilter) -> None:
        self.document.edit("Filter", replace(self.document.project, filter=chosen))
        self.settle()

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: not self.results.busy and self.screen.is_ready)

    @property
    def keys(self) -> list[DeviationKey]:
        return [row.key for row in self.screen.where.rows]

    def cell(self, key: DeviationKey, column: int) -> str:
        table = self.screen.where.table.table
        row = next(at for at in range(table.rowCount()) if self.keys[table.source_row(at)] == key)
        return table.index(row, column).data().replace("\u00a0", " ")

    def click(self, key: DeviationKey) -> None:
        table = self.screen.where.table
        row = next(at for at in range(len(self.keys)) if self.keys[table.table.source_row(at)] == key)
        place = table.visualRect(table.table.index(row, 0)).center()
        self.qtbot.mouseClick(table.viewport(), LEFT, pos=place)
        self.settle()

    def deals(self) -> list[str]:
        log = self.results.analysis.log
        return sorted(log.cases.ids[case] for case in self.screen.where.deals.shown_cases)


@pytest.fixture
def driven(qtbot):
    made = Driven(qtbot, a_project_with_buyer())
    yield made
    made.screen.stop()
    made.results.stop()


@pytest.fixture
def many(qtbot):
    """Thirty times the six deals, so that teams are large enough to be told."""
    made = Driven(qtbot, a_project_with_buyer(30))
    yield made
    made.screen.stop()
    made.results.stop()


def test_that_the_three_numbers_count_deals_not_places(driven):
    # seller ahead: D2 (Discovery and Proposal), D3, D6 (Proposal); D4 asked for a price while in Qualify;
    # D2 and D6 left Qualify without the pain
    assert [card.figure.text() for card in driven.screen.headline.cards] == ["3", "1", "2"]
    said = driven.screen.headline.cards[0].rate.text().replace("\u00a0", " ")
    assert said == "50 % of 6 deals, 95 % interval 19–81 %"


def test_that_every_place_says_what_lacked_in_how_many_deals(driven):
    assert driven.cell(AT_PROPOSAL, 0) == "Buyer not there yet: Proposal"
    assert driven.cell(AT_PROPOSAL, 1) == "Exploration (3), Problem identification (2)"
    assert driven.cell(AT_PROPOSAL, 2) == "3"
    assert driven.cell(AT_PROPOSAL, 3) == "60 %"
    assert driven.cell(AHEAD, 1) == "Selection (1)"
    assert parts_words(None) == "…"


def test_that_a_card_shows_only_its_rows_and_again_all(driven, qtbot):
    every = driven.keys
    qtbot.mouseClick(driven.screen.headline.cards[1], LEFT)
    assert driven.keys == [AHEAD]
    assert driven.screen.headline.cards[1].isChecked()
    qtbot.mouseClick(driven.screen.headline.cards[2], LEFT)
    assert {key.type for key in driven.keys} == {DeviationType.MISSING_EVIDENCE}
    assert not driven.screen.headline.cards[1].isChecked()
    qtbot.mouseClick(driven.screen.headline.cards[2], LEFT)
    assert driven.keys == every


def test_that_a_click_on_a_row_filters_by_it_and_keeps_all_rows(driven):
    every = driven.keys
    driven.click(AT_PROPOSAL)
    assert driven.document.project.filter.deviation == AT_PROPOSAL
    assert driven.results.view.mask.sum() == 3
    assert driven.keys == every
    assert [card.figure.text() for card in driven.screen.headline.cards] == ["3", "1", "2"]
    assert driven.deals() == ["D2", "D3", "D6"]
    assert driven.screen.where.all_button.isVisible()
    driven.qtbot.mouseClick(driven.screen.where.all_button, LEFT)
    driven.settle()
    assert driven.document.project.filter.deviation is None


def test_that_other_filters_narrow_all_numbers(driven):
    driven.filter(CaseFilter(owners=frozenset({"Ann"})))
    assert [card.figure.text() for card in driven.screen.headline.cards] == ["2", "0", "1"]
    assert driven.cell(AT_PROPOSAL, 1) == "Exploration (2), Problem identification (1)"


def test_that_a_deal_can_be_looked_at(driven, qtbot):
    where = driven.screen.where
    where.table.make_current(driven.keys.index(AHEAD))
    assert driven.deals() == ["D4"]
    with qtbot.waitSignal(driven.screen.deal_chosen) as chosen:
        table = where.deals.table
        qtbot.mouseClick(table.viewport(), LEFT, pos=table.visualRect(table.table.index(0, 0)).center())
    assert chosen.args == [3]


def test_that_teams_and_owners_are_told_with_their_intervals(many, qtbot):
    where = many.screen.where
    where.table.make_current(many.keys.index(AT_PROPOSAL))
    qtbot.mouseClick(where.by[TEAM], LEFT)
    # of the 30 times five deals at Proposal, D1, D3 and D5 are of North, D2 and D6 of South
    assert [(bar.name, bar.cases, bar.of) for bar in where.bars.bars] == [
        ("South", 60, 60),
        ("North", 30, 90),
    ]
    assert "South: 100" in where.bars.accessibleDescription()
    qtbot.mouseClick(where.by[OWNER], LEFT)
    assert [(bar.name, bar.cases, bar.of) for bar in where.bars.bars] == [("Ann", 60, 90), ("Bob", 30, 60)]


def test_that_small_groups_are_not_shown_alone(driven, qtbot):
    where = driven.screen.where
    where.table.make_current(driven.keys.index(AT_PROPOSAL))
    qtbot.mouseClick(where.by[OWNER], LEFT)
    assert [(bar.name.replace("\u00a0", " "), bar.cases, bar.of) for bar in where.bars.bars] == [
        ("2 owners", 3, 5)
    ]
    assert "fewer than 30 deals" in where.small.text()


def test_that_in_little_width_the_deals_take_turns_with_the_bars(driven, qtbot):
    where = driven.screen.where
    assert where.deals.isVisible()
    assert not where.by[DEALS].isVisible()
    driven.screen.resize(800, 620)
    assert not where.deals.isVisible()
    qtbot.mouseClick(where.by[DEALS], LEFT)
    assert where.deals.isVisible()
    assert not where.bars.isVisible()
    driven.screen.resize(1200, 820)
    assert where.deals.isVisible()
    assert where.bars.isVisible()


def test_that_the_tracks_say_how_far_apart_both_are(driven, qtbot):
    qtbot.mouseClick(driven.screen.chips[TRACKS], LEFT)
    assert driven.screen.chart.isVisible()
    tracks = {track.stage: track for track in driven.screen.chart.tracks}
    assert (tracks["Proposal"].entered, tracks["Proposal"].before, tracks["Proposal"].never) == (5, 2, 1)
    said = driven.screen.chart.accessibleDescription().replace("\u00a0", " ")
    assert (
        "came to Proposal, the buyer was ready by then in 2, later in 2 and is not seen to be in 1." in said
    )


def test_that_the_matrix_says_what_was_done_when_a_stage_began(driven, qtbot):
    qtbot.mouseClick(driven.screen.chips[MATRIX], LEFT)
    matrix = driven.screen.matrix.matrix
    assert matrix.steps == ("Problem identification", "Exploration", "Selection")
    proposal = next(row for row in matrix.rows if row.stage == "Proposal")
    assert (proposal.entered, proposal.done, sorted(proposal.presumed)) == (5, (3, 2, 0), [0, 1])
    said = driven.screen.matrix.accessibleDescription().replace("\u00a0", " ")
    assert "3 (60 %) had Problem identification done by then, which the stage presumes." in said


def test_that_what_this_log_cannot_show_is_no_violation(driven, qtbot):
    qtbot.mouseClick(driven.screen.chips[PROCESS], LEFT)
    names = [one.name for one in driven.screen.process.silent]
    assert names == ["Legal check", "signed"]
    assert not [key for key in driven.keys if "Contract" in key.stage]
    with qtbot.waitSignal(driven.screen.journey_wanted):
        qtbot.mouseClick(driven.screen.process.edit_button, LEFT)


def test_that_a_process_without_a_buyer_says_what_to_do(qtbot):
    made = Driven(qtbot, a_project())
    assert made.screen.pages.currentWidget() is made.screen.no_journey
    assert made.screen.take_away(False) is None
    with qtbot.waitSignal(made.screen.journey_wanted):
        qtbot.mouseClick(made.screen.no_journey.buttons[0], LEFT)
    made.results.stop()


def test_that_all_of_it_is_taken_away(driven):
    driven.screen.where.table.make_current(driven.keys.index(AT_PROPOSAL))
    found = driven.screen.take_away(True)
    assert [table.title for table in found.tables] == [
        "Buyer and seller", "Where", "What lacked", "Tracks", "Done when a stage began",
        "No evidence in this log",
        "Deals, Buyer not there yet: Proposal",
    ]  # fmt: skip
    assert list(found.tables[0].columns[1].values) == [3, 1, 2]
    assert found.picture.size.height() > 600


def test_that_the_table_keeps_the_rules_of_qt_and_paints_in_both_palettes(driven, qtbot):
    QAbstractItemModelTester(
        driven.screen.where.table.table, QAbstractItemModelTester.FailureReportingMode.Fatal
    )
    driven.screen.where.table.sortByColumn(2, Qt.SortOrder.AscendingOrder)
    for part in (TRACKS, MATRIX, PROCESS):
        driven.screen.go(part)
        driven.screen.set_palette_colors(DARK)
        image = driven.screen.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
        assert image.width() == 1200
