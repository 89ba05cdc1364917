"""What goes with the chosen deviation, on the screen of deviations."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from desktop.screens.deviations.effect_columns import DIFFERENCE, METRIC, WITH
from desktop.screens.deviations.effects_panel import WAITING
from desktop.screens.deviations.screen import DeviationsScreen
from desktop.theme import DARK, LIGHT
from models.case_filter import CaseFilter
from models.diagnosis import DeviationEffects, Metric
from models.project import Project
from tests.desktop.screens.checked import a_project, results_of
from tests.mining.diagnosis.effects.made import PROCESS, SKIP, Made, made

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # what the offscreen platform says of any window


def shown(qtbot, project: Project) -> DeviationsScreen:
    document, results = results_of(qtbot, project)
    screen = DeviationsScreen(document, results, LIGHT)
    screen.resize(1200, 900)
    screen.show()
    qtbot.addWidget(screen)
    screen.results, screen.document = results, document  # kept as long as the screen
    return screen


def chosen(qtbot, screen: DeviationsScreen) -> DeviationEffects:
    screen.table.make_current(screen._row_of(SKIP))
    qtbot.waitUntil(lambda: screen.is_ready, timeout=30_000)
    assert screen.effects.shown is not None
    return screen.effects.shown


@pytest.fixture
def screen(qtbot) -> Iterator[DeviationsScreen]:
    made_screen = shown(qtbot, Project("Made", log=made(Made(1200, effect=-1.5)), process=PROCESS))
    yield made_screen
    made_screen.stop()
    made_screen.results.stop()


def cells(screen: DeviationsScreen, column: int) -> list[str]:
    table = screen.effects.table.table
    return [table.index(row, column).data().replace("\u00a0", " ") for row in range(table.rowCount())]


def test_that_every_metric_has_a_row_with_both_sides_and_the_difference_at_equal_mix(qtbot, screen):
    found = chosen(qtbot, screen)
    assert found.key == SKIP
    assert screen.effects.has_figures
    assert cells(screen, METRIC)[0].startswith("Won within ")
    assert cells(screen, METRIC)[1:3] == ["Days to close", "Days in Demo"]
    assert cells(screen, METRIC)[-1] == "Money at stake per year"
    assert cells(screen, WITH)[0].endswith(" %")
    assert cells(screen, DIFFERENCE)[0].startswith("\u2212")
    assert cells(screen, DIFFERENCE)[0].endswith(" points")
    assert cells(screen, DIFFERENCE)[-1].endswith(" EUR")
    assert screen.sentence.text() == found.sentence
    assert "equal rep" in screen.effects.basis.text()


def test_that_a_metric_nobody_can_tell_says_why_in_its_row(qtbot, screen):
    chosen(qtbot, screen)
    assert cells(screen, DIFFERENCE)[3].startswith("Cannot tell: the log has no discount")


def test_that_until_the_comparison_is_done_the_panel_says_so(screen):
    screen.table.make_current(screen._row_of(SKIP))
    if not screen.is_ready:
        assert screen.effects.told.text() == WAITING
        assert not screen.effects.has_figures
    assert screen.sentence.text().startswith("Discovery is skipped in ")


def test_that_the_switch_leads_to_the_deals_and_back_and_stays_for_what_is_chosen_next(qtbot, screen):
    chosen(qtbot, screen)
    assert screen.effects.isVisible()
    assert not screen.deals.isVisible()
    qtbot.mouseClick(screen.parts.buttons[1], Qt.MouseButton.LeftButton)
    assert screen.deals.isVisible()
    screen.table.make_current(-1)
    screen.table.make_current(screen._row_of(SKIP))
    assert screen.deals.isVisible()
    qtbot.keyClick(screen.parts.buttons[0], Qt.Key.Key_Space)
    assert screen.effects.isVisible()


def test_that_another_filter_compares_anew(qtbot, screen):
    before = chosen(qtbot, screen)
    small = CaseFilter(segments=frozenset({"Small"}))
    screen.document.edit("Filter", replace(screen.document.project, filter=small))
    qtbot.waitUntil(lambda: not screen.results.busy)
    after = chosen(qtbot, screen)
    assert after.eligible < before.eligible
    assert "segment" not in after.adjusted_for


def test_that_too_few_deals_are_told_in_one_sentence(qtbot):
    small = shown(qtbot, a_project())
    found = chosen(qtbot, small)
    assert not small.effects.has_figures
    assert small.effects.told.text() == found.effects[0].why_none
    assert "that needs 10 each" in small.effects.told.text()
    small.stop()
    small.results.stop()


def test_that_the_model_keeps_the_rules_of_qt_and_the_panel_paints_in_both_palettes(qtbot, screen):
    chosen(qtbot, screen)
    tester = QAbstractItemModelTester(
        screen.effects.table.table, QAbstractItemModelTester.FailureReportingMode.Fatal
    )
    screen.effects.table.sortByColumn(DIFFERENCE, Qt.SortOrder.DescendingOrder)
    light = screen.effects.grab().toImage()
    screen.set_palette_colors(DARK)
    assert screen.effects.grab().toImage() != light
    assert tester.model() is screen.effects.table.table


@pytest.mark.parametrize("width", [1200, 808])
def test_that_nothing_scrolls_sideways(qtbot, screen, width):
    chosen(qtbot, screen)
    screen.resize(width, 620)
    qtbot.waitUntil(lambda: screen.effects.table.width() < width)
    assert screen.effects.table.horizontalScrollBar().maximum() == 0


def test_that_effects_are_taken_away_as_a_table_and_on_the_page(qtbot, screen):
    found = chosen(qtbot, screen)
    taken = screen.take_away(real_names=False)
    assert taken is not None
    table = next(one for one in taken.tables if one.title == "What goes with them")
    columns = {column.title: list(column.values) for column in table.columns}
    rows = [at for at, name in enumerate(columns["Deviation"]) if name == "Skipped Discovery"]
    assert [columns["Metric"][at] for at in rows] == [str(metric) for metric in Metric]
    won = found.of(Metric.WIN_RATE)
    assert won is not None
    assert won.adjusted is not None
    assert columns["Difference at equal mix"][rows[0]] == won.adjusted.value
    assert columns["Currency"][rows[0]] == "EUR"
    assert taken.picture is not None
    assert taken.picture.size.height() > 700
