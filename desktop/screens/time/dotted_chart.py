"""The dotted chart as a chart: a row a deal, a dot an event."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter

from desktop.screens.time.axis import Mark, day_marks, time_marks
from desktop.screens.time.chart import Hit, Side
from desktop.screens.time.colours import rgb
from desktop.screens.time.raster import Pixels, blended, dot_counts
from desktop.screens.time.window import Window
from mining.number_format import day_and_time, days, number, plural
from mining.timing.dotted import Dots
from models.case_table import DAY
from models.event_log import EventLog
from resources.translation import tr

_NEAR = 7.0
"""Pixels from the pointer to a dot that counts as under it."""
_RADII = ((30_000, 2), (200_000, 1))
"""So many dots in sight at most, and how far each spreads around its pixel; more do not spread."""
_WORDS = 18.0
"""Pixels that a group has at least where it is named."""


@dataclass(frozen=True, eq=False)
class DottedChart:
    """Dots of a log; `colours` has one a class, `groups` the name of every group of rows as it is shown."""

    log: EventLog
    dots: Dots
    colours: Sequence[str]
    groups: Sequence[str]

    @cached_property
    def whole(self) -> Window:
        """All rows, from the first event to the last, with some room at the sides."""
        x = self.dots.x
        first, last = (int(x.min()), int(x.max())) if len(x) else (0, DAY)
        room = max((last - first) * 0.01, DAY / 24)
        return Window(first - room, last + room, 0.0, float(max(1, self.dots.n_rows)))

    @property
    def least(self) -> tuple[float, float | None]:
        """An hour, and five rows."""
        return DAY / 24, min(5.0, self.whole.height)

    def count(self, window: Window) -> int:
        """How many dots are in the rows in sight, and in the time."""
        part = self._rows(window)
        x = self.dots.x[part]
        return int(np.count_nonzero((x >= window.left) & (x <= window.right)))

    def paint(self, painter: QPainter, window: Window, area: QRectF) -> None:
        """Dot by dot."""
        x, y, kind = self._placed(window, area.width(), area.height())
        size = min(max(area.height() / window.height * 0.7, 4.5), 9.0)
        painter.setPen(Qt.PenStyle.NoPen)
        for number_of_class in range(len(self.dots.classes)):
            mine = kind == number_of_class
            colour = QColor(self.colours[number_of_class])
            colour.setAlphaF(0.85)
            painter.setBrush(colour)
            for across, down in zip(x[mine].tolist(), y[mine].tolist(), strict=True):
                painter.drawEllipse(QPointF(area.left() + across, area.top() + down), size / 2, size / 2)

    def pixels(
        self, window: Window, width: int, height: int, ratio: float, tick: Callable[[], None]
    ) -> Pixels:
        """All dots counted pixel by pixel."""
        x, y, kind = self._placed(window, width, height)
        columns, rows = (
            np.clip(place, 0, most - 1).astype(np.int64) for place, most in ((x, width), (y, height))
        )
        radius = round(next((radius for most, radius in _RADII if len(x) <= most), 0) * ratio)
        counts = []
        for number_of_class in range(len(self.dots.classes)):
            tick()
            mine = kind == number_of_class
            counts.append(dot_counts(columns[mine], rows[mine], width, height, radius))
        tick()
        return blended(counts, [rgb(colour) for colour in self.colours])

    def marks(self, window: Window, width: float) -> Sequence[Mark]:
        """Calendar time, or days since the deal began."""
        if not self.dots.since_start:
            return time_marks(window.left, window.right, width)
        unit = tr("days") if self.log.day_hours is None else tr("wd")
        return day_marks(window.left, window.right, width, self.log.day, unit)

    def sides(self, window: Window, height: float) -> Sequence[Side]:
        """The names of the groups that have room for them, and else how many deals there are."""
        per_row = height / window.height
        if not self.dots.groups:
            first, behind = int(window.top), int(np.ceil(window.bottom))
            return [
                Side(12.0, tr("Deal {first}", first=number(first + 1))),
                Side(height - 12.0, tr("Deal {behind}", behind=number(behind))),
            ]
        found = []
        for group, name in zip(self.dots.groups, self.groups, strict=True):
            top, bottom = (
                max(0.0, min(height, (edge - window.top) * per_row)) for edge in (group.first, group.behind)
            )
            if bottom <= top:
                continue
            edge = (group.first - window.top) * per_row
            words = name if bottom - top >= _WORDS else ""
            found.append(Side((top + bottom) / 2, words, edge if words and 0 < edge < height else None))
        return found

    def hit(self, window: Window, size: QSizeF, point: QPointF) -> Hit | None:
        """The dot that is nearest to a point, where it is near enough."""
        per_row = window.height / size.height()
        above = max(0, int(window.top + (point.y() - _NEAR) * per_row))
        below = min(self.dots.n_rows, int(window.top + (point.y() + _NEAR) * per_row) + 1)
        if below <= above:
            return None
        part = slice(int(self.dots.row_start[above]), int(self.dots.row_start[below]))
        x = (self.dots.x[part] - window.left) / window.width * size.width()
        y = (self.dots.row[part] + 0.5 - window.top) / per_row
        off = (x - point.x()) ** 2 + (y - point.y()) ** 2
        if not len(off) or off.min() > _NEAR**2:
            return None
        nearest = int(np.argmin(off))
        at = part.start + nearest
        case = int(self.dots.case_of_row[self.dots.row[at]])
        return Hit(case, self._tip(at, case), (QPointF(float(x[nearest]), float(y[nearest])),))

    def _tip(self, at: int, case: int) -> str:
        log, event = self.log, int(self.dots.event[at])
        since = float(log.elapsed[event] - log.elapsed[log.case_start[case]]) / log.day
        return "\n".join(
            (
                " ".join((log.cases.name[case] or log.cases.ids[case]).split()),
                log.activity.text(event),
                day_and_time(int(log.timestamp[event])),
                tr("{time} after the deal began", time=days(since, log.day_hours)),
            )
        )

    def _rows(self, window: Window) -> slice:
        """The events of the rows in sight."""
        n = self.dots.n_rows
        first, behind = min(n, max(0, int(window.top))), min(n, max(0, int(np.ceil(window.bottom))))
        return slice(int(self.dots.row_start[first]), int(self.dots.row_start[behind]))

    def _placed(
        self, window: Window, width: float, height: float
    ) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.uint8]]:
        """Where the dots in sight are in pixels, and their classes."""
        part = self._rows(window)
        x = self.dots.x[part]
        seen = np.flatnonzero((x >= window.left) & (x <= window.right))
        across = (x[seen].astype(np.float64) - window.left) * (width / window.width)
        row = self.dots.row[part][seen].astype(np.float64)
        down = (row + 0.5 - window.top) * (height / window.height)
        inside = (down >= 0) & (down <= height)
        return across[inside], down[inside], self.dots.kind[part][seen][inside]


def dots_words(dots: Dots) -> str:
    """`12,010 events of 3,000 deals`."""
    return tr("{events} of {deals}", events=plural(len(dots), "event"), deals=plural(dots.n_rows, "deal"))
