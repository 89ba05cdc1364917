"""The map as a picture while dots move over it: hundreds of lines are painted once, not for every moment."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QGraphicsView

from desktop.map.scene import MapScene

_Seen = tuple[float, float, float, int, int, float]


class StillMap:
    """Keeps a picture of what a view sees of the scene, until either of them changes."""

    def __init__(self, scene: MapScene, view: QGraphicsView) -> None:
        self._scene, self._view = scene, view
        self._picture = QPixmap()
        self._of: _Seen | None = None
        scene.changed.connect(self._forget)

    def paint(self, painter: QPainter) -> None:
        """Paint the part of the scene that the view shows, in the coordinates of its viewport."""
        seen = self._seen()
        if seen != self._of:
            self._picture = self._drawn(seen)
            self._of = seen
        painter.drawPixmap(0, 0, self._picture)

    def _forget(self, _: object) -> None:
        self._of = None

    def _seen(self) -> _Seen:
        to, size = self._view.viewportTransform(), self._view.viewport().size()
        return to.m11(), to.dx(), to.dy(), size.width(), size.height(), self._view.devicePixelRatioF()

    def _drawn(self, seen: _Seen) -> QPixmap:
        _, _, _, width, height, ratio = seen
        picture = QPixmap(round(width * ratio), round(height * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(self._scene.backgroundBrush().color())
        whole = QRectF(0, 0, width, height)
        painter = QPainter(picture)
        painter.setRenderHints(self._view.renderHints())
        back, _ = self._view.viewportTransform().inverted()
        self._scene.render(painter, whole, back.mapRect(whole))
        painter.end()
        return picture
