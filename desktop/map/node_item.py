"""A card of the map: name, numbers, a bar, and where something is off a badge; starts and ends are pills."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from desktop.map import look
from desktop.map.graph import DrawnNode, NodeStyle
from desktop.map.item import MapItem
from desktop.theme import Palette

_MARGIN = 12.0
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class Caption:
    """What a quiet card says for a moment: words, and a bar of these parts that fills `share` of its room."""

    words: str
    parts: tuple[int, ...] = ()
    share: float = 0.0


class NodeItem(MapItem):
    """One card, its middle at its position; painted once a zoom and kept as a picture while on screen.

    A quiet card shows its name only, and leaves the rest of its room to captions; a quiet pill leaves all of it.
    """

    def __init__(self, node: DrawnNode, size: QSizeF, palette: Palette) -> None:
        self.box = QRectF(-size.width() / 2, -size.height() / 2, size.width(), size.height())
        super().__init__(palette, self.box.adjusted(-_MARGIN, -_MARGIN, _MARGIN, _MARGIN))
        self.node = node
        self.focused = False
        self.setZValue(3)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)

    def set_focused(self, focused: bool) -> None:
        """Show or end the ring of the keyboard."""
        if focused != self.focused:
            self.focused = focused
            self.update()

    def become(self, node: DrawnNode, size: QSizeF) -> None:
        """Show other words, in another size if need be."""
        self.prepareGeometryChange()
        self.node = node
        self.box = QRectF(-size.width() / 2, -size.height() / 2, size.width(), size.height())
        self._rect = self.box.adjusted(-_MARGIN, -_MARGIN, _MARGIN, _MARGIN)
        self.update()

    @property
    def badge_box(self) -> QRectF:
        """Where the badge is, in the item's coordinates; empty where there is none."""
        if not self.node.badge:
            return QRectF()
        words = look.width_of(self.node.badge, look.badge_font())
        right = self.box.right() - look.PAD
        return QRectF(right - words - 12, self.box.top() + 23.5, words + 12, look.BADGE_HEIGHT)

    @property
    def title_box(self) -> QRectF:
        """The row of the name."""
        return self._text_rows()[0]

    def shape(self) -> QPainterPath:
        path = QPainterPath()
        path.addRoundedRect(self.box, self._corner, self._corner)
        return path

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.node.style is not NodeStyle.NEVER_REACHED:
            self._paint_shadow(painter)
        if self.node.style is NodeStyle.TERMINAL:
            self._paint_pill(painter)
        else:
            self._paint_card(painter)
        if self.selected or self.focused:
            self._paint_ring(painter)

    @property
    def _corner(self) -> float:
        return self.box.height() / 2 if self.node.style is NodeStyle.TERMINAL else look.CORNER

    def _text_rows(self) -> tuple[QRectF, QRectF]:
        left = self.box.left() + look.BAR_LEFT + look.PAD - 1
        width = self.box.right() - look.PAD - left
        top = self.box.top()
        badge = self.badge_box
        below = width if badge.isEmpty() else badge.left() - 8 - left
        return QRectF(left, top + 5.5, width, 17), QRectF(left, top + 23, below, 16)

    def _paint_shadow(self, painter: QPainter) -> None:
        color = QColor(self._palette.shadow)
        painter.setPen(Qt.PenStyle.NoPen)
        for spread, alpha in ((5.0, 5), (3.5, 8), (2.0, 11), (0.8, 15)):
            color.setAlpha(alpha * (3 if self._palette.dark else 1))
            painter.setBrush(color)
            box = self.box.adjusted(-spread, -spread, spread, spread).translated(0, 2.2)
            painter.drawRoundedRect(box, self._corner + spread, self._corner + spread)

    def _paint_pill(self, painter: QPainter) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._palette.terminal))
        painter.drawRoundedRect(self.box, self._corner, self._corner)
        if self.quiet:
            return
        painter.setPen(QColor(self._palette.on_terminal))
        painter.setFont(look.title_font())
        title = look.elided(self.node.title, look.title_font(), self.box.width() - 16)
        painter.drawText(self.box, Qt.AlignmentFlag.AlignCenter, title)

    def _paint_card(self, painter: QPainter) -> None:
        colors, style = self._palette, self.node.style
        never, odd = style is NodeStyle.NEVER_REACHED, style is NodeStyle.UNDOCUMENTED
        fill = look.mixed(colors.surface, colors.canvas, 0.35 if never else 1.0)
        outline = QColor(colors.deviation if odd else colors.faint if never else colors.border)
        path = QPainterPath()
        path.addRoundedRect(self.box, look.CORNER, look.CORNER)
        painter.fillPath(path, fill)
        if not never:
            edge = QPainterPath()
            edge.addRect(QRectF(self.box.topLeft(), QSizeF(look.BAR_LEFT, self.box.height())))
            painter.fillPath(path.intersected(edge), self._tone())
        pen = QPen(outline, 1.6 if odd else 1.2 if never else 1.0)
        if never:
            pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)
        self._paint_words(painter, muted=never)
        if self.node.bar is not None and not never and not self.quiet:
            self._paint_bar(painter, self.node.bar)

    def _tone(self) -> QColor:
        """Orange for the unexpected; else the card's colour, the stronger the fuller the bar."""
        color = look.node_color(self.node.style, self._palette)
        if self.node.style in (NodeStyle.UNDOCUMENTED, NodeStyle.NEITHER) or self.node.bar is None:
            return QColor(color)
        return look.mixed(color, self._palette.surface, 0.5 + 0.5 * self.node.bar)

    def _paint_words(self, painter: QPainter, muted: bool) -> None:
        first, second = self._text_rows()
        painter.setFont(look.title_font())
        painter.setPen(QColor(self._palette.muted if muted else self._palette.text))
        painter.drawText(first, _LEFT, look.elided(self.node.title, painter.font(), first.width()))
        if self.quiet and not muted:
            return
        painter.setFont(look.subtitle_font())
        painter.setPen(QColor(self._palette.muted))
        painter.drawText(second, _LEFT, look.elided(self.node.subtitle, painter.font(), second.width()))
        if self.node.badge:
            badge = self.badge_box
            ground, ink = look.badge_colors(self.node.style, self._palette)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(ground))
            painter.drawRoundedRect(badge, badge.height() / 2, badge.height() / 2)
            painter.setFont(look.badge_font())
            painter.setPen(QColor(ink))
            painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, self.node.badge)

    def _paint_bar(self, painter: QPainter, share: float) -> None:
        left = self.box.left() + look.BAR_LEFT + look.PAD - 1
        y, width = self.box.bottom() - 7.0, self.box.right() - look.PAD - left
        pen = QPen(look.mixed(self._palette.border, self._palette.surface, 0.7), 2.4)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawLine(QPointF(left, y), QPointF(left + width, y))
        if share > 0:
            pen.setColor(self._tone())
            painter.setPen(pen)
            painter.drawLine(QPointF(left, y), QPointF(left + max(1.0, width * min(share, 1.0)), y))

    def paint_caption(self, painter: QPainter, caption: Caption, colors: Sequence[QColor]) -> None:
        """Paint what the card says now, in the coordinates of the scene; a colour a part of the bar."""
        if self.node.style is NodeStyle.NEVER_REACHED or self.opacity() <= 0:
            return
        painter.save()
        painter.translate(self.pos())
        painter.setOpacity(self.opacity())
        if self.node.style is NodeStyle.TERMINAL:
            painter.setPen(QColor(self._palette.on_terminal))
            painter.setFont(look.badge_font())
            painter.drawText(self.box, Qt.AlignmentFlag.AlignCenter, caption.words)
        else:
            first, _ = self._text_rows()
            row = QRectF(first.left(), self.box.top() + 23, first.width(), 16)
            painter.setFont(look.subtitle_font())
            painter.setPen(QColor(self._palette.text if caption.share else self._palette.muted))
            painter.drawText(row, _LEFT, look.elided(caption.words, painter.font(), row.width()))
            self._paint_parts(painter, caption, colors)
        painter.restore()

    def _paint_parts(self, painter: QPainter, caption: Caption, colors: Sequence[QColor]) -> None:
        left = self.box.left() + look.BAR_LEFT + look.PAD - 1
        room = self.box.right() - look.PAD - left
        painter.fillRect(
            QRectF(left, self.box.bottom() - 9.0, room, 4.0),
            look.mixed(self._palette.border, self._palette.surface, 0.7),
        )
        total, x = sum(caption.parts), left
        for part, color in zip(caption.parts, colors, strict=False):
            width = room * caption.share * part / total if total else 0.0
            painter.fillRect(QRectF(x, self.box.bottom() - 9.0, width, 4.0), color)
            x += width

    def _paint_ring(self, painter: QPainter) -> None:
        pen = QPen(QColor(self._palette.accent), 2.2)
        if self.focused and not self.selected:
            pen.setDashPattern([3, 2])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        out = 3.5
        painter.drawRoundedRect(
            self.box.adjusted(-out, -out, out, out), self._corner + out, self._corner + out
        )
