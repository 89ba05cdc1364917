"""The card of a stage: its name, who works on it, what is special about it, and what the deals say."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from desktop.icons import draw_icon
from desktop.map import look
from desktop.screens.process_editor.facts import NO_FACTS, Facts
from desktop.theme import Palette
from mining.layout.flow_sizes import CARD
from models.sales_process import Stage
from resources.translation import tr

HANDLE = 9.0
"""The radius of the handles at the lower edge."""
HANDLES = {"back": QPointF(28.0, CARD[1] / 2), "end": QPointF(-28.0, CARD[1] / 2)}
"""Where they are, from the middle of the card."""
_ICONS = {"back": "deviation-went-back", "end": "flag"}
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_PAD = 8.0
_BAR = 4.0
_LINE = 16.0
_HEAD = 12.0
_BADGE = 16.0


class StageItem(QGraphicsItem):
    """Painted around its middle; its state is set from outside."""

    def __init__(self, stage: Stage, palette: Palette) -> None:
        super().__init__()
        self.stage, self._palette = stage, palette
        self.facts = NO_FACTS
        self.selected = self.hovered = self.offered = self.ghost = False
        self.box = QRectF(-CARD[0] / 2, -CARD[1] / 2, *CARD)
        self.setZValue(3)
        self.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)

    def become(self, stage: Stage, facts: Facts, palette: Palette) -> None:
        """Show this stage with these numbers."""
        if (stage, facts, palette) != (self.stage, self.facts, self._palette):
            self.stage, self.facts, self._palette = stage, facts, palette
            self.update()

    def mark(self, selected: bool, hovered: bool, offered: bool, ghost: bool) -> None:
        """`offered` is what the mouse can drop on now, a `ghost` is where a stage that is moved came from."""
        state = (selected, hovered, offered, ghost)
        if state != (self.selected, self.hovered, self.offered, self.ghost):
            self.selected, self.hovered, self.offered, self.ghost = state
            self.setOpacity(0.35 if ghost else 1.0)
            self.update()

    def boundingRect(self) -> QRectF:
        return self.box.adjusted(-14, -14, 14, 16)

    def shape(self) -> QPainterPath:
        path = QPainterPath()
        path.addRoundedRect(self.box, look.CORNER, look.CORNER)
        return path

    @property
    def has_handles(self) -> bool:
        """Whether ways back and to ends can be dragged out of it now."""
        return (self.selected or self.hovered) and not self.ghost

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_shadow(painter)
        self._paint_card(painter)
        self._paint_words(painter)
        self._paint_badges(painter)
        if self.facts.problems.get(self.stage.name):
            self._paint_problem(painter)
        if self.has_handles:
            for kind, at in HANDLES.items():
                self._paint_handle(painter, at, _ICONS[kind])

    def _paint_shadow(self, painter: QPainter) -> None:
        color = QColor(self._palette.shadow)
        painter.setPen(Qt.PenStyle.NoPen)
        for spread, alpha in ((5.0, 5), (3.0, 8), (1.0, 14)):
            color.setAlpha(alpha * (3 if self._palette.dark else 1))
            painter.setBrush(color)
            box = self.box.adjusted(-spread, -spread, spread, spread).translated(0, 2.2)
            painter.drawRoundedRect(box, look.CORNER + spread, look.CORNER + spread)

    def _paint_card(self, painter: QPainter) -> None:
        colors, path, edge = self._palette, self.shape(), QPainterPath()
        painter.fillPath(path, QColor(colors.surface))
        edge.addRect(QRectF(self.box.topLeft(), QPointF(self.box.left() + _BAR, self.box.bottom())))
        share = self.facts.share_reached(self.stage.name)
        tone = look.mixed(colors.accent, colors.surface, 1.0 if share is None else 0.45 + 0.55 * share)
        painter.fillPath(path.intersected(edge), tone)
        strong = self.selected or self.offered
        pen = QPen(QColor(colors.accent if strong else colors.border), 2.0 if strong else 1.0)
        if self.stage.optional or self.offered:
            pen.setDashPattern([4, 3])
            pen.setColor(QColor(colors.accent if strong else colors.muted))
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)

    def _paint_words(self, painter: QPainter) -> None:
        colors, left = self._palette, self.box.left() + _BAR + _PAD - 2
        width = self.box.right() - _PAD + 2 - left
        title = title_font(self.stage.name, width)
        lines = lines_of(self.stage.name, width, title)
        painter.setFont(title)
        painter.setPen(QColor(colors.text))
        top = self.box.top() + _HEAD
        for at, line in enumerate(lines):
            painter.drawText(QRectF(left, top + at * _LINE, width, _LINE), _LEFT, line)
        below = " · ".join(part for part in (" / ".join(self.stage.owners), self.stage.allowed) if part)
        painter.setFont(look.subtitle_font())
        painter.setPen(QColor(colors.muted))
        row = QRectF(left, top + len(lines) * _LINE + 1, width, 15)
        painter.drawText(row, _LEFT, look.elided(below, look.subtitle_font(), width))
        row = QRectF(left, self.box.bottom() - 47, width, 15)
        painter.setFont(look.font(12))
        painter.drawText(row, _LEFT, self.facts.reached_words(self.stage.name))
        skipped = self.facts.skipped_words(self.stage.name)
        if skipped:
            painter.setFont(look.font(12, QFont.Weight.DemiBold))
            painter.setPen(QColor(colors.deviation_text))
            painter.drawText(row.translated(0, 24), _LEFT, skipped)
        elif self.stage.optional:
            painter.drawText(row.translated(0, 24), _LEFT, tr("optional"))
        share = self.facts.share_reached(self.stage.name)
        if share is not None:
            self._paint_bar(painter, left, width, share)

    def _paint_bar(self, painter: QPainter, left: float, width: float, share: float) -> None:
        y = self.box.bottom() - 27.0
        pen = QPen(look.mixed(self._palette.border, self._palette.surface, 0.7), 2.4)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawLine(QPointF(left, y), QPointF(left + width, y))
        if share > 0:
            pen.setColor(QColor(self._palette.accent))
            painter.setPen(pen)
            painter.drawLine(QPointF(left, y), QPointF(left + max(1.0, width * min(share, 1.0)), y))

    def _paint_badges(self, painter: QPainter) -> None:
        """On the upper edge, from the right."""
        colors, right = self._palette, self.box.right() - 9
        painter.setFont(look.badge_font())
        for words in reversed(badges(self.stage, bool(self.facts.skipped_words(self.stage.name)))):
            width = look.width_of(words, look.badge_font()) + 12
            if right - width < self.box.left() - 6:
                break  # the outline says that it is optional, and the words of the card
            box = QRectF(right - width, self.box.top() - _BADGE / 2, width, _BADGE)
            painter.setPen(QPen(look.mixed(colors.accent, colors.surface, 0.4), 1.0))
            painter.setBrush(QColor(colors.accent_soft))
            painter.drawRoundedRect(box, _BADGE / 2, _BADGE / 2)
            painter.setPen(QColor(colors.text))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
            right = box.left() - 4

    def _paint_problem(self, painter: QPainter) -> None:
        at = QPointF(self.box.left() + 10, self.box.top())
        painter.setPen(QPen(QColor(self._palette.surface), 1.5))
        is_error = self.stage.name in self.facts.errors
        painter.setBrush(QColor(self._palette.lost if is_error else self._palette.open))
        painter.drawEllipse(at, 8.5, 8.5)
        painter.setFont(look.font(12, look.title_font().weight()))
        painter.setPen(QColor(self._palette.surface))
        painter.drawText(QRectF(at.x() - 8, at.y() - 8.5, 16, 17), Qt.AlignmentFlag.AlignCenter, "!")

    def _paint_handle(self, painter: QPainter, at: QPointF, icon: str) -> None:
        painter.setPen(QPen(QColor(self._palette.accent), 1.4))
        painter.setBrush(QColor(self._palette.surface))
        painter.drawEllipse(at, HANDLE, HANDLE)
        draw_icon(painter, icon, self._palette.accent, QRectF(at.x() - 5.5, at.y() - 5.5, 11, 11))


def badges(stage: Stage, says_optional: bool) -> list[str]:
    """What is special about a stage, in as few letters as can be."""
    told = [tr("optional")] if stage.optional and says_optional else []
    if stage.repeat != 1:
        told.append("×∞" if stage.repeat is None else f"×{stage.repeat}")
    if stage.exit_evidence:
        told.append(f"✓ {len(stage.exit_evidence)}")
    return told


def title_font(name: str, width: float) -> QFont:
    """That of a card's title; smaller where a word of the name is too long for it."""
    sizes = [look.font(pixels, QFont.Weight.DemiBold) for pixels in (13, 12, 11)]
    words = name.split() or [""]
    return next(
        (
            font
            for font in sizes
            if max(QFontMetricsF(font).horizontalAdvance(word) for word in words) <= width
        ),
        sizes[-1],
    )


def lines_of(name: str, width: float, font: QFont) -> list[str]:
    """A name on one line, or on two of which the second is cut where it is too long."""
    measure = QFontMetricsF(font)
    if measure.horizontalAdvance(name) <= width:
        return [name]
    words, first = name.split(" "), ""
    while words and measure.horizontalAdvance(f"{first} {words[0]}".strip()) <= width:
        first = f"{first} {words.pop(0)}".strip()
    if not first:
        first = look.elided(words.pop(0), font, width)
    if not words:
        return [first]
    return [first, look.elided(" ".join(words), font, width)]
