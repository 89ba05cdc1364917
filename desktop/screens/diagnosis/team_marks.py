"""A shape and a colour for every team: eight of them, then all others share one."""

from __future__ import annotations

from collections.abc import Iterable
from math import cos, pi, sin

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.theme import Palette
from desktop.widgets.flow_layout import FlowLayout
from desktop.widgets.text import text
from resources.translation import tr

SHAPES = ("circle", "square", "triangle", "diamond", "wedge", "pentagon", "cross", "star")
OTHERS = tr("Other teams")
NO_TEAM = tr("No team")
_CORNERS = {
    "triangle": (3, 90.0),
    "wedge": (3, 270.0),
    "diamond": (4, 90.0),
    "square": (4, 45.0),
    "pentagon": (5, 90.0),
}


def teams_of(names: Iterable[str]) -> tuple[str, ...]:
    """The teams in the order of their names; the place of a team in it says which mark it has."""
    return tuple(sorted({name or NO_TEAM for name in names}))


def mark_of(team: str, teams: tuple[str, ...]) -> int:
    """Which mark a team has: its place among the shapes; all those that find none have the last one."""
    at = teams.index(team or NO_TEAM)
    return at if len(teams) <= len(SHAPES) else min(at, len(SHAPES) - 1)


def draw_mark(
    painter: QPainter, mark: int, middle: QPointF, size: float, palette: Palette, filled: bool = False
) -> None:
    """Draw a mark about `size` pixels wide; only the `filled` ones stand out."""
    colour = QColor(palette.series[mark % len(palette.series)])
    painter.setPen(QPen(colour, 1.8))
    painter.setBrush(colour if filled else QColor(palette.surface))
    shape, half = SHAPES[mark % len(SHAPES)], size / 2
    if shape == "circle":
        painter.drawEllipse(middle, half * 0.92, half * 0.92)
    elif shape in _CORNERS:
        corners, turned = _CORNERS[shape]
        angles = [pi * (turned + 360.0 * at / corners) / 180 for at in range(corners)]
        painter.drawPolygon(QPolygonF([_around(middle, half * 1.12, angle) for angle in angles]))
    elif shape == "cross":
        _draw_cross(painter, middle, half)
    else:
        spikes = [(half * (1.2 if at % 2 == 0 else 0.5), pi * (90 + 36 * at) / 180) for at in range(10)]
        painter.drawPolygon(QPolygonF([_around(middle, radius, angle) for radius, angle in spikes]))


def _around(middle: QPointF, radius: float, angle: float) -> QPointF:
    return QPointF(middle.x() + radius * cos(angle), middle.y() - radius * sin(angle))


def _draw_cross(painter: QPainter, middle: QPointF, half: float) -> None:
    thin = half * 0.38
    steps = (
        (-thin, -half), (thin, -half), (thin, -thin), (half, -thin), (half, thin), (thin, thin),
        (thin, half), (-thin, half), (-thin, thin), (-half, thin), (-half, -thin), (-thin, -thin),
    )  # fmt: skip
    painter.drawPolygon(QPolygonF([QPointF(middle.x() + x, middle.y() + y) for x, y in steps]))


class TeamLegend(QWidget):
    """The marks with the names of their teams, in as many lines as they need."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._palette = palette
        self._teams: tuple[str, ...] = ()
        self._entries: list[QWidget] = []
        self._row = FlowLayout(14, self)
        self.setAccessibleName(tr("Teams"))

    def set_palette_colors(self, palette: Palette) -> None:
        """Draw the marks in another palette."""
        self._palette = palette
        self._fill()

    def show_teams(self, teams: tuple[str, ...]) -> None:
        """Show these teams."""
        if teams != self._teams:
            self._teams = teams
            self._fill()

    def _fill(self) -> None:
        for old in self._entries:
            self._row.removeWidget(old)
            old.hide()
            old.deleteLater()
        names = list(self._teams)
        if len(names) > len(SHAPES):
            names = [*names[: len(SHAPES) - 1], OTHERS]
        self._entries = [_entry(at, name, self._palette) for at, name in enumerate(names)]
        for entry in self._entries:
            self._row.addWidget(entry)
            entry.show()
        self.setAccessibleDescription(", ".join(names))
        self.updateGeometry()


class _Mark(QWidget):
    """One mark, drawn."""

    def __init__(self, mark: int, palette: Palette) -> None:
        super().__init__()
        self._mark, self._palette = mark, palette
        self.setFixedSize(QSize(14, 14))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_mark(painter, self._mark, QRectF(self.rect()).center(), 9, self._palette)
        painter.end()


def _entry(mark: int, name: str, palette: Palette) -> QWidget:
    entry = QWidget()
    row = QHBoxLayout(entry)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(5)
    row.addWidget(_Mark(mark, palette))
    row.addWidget(text(name, "small"))
    return entry
