"""The process map screen with real clicks: sliders, overlay, selection, and the signals that filter."""

from collections.abc import Callable, Iterator

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from desktop.appearance import load_fonts
from desktop.document import Document
from desktop.main_window import MainWindow
from desktop.map.graph import EdgeStyle, NodeStyle
from desktop.places import DEAL, PROCESS_MAP
from desktop.results import Results
from desktop.screens.process_map.screen import ProcessMapScreen
from desktop.theme import DARK, LIGHT
from desktop.widgets.histogram import Histogram
from models.analysis import View
from models.deviation import DeviationKey, DeviationType
from models.process_map import ProcessMap
from models.project import Project
from tests.builders import a_log
from tests.desktop.map.sample import a_map, a_messy_map


def _view(shown: ProcessMap) -> View:
    return View(np.ones(shown.cases, dtype=bool), shown, (), 300, 400, 112, 0.9)


@pytest.fixture
def empty(qtbot: QtBot) -> Iterator[ProcessMapScreen]:
    load_fonts()
    document = Document(Project("Empty"))
    results = Results(document)
    screen = ProcessMapScreen(document, results, LIGHT)
    qtbot.addWidget(screen)
    screen.resize(1400, 900)
    screen.show()
    qtbot.waitExposed(screen)
    yield screen
    screen.stop()
    screen.scene.finish()
    results.stop()


@pytest.fixture
def screen(qtbot: QtBot, empty: ProcessMapScreen) -> ProcessMapScreen:
    _show(qtbot, empty, a_map())
    return empty


def _show(qtbot: QtBot, screen: ProcessMapScreen, shown: ProcessMap) -> None:
    screen._results.view = _view(shown)
    with qtbot.waitSignal(screen.ready):
        screen._results.changed.emit()


def _click(
    qtbot: QtBot, screen: ProcessMapScreen, target: str | tuple[str, str], twice: bool = False
) -> None:
    if isinstance(target, str):
        place = screen.scene.nodes[target].pos()
    else:
        points = screen.scene.edges[target].points
        place = QPointF(*points[len(points) // 3])
    press = qtbot.mouseDClick if twice else qtbot.mouseClick
    press(screen.view.viewport(), Qt.MouseButton.LeftButton, pos=screen.view.mapFromScene(place))


def _settle(qtbot: QtBot, screen: ProcessMapScreen) -> None:
    qtbot.waitUntil(lambda: screen.is_ready)


def test_that_without_a_log_it_says_what_to_do(empty: ProcessMapScreen) -> None:
    assert not empty.view.isVisible()
    assert not empty.scene.nodes


def test_that_a_checked_log_becomes_a_map(qtbot: QtBot) -> None:
    load_fonts()
    document = Document(
        Project("Three", log=a_log("Qualify > Demo > Won", "Qualify > Won", "Qualify > Lost"))
    )
    results = Results(document)
    screen = ProcessMapScreen(document, results, LIGHT)
    qtbot.addWidget(screen)
    with qtbot.waitSignal(screen.ready):
        screen.show()
    assert {"Qualify", "Demo", "Won", "Lost"} <= {item.node.title for item in screen.scene.nodes.values()}
    assert not screen.controls.overlay.isEnabled()
    assert {item.edge.style for item in screen.scene.edges.values()} == {EdgeStyle.PLAIN}
    screen.stop()
    results.stop()


def test_that_the_map_shows_every_stage_and_path(screen: ProcessMapScreen) -> None:
    assert screen.is_ready
    assert len(screen.scene.nodes) == 13
    assert len(screen.scene.edges) == 24
    assert screen.controls.hidden_words.text() == "Nothing is hidden."
    assert screen.scene.nodes["Security review"].node.style is NodeStyle.NEVER_REACHED
    assert screen.scene.nodes["Discount approval"].node.badge == "not documented"
    assert screen.scene.edges["Discovery", "Demo"].edge.style is EdgeStyle.DEVIATION


def test_that_a_click_on_a_departure_leads_to_its_deals(qtbot: QtBot, screen: ProcessMapScreen) -> None:
    _click(qtbot, screen, ("Lead", "Demo"))
    assert screen.scene.selected == ("Lead", "Demo")
    with qtbot.waitSignal(screen.path_chosen) as chosen:
        qtbot.mouseClick(screen.details.deals, Qt.MouseButton.LeftButton)
    assert chosen.args == [("Lead", "Demo")]


def test_that_the_start_is_no_activity_in_a_chosen_path(qtbot: QtBot, screen: ProcessMapScreen) -> None:
    screen.select(("Start", "Lead"))
    with qtbot.waitSignal(screen.path_chosen) as chosen:
        qtbot.mouseClick(screen.details.deals, Qt.MouseButton.LeftButton)
    assert chosen.args == [(None, "Lead")]


def test_that_the_deals_that_come_to_a_stage_are_a_click_away(qtbot: QtBot, screen: ProcessMapScreen) -> None:
    _click(qtbot, screen, "Proposal")
    with qtbot.waitSignal(screen.query_chosen) as chosen:
        qtbot.mouseClick(screen.details.visits, Qt.MouseButton.LeftButton)
    assert chosen.args == ["contains Proposal"]
    for nowhere in ("Start", "Security review"):
        screen.select(nowhere)
        assert not screen.details.visits.isVisible()


def test_that_a_double_click_filters_at_once(qtbot: QtBot, screen: ProcessMapScreen) -> None:
    with qtbot.waitSignal(screen.path_chosen) as chosen:
        _click(qtbot, screen, ("Qualified", "Proposal"), twice=True)
    assert chosen.args == [("Qualified", "Proposal")]
    with qtbot.waitSignal(screen.deviation_chosen) as odd:
        _click(qtbot, screen, "Discount approval", twice=True)
    assert odd.args == [DeviationKey(DeviationType.UNDOCUMENTED, "Discount approval")]


def test_that_a_skipped_stage_offers_the_deals_that_skip_it(qtbot: QtBot, screen: ProcessMapScreen) -> None:
    _click(qtbot, screen, "Security review")
    assert screen.details.deals.text() == "Show the deals that skip it"
    with qtbot.waitSignal(screen.deviation_chosen) as chosen:
        qtbot.mouseClick(screen.details.deals, Qt.MouseButton.LeftButton)
    assert chosen.args == [DeviationKey(DeviationType.SKIPPED, "Security review")]


def test_that_a_stage_that_departs_from_nothing_has_no_button(qtbot: QtBot, screen: ProcessMapScreen) -> None:
    _click(qtbot, screen, "Proposal")
    assert screen.details.isVisible()
    assert not screen.details.deals.isVisible()


def test_that_the_panel_links_to_paths(qtbot: QtBot, screen: ProcessMapScreen) -> None:
    _click(qtbot, screen, "Discount approval")
    rows = [
        b for b in screen.details.findChildren(QPushButton) if b.accessibleName().startswith("Negotiation,")
    ]
    qtbot.mouseClick(rows[0], Qt.MouseButton.LeftButton)
    assert screen.scene.selected == ("Discount approval", "Negotiation")
    qtbot.mouseClick(screen.view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(4, 4))
    assert screen.scene.selected is None


def test_that_a_moving_slider_fades_paths_without_moving_cards(
    qtbot: QtBot, screen: ProcessMapScreen
) -> None:
    places = {key: item.pos() for key, item in screen.scene.nodes.items()}
    slider = screen.controls.paths
    slider.setSliderDown(True)
    slider.setValue(40)
    hidden = [item for item in screen.scene.edges.values() if item.hidden]
    assert hidden
    assert "rare paths hidden (" in screen.controls.hidden_words.text()
    assert {key: item.pos() for key, item in screen.scene.nodes.items()} == places
    with qtbot.waitSignal(screen.ready):
        slider.setSliderDown(False)
        slider.sliderReleased.emit()
    _settle(qtbot, screen)
    assert len(screen.scene.edges) < 24


def test_that_arrow_keys_on_a_slider_lay_out_again(qtbot: QtBot, screen: ProcessMapScreen) -> None:
    screen.controls.paths.setFocus()
    with qtbot.waitSignal(screen.ready):
        for _ in range(5):
            qtbot.keyClick(screen.controls.paths, Qt.Key.Key_PageDown)
        qtbot.waitUntil(lambda: screen.arranger.busy)
    _settle(qtbot, screen)
    assert screen.controls.paths.value() == 50
    assert len(screen.scene.edges) < 24


def test_that_kept_positions_only_hide(qtbot: QtBot, screen: ProcessMapScreen) -> None:
    places = {key: item.pos() for key, item in screen.scene.nodes.items()}
    screen.controls.keep.setChecked(True)
    screen.controls.paths.setValue(30)
    screen.controls.chosen.emit()
    _settle(qtbot, screen)
    assert {key: item.pos() for key, item in screen.scene.nodes.items()} == places
    assert any(item.hidden for item in screen.scene.edges.values())


def test_that_without_the_overlay_nothing_is_compared(qtbot: QtBot, screen: ProcessMapScreen) -> None:
    with qtbot.waitSignal(screen.ready):
        screen.controls.overlay.setChecked(False)
    assert "Security review" not in screen.scene.nodes
    assert {item.edge.style for item in screen.scene.edges.values()} == {EdgeStyle.PLAIN}
    assert not any(item.node.badge for item in screen.scene.nodes.values())


def test_that_labels_can_be_shares_or_times(qtbot: QtBot, screen: ProcessMapScreen) -> None:
    with qtbot.waitSignal(screen.ready):
        screen.controls.labels.setCurrentIndex(1)
    assert screen.scene.labels["Discovery", "Demo"].edge.label == "80\u00a0%"
    with qtbot.waitSignal(screen.ready):
        screen.controls.labels.setCurrentIndex(2)
    assert screen.scene.labels["Discovery", "Demo"].edge.label == "6.2\u00a0d"


def test_that_only_the_last_wish_is_shown(qtbot: QtBot, screen: ProcessMapScreen) -> None:
    screen._results.view = _view(a_messy_map())
    screen._results.changed.emit()
    screen._results.view = _view(a_messy_map(8))
    screen._results.changed.emit()
    _settle(qtbot, screen)
    assert len(screen.scene.nodes) == 10


def test_that_a_narrow_window_keeps_the_map_free(qtbot: QtBot, screen: ProcessMapScreen) -> None:
    screen.resize(800, 600)
    assert not screen.details.isVisible()
    screen.select("Demo")
    assert screen.details.isVisible()
    assert screen.details.geometry().right() <= screen.view.geometry().left()
    screen.select(None)
    assert not screen.details.isVisible()


def test_that_another_theme_repaints_the_screen(screen: ProcessMapScreen) -> None:
    light = screen.grab().toImage()
    screen.set_palette_colors(DARK)
    assert screen.grab().toImage() != light
    screen.set_palette_colors(LIGHT)
    assert screen.grab().toImage() == light


def test_that_a_rich_map_begins_calmly_and_says_what_is_hidden(qtbot: QtBot, empty: ProcessMapScreen) -> None:
    rich = a_messy_map(27)
    assert len(rich.edges) > 60
    _show(qtbot, empty, rich)
    assert len(empty.scene.edges) <= 45
    assert empty.controls.paths.value() < 100
    assert "rare paths hidden (" in empty.controls.hidden_words.text()
    empty.controls.paths.setValue(100)
    empty.controls.activities.setValue(100)
    _settle(qtbot, empty)
    _show(qtbot, empty, rich)  # another filter on the same deals leaves the sliders alone
    assert empty.controls.paths.value() == 100


def test_that_labels_can_be_the_time_that_nine_in_ten_stay_within(
    qtbot: QtBot, screen: ProcessMapScreen
) -> None:
    with qtbot.waitSignal(screen.ready):
        screen.controls.labels.setCurrentIndex(screen.controls.labels.findText("90th percentile time"))
    assert screen.scene.labels["Discovery", "Demo"].edge.label == "21\u00a0d"


def test_that_a_selected_stage_lists_its_deals_and_a_click_opens_one(qtbot: QtBot) -> None:
    log = a_log("Qualify > Demo > Won", "Qualify > Won", "Qualify > Lost", "Qualify")
    document = Document(Project("Four", log=log))
    results = Results(document)
    screen = ProcessMapScreen(document, results, LIGHT)
    qtbot.addWidget(screen)
    screen.resize(1400, 900)
    with qtbot.waitSignal(screen.ready):
        screen.show()
    _click(qtbot, screen, "stage:Qualify")
    rows = {row.accessibleName(): row for row in screen.details.findChildren(QPushButton)}
    assert {"D1, 1\u00a0d", "D2, 1\u00a0d", "D3, 1\u00a0d"} <= set(rows)
    assert any(
        "1\u00a0open deal is still in it." in label.text() for label in screen.details.findChildren(QLabel)
    )
    with qtbot.waitSignal(screen.deal_chosen) as chosen:
        qtbot.mouseClick(rows["D2, 1\u00a0d"], Qt.MouseButton.LeftButton)
    assert chosen.args == [1]
    (chart,) = screen.details.findChildren(Histogram)
    assert chart.accessibleDescription() == "median 1\u00a0d; 90\u00a0%: 1\u00a0d"
    screen.stop()
    results.stop()


def test_that_a_deal_of_a_path_opens_on_its_own_screen(
    qtbot: QtBot, a_window: Callable[..., MainWindow], project: Project
) -> None:
    window = a_window(project)
    window.go(PROCESS_MAP)
    screen = window.process_map
    qtbot.waitUntil(lambda: screen.is_ready and bool(screen.scene.nodes))
    screen.select(("stage:Discovery", "stage:Proposal"))
    rows = [row for row in screen.details.findChildren(QPushButton) if row.accessibleName().startswith("D5,")]
    qtbot.mouseClick(rows[0], Qt.MouseButton.LeftButton)
    assert window.stack.currentWidget() is window.screens[DEAL]


def test_that_the_overview_goes_and_comes_with_its_button_and_with_a_key(
    qtbot: QtBot, screen: ProcessMapScreen
) -> None:
    button, minimap = screen.controls.overview, screen.view.minimap
    assert button.isChecked()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert (button.isChecked(), minimap.wanted) == (False, False)
    qtbot.keyClick(screen.view, Qt.Key.Key_M)
    assert (button.isChecked(), minimap.wanted) == (True, True)


def test_that_the_legend_says_what_a_working_day_is(screen: ProcessMapScreen) -> None:
    legend = screen.controls.legend
    before = legend.sizeHint().height()
    assert "wd" not in legend.accessibleDescription()
    legend.show_day(8.0)
    assert "wd: Working day, 8\u00a0hours" in legend.accessibleDescription()
    assert legend.sizeHint().height() > before
