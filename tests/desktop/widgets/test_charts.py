"""A histogram and rows with bars: what they say, what they paint, and that they can be clicked."""

from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.widgets.bar_row import BarRow, RowColors
from desktop.widgets.histogram import ChartColors, Histogram, HistogramData, Mark, paint_histogram

_COLORS = ChartColors("#4f46e5", "#1e2433", "#5b6780", "#dde3ec")


def _words(low: float, high: float | None, count: int) -> str:
    return f"{low:g} to {high:g}: {count}" if high is not None else f"{low:g} and more: {count}"


def _data(beyond: int = 3) -> HistogramData:
    return HistogramData(
        5.0, (4, 8, 2, 0), beyond, (Mark(7.0, "median 7"), Mark(14.0, "90 % 14")), lambda v: f"{v:g}", _words
    )


def test_that_pointing_at_a_bar_tells_what_it_counts(qtbot: QtBot) -> None:
    chart = Histogram("Days in stage", _COLORS)
    qtbot.addWidget(chart)
    chart.resize(280, 132)
    assert chart.words_at(QPointF(10, 50)) == ""
    chart.show_data(_data())
    step = 280 / 5.6
    assert chart.words_at(QPointF(step / 2, 50)) == "0 to 5: 4"
    assert chart.words_at(QPointF(step * 2.5, 50)) == "10 to 15: 2"
    assert chart.words_at(QPointF(step * 5.1, 50)) == "20 and more: 3"
    assert chart.accessibleDescription() == "median 7; 90 % 14"


def test_that_the_fullest_bar_is_the_highest(qtbot: QtBot) -> None:
    chart = Histogram("Days", _COLORS)
    qtbot.addWidget(chart)
    chart.resize(280, 132)
    chart.show_data(_data(beyond=0))
    picture = chart.grab().toImage()
    step = 280 / 4
    filled = [
        sum(picture.pixelColor(round(step * (i + 0.8)), y).name() == _COLORS.bar for y in range(132))
        for i in range(4)
    ]
    assert filled[1] > filled[0] > filled[2] > filled[3] == 0
    assert abs(filled[0] * 2 - filled[1]) <= 3


def test_that_the_chart_is_painted_with_vectors(qapp: object, tmp_path: Path) -> None:
    generator = QSvgGenerator()
    generator.setFileName(str(tmp_path / "chart.svg"))
    generator.setSize(QSize(280, 132))
    painter = QPainter(generator)
    paint_histogram(painter, QRectF(0, 0, 280, 132), _data(), _COLORS)
    painter.end()
    written = (tmp_path / "chart.svg").read_text()
    assert "<image" not in written
    assert "median 7" in written
    assert "&gt; 20" in written


def test_that_a_row_is_a_button_with_a_bar_as_long_as_its_share(qtbot: QtBot) -> None:
    colors = RowColors("#ffe8d9", "#1e2433", "#a63c06")
    row = BarRow("A stage with <b>a very long name</b> that does not fit", "402", 0.5, colors, odd=True)
    qtbot.addWidget(row)
    row.resize(240, 30)
    row.show()
    assert row.accessibleName().endswith("fit, 402")
    picture: QImage = row.grab().toImage()
    middle = picture.height() // 2
    bar = [x for x in range(picture.width()) if picture.pixelColor(x, 5).name() == "#ffe8d9"]
    assert 110 <= len(bar) <= 122
    assert any(picture.pixelColor(x, middle).name() != "#ffe8d9" for x in range(200, 232))
    with qtbot.waitSignal(row.clicked):
        qtbot.keyClick(row, Qt.Key.Key_Space)


def test_that_a_row_takes_two_lines_where_its_words_do_not_fit_into_one(qtbot: QtBot) -> None:
    row = BarRow("Qualification → Terms redlined", "161", None, RowColors("#ddd", "#000", "#000"))
    panel = QWidget()
    qtbot.addWidget(panel)
    column = QVBoxLayout(panel)
    column.addWidget(row)
    column.addStretch(1)
    panel.resize(600, 100)
    panel.show()
    qtbot.waitUntil(lambda: row.height() == 30)
    panel.resize(210, 100)
    qtbot.waitUntil(lambda: row.height() > 40)
    panel.resize(600, 100)
    qtbot.waitUntil(lambda: row.height() == 30)
