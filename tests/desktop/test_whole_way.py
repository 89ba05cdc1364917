"""One sitting with the demo, by mouse and keyboard alone: from opening it to a picture and a table on disk."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QSlider, QStyle, QStyleOptionSlider, QWidget
from pytestqt.qtbot import QtBot

from desktop.main_window import MainWindow
from desktop.places import COMPARE, DEAL, DEVIATIONS, PROCESS_MAP
from desktop.widgets.choice_chip import ChoiceChip
from desktop.widgets.table import Table
from models.project import Project
from tests.desktop.reading_files import svg_texts

PATIENCE_MS = 60_000
LEFT = Qt.MouseButton.LeftButton


class Sitting:
    """Somebody in front of the window, who clicks and types."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        self.qtbot, self.window = qtbot, window

    def wait(self, until: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(until, timeout=PATIENCE_MS)

    def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        assert widget.isVisible()
        assert widget.isEnabled()
        self.qtbot.mouseClick(widget, LEFT, pos=at or widget.rect().center())

    def go(self, place: int) -> None:
        self.click(self.window.sidebar.buttons[place])
        self.wait(lambda: self.window.stack.currentWidget() is self.window.screen_at(place))

    def tick(self, chip: ChoiceChip, value: str) -> None:
        """Open a chip and click the box before one of its values."""
        self.click(chip)
        item = next(
            chip.list.item(row) for row in range(chip.list.count()) if chip.list.item(row).text() == value
        )
        box = chip.list.visualItemRect(item)
        self.click(chip.list.viewport(), QPoint(box.left() + 14, box.center().y()))
        self.qtbot.keyClick(chip.list, Qt.Key.Key_Escape)

    def drag(self, slider: QSlider, to: float) -> None:
        """Take the handle of a slider to a share of its way, and let it go."""
        option = QStyleOptionSlider()
        slider.initStyleOption(option)
        part = QStyle.SubControl.SC_SliderHandle
        handle = slider.style().subControlRect(QStyle.ComplexControl.CC_Slider, option, part, slider).center()
        self.qtbot.mousePress(slider, LEFT, pos=handle)
        self.qtbot.mouseMove(slider, QPoint(round(slider.width() * to), handle.y()))
        self.qtbot.mouseRelease(slider, LEFT, pos=QPoint(round(slider.width() * to), handle.y()))

    def press(self, action: QAction) -> None:
        """Press the keys of an action; a closed list leaves the window inactive on the offscreen platform."""
        self.window.activateWindow()
        self.wait(self.window.isActiveWindow)
        self.qtbot.keySequence(self.window, action.shortcut())

    def click_row(self, table: Table, row: int) -> None:
        place = table.visualRect(table.model().index(row, 0)).center()
        self.click(table.viewport(), place)


@pytest.fixture
def sitting(qtbot: QtBot, a_window: Callable[[Project], MainWindow]) -> Sitting:
    window = a_window(Project(""))
    window.resize(1400, 900)
    return Sitting(qtbot, window)


def test_that_the_whole_way_goes_by_mouse_and_keyboard(
    sitting: Sitting, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    window, qtbot = sitting.window, sitting.qtbot

    window.actions_.demo.trigger()
    sitting.wait(lambda: window.results.view is not None)
    assert window.filter_bar.counts.text() == "3,000 deals"

    chip = window.filter_bar.choices["teams"]
    team = chip.list.item(0).text()
    sitting.tick(chip, team)
    sitting.wait(lambda: window.filter_bar.counts.text() != "3,000 deals" and not window.results.busy)
    few = window.filter_bar.counts.text()
    assert few.endswith("of 3,000 deals")

    sitting.go(PROCESS_MAP)
    screen = window.process_map
    sitting.wait(lambda: screen.is_ready)
    paths = len(screen.scene.edges)
    sitting.drag(screen.controls.paths, 0.3)
    sitting.wait(lambda: screen.is_ready and len(screen.scene.edges) < paths)
    assert "hidden" in screen.controls.hidden_words.text()
    edge = next(iter(screen.scene.edges))
    sitting.click(screen.view.viewport(), screen.view.mapFromScene(screen.scene.nodes[edge[1]].pos()))
    assert screen.scene.selected == edge[1]

    sitting.click(screen.controls.replay)
    sitting.wait(
        lambda: screen.replay.clock.playing and screen.replay.clock.moment > screen.replay.clock.begin
    )
    qtbot.keyClick(screen.bar.play, Qt.Key.Key_Space)
    assert not screen.replay.clock.playing
    sitting.click(screen.controls.replay)
    assert not screen.bar.isVisible()

    sitting.go(DEVIATIONS)
    sitting.click_row(window.deviations.table, 0)
    sitting.click(window.deviations.parts.buttons[1])
    sitting.wait(lambda: window.deviations.deals.table.model().rowCount() > 0)
    sitting.click_row(window.deviations.deals.table, 0)
    sitting.wait(lambda: window.stack.currentWidget() is window.screen_at(DEAL))

    sitting.go(COMPARE)
    sitting.wait(lambda: window.compare.is_ready)

    saved = iter((tmp_path / "differences.svg", tmp_path / "differences.xlsx"))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(next(saved)), ""))
    for _ in range(2):
        with qtbot.waitSignal(window.taking_away.done, timeout=PATIENCE_MS):
            sitting.press(window.actions_.export_view)
    assert "Negotiation" in svg_texts((tmp_path / "differences.svg").read_bytes())
    assert openpyxl.load_workbook(tmp_path / "differences.xlsx")["Differences"].max_row > 10

    while window.document.undo_stack.canUndo():
        sitting.press(window.actions_.undo)
    sitting.wait(lambda: window.filter_bar.counts.text() == "3,000 deals")
