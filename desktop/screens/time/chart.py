"""What a canvas shows: marks in a window of time, as vectors where they are few and as pixels where they are many."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QImage, QPainter

from desktop.screens.time.axis import Mark
from desktop.screens.time.raster import Pixels
from desktop.screens.time.window import Window

FEW = 3000
"""So many lines or dots are painted one by one."""


@dataclass(frozen=True)
class Side:
    """Words at the left edge, centred on `y` (pixels from the top of the chart); `edge` is where a thin line runs."""

    y: float
    words: str
    edge: float | None = None


@dataclass(frozen=True)
class Hit:
    """What lies under the pointer: the deal, what is said of it, and the points that mark it."""

    case: int
    tip: str
    points: tuple[QPointF, ...]


class Chart(Protocol):
    """Everything in it is worked out before: the rest only looks things up, in any thread."""

    @property
    def whole(self) -> Window:
        """All that there is to see."""
        ...

    @property
    def least(self) -> tuple[float, float | None]:
        """The narrowest and the lowest window; None where rows cannot be zoomed."""
        ...

    def count(self, window: Window) -> int:
        """How many lines or dots are in sight."""
        ...

    def paint(self, painter: QPainter, window: Window, area: QRectF) -> None:
        """Paint what is in sight with vectors."""
        ...

    def pixels(
        self, window: Window, width: int, height: int, ratio: float, tick: Callable[[], None]
    ) -> Pixels:
        """What is in sight as pixels, of which `ratio` are one of the screen's."""
        ...

    def marks(self, window: Window, width: float) -> Sequence[Mark]:
        """The marks of the time axis."""
        ...

    def sides(self, window: Window, height: float) -> Sequence[Side]:
        """The words at the left edge."""
        ...

    def hit(self, window: Window, size: QSizeF, point: QPointF) -> Hit | None:
        """What lies at a point of the chart, if anything."""
        ...


def picture(chart: Chart, window: Window, size: QSizeF, ratio: float, tick: Callable[[], None]) -> QImage:
    """A transparent picture of what is in sight, for a screen with this pixel ratio."""
    width, height = max(1, round(size.width() * ratio)), max(1, round(size.height() * ratio))
    if chart.count(window) <= FEW:
        drawn = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
        drawn.fill(Qt.GlobalColor.transparent)
        painter = QPainter(drawn)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(width / size.width(), height / size.height())
        chart.paint(painter, window, QRectF(QPointF(0, 0), size))
        painter.end()
    else:
        pixels = chart.pixels(window, width, height, ratio, tick)
        form = QImage.Format.Format_RGBA8888_Premultiplied
        drawn = QImage(pixels.data, width, height, 4 * width, form).copy()
    drawn.setDevicePixelRatio(ratio)
    return drawn
