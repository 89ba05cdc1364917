"""The performance spectrum as a chart: bands one below the other, a line a deal from the upper stage to the lower."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QPointF, QRectF, QSizeF
from PySide6.QtGui import QColor, QPainter, QPen

from desktop.screens.time.axis import Mark, time_marks
from desktop.screens.time.chart import Hit, Side
from desktop.screens.time.colours import PACE_NAMES, rgb
from desktop.screens.time.raster import Pixels, blended, halved, line_counts
from desktop.screens.time.window import Window
from mining.number_format import date, days
from mining.timing.quartiles import PACES
from mining.timing.spectrum import Band
from models.case_table import DAY
from models.event_log import EventLog
from resources.translation import tr

_NEAR = 6.0
"""Pixels from the pointer to a line that counts as under it."""
_SMOOTH = 100_000
"""So many lines are counted on twice as many pixels each way."""
_GAP = 26.0
"""Pixels between two bands that do not share a stage."""


@dataclass(frozen=True, eq=False)
class SpectrumChart:
    """Bands of a log; `colours` are those of the paces. Where each band goes on from the stage above, `is_line`."""

    log: EventLog
    bands: Sequence[Band]
    colours: Sequence[str]
    is_line: bool

    @cached_property
    def whole(self) -> Window:
        """From the first begin to the last end, with some room at the sides."""
        filled = [band for band in self.bands if len(band)]
        if not filled:
            return Window(0.0, float(DAY))
        first = min(int(band.begin.min()) for band in filled)
        last = max(int(band.end.max()) for band in filled)
        room = max((last - first) * 0.01, DAY / 24)
        return Window(first - room, last + room)

    @property
    def least(self) -> tuple[float, float | None]:
        """Half a day."""
        return DAY / 2, None

    def count(self, window: Window) -> int:
        """How many lines are in sight."""
        return sum(int(np.count_nonzero(_seen(band, window))) for band in self.bands)

    def paint(self, painter: QPainter, window: Window, area: QRectF) -> None:
        """Line by line, the slowest last, as far as they are inside of the area; fainter where they are many."""
        opacity = 0.45 if self.count(window) > 500 else 0.75
        for band, (top, bottom) in zip(self.bands, self._places(area.height()), strict=True):
            seen = np.flatnonzero(_seen(band, window))
            begin, end = _across(band, seen, window, area.width())
            for pace in range(PACES):
                mine = band.pace[seen] == pace
                colour = QColor(self.colours[pace])
                colour.setAlphaF(opacity)
                painter.setPen(QPen(colour, 1.1))
                painter.drawLines(_inside(begin[mine], end[mine], top, bottom, area))

    def pixels(
        self, window: Window, width: int, height: int, ratio: float, tick: Callable[[], None]
    ) -> Pixels:
        """Band by band, counted pixel by pixel; where there is time for it with smooth edges."""
        if self.count(window) <= _SMOOTH:
            return halved(self._counted(window, 2 * width, 2 * height, 2 * ratio, tick))
        return self._counted(window, width, height, ratio, tick)

    def _counted(
        self, window: Window, width: int, height: int, ratio: float, tick: Callable[[], None]
    ) -> Pixels:
        drawn = np.zeros((height, width, 4), dtype=np.uint8)
        rgbs = [rgb(colour) for colour in self.colours]
        for band, place in zip(self.bands, self._places(height / ratio), strict=True):
            top, bottom = (min(height, round(edge * ratio)) for edge in place)
            seen = np.flatnonzero(_seen(band, window))
            if not len(seen) or bottom <= top:
                continue
            begin, end = _across(band, seen, window, width)
            counts = []
            for pace in range(PACES):
                mine = band.pace[seen] == pace
                counts.append(line_counts(begin[mine], end[mine], width, bottom - top, tick))
            drawn[top:bottom] = blended(counts, rgbs)
        return drawn

    def marks(self, window: Window, width: float) -> Sequence[Mark]:
        """Calendar time."""
        return time_marks(window.left, window.right, width)

    def sides(self, window: Window, height: float) -> Sequence[Side]:
        """The stage at the upper and the lower edge of every band."""
        found: dict[int, str] = {}
        for band, (top, bottom) in zip(self.bands, self._places(height), strict=True):
            found[round(top)], found[round(bottom)] = band.source, band.target
        return [Side(float(y), words, float(y)) for y, words in found.items()]

    def hit(self, window: Window, size: QSizeF, point: QPointF) -> Hit | None:
        """The line that is nearest to a point, where it is near enough."""
        for band, (top, bottom) in zip(self.bands, self._places(size.height()), strict=True):
            if not len(band) or not top - 2 <= point.y() <= bottom + 2:
                continue
            part = min(max((point.y() - top) / max(bottom - top, 1.0), 0.0), 1.0)
            at = window.left + point.x() / size.width() * window.width
            off = np.abs(band.begin + (band.end - band.begin) * part - at)
            nearest = int(np.argmin(off))
            if off[nearest] / window.width * size.width() > _NEAR:
                return None
            begin, end = _across(band, np.array([nearest]), window, size.width())
            ends = (QPointF(float(begin[0]), top), QPointF(float(end[0]), bottom))
            return Hit(int(band.case[nearest]), self._tip(band, nearest), ends)
        return None

    def _tip(self, band: Band, line: int) -> str:
        cases, case = self.log.cases, int(band.case[line])
        took = days(float(band.days[line]), self.log.day_hours)
        return "\n".join(
            (
                " ".join((cases.name[case] or cases.ids[case]).split()),
                f"{band.source} → {band.target}: {took}",
                tr("{day} to {day_2}", day=date(int(band.begin[line])), day_2=date(int(band.end[line]))),
                PACE_NAMES[int(band.pace[line])],
            )
        )

    def _places(self, height: float) -> list[tuple[float, float]]:
        """Top and bottom of every band in pixels."""
        count = max(1, len(self.bands))
        gap = 0.0 if self.is_line else min(_GAP, height / count / 3)
        room = (height - gap * (count - 1) - 2 * _MARGIN) / count
        tops = [_MARGIN + at * (room + gap) for at in range(len(self.bands))]
        return [(top, top + room) for top in tops]


_MARGIN = 10.0
"""Pixels above and below, so that the words at the edges have room."""


def _seen(band: Band, window: Window) -> NDArray[np.bool_]:
    return (band.end >= window.left) & (band.begin <= window.right)


def _inside(
    begin: NDArray[np.float64], end: NDArray[np.float64], top: float, bottom: float, area: QRectF
) -> list[QLineF]:
    """Lines from `begin` at the top to `end` at the bottom, cut where the area ends at its sides."""
    length = np.maximum(end - begin, 1e-9)
    first, last = np.clip(begin, 0.0, area.width()), np.clip(end, 0.0, area.width())
    upper = np.where(end > begin, (first - begin) / length, 0.0) * (bottom - top) + top
    lower = np.where(end > begin, (last - begin) / length, 1.0) * (bottom - top) + top
    return [
        QLineF(area.left() + a, area.top() + y, area.left() + b, area.top() + z)
        for a, y, b, z in zip(first.tolist(), upper.tolist(), last.tolist(), lower.tolist(), strict=True)
    ]


def _across(
    band: Band, lines: NDArray[np.integer], window: Window, width: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Where some lines begin and end, in pixels from the left edge."""
    per_pixel = window.width / width
    return (band.begin[lines] - window.left) / per_pixel, (band.end[lines] - window.left) / per_pixel
