"""Values over time: what the chart says, where its marks are, and that keyboard and mouse reach them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, Qt
from pytestqt.qtbot import QtBot

from desktop.theme import DARK, LIGHT
from desktop.widgets.series_chart import SeriesChart
from desktop.widgets.series_data import (
    Band,
    Heights,
    Level,
    Line,
    Marker,
    Point,
    SeriesData,
    Slot,
    runs_of,
    stops_of,
)

POINTS = (
    Point(0.2, 0.1, 0.3, "January: 20 %."),
    Point(0.4, 0.3, 0.5, "February: 40 %."),
    Point(None, None, None, "March: too few deals."),
    Point(0.3, 0.2, 0.4, "April: 30 %."),
)


def a_series(*lines: Line, **more: object) -> SeriesData:
    slots = tuple(Slot(float(at), at + 1.0, name) for at, name in enumerate(("Jan", "Feb", "Mar", "Apr")))
    shown = lines or (Line("Win rate", POINTS),)
    return SeriesData(slots, shown, lambda v: f"{v:.0%}", **more)  # type: ignore[arg-type]  # names are the fields'


@pytest.fixture
def chart(qtbot: QtBot) -> SeriesChart:
    made = SeriesChart("Win rate", LIGHT)
    qtbot.addWidget(made)
    made.resize(400, 150)
    made.show()
    made.show_data(
        a_series(markers=(Marker(1.8, 2.4, "The win rate fell."),), target=Level(0.5, "target 50 %"))
    )
    return made


def test_that_a_line_is_not_drawn_across_a_gap() -> None:
    assert runs_of(POINTS) == [range(0, 2), range(3, 4)]
    assert runs_of((Point(None), Point(None))) == []


def test_that_the_axis_holds_every_interval_and_the_target() -> None:
    heights = Heights.of(a_series(target=Level(0.9, "target"), floor=0.0, ceiling=1.0))
    assert heights.low == 0.0
    assert 0.9 < heights.high <= 1.0
    assert heights.ticks() == pytest.approx([0.0, 0.5])


def test_that_an_axis_is_never_of_no_height() -> None:
    for value, floor, ceiling in ((0.0, 0.0, 1.0), (1.0, 0.0, 1.0), (5.0, None, None), (-3.0, None, None)):
        one = a_series(Line("x", (Point(value), *(Point(None),) * 3)), floor=floor, ceiling=ceiling)
        heights = Heights.of(one)
        assert heights.high > heights.low
        assert 0 <= heights.share(value) <= 1
        assert 1 <= len(heights.ticks()) <= 4


def test_that_a_line_needs_one_point_a_slot() -> None:
    with pytest.raises(ValueError, match="one point a slot"):
        a_series(Line("short", POINTS[:2]))


def test_that_stops_are_in_order_of_time_with_all_lines_of_a_slot() -> None:
    other = Line("Other", tuple(Point(0.1, words=f"{name} other.") for name in ("a", "b", "c", "d")))
    stops = stops_of(a_series(Line("Win rate", POINTS), other, markers=(Marker(0.6, 1.2, "It fell."),)))
    assert [stop.words for stop in stops][:3] == [
        "January: 20 %. a other.",
        "It fell.",
        "February: 40 %. b other.",
    ]


def test_that_the_arrow_keys_step_through_points_and_markers(chart: SeriesChart, qtbot: QtBot) -> None:
    said: list[str] = []
    chart.said.connect(said.append)
    chart.setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_End, Qt.Key.Key_Home):
        qtbot.keyClick(chart, key)
    assert said == [POINTS[0].words, POINTS[1].words, "The win rate fell.", POINTS[3].words, POINTS[0].words]
    assert chart.accessibleDescription() == POINTS[0].words
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    with qtbot.waitSignal(chart.marker_chosen) as chosen:
        qtbot.keyClick(chart, Qt.Key.Key_Return)
    assert chosen.args == [0]


def test_that_a_click_on_a_flag_chooses_the_marker_and_one_below_the_slot(
    chart: SeriesChart, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(chart.marker_chosen) as chosen:
        qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=chart.flag_place(0).toPoint())
    assert chosen.args == [0]
    with qtbot.waitSignal(chart.slot_chosen) as slot:
        qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=QPointF(80, 90).toPoint())
    assert slot.args == [0]
    assert chart.stop_at(QPointF(5, 5)) is None


def test_that_the_chart_says_its_last_value_target_and_markers(chart: SeriesChart) -> None:
    assert chart.accessibleDescription() == "April: 30 %. target 50 % The win rate fell."
    chart.show_data(a_series(Line("x", (Point(None),) * 4), nothing="No deal is old enough yet."))
    assert chart.accessibleDescription() == "No deal is old enough yet."
    assert chart.stop_at(QPointF(100, 80)) is None


def test_that_band_marker_and_line_are_painted_in_both_palettes(chart: SeriesChart) -> None:
    chart.show_data(a_series(band=Band(0.0, 2.0, "baseline"), markers=(Marker(2.2, 2.8, "It fell."),)))
    for palette in (LIGHT, DARK):
        chart.set_palette_colors(palette)
        with_band = chart.grab().toImage()
        painted = {with_band.pixelColor(x, y).name() for x in range(40, 396) for y in range(20, 130)}
        assert palette.accent in painted
    chart.show_data(a_series())
    assert chart.grab().toImage() != with_band
