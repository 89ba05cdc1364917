"""How the two lanes of a deal are painted."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen, QPixmap

from desktop.deviation_look import icon_name, picture
from desktop.screens.deal.activity_look import MARK_HEIGHT, draw_mark
from desktop.screens.deal.activity_places import BEFORE, Mark
from desktop.screens.deal.geometry import COMFORTABLE, GAP, Lanes, Span
from desktop.theme import Palette
from mining.number_format import date, days
from models.case_table import NO_TIME
from models.deal_activity import DealActivity
from models.deal_path import DealPath, Step
from models.deviation import DeviationType

WHEN_TOP, WHO_TOP, HAPPENED_TOP, ASKED_TOP, HEIGHT = 24.0, 42.0, 64.0, 150.0, 228
BOX = 48.0
MARKS_TOP = HAPPENED_TOP
"""The marks of activities, where there are any, take the place of the boxes, which drop by `MARKS`."""
MARKS = MARK_HEIGHT + 5
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def box_of(span: Span, top: float) -> QRectF:
    """The box of a step in the lane that begins at `top`."""
    return QRectF(span.left, top, span.width, BOX)


class LaneArtist:
    """Paints one path with one painter."""

    def __init__(
        self, painter: QPainter, palette: Palette, path: DealPath, marked: int, drop: float = 0.0
    ) -> None:
        """`drop` is the room, in pixels, that the marks of the activities take above the boxes."""
        self._painter, self._palette, self._path, self._marked = painter, palette, path, marked
        self._drop = drop

    def draw(self, lanes: Lanes, visible: QRectF) -> None:
        """Paint the part of the lanes that is in sight."""
        self._painter.save()
        self._painter.translate(0, self._drop)
        if self._path.checked:
            self._lines(lanes, visible)
        for span in lanes.happened:
            if span.left <= visible.right() and span.right >= visible.left():
                self._happened(span, self._path.steps[span.step])
        for span in lanes.asked:
            if span.left <= visible.right() and span.right >= visible.left():
                self._asked(span, self._path.steps[span.step])
        self._painter.restore()
        self._dates(lanes, visible)
        self._people(lanes)

    def activities(
        self,
        marks: Sequence[Mark],
        activities: Sequence[DealActivity],
        marked: int,
        lanes: Lanes,
        visible: QRectF,
    ) -> None:
        """Paint the marks of the activities that are in sight, `marked` framed, above the boxes."""
        self._size(12)
        for mark in marks:
            if mark.left <= visible.right() and mark.right >= visible.left():
                its = [activities[i] for i in mark.activities]
                draw_mark(self._painter, self._palette, mark, MARKS_TOP, its, marked in mark.activities)
        first = lanes.happened[0].left if lanes.happened else 0.0
        if marks and first >= BEFORE:
            room = QRectF(0, WHEN_TOP, BEFORE - GAP, 18)
            self._painter.setPen(QColor(self._palette.muted))
            self._painter.drawText(room, _LEFT, self._elided(date(activities[0].time), room.width()))
        self._size(13)

    def _dates(self, lanes: Lanes, visible: QRectF) -> None:
        """The day of every step, with its year where that is another one than before."""
        year = ""
        for span in lanes.happened:
            step = self._path.steps[span.step]
            when = date(step.begin)
            if span.left <= visible.right() and span.right >= visible.left():
                shown = when.rpartition("\u00a0")[0] if when.endswith(year) and year else when
                self._when(span, shown)
            year = when[-4:]

    def headings(self, left: float) -> None:
        """Name the lanes, the upper one above it and the lower one beneath, at `left` pixels whatever scrolls."""
        painter = self._painter
        painter.setPen(QColor(self._palette.muted))
        self._bold(True)
        painter.drawText(QRectF(left, 0, 300, 20), _LEFT, "What happened")
        if self._path.checked:
            top = ASKED_TOP + BOX + 8 + self._drop
            painter.drawText(QRectF(left, top, 300, 20), _LEFT, "What the process asks")
        self._bold(False)

    def _when(self, span: Span, when: str) -> None:
        self._size(12)
        self._painter.setPen(QColor(self._palette.muted))
        room = QRectF(span.left, WHEN_TOP, span.width + GAP, 18)
        self._painter.drawText(room, _LEFT, self._elided(when, room.width()))
        self._size(13)

    def _people(self, lanes: Lanes) -> None:
        """Who entered the steps, once for all in a row; the name has the room until the next one."""
        painter, palette = self._painter, self._palette
        changes: list[tuple[Span, str]] = []
        for span in lanes.happened:
            who = self._path.steps[span.step].who
            if who and (not changes or who != changes[-1][1]):
                changes.append((span, who))
        self._size(12)
        for place, (span, who) in enumerate(changes):
            until = changes[place + 1][0].left if place + 1 < len(changes) else lanes.width
            painter.drawPixmap(
                QPointF(span.left, WHO_TOP + 2),
                self._icon("user", palette.accent if place else palette.faint, 13),
            )
            painter.setPen(QColor(palette.accent if place else palette.muted))
            room = QRectF(span.left + 17, WHO_TOP, until - span.left - 17 - GAP, 18)
            painter.drawText(room, _LEFT, self._elided(who, room.width()))
        self._size(13)

    def _happened(self, span: Span, step: Step) -> None:
        painter, palette = self._painter, self._palette
        departs = step.deviation is not None
        box = box_of(span, HAPPENED_TOP)
        ground = palette.deviation_soft if departs else palette.terminal if step.is_end else palette.surface
        edge = palette.deviation if departs else palette.terminal if step.is_end else palette.flow
        painter.setPen(QPen(QColor(edge), 1.5))
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(box, 8, 8)
        if step.in_bulk:
            painter.setBrush(QBrush(QColor(palette.faint), Qt.BrushStyle.BDiagPattern))
            painter.drawRoundedRect(box, 8, 8)
        if not departs and not step.is_end and step.asked:
            self._stripe(box)
        self._frame_marked(span, box)
        text = palette.deviation_text if departs else palette.on_terminal if step.is_end else palette.text
        self._texts(box, step.stage, self._took(step), text, step.deviation)

    def _stripe(self, box: QRectF) -> None:
        """The accent along the left edge that marks a documented step, as on the map."""
        painter = self._painter
        clip = QPainterPath()
        clip.addRoundedRect(box, 8, 8)
        stripe = QPainterPath()
        stripe.addRect(QRectF(box.left(), box.top(), 5, box.height()))
        painter.fillPath(clip.intersected(stripe), QColor(self._palette.accent))

    def _asked(self, span: Span, step: Step) -> None:
        painter, palette = self._painter, self._palette
        box = box_of(span, ASKED_TOP)
        if step.happened:
            painter.setPen(QPen(QColor(palette.flow), 1.5))
            painter.setBrush(QColor(palette.window))
            painter.drawRoundedRect(box, 8, 8)
            self._frame_marked(span, box)
            self._texts(box, step.stage, "done", palette.muted, None)
            return
        edge, style = (
            (palette.faint, Qt.PenStyle.DotLine)
            if step.pending
            else (palette.not_taken, Qt.PenStyle.DashLine)
        )
        painter.setPen(QPen(QColor(edge), 1.5, style))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, 8, 8)
        self._frame_marked(span, box)
        if step.pending:
            self._texts(box, step.stage, "not yet", palette.muted, None)
            return
        moved = step.deviation is DeviationType.OUT_OF_ORDER
        words = "moved" if moved else "skipped" if step.deviation else "not done here"
        self._texts(box, step.stage, words, palette.not_taken, step.deviation)

    def _texts(self, box: QRectF, title: str, below: str, colour: str, kind: DeviationType | None) -> None:
        painter = self._painter
        self._bold(True)
        needs = painter.fontMetrics().horizontalAdvance(title) + (18 if kind else 0)
        is_narrow = box.width() < COMFORTABLE or needs > box.width() - 20
        room = box.adjusted(9 if is_narrow else 12, 6, -4 if is_narrow else -8, -6)
        if kind is not None:
            top = box.bottom() - 21 if is_narrow else box.top() + 7
            painter.drawPixmap(QPointF(box.right() - 22, top), self._icon(icon_name(kind), colour, 16))
        painter.setPen(QColor(colour))
        upper = QRectF(room.left(), room.top(), room.width() - (18 if kind and not is_narrow else 0), 18)
        painter.drawText(upper, _LEFT, self._elided(title, upper.width()))
        self._bold(False)
        self._size(12)
        lower = QRectF(room.left(), room.bottom() - 17, room.width() - (18 if kind and is_narrow else 0), 17)
        painter.drawText(lower, _LEFT, self._elided(below, lower.width()))
        self._size(13)

    def _took(self, step: Step) -> str:
        if step.in_bulk:
            return "in bulk"
        if step.end == NO_TIME:
            return "closed" if step.is_end else "still here"
        return days(step.days, step.day_hours)

    def _lines(self, lanes: Lanes, visible: QRectF) -> None:
        """Straight from a step to the documented one it follows, dashed from a moved one to its place."""
        painter, palette = self._painter, self._palette
        top, bottom = HAPPENED_TOP + BOX, ASKED_TOP
        painter.setPen(QPen(QColor(palette.flow), 2))
        for _, x in lanes.followed:
            if visible.left() <= x <= visible.right():
                painter.drawLine(QPointF(x, top), QPointF(x, bottom))
        happened = {span.step: span for span in lanes.happened}
        asked = {span.step: span for span in lanes.asked}
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(palette.deviation), 1.5, Qt.PenStyle.DotLine))
        for did, expected in lanes.moved:
            begin = QPointF(happened[did].middle, top)
            end = QPointF(asked[expected].middle, bottom)
            curve = QPainterPath(begin)
            curve.cubicTo(begin + QPointF(0, 30), end - QPointF(0, 30), end)
            painter.drawPath(curve)

    def _frame_marked(self, span: Span, box: QRectF) -> None:
        if span.step == self._marked:
            self._painter.setPen(QPen(QColor(self._palette.accent), 2))
            self._painter.setBrush(Qt.BrushStyle.NoBrush)
            self._painter.drawRoundedRect(box.adjusted(-3, -3, 3, 3), 10, 10)

    def _icon(self, name: str, colour: str, size: int) -> QPixmap:
        return picture(name, colour, size, self._painter.device().devicePixelRatioF())

    def _elided(self, text: str, width: float) -> str:
        return self._painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, max(0, int(width)))

    def _size(self, pixels: int) -> None:
        font = self._painter.font()
        font.setPixelSize(pixels)
        self._painter.setFont(font)

    def _bold(self, bold: bool) -> None:
        font = self._painter.font()
        font.setWeight(font.Weight.DemiBold if bold else font.Weight.Normal)
        self._painter.setFont(font)
