"""What one takes away from a chart: what is in sight of it in the light colours, under a title and with a legend."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, partial

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter

from desktop.map import look
from desktop.screens.time.chart import FEW, Chart, picture
from desktop.screens.time.frame import Frame
from desktop.screens.time.window import Window
from desktop.take_away import Picture
from desktop.theme import LIGHT

_SIDE, _HEAD, _FOOT = 24.0, 66.0, 18.0
_ROW, _SWATCH, _GAP = 22.0, 12.0, 26.0


@dataclass(frozen=True)
class Page:
    """A chart with the names and colours to show, the part of it to show, and what is written around it.

    `entries` are the (colour, meaning) of the legend.
    """

    chart: Chart
    window: Window
    size: QSizeF
    title: str
    subtitle: str
    entries: Sequence[tuple[str, str]]
    pixels: QImage | None = None
    """The chart as pixels, where they are drawn already: it takes a while for many marks."""


def picture_of_chart(page: Page) -> Picture:
    """The page as a picture: vectors where the marks are few, else the chart alone as pixels."""
    width, chart_size = page.size.width(), page.size
    rows = _in_rows(page.entries, width)
    pixels = cache(partial(_pixels, page))
    size = QSizeF(width + 2 * _SIDE, _HEAD + chart_size.height() + 10 + _ROW * len(rows) + _FOOT)

    def paint(painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(QRectF(0, 0, size.width(), size.height()), QColor(LIGHT.canvas))
        _paint_head(painter, width, page)
        painter.save()
        painter.translate(_SIDE, _HEAD)
        frame = Frame(page.chart, page.window, chart_size, LIGHT)
        frame.paint_ground(painter)
        frame.paint_marks(painter, pixels())
        painter.restore()
        for at, row in enumerate(rows):
            _paint_row(painter, row, _HEAD + chart_size.height() + 10 + _ROW * (at + 0.5))

    return Picture(size, paint)


def _pixels(page: Page) -> QImage | None:
    if page.pixels is not None or page.chart.count(page.window) <= FEW:
        return page.pixels
    return picture(page.chart, page.window, Frame.area_of(page.size).size(), 1.0, lambda: None)


def _paint_head(painter: QPainter, width: float, page: Page) -> None:
    left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    room = QRectF(_SIDE, 16, width, 22)
    lines = (
        (page.title, look.font(16, QFont.Weight.DemiBold), LIGHT.text, room),
        (page.subtitle, look.font(12), LIGHT.muted, room.translated(0, 24)),
    )
    for words, font, colour, box in lines:
        painter.setFont(font)
        painter.setPen(QColor(colour))
        painter.drawText(box, left, look.elided(words, font, box.width()))


def _in_rows(entries: Sequence[tuple[str, str]], width: float) -> list[list[tuple[str, str, float]]]:
    """The entries of the legend in rows, each with its place from the left."""
    rows: list[list[tuple[str, str, float]]] = []
    x = width
    for colour, words in entries:
        wide = _SWATCH + 8 + look.width_of(words, look.font(12))
        if x + wide > width:
            rows.append([])
            x = 0.0
        rows[-1].append((colour, words, x))
        x += wide + _GAP
    return rows


def _paint_row(painter: QPainter, row: Sequence[tuple[str, str, float]], y: float) -> None:
    font = look.font(12)
    for colour, words, x in row:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colour))
        painter.drawRoundedRect(QRectF(_SIDE + x, y - 5, _SWATCH, 10), 3, 3)
        painter.setFont(font)
        painter.setPen(QColor(LIGHT.muted))
        box = QRectF(_SIDE + x + _SWATCH + 8, y - 11, look.width_of(words, font) + 4, 22)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
