"""The screen of the variants with deals that came the same way in one row, driven by mouse and keyboard."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter

from desktop.places import VARIANTS
from desktop.screens.variants.chevrons import Look
from desktop.screens.variants.geometry import counts_in_line
from desktop.screens.variants.paths_model import DEALS, PATH, WON
from desktop.theme import LIGHT
from models.case_table import Outcome
from models.project import Project
from tests.builders import a_log
from tests.desktop.screens.checked import TRACES, a_project
from tests.desktop.screens.test_variants import Driven

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # what the offscreen platform says of any window


@pytest.fixture
def a_screen(qtbot):
    made: list[Driven] = []

    def make(project: Project) -> Driven:
        made.append(Driven(qtbot, project, together=True))
        return made[-1]

    yield make
    for driven in made:
        driven.screen.stop()
        driven.results.stop()


@pytest.fixture
def driven(a_screen):
    return a_screen(a_project())


def toggle(driven: Driven) -> None:
    driven.qtbot.mouseClick(driven.bar.ends_together, Qt.MouseButton.LeftButton)
    driven.settle()


def test_that_deals_that_came_the_same_way_share_a_row_that_says_how_they_ended(driven):
    assert driven.bar.ends_together.isChecked()
    assert driven.cells(DEALS) == ["2", "1", "1", "1", "1"]
    assert [cell.replace("\u00a0", " ") for cell in driven.cells(WON)] == [
        "50 %",
        "100 %",
        "100 %",
        "100 %",
        "–",
    ]
    assert driven.cells(PATH)[0] == "Qualify > Discovery (skipped) > Demo > Proposal: 1 won, 1 lost"
    assert driven.cells(PATH)[-1] == "Qualify > Discovery: 1 open"


def test_that_the_chip_takes_the_ends_apart_and_together_again(driven):
    toggle(driven)
    assert not driven.bar.ends_together.isChecked()
    assert driven.cells(DEALS) == ["1"] * 6
    assert driven.cells(PATH)[1].endswith("> Won")
    toggle(driven)
    assert driven.cells(DEALS) == ["2", "1", "1", "1", "1"]


def test_that_the_deals_of_a_chosen_row_stay_chosen_when_it_is_taken_apart(driven):
    driven.view.choose([0])
    toggle(driven)
    assert driven.view.chosen_rows.tolist() == [1, 2]  # one won, one lost
    driven.view.choose([2])
    toggle(driven)
    assert driven.view.chosen_rows.tolist() == [0]


def test_that_all_sequences_of_a_row_are_filtered_by(driven):
    driven.click(driven.line(0))
    assert driven.screen.details.outcome.text().replace("\u00a0", " ").startswith("2 deals: 1 won, 1 lost.")
    driven.qtbot.mouseClick(driven.screen.details.filter_button, Qt.MouseButton.LeftButton)
    assert driven.variants == [(frozenset(tuple(TRACES[at].split(" > ")) for at in (1, 2)), frozenset())]


def test_that_a_row_ends_in_a_count_of_every_outcome_there_is(driven):
    index = driven.line(0)
    placed = driven.view.delegate.placed(0, driven.view.visualRect(index).width() - 16)
    split = placed[-1]
    assert split.item.counts == ((Look.WON, 1), (Look.LOST, 1))
    tip = driven.view.delegate.tip_at(index, 8 + split.left + split.width / 2)
    assert tip.replace("\u00a0", " ") == "Of 2 deals that came this way: 1 won, 1 lost"
    assert not any(one.item.words in ("Won", "Lost") for one in placed)


def test_that_a_search_finds_a_row_by_the_step_that_closed_one_of_its_deals(driven):
    driven.seek("lost")
    assert driven.cells(DEALS) == ["2"]
    driven.seek("contains Lost")
    assert driven.bar.summary.text().replace("\u00a0", " ") == "1 of 5 paths, 2 deals, of which 1 match"


def test_that_a_deal_closed_too_early_says_so_in_its_row(a_screen):
    driven = a_screen(Project("Early", a_log("Qualify > Won"), process=a_project().process))
    assert driven.cells(PATH)[0].endswith(": closed too early, 1 won")
    words = [item.words for item in driven.view.paths.shown.items(0)]
    assert words[-2:] == ["closed too early", ""]


def test_that_the_filter_is_obeyed(driven):
    driven.filter(outcomes=frozenset({Outcome.LOST}))
    assert driven.cells(PATH) == ["Qualify > Discovery (skipped) > Demo > Proposal: 1 lost"]


def test_that_without_a_process_the_log_itself_tells_how_deals_are_closed(a_screen):
    driven = a_screen(a_project(with_process=False))
    assert driven.bar.ends_together.isVisible()
    assert driven.cells(PATH)[0] == "Qualify > Demo > Proposal: 1 won, 1 lost"


def test_that_it_is_not_offered_where_nothing_tells_how_deals_are_closed(a_screen):
    driven = a_screen(Project("Open", a_log("A > B", "A > C")))
    assert not driven.bar.ends_together.isVisible()
    assert driven.cells(PATH) == ["A > B", "A > C"]


def test_that_what_is_taken_away_follows_the_choice(driven):
    def taken() -> dict[str, list]:
        table = driven.screen.take_away(real_names=False).tables[0]
        return {column.title: list(column.values) for column in table.columns}

    columns = taken()
    assert columns["Path"][0] == "Qualify > Demo > Proposal"
    assert (columns["Won"][0], columns["Lost"][0], columns["Win rate"][0]) == (1, 1, 0.5)
    toggle(driven)
    assert taken()["Path"][1] == TRACES[1]


def test_that_the_picture_has_the_split_in_the_colours_of_the_outcomes(driven):
    picture = driven.screen.take_away(False).picture
    image = QImage(picture.size.toSize(), QImage.Format.Format_RGB32)
    painter = QPainter(image)
    picture.paint(painter)
    painter.end()
    row = image.copy(0, 72 + 40, image.width(), 40)
    colours = {row.pixelColor(x, y).name() for x in range(row.width()) for y in range(20, 40)}
    assert {LIGHT.won, LIGHT.lost} <= colours


def test_that_the_summary_has_a_line_of_its_own_where_it_finds_no_room_beside_the_title(driven):
    bar = driven.bar
    assert bar.summary.y() < bar.search.y()
    driven.screen.resize(800, 640)
    driven.qtbot.waitUntil(lambda: bar.summary.y() > bar.search.y())
    assert bar.summary.shown == bar.summary.text()
    driven.screen.resize(1200, 800)
    driven.qtbot.waitUntil(lambda: bar.summary.y() < bar.search.y())


def test_that_counts_stand_beside_each_other(driven):
    split = driven.view.paths.shown.items(0)[-1]
    (first, wide), (second, _) = counts_in_line(split, lambda words: 7.0 * len(words))
    assert first + wide < second


def test_that_a_row_filters_the_window_to_its_won_and_its_lost_deals(a_window, qtbot):
    window = a_window(a_project())
    window.go(VARIANTS)
    screen = window.screen_at(VARIANTS)
    qtbot.waitUntil(lambda: screen.is_ready and screen.view.paths.rowCount() == 5)
    screen.view.choose([0])
    qtbot.mouseClick(screen.details.filter_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not window.results.busy and screen.is_ready)
    assert np.flatnonzero(window.results.view.mask).tolist() == [1, 2]
    assert screen.view.paths.rowCount() == 1
