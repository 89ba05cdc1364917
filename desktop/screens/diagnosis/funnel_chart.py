"""The habits as a funnel plot: one mark a rep, and how far marks stray by chance and by the usual spread alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.screens.diagnosis.funnel_scale import FunnelScale
from desktop.screens.diagnosis.team_marks import draw_mark, mark_of, teams_of
from desktop.theme import Palette
from mining.diagnosis.funnel import Funnel, funnel
from mining.number_format import number, percent
from models.diagnosis import Habit, HabitTable
from resources.translation import tr

_LEFT, _RIGHT, _TOP, _BOTTOM = 46.0, 16.0, 26.0, 46.0
_FLOOR = 7.0
"""Pixels between no share at all and the axis, so that marks do not stand on it."""
_MARK = 10.0
_REACH = 18.0
"""Pixels from a mark within which the mouse points at it."""


class FunnelChart(QWidget):
    """Rates over the number of deals; the mouse or the arrow keys go from rep to rep, by their number of deals."""

    pointed = Signal(int)
    """The place of the habit that is pointed at in the table, -1 for none."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._palette = palette
        self._table: HabitTable | None = None
        self._funnel: Funnel | None = None
        self._teams: tuple[str, ...] = ()
        self._names: Mapping[str, str] = {}
        self._about: frozenset[str] = frozenset()
        self.current = -1
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumHeight(250)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(tr("Reps beside each other: their rates over their number of deals"))

    def set_palette_colors(self, palette: Palette) -> None:
        """Paint in another palette."""
        self._palette = palette
        self.update()

    def show_habits(self, table: HabitTable, about: Sequence[str], names: Mapping[str, str]) -> None:
        """Show these habits; the people the verdict is `about` stand out, `names` says how people are called."""
        self._table, self._about, self._names = table, frozenset(about), names
        self._teams = teams_of(habit.team for habit in table.habits)
        self._funnel = funnel(table, max((habit.eligible for habit in table.habits), default=1) * 1.06)
        self.point_at(-1)
        self.setAccessibleDescription(
            tr(
                "{habits} people; the arrow keys go from one to the next by their number of deals",
                habits=number(len(table.habits)),
            )
        )
        self.update()

    @property
    def habits(self) -> tuple[Habit, ...]:
        """Whose marks are shown."""
        return self._table.habits if self._table is not None else ()

    def sizeHint(self) -> QSize:
        return QSize(520, 270)

    def point_at(self, at: int) -> None:
        """Point at a habit by its place in the table, -1 at none."""
        if at != self.current:
            self.current = at
            self.pointed.emit(at)
            self.update()

    def place_of(self, at: int) -> QPointF:
        """Where the mark of a habit is, in pixels of the chart."""
        habit = self.habits[at]
        return self._scale().place(habit.eligible, habit.shrunken)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not self.habits:
            return
        scale, mouse = self._scale(), event.position()
        away = [_distance(mouse, scale.place(habit.eligible, habit.shrunken)) for habit in self.habits]
        nearest = int(np.argmin(away))
        self.point_at(nearest if away[nearest] <= _REACH else -1)

    def leaveEvent(self, event: QEvent) -> None:
        if not self.hasFocus():
            self.point_at(-1)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.point_at(-1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}
        if event.key() not in steps or not self.habits:
            super().keyPressEvent(event)
            return
        order = sorted(range(len(self.habits)), key=lambda at: (self.habits[at].eligible, at))
        by = steps[Qt.Key(event.key())]
        place = order.index(self.current) + by if self.current >= 0 else (0 if by > 0 else len(order) - 1)
        self.point_at(order[min(max(0, place), len(order) - 1)])

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self.font())
        scale = self._scale()
        self._size(painter, 12)
        if self._funnel is not None:
            self._draw_funnel(painter, scale, self._funnel)
        self._draw_axes(painter, scale)
        for at, habit in enumerate(self.habits):
            self._draw_habit(painter, scale, habit, at)
        self._draw_labels(painter, scale)
        if self.hasFocus():
            painter.setPen(QPen(QColor(self._palette.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
        painter.end()

    def _scale(self) -> FunnelScale:
        room = QRectF(_LEFT, _TOP, max(40.0, self.width() - _LEFT - _RIGHT), self.height() - _TOP - _BOTTOM)
        return FunnelScale.of(self.habits, self._funnel, room)

    def _draw_funnel(self, painter: QPainter, scale: FunnelScale, found: Funnel) -> None:
        palette, room = self._palette, scale.room
        painter.save()
        painter.setClipRect(room)
        for (low, high), shade in ((found.outer, 26), (found.inner, 38)):
            upper = [scale.place(n, rate) for n, rate in zip(found.deals, high, strict=True)]
            lower = [scale.place(n, rate) for n, rate in zip(found.deals, low, strict=True)]
            fill = QColor(palette.flow)
            fill.setAlpha(shade * 2 if palette.dark else shade + 20)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(fill)
            painter.drawPolygon(QPolygonF([*upper, *reversed(lower)]))
            is_outer = low is found.outer[0]
            painter.setPen(
                QPen(QColor(palette.faint), 1.2, Qt.PenStyle.DashLine if is_outer else Qt.PenStyle.SolidLine)
            )
            painter.drawPolyline(QPolygonF(upper))
            painter.drawPolyline(QPolygonF(lower))
        middle = scale.place(0, found.usual).y()
        painter.setPen(QPen(QColor(palette.text), 1.4))
        painter.drawLine(QPointF(room.left(), middle), QPointF(room.right(), middle))
        painter.restore()
        words = tr("usual {share}", share=percent(found.usual))
        wide = QFontMetricsF(painter.font()).horizontalAdvance(words) + 4
        painter.setPen(QColor(palette.text))
        painter.drawText(
            QRectF(room.right() - wide, middle - 19, wide, 18), Qt.AlignmentFlag.AlignRight, words
        )

    def _draw_axes(self, painter: QPainter, scale: FunnelScale) -> None:
        palette, room = self._palette, scale.room
        painter.setPen(QPen(QColor(palette.border), 1))
        floor = QPointF(0, _FLOOR)
        painter.drawLine(room.bottomLeft() + floor, room.bottomRight() + floor)
        painter.drawLine(room.bottomLeft() + floor, room.topLeft())
        painter.setPen(QColor(palette.muted))
        for rate in scale.rates:
            y = scale.place(0, rate).y()
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(QRectF(0, y - 9, _LEFT - 7, 18), right, percent(rate))
        for deals in scale.deals:
            x = scale.place(deals, 0).x()
            painter.drawText(
                QRectF(x - 30, room.bottom() + _FLOOR + 2, 60, 17),
                Qt.AlignmentFlag.AlignCenter,
                number(deals),
            )
        below = QRectF(room.left(), room.bottom() + _FLOOR + 18, room.width(), 18)
        painter.drawText(below, Qt.AlignmentFlag.AlignRight, tr("deals of a rep that could show it"))
        painter.drawText(
            QRectF(4, 2, room.width(), 18), Qt.AlignmentFlag.AlignLeft, tr("share that shows it")
        )

    def _draw_habit(self, painter: QPainter, scale: FunnelScale, habit: Habit, at: int) -> None:
        place, palette = scale.place(habit.eligible, habit.shrunken), self._palette
        if habit.eligible:
            counted = scale.place(habit.eligible, habit.shown / habit.eligible)
            painter.setPen(QPen(QColor(palette.faint), 1))
            painter.drawLine(place, counted)
            painter.drawLine(counted - QPointF(3, 0), counted + QPointF(3, 0))
        is_meant = habit.owner in self._about
        draw_mark(painter, mark_of(habit.team, self._teams), place, _MARK + 2 * is_meant, palette, is_meant)
        if at == self.current:
            painter.setPen(QPen(QColor(palette.text), 1.6))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(place, _MARK, _MARK)

    def _draw_labels(self, painter: QPainter, scale: FunnelScale) -> None:
        """The names of those the verdict is about, and of whoever is pointed at, where they find room."""
        wanted = [
            at for at, habit in enumerate(self.habits) if habit.owner in self._about and at != self.current
        ]
        taken: list[QRectF] = []
        self._size(painter, 12, bold=True)
        painter.setPen(QColor(self._palette.text))
        for at in ([self.current] if self.current >= 0 else []) + wanted:
            habit = self.habits[at]
            words = self._names.get(habit.owner, habit.owner)
            area = scale.label_area(at, self.habits, QFontMetricsF(painter.font()).horizontalAdvance(words))
            if not any(area.intersects(other) for other in taken):
                taken.append(area)
                painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, words)

    def _size(self, painter: QPainter, pixels: int, bold: bool = False) -> None:
        font = painter.font()
        font.setPixelSize(pixels)
        font.setWeight(font.Weight.DemiBold if bold else font.Weight.Normal)
        painter.setFont(font)


def _distance(one: QPointF, other: QPointF) -> float:
    return float(np.hypot(one.x() - other.x(), one.y() - other.y()))
