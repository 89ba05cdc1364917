"""The whole map in a corner, with a frame round the part that is in sight; dragging moves there."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QGraphicsView, QWidget

from desktop.map import look
from desktop.map.graph import NodeStyle
from desktop.map.scene import MapScene
from desktop.theme import Palette
from resources.translation import tr

_LARGEST = QSize(176, 140)
_PAD = 6.0
_ROOMY = 360
"""A view is at least so many pixels wide, or the overview would hide what it is an overview of."""


class Minimap(QWidget):
    """Shows what the scene shows, and is there only while a part of it is out of sight (and `wanted`)."""

    moved = Signal()
    """The user chose another part."""

    toggled = Signal(bool)
    """Whether it is wanted now."""

    def __init__(self, scene: MapScene, view: QGraphicsView, palette: Palette) -> None:
        super().__init__(view)
        self._scene, self._view, self._palette = scene, view, palette
        self._picture: QPixmap | None = None
        self.wanted = True
        self.setCursor(Qt.CursorShape.SizeAllCursor)
        self.setAccessibleName(tr("Overview of the map"))
        self.setToolTip(tr("Drag to move; M hides this overview"))
        self.hide()
        scene.settled.connect(self.renew)

    def set_palette_colors(self, palette: Palette) -> None:
        """Take the colours of another theme."""
        self._palette = palette
        self.renew()

    def toggle(self) -> None:
        """Be hidden though parts of the map are out of sight, or no longer."""
        self.wanted = not self.wanted
        self.follow()
        self.toggled.emit(self.wanted)

    def renew(self) -> None:
        """Draw the map anew."""
        self._picture = None
        self.follow()

    def follow(self) -> None:
        """Show the part that is in sight now; hide where that is everything, or where it would cover the map."""
        is_roomy = self._view.width() >= _ROOMY
        shown = self.wanted and is_roomy and not self._seen().contains(self._whole())
        if shown:
            size = (
                self._whole()
                .size()
                .scaled(
                    _LARGEST.width() - 2 * _PAD,
                    _LARGEST.height() - 2 * _PAD,
                    Qt.AspectRatioMode.KeepAspectRatio,
                )
            )
            wanted = QSize(round(size.width() + 2 * _PAD), round(size.height() + 2 * _PAD))
            if wanted != self.size():
                self._picture = None
                self.resize(wanted)
            self.move(self._view.width() - self.width() - 12, self._view.height() - self.height() - 12)
        self.setVisible(shown)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._picture is None:
            self._picture = self._drawn()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawPixmap(0, 0, self._picture)
        scale, origin = self._scale(), self._whole().topLeft()
        seen = self._seen().intersected(self._whole())
        frame = QRectF((seen.topLeft() - origin) * scale, seen.size() * scale).translated(_PAD, _PAD)
        soft = QColor(self._palette.accent)
        soft.setAlpha(28)
        painter.setBrush(soft)
        painter.setPen(QPen(QColor(self._palette.accent), 1.4))
        painter.drawRoundedRect(frame, 3, 3)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._go(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._go(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def _go(self, place: QPointF) -> None:
        self._view.centerOn((place - QPointF(_PAD, _PAD)) / self._scale() + self._whole().topLeft())
        self.moved.emit()

    def _whole(self) -> QRectF:
        return self._scene.sceneRect()

    def _seen(self) -> QRectF:
        space, rounding = self._view.viewport().rect(), 3 / self._view.transform().m11()
        return QRectF(
            self._view.mapToScene(space.topLeft()), self._view.mapToScene(space.bottomRight())
        ).adjusted(-rounding, -rounding, rounding, rounding)

    def _scale(self) -> float:
        return (self.width() - 2 * _PAD) / max(self._whole().width(), 1.0)

    def _drawn(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        made = QPixmap(self.size() * ratio)
        made.setDevicePixelRatio(ratio)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._palette.border), 1))
        painter.setBrush(QColor(self._palette.raised))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        painter.translate(_PAD, _PAD)
        painter.scale(self._scale(), self._scale())
        painter.translate(-self._whole().topLeft())
        self._paint_lines(painter)
        self._paint_cards(painter)
        painter.end()
        return made

    def _paint_lines(self, painter: QPainter) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for item in self._scene.edges.values():
            if item.hidden:
                continue
            color = look.edge_color(item.edge.style, self._palette)
            color.setAlpha(150)
            painter.setPen(QPen(color, 0.8 / self._scale()))
            painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in item.points[::3].tolist()]))

    def _paint_cards(self, painter: QPainter) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        colors = {
            NodeStyle.UNDOCUMENTED: QColor(self._palette.deviation),
            NodeStyle.TERMINAL: QColor(self._palette.terminal),
            NodeStyle.NEVER_REACHED: QColor(self._palette.faint),
        }
        spine = look.mixed(self._palette.accent, self._palette.raised, 0.6)
        for item in self._scene.nodes.values():
            if not item.hidden:
                painter.setBrush(colors.get(item.node.style, spine))
                painter.drawRect(item.box.translated(item.pos()))
