"""Paints the journey above the process, with vectors only: on the screen and for whoever takes the picture away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from desktop.icons import draw_icon
from desktop.screens.journey_editor.facts import NO_EVIDENCE, JourneyFacts
from desktop.screens.journey_editor.geometry import (
    EDGE,
    HEAD,
    STAGE_HEIGHT,
    JourneyPicture,
    Link,
    curve,
)
from desktop.theme import Palette
from desktop.widgets.lines import lines_of
from mining.number_format import percent, plural
from models.buyer_journey import BuyerStep
from models.sales_process import SalesProcess
from resources.translation import tr

STEP, STAGE = "step", "stage"
Part = tuple[str, str]
"""What stands in the picture: `STEP` or `STAGE`, and its name."""

_LINE = 17.0
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_MIDDLE = Qt.AlignmentFlag.AlignCenter


@dataclass(frozen=True)
class Marked:
    """What is selected, under the pointer, or may take what is dragged; `dragged` leads from a part to a point."""

    selected: Part | None = None
    hovered: Part | None = None
    target: Part | None = None
    dragged: tuple[Part, QPointF] | None = None
    has_focus: bool = False


class JourneyArtist:
    """Paints one picture of one process."""

    def __init__(
        self,
        painter: QPainter,
        palette: Palette,
        process: SalesProcess,
        picture: JourneyPicture,
        facts: JourneyFacts,
    ) -> None:
        self._painter, self._palette, self._process = painter, palette, process
        self._picture, self._facts = picture, facts
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def paint(self, marked: Marked) -> None:
        """Paint everything, lines below the boxes."""
        self._heads()
        self._spine()
        for link in self._picture.presumes:
            self._presumes(link, marked)
        for link in self._picture.after:
            self._after(link, marked)
        journey = self._process.journey
        for step in journey.steps if journey is not None else ():
            self._step(step, marked)
        for stage, box in self._picture.stages.items():
            self._stage(stage, box, marked)
        if marked.dragged is not None:
            self._dragged(*marked.dragged)

    def _heads(self) -> None:
        self._size(12)
        self._painter.setPen(QColor(self._palette.muted))
        for words, top in (
            (tr("What the buyer does"), EDGE - 8),
            (tr("What the sellers do, and which step of the buyer each stage presumes"),
             self._picture.seller_top + STAGE_HEIGHT + 6),
        ):  # fmt: skip
            room = QRectF(EDGE, top, self._picture.width - 2 * EDGE, HEAD)
            self._painter.drawText(room, _LEFT, words)

    def _spine(self) -> None:
        boxes = list(self._picture.stages.values())
        if boxes:
            self._painter.setPen(QPen(QColor(self._palette.flow), 4))
            self._painter.drawLine(boxes[0].center(), boxes[-1].center())

    def _after(self, link: Link, marked: Marked) -> None:
        is_near = marked.selected in ((STEP, link.source), (STEP, link.target))
        colour = QColor(self._palette.accent if is_near else self._palette.flow)
        self._line(link.path, QPen(colour, 2.4 if is_near else 2.0))
        self._head(link.end, colour, QPointF(-1, 0))

    def _presumes(self, link: Link, marked: Marked) -> None:
        """Teal, and orange where the process contradicts the journey there."""
        conflicts = self._facts.at_stage(link.source)
        colour = QColor(self._palette.deviation if conflicts else self._palette.not_taken)
        is_near = marked.selected in ((STAGE, link.source), (STEP, link.target))
        self._line(link.path, QPen(colour, 2.8 if is_near else 1.8))
        self._dot(link.path.pointAtPercent(0), colour)
        self._head(link.end, colour, QPointF(0, 1))
        if conflicts:
            at = link.path.pointAtPercent(0.32)
            self._painter.setPen(QPen(colour, 1.5))
            self._painter.setBrush(QColor(self._palette.deviation_soft))
            self._painter.drawEllipse(at, 11, 11)
            draw_icon(
                self._painter,
                "triangle-alert",
                self._palette.deviation_text,
                QRectF(at.x() - 7, at.y() - 8, 14, 14),
            )

    def _step(self, step: BuyerStep, marked: Marked) -> None:
        box = self._picture.box(step.name)
        if box is None:
            return
        part = (STEP, step.name)
        is_silent = step.name in self._facts.silent
        self._box(box, part, marked, is_dashed=is_silent or not (step.evidence or step.always_on), radius=12)
        if step.always_on:
            self._band(step, box)
            return
        self._size(13, bold=True)
        self._painter.setPen(QColor(self._palette.text))
        room = box.adjusted(14, 0, -10, 0)
        lines = lines_of(step.shown, self._painter.font(), QSizeF(room.width(), 2 * _LINE))
        top = box.center().y() - (len(lines) + 1) * _LINE / 2 - 1
        for line in lines:
            self._painter.drawText(QRectF(room.left(), top, room.width(), _LINE), _LEFT, line)
            top += _LINE
        self._line_of_evidence(step, QRectF(room.left(), top + 1, room.width(), 20))

    def _band(self, step: BuyerStep, box: QRectF) -> None:
        """A step that is always on reaches along all others."""
        draw_icon(
            self._painter,
            "infinity",
            self._palette.muted,
            QRectF(box.left() + 12, box.center().y() - 8, 16, 16),
        )
        self._size(13, bold=True)
        self._painter.setPen(QColor(self._palette.text))
        name = QRectF(box.left() + 36, box.top(), box.width() * 0.45 - 36, box.height())
        shown = self._painter.fontMetrics().elidedText(
            step.shown, Qt.TextElideMode.ElideRight, int(name.width())
        )
        used = self._painter.fontMetrics().horizontalAdvance(shown)
        self._painter.drawText(name, _LEFT, shown)
        left = name.left() + used + 14
        about = (
            tr("always on, goes well when {condition}", condition=step.measure.text)
            if step.measure is not None
            else tr("always on")
        )
        if step.evidence:
            about += f" · {self._seen(step, box.width())}"
        self._size(12)
        self._painter.setPen(QColor(self._palette.muted))
        rest = QRectF(left, box.top(), box.right() - 12 - left, box.height())
        self._painter.drawText(
            rest,
            _LEFT,
            self._painter.fontMetrics().elidedText(about, Qt.TextElideMode.ElideRight, int(rest.width())),
        )

    def _line_of_evidence(self, step: BuyerStep, room: QRectF) -> None:
        is_silent = step.name in self._facts.silent or not step.evidence
        icon = "eye-off" if is_silent else "eye"
        draw_icon(self._painter, icon, self._palette.muted, QRectF(room.left(), room.top() + 3, 14, 14))
        self._size(12)
        self._painter.setPen(QColor(self._palette.muted))
        words = room.adjusted(20, 0, 0, 0)
        shown = self._painter.fontMetrics().elidedText(
            self._seen(step, words.width()), Qt.TextElideMode.ElideRight, int(words.width())
        )
        self._painter.drawText(words, _LEFT, shown)

    def _seen(self, step: BuyerStep, room: float) -> str:
        """`830 deals (42 %)`, or why nothing can be said."""
        if not step.evidence:
            return tr("no signal yet")
        if step.name in self._facts.silent:
            fits = self._painter.fontMetrics().horizontalAdvance(NO_EVIDENCE) <= room
            return NO_EVIDENCE if fits else tr("no evidence")
        seen = self._facts.seen.get(step.name)
        if seen is None:
            return plural(len(step.evidence), "signal")
        words = plural(seen, "deal")
        share = f" ({percent(seen / self._facts.deals)})" if self._facts.deals else ""
        fits = self._painter.fontMetrics().horizontalAdvance(words + share) <= room
        return words + share if fits else words

    def _stage(self, stage: str, box: QRectF, marked: Marked) -> None:
        part = (STAGE, stage)
        has_step = any(link.source == stage for link in self._picture.presumes)
        has_conflict = bool(self._facts.at_stage(stage))
        self._box(
            box, part, marked, is_dashed=False, radius=9, edge=self._palette.deviation if has_conflict else ""
        )
        room = box.adjusted(3, 4, -3, -4)
        for pixels in (12, 11, 10):
            self._size(pixels, bold=True)
            wide = map(self._painter.fontMetrics().horizontalAdvance, stage.split())
            if (
                max(wide, default=0) <= room.width()
            ):  # a stage has no name yet while its file is being written
                break
        self._painter.setPen(QColor(self._palette.text if has_step else self._palette.muted))
        lines = lines_of(stage, self._painter.font(), QSizeF(room.width(), room.height()))
        self._painter.drawText(room, _MIDDLE, "\n".join(lines))
        top = QPointF(box.center().x(), box.top())
        if not has_step:
            self._painter.setPen(QPen(QColor(self._palette.not_taken), 1.5, Qt.PenStyle.DotLine))
            self._painter.setBrush(QColor(self._palette.surface))
            self._painter.drawEllipse(top, 4.5, 4.5)

    def _box(
        self, box: QRectF, part: Part, marked: Marked, is_dashed: bool, radius: float, edge: str = ""
    ) -> None:
        palette = self._palette
        is_selected = marked.selected == part
        ground = palette.accent_soft if is_selected or marked.target == part else palette.surface
        colour, width = QColor(edge or palette.border), 1.4
        if marked.hovered == part:
            colour = QColor(palette.faint)
        if is_selected or marked.target == part:
            colour, width = QColor(palette.accent), 2.2
        pen = QPen(colour, width)
        if is_dashed and not is_selected:
            pen.setColor(QColor(palette.faint))
            pen.setStyle(Qt.PenStyle.DashLine)
        self._painter.setPen(pen)
        self._painter.setBrush(QColor(ground))
        self._painter.drawRoundedRect(box, radius, radius)
        if is_selected and marked.has_focus:
            self._painter.setBrush(Qt.BrushStyle.NoBrush)
            self._painter.setPen(QPen(QColor(palette.accent), 1.2, Qt.PenStyle.DashLine))
            self._painter.drawRoundedRect(box.adjusted(-4, -4, 4, 4), radius + 3, radius + 3)

    def _dragged(self, part: Part, to: QPointF) -> None:
        """The line that follows the pointer."""
        kind, name = part
        box = self._picture.stages.get(name) if kind == STAGE else self._picture.box(name)
        if box is None:
            return
        is_stage = kind == STAGE
        begin = QPointF(box.center().x(), box.top()) if is_stage else QPointF(box.right(), box.center().y())
        colour = QColor(self._palette.not_taken if is_stage else self._palette.accent)
        self._line(curve(begin, to, sideways=not is_stage), QPen(colour, 2.4))
        self._dot(to, colour)

    def _line(self, path: QPainterPath, pen: QPen) -> None:
        """On a wider line of the ground, so that of two lines that cross one is above."""
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.setPen(QPen(QColor(self._palette.canvas), pen.widthF() + 4))
        self._painter.drawPath(path)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        self._painter.setPen(pen)
        self._painter.drawPath(path)

    def _head(self, at: QPointF, colour: QColor, back: QPointF) -> None:
        across = QPointF(-back.y(), back.x())
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(colour)
        self._painter.drawPolygon(QPolygonF(_triangle(at, back, across)))

    def _dot(self, at: QPointF, colour: QColor) -> None:
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(colour)
        self._painter.drawEllipse(at, 4, 4)

    def _size(self, pixels: int, bold: bool = False) -> None:
        font = self._painter.font()
        font.setPixelSize(pixels)
        font.setWeight(font.Weight.DemiBold if bold else font.Weight.Normal)
        self._painter.setFont(font)


def _triangle(at: QPointF, back: QPointF, across: QPointF) -> Sequence[QPointF]:
    return [at, at + back * 9 + across * 4.5, at + back * 9 - across * 4.5]
