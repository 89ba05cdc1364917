"""How the stages of a deal and what the process asks are painted, with the lines between them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen

from desktop.deviation_look import icon_name
from desktop.screens.deal.arrangement import BOX, Arrangement, Lane
from desktop.screens.deal.artist import LEFT, NORMAL, SMALL, Artist
from desktop.screens.deal.geometry import COMFORTABLE, Span
from desktop.theme import Palette
from mining.number_format import days, number
from models.case_table import NO_TIME
from models.deal_path import DealPath, Step
from models.deviation import DeviationType
from resources.translation import tr

_ARROW = 5.0
_LEAST_WORDS = 36.0
"""With less room than this, words below a name that do not fit are left to the tool tip."""


class StageArtist(Artist):
    """Paints the two lanes of one path; the step `marked` is framed and its line stands out."""

    def __init__(
        self, painter: QPainter, palette: Palette, path: DealPath, found: Arrangement, marked: int
    ) -> None:
        super().__init__(painter, palette)
        self._path, self._found, self._marked = path, found, marked
        self._top = found.rows[Lane.STAGES].top
        self._asked_top = found.rows[Lane.ASKED].top if Lane.ASKED in found.rows else self._top

    def draw(self, visible: QRectF) -> None:
        """Paint what is in sight."""
        lanes = self._found.lanes
        if self._path.checked:
            self._lines(visible)
        for span in lanes.happened:
            if span.left <= visible.right() and span.right >= visible.left():
                if span.others:
                    self._several(span, [self._path.steps[at] for at in span.all_steps])
                else:
                    self._happened(span, self._path.steps[span.step])
        for span in lanes.asked:
            if span.left <= visible.right() and span.right >= visible.left():
                self._asked(span, self._path.steps[span.step])

    def _happened(self, span: Span, step: Step) -> None:
        painter, palette = self.painter, self.palette
        departs = step.deviation is not None
        box = QRectF(span.left, self._top, span.width, BOX)
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
        if step.accepted is not None and not step.is_end:
            text = palette.muted
        self._texts(box, step.stage, _took(step), text, step.deviation or step.accepted)

    def _several(self, span: Span, steps: Sequence[Step]) -> None:
        """Steps too short for a box each: how many, and a departure where one of them is one."""
        palette = self.palette
        kind = next((step.deviation for step in steps if step.deviation is not None), None)
        box = QRectF(span.left, self._top, span.width, BOX)
        self.painter.setPen(QPen(QColor(palette.deviation if kind else palette.flow), 1.5))
        self.painter.setBrush(QColor(palette.deviation_soft if kind else palette.surface))
        self.painter.drawRoundedRect(box, 8, 8)
        self._frame_marked(span, box)
        colour = palette.deviation_text if kind else palette.text
        self._texts(box, f"{number(len(steps))} ×", tr("steps"), colour, kind)

    def _stripe(self, box: QRectF) -> None:
        """The accent along the left edge that marks a documented step, as on the map."""
        clip = QPainterPath()
        clip.addRoundedRect(box, 8, 8)
        stripe = QPainterPath()
        stripe.addRect(QRectF(box.left(), box.top(), 5, box.height()))
        self.painter.fillPath(clip.intersected(stripe), QColor(self.palette.accent))

    def _asked(self, span: Span, step: Step) -> None:
        painter, palette = self.painter, self.palette
        box = QRectF(span.left, self._asked_top, span.width, BOX)
        if step.happened:
            painter.setPen(QPen(QColor(palette.flow), 1.5))
            painter.setBrush(QColor(palette.window))
            painter.drawRoundedRect(box, 8, 8)
            self._frame_marked(span, box)
            self._texts(box, step.stage, "done", palette.muted, None)
            return
        accepted = step.accepted is not None
        style = Qt.PenStyle.DotLine if step.pending else Qt.PenStyle.DashLine
        edge = palette.faint if step.pending or accepted else palette.not_taken
        painter.setPen(QPen(QColor(edge), 1.5, style))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, 8, 8)
        self._frame_marked(span, box)
        if step.pending:
            self._texts(box, step.stage, tr("not yet"), palette.muted, None)
            return
        if accepted:
            self._texts(box, step.stage, tr("accepted"), palette.muted, step.accepted)
            return
        moved = step.deviation is DeviationType.OUT_OF_ORDER
        words = tr("moved") if moved else tr("skipped") if step.deviation else tr("not done here")
        self._texts(box, step.stage, words, palette.not_taken, step.deviation)

    def _texts(self, box: QRectF, title: str, below: str, colour: str, kind: DeviationType | None) -> None:
        painter = self.painter
        self.size(NORMAL, bold=True)
        needs = painter.fontMetrics().horizontalAdvance(title) + (18 if kind else 0)
        is_narrow = box.width() < COMFORTABLE or needs > box.width() - 20
        room = box.adjusted(9 if is_narrow else 12, 6, -4 if is_narrow else -8, -6)
        if kind is not None:
            top = box.bottom() - 21 if is_narrow else box.top() + 7
            self.icon(QPointF(box.right() - 22, top), icon_name(kind), colour, 16)
        painter.setPen(QColor(colour))
        upper = QRectF(room.left(), room.top(), room.width() - (18 if kind and not is_narrow else 0), 18)
        painter.drawText(upper, LEFT, self.elided(title, upper.width()))
        self.size(SMALL)
        lower = QRectF(room.left(), room.bottom() - 17, room.width() - (18 if kind and is_narrow else 0), 17)
        if lower.width() > _LEAST_WORDS or painter.fontMetrics().horizontalAdvance(below) <= lower.width():
            painter.drawText(lower, LEFT, self.elided(below, lower.width()))
        self.size(NORMAL)

    def _lines(self, visible: QRectF) -> None:
        """From a step to the documented one it follows, dotted with an arrow from a moved one to its place."""
        painter, palette, lanes = self.painter, self.palette, self._found.lanes
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for step, upper, lower in lanes.followed:
            if min(upper, lower) <= visible.right() and max(upper, lower) >= visible.left():
                marked = step == self._marked
                painter.setPen(QPen(QColor(palette.accent if marked else palette.flow), 2.5 if marked else 2))
                painter.drawPath(self._curve(upper, lower, 0.0))
        happened = {step: span for span in lanes.happened for step in span.all_steps}
        asked = {span.step: span for span in lanes.asked}
        for did, expected in lanes.moved:
            marked = self._marked in (did, expected)
            style = Qt.PenStyle.SolidLine if marked else Qt.PenStyle.DotLine
            painter.setPen(QPen(QColor(palette.deviation), 2.5 if marked else 1.8, style))
            end = asked[expected].middle
            painter.drawPath(self._curve(happened[did].middle, end, _ARROW))
            self._head(QPointF(end, self._asked_top))

    def _curve(self, upper: float, lower: float, short_of: float) -> QPainterPath:
        begin = QPointF(upper, self._top + BOX)
        end = QPointF(lower, self._asked_top - short_of)
        curve = QPainterPath(begin)
        curve.cubicTo(begin + QPointF(0, 30), end - QPointF(0, 30), end)
        return curve

    def _head(self, tip: QPointF) -> None:
        """The point of an arrow down to the lane of the process."""
        head = QPainterPath(tip)
        head.lineTo(tip + QPointF(-_ARROW, -1.6 * _ARROW))
        head.lineTo(tip + QPointF(_ARROW, -1.6 * _ARROW))
        head.closeSubpath()
        self.painter.fillPath(head, QColor(self.palette.deviation))

    def _frame_marked(self, span: Span, box: QRectF) -> None:
        if self._marked in span.all_steps:
            self.painter.setPen(QPen(QColor(self.palette.accent), 2))
            self.painter.setBrush(Qt.BrushStyle.NoBrush)
            self.painter.drawRoundedRect(box.adjusted(-3, -3, 3, 3), 10, 10)


def _took(step: Step) -> str:
    if step.in_bulk:
        return tr("in bulk")
    if step.end == NO_TIME:
        return tr("closed") if step.is_end else tr("still here")
    return days(step.days, step.day_hours)
