"""The screen of time, driven by clicks, keys and the wheel."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QBuffer, QByteArray, QPoint, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgGenerator
from pytestqt.qtbot import QtBot

from desktop.main_window import MainWindow
from desktop.places import DEAL, TIME
from desktop.screens.time.bottleneck_columns import DEALS, MEDIAN, TREND
from desktop.screens.time.canvas import Canvas
from desktop.screens.time.chart import FEW
from desktop.screens.time.dotted_chart import DottedChart
from desktop.screens.time.legend import Legend
from desktop.screens.time.screen import BOTTLENECKS, DOTTED, SPECTRUM, TimeScreen
from desktop.screens.time.spectrum_chart import SpectrumChart
from desktop.screens.time.taking import Page, picture_of_chart
from desktop.theme import DARK, LIGHT
from mining.timing.dotted import DotColour, RowOrder, dots_of
from models.calendar import Calendar
from models.case_filter import CaseFilter
from models.case_table import DAY
from models.project import Project
from tests.builders import a_log

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def shown(a_window: Callable[..., MainWindow], project: Project, qtbot: QtBot) -> Callable[..., TimeScreen]:
    """Opens a window on its screen of time, at one of the parts."""

    def make(part: int = BOTTLENECKS, changed: Project | None = None) -> TimeScreen:
        window = a_window(changed or project)
        window.resize(1400, 900)
        window.go(TIME)
        window.time.go(part)
        ready(window.time, qtbot)
        return window.time

    return make


def ready(screen: TimeScreen, qtbot: QtBot) -> None:
    window = screen.window()
    assert isinstance(window, MainWindow)
    qtbot.waitUntil(lambda: not window.results.busy, timeout=20_000)
    qtbot.waitUntil(lambda: screen.is_ready, timeout=20_000)


def document(screen: TimeScreen):
    window = screen.window()
    assert isinstance(window, MainWindow)
    return window.document


def test_that_bottlenecks_are_told_in_a_sentence_and_a_table(shown) -> None:
    screen = shown()
    assert screen.sentence.text().startswith(
        "Most time goes into Qualify → Discovery: 30\u00a0% of all deal time"
    )
    table = screen.bottlenecks.table.table
    assert table.rowCount() == 6
    assert [column.title for column in table.columns][:2] == ["Step", "Deals"]
    names = [row.source + row.target for row in screen.bottlenecks.rows]
    at = names.index("QualifyDiscovery")
    assert table.columns[DEALS].text(at) == "7"
    assert table.columns[MEDIAN].text(at) == "1\u00a0day"
    assert table.columns[TREND].text(at) == "–"


def test_that_a_row_leads_to_its_deals_and_to_its_spectrum(shown, qtbot) -> None:
    screen = shown()
    panel = screen.bottlenecks
    assert not panel.narrow.isVisible()
    at = [row.target for row in panel.rows].index("Demo")
    panel.table.make_current(at)
    assert "3\u00a0deals go Discovery → Demo" in panel.story.text()
    qtbot.mouseClick(panel.spectrum, LEFT)
    ready(screen, qtbot)
    assert screen.parts.currentWidget() is screen.spectrum
    assert screen.spectrum.box.currentText().startswith("Discovery → Demo")
    screen.go(BOTTLENECKS)
    qtbot.mouseClick(panel.narrow, LEFT)
    assert document(screen).project.filter == CaseFilter(path=("Discovery", "Demo"))
    ready(screen, qtbot)
    assert panel.rows[0].deals == 3
    assert panel.story.text().startswith("3\u00a0deals go Discovery → Demo")  # still chosen


def test_that_stages_have_no_path_to_filter_by(shown, qtbot) -> None:
    screen = shown()
    qtbot.mouseClick(screen.bottlenecks.chips[1], LEFT)
    assert screen.bottlenecks.table.table.columns[0].title == "Stage"
    at = [row.source for row in screen.bottlenecks.rows].index("Discovery")
    screen.bottlenecks.table.make_current(at)
    assert not screen.bottlenecks.narrow.isVisible()
    assert "1\u00a0open deal waits in Discovery now" in screen.bottlenecks.story.text()
    qtbot.mouseClick(screen.bottlenecks.spectrum, LEFT)
    ready(screen, qtbot)
    chart = screen.spectrum.canvas.chart
    assert isinstance(chart, SpectrumChart)
    assert [(band.source, band.target) for band in chart.bands] == [
        ("Discovery", "Demo"),
        ("Discovery", "Proposal"),
    ]


def test_that_the_spectrum_shows_the_line_and_a_click_opens_the_deal(shown, qtbot) -> None:
    screen = shown(SPECTRUM)
    canvas = screen.spectrum.canvas
    chart = canvas.chart
    assert isinstance(chart, SpectrumChart)
    assert [len(band) for band in chart.bands] == [7, 3, 3, 6]
    assert screen.spectrum.legend.words[0].startswith("Fastest quarter: 19")
    hit = next(hit for x in range(0, canvas.width(), 2) if (hit := canvas.hit_at(QPointF(x, 60))))
    assert "Qualify → Discovery: 1\u00a0day" in hit.tip
    middle = (hit.points[0] + hit.points[1]) / 2 + canvas.area.topLeft()
    qtbot.mouseMove(canvas, middle.toPoint())
    qtbot.mouseClick(canvas, LEFT, pos=middle.toPoint())
    window = screen.window()
    assert isinstance(window, MainWindow)
    assert window.stack.currentWidget() is window.screens[DEAL]


def test_that_dragging_chooses_a_period_to_look_closer_at_or_to_filter_by(shown, qtbot) -> None:
    screen = shown(SPECTRUM)
    panel, canvas = screen.spectrum, screen.spectrum.canvas
    area = canvas.area.toRect()
    begin, end = area.topLeft() + QPoint(10, 30), area.topLeft() + QPoint(area.width() // 2, 40)

    def drag() -> None:
        qtbot.mousePress(canvas, LEFT, pos=begin)
        qtbot.mouseMove(canvas, begin + QPoint(20, 0))
        qtbot.mouseMove(canvas, end)
        qtbot.mouseRelease(canvas, LEFT, pos=end)

    before = canvas.window_
    drag()
    assert canvas.selection is not None
    assert panel.period.text() == "4\u00a0Jan\u00a02026 – 7\u00a0Jan\u00a02026"
    qtbot.mouseClick(panel.closer, LEFT)
    assert canvas.selection is None
    assert canvas.window_.width < before.width / 1.5
    qtbot.keyClick(canvas, Qt.Key.Key_Home)
    assert canvas.window_ == before
    drag()
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    assert panel.foot.currentIndex() == 0
    drag()
    qtbot.mouseClick(panel.narrow, LEFT)
    first, behind = document(screen).project.filter.period
    assert (behind - first) // DAY == 4
    assert first % DAY == 0
    ready(screen, qtbot)


def test_that_the_dotted_chart_is_sorted_coloured_and_clocked_as_chosen(shown, qtbot) -> None:
    screen = shown(DOTTED)
    panel = screen.dotted
    chart = panel.canvas.chart
    assert isinstance(chart, DottedChart)
    assert panel.count.text() == "31\u00a0events of 8\u00a0deals"
    assert panel.legend.words[0] == "Qualify: 8"
    assert [panel.orders.itemText(at) for at in range(panel.orders.count())] == [
        "Sorted by start", "Sorted by duration", "Sorted by owner", "Sorted by team", "Sorted by outcome"
    ]  # fmt: skip
    assert panel.colours.count() == 2  # there are only stage changes
    panel.orders.setCurrentIndex(2)
    panel.colours.setCurrentIndex(1)
    panel.clocks.setCurrentIndex(1)
    ready(screen, qtbot)
    chart = panel.canvas.chart
    assert isinstance(chart, DottedChart)
    assert list(chart.groups) == ["Ann", "Bob"]
    assert chart.dots.since_start
    assert [mark.words for mark in chart.marks(chart.whole, 400)][:2] == ["0 days", "1 days"]
    assert panel.legend.words == ["Open: 2", "Won: 27", "Lost: 2"]


def test_that_the_dotted_chart_moves_zooms_and_tells_what_is_under_the_pointer(shown, qtbot) -> None:
    screen = shown(DOTTED)
    canvas = screen.dotted.canvas
    whole = canvas.window_
    qtbot.keyClick(canvas, Qt.Key.Key_Plus)
    assert canvas.window_.width == pytest.approx(whole.width * 0.8)
    left = canvas.window_.left
    qtbot.keyClick(canvas, Qt.Key.Key_Right)
    assert canvas.window_.left > left
    qtbot.keyClick(canvas, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert canvas.window_.height == pytest.approx(whole.height * 0.8)
    qtbot.mouseClick(screen.dotted.zoom.whole, LEFT)
    assert canvas.window_ == whole
    qtbot.mouseClick(screen.dotted.zoom.closer, LEFT)
    begin = canvas.area.center().toPoint()
    left = canvas.window_.left
    qtbot.mousePress(canvas, LEFT, pos=begin)
    qtbot.mouseMove(canvas, begin + QPoint(60, 0))
    qtbot.mouseRelease(canvas, LEFT, pos=begin + QPoint(60, 0))
    assert canvas.window_.left < left
    canvas.show_all()
    ready(screen, qtbot)
    chart = canvas.chart
    assert isinstance(chart, DottedChart)
    size = canvas.area.size()
    x = (chart.dots.x[1] - whole.left) / whole.width * size.width()
    point = QPointF(x, 0.5 / whole.height * size.height())
    hit = chart.hit(whole, size, point)
    assert hit is not None
    assert hit.tip.splitlines()[1:] == [
        "Discovery", "6\u00a0Jan\u00a02026, 00:00\u00a0UTC", "1\u00a0day after the deal began"
    ]  # fmt: skip
    assert chart.hit(whole, size, QPointF(x + 30, point.y())) is None
    qtbot.mouseClick(canvas, LEFT, pos=(point + canvas.area.topLeft()).toPoint())
    window = screen.window()
    assert isinstance(window, MainWindow)
    assert window.stack.currentWidget() is window.screens[DEAL]


def test_that_many_marks_are_drawn_as_pixels_that_look_like_the_vectors(shown) -> None:
    screen = shown(DOTTED)
    for chart in (screen.dotted.canvas.chart, shown(SPECTRUM).spectrum.canvas.chart):
        assert chart is not None
        pixels = chart.pixels(chart.whole, 600, 300, 1.0, lambda: None)
        assert pixels.shape == (300, 600, 4)
        drawn = QImage(600, 300, QImage.Format.Format_ARGB32_Premultiplied)
        drawn.fill(Qt.GlobalColor.transparent)
        painter = QPainter(drawn)
        chart.paint(painter, chart.whole, QRectF(0, 0, 600, 300))
        painter.end()
        painted = np.array([[drawn.pixelColor(x, y).alpha() > 0 for x in range(600)] for y in range(300)])
        counted = pixels[..., 3] > 0
        near = np.zeros_like(painted)
        for down in range(-4, 5):
            for across in range(-4, 5):
                near |= np.roll(np.roll(painted, down, 0), across, 1)
        assert counted.any()
        assert not (counted & ~near).any()


def test_that_the_filter_and_the_calendar_are_obeyed(shown, qtbot) -> None:
    screen = shown(DOTTED)
    doc = document(screen)
    doc.edit("Filter", replace(doc.project, filter=CaseFilter(owners=frozenset({"Bob"}))))
    ready(screen, qtbot)
    assert screen.dotted.count.text() == "17\u00a0events of 4\u00a0deals"
    doc.edit("Time", replace(doc.project, calendar=Calendar(opens=540, closes=1080)))
    ready(screen, qtbot)
    assert "of all deal time; median 1\u00a0working day" in screen.sentence.text()
    screen.dotted.clocks.setCurrentIndex(1)
    ready(screen, qtbot)
    chart = screen.dotted.canvas.chart
    assert chart is not None
    assert [mark.words for mark in chart.marks(chart.whole, 400)][:2] == ["0 wd", "1 wd"]
    doc.edit("Filter", replace(doc.project, filter=CaseFilter(owners=frozenset({"Nobody"}))))
    ready(screen, qtbot)
    assert screen.pages.currentWidget() is screen.nothing_shown
    assert screen.take_away(False) is None


def test_that_without_deals_it_says_what_to_do(qtbot, a_window, project) -> None:
    window = a_window(Project("Empty"))
    window.screen_at(TIME)
    window.stack.setCurrentWidget(window.time)
    assert window.time.pages.currentWidget() is window.time.nothing_imported


def test_that_tables_and_pictures_can_be_taken_away_with_stand_ins(shown, qtbot, tmp_path) -> None:
    screen = shown()
    taken = screen.take_away(real_names=False)
    assert taken is not None
    assert taken.picture is not None
    assert [table.title for table in taken.tables] == ["Time by step", "Time by stage"]
    assert len(taken.tables[0]) == 6
    assert taken.tables[0].columns[0].values[0] == screen.bottlenecks.rows[0].source
    for part in (SPECTRUM, DOTTED):
        screen.go(part)
        ready(screen, qtbot)
        screen.dotted.orders.setCurrentIndex(2)
        ready(screen, qtbot)
        for real_names in (False, True):
            taken = screen.take_away(real_names)
            assert taken is not None
            assert taken.picture is not None
            svg = drawn_as_svg(taken.picture.size, taken.picture.paint)
            assert "<path" in svg or "<polyline" in svg
            assert "<image" not in svg
            if part == DOTTED:
                assert ("Ann" in svg) is real_names
                assert ("Rep 1" in svg) is not real_names


def drawn_as_svg(size: QSizeF, paint: Callable[[QPainter], None]) -> str:
    data = QByteArray()
    buffer = QBuffer(data)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(size.toSize())
    painter = QPainter(generator)
    paint(painter)
    painter.end()
    return bytes(data.data()).decode("utf-8")


def test_that_another_palette_colours_the_charts_anew(shown, qtbot) -> None:
    screen = shown(SPECTRUM)
    before = screen.spectrum.canvas.chart
    screen.set_palette_colors(DARK)
    ready(screen, qtbot)
    after = screen.spectrum.canvas.chart
    assert isinstance(before, SpectrumChart)
    assert isinstance(after, SpectrumChart)
    assert after.bands is before.bands
    assert after.colours != before.colours


def test_that_a_chart_of_many_dots_is_an_embedded_picture(qtbot) -> None:
    log = a_log(*["Qualify > Demo > Won"] * (FEW // 3 + 1))
    everyone = np.ones(log.n_cases, dtype=bool)
    dots = dots_of(log, everyone, RowOrder.BEGIN, DotColour.OUTCOME, since_start=False)
    chart = DottedChart(log, dots, ["#000000"] * 4, ())
    canvas = Canvas("Dots", LIGHT, selects=False)
    qtbot.addWidget(canvas)
    canvas.resize(600, 400)
    canvas.show()
    canvas.show_chart(chart)
    qtbot.waitUntil(lambda: canvas.is_ready)
    assert chart.count(chart.whole) > FEW
    size = QSizeF(canvas.size())
    taken = picture_of_chart(Page(chart, canvas.window_, size, "Dots", "All", [("#123456", "Won: 3")]))
    drawn = drawn_as_svg(taken.size, taken.paint)
    assert "<image" in drawn
    assert "#123456" in drawn
    assert "clip" not in drawn
    canvas.zoom_rows(0.001)
    qtbot.waitUntil(lambda: canvas.is_ready)
    assert chart.count(canvas.window_) == 15
    taken = picture_of_chart(Page(chart, canvas.window_, size, "Dots", "All", []))
    assert "<image" not in drawn_as_svg(taken.size, taken.paint)
    canvas.stop()


def test_that_a_picture_of_the_spectrum_has_its_lines_cut_at_the_edges_and_light_colours(
    shown, qtbot
) -> None:
    screen = shown(SPECTRUM)
    screen.set_palette_colors(DARK)
    ready(screen, qtbot)
    canvas = screen.spectrum.canvas
    canvas.zoom(0.3)
    ready(screen, qtbot)
    chart, area = canvas.chart, QRectF(10, 10, 300, 200)
    drawn = drawn_as_svg(QSizeF(320, 220), lambda painter: chart.paint(painter, canvas.window_, area))
    across = [
        float(x) for line in re.findall(r'points="([^"]*)"', drawn) for x in re.findall(r"(\S+),", line)
    ]
    assert across
    assert min(across) >= area.left() - 0.01
    assert max(across) <= area.right() + 0.01
    taken = screen.take_away(real_names=False)
    svg = drawn_as_svg(taken.picture.size, taken.picture.paint)
    assert DARK.surface not in svg
    assert "Performance spectrum" in svg
    assert "Slowest quarter" in svg


def test_that_a_long_legend_tells_its_first_entries_and_the_others_in_a_tool_tip(qtbot) -> None:
    legend = Legend()
    qtbot.addWidget(legend)
    legend.show_entries([("#123456", f"Stage {at}: 1") for at in range(20)], most=5)
    assert legend.words[:4] == [f"Stage {at}: 1" for at in range(4)]
    assert legend.words[4].startswith("Stage 4: 1; Stage 5: 1")
