"""A view that zooms around the mouse and fits what it shows, as the map does."""

from __future__ import annotations

from math import exp

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QResizeEvent, QShowEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QGraphicsScene, QGraphicsView, QWidget

from desktop.map.map_zoom import MapZoom

MIN_ZOOM, MAX_ZOOM = 0.2, 3.0
READABLE, LARGEST = 0.85, 1.35
"""All is shown where it can be read in such a size; what is too large for that is shown from its beginning."""
STEP = 1.2
_ASIDE = 12
"""Between the buttons and the edges."""


class ZoomingView(QGraphicsView):
    """Until the user chooses a part, all is shown if it can be read then, else its beginning."""

    zoomed = Signal(float)

    def __init__(self, scene: QGraphicsScene, parent: QWidget | None = None) -> None:
        super().__init__(scene, parent)
        self._follows, self._all = True, False
        self.zoom_buttons = MapZoom("process", self)
        self.zoom_buttons.zoom_wanted.connect(self.zoom_by)
        self.zoom_buttons.fit_wanted.connect(self.fit)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scene.sceneRectChanged.connect(self._scene_changed)

    @property
    def zoom(self) -> float:
        """How large the scene is drawn."""
        return self.transform().m11()

    def fit(self) -> None:
        """Show all of it, and keep it so."""
        self._follows = self._all = True
        self.follow()

    def begin(self) -> None:
        """Show all of it if it can be read then, else its beginning; until the user moves."""
        self._follows, self._all = True, False
        self.follow()

    def stay(self) -> None:
        """Keep what is in sight: somebody chose it."""
        self._follows = False

    def follow(self) -> None:
        """Fit again where the user has not chosen another part."""
        box, space = self.scene().sceneRect(), self.viewport().rect()
        if not self._follows or box.isEmpty() or space.isEmpty():
            return
        free = space.height() - self._taken()
        wide, high = space.width() / box.width(), free / box.height()
        whole = min(wide, high, LARGEST)
        is_whole = self._all or whole >= READABLE
        self._scale_to(whole if is_whole else max(READABLE, min(high, 1.0)))
        height = box.height() * self.zoom
        top = max(0.0, min((space.height() - height) / 2, free - height))
        x = box.center().x() if is_whole else box.left() + space.width() / 2 / self.zoom
        self.centerOn(x, box.top() + (space.height() / 2 - top) / self.zoom)

    def _taken(self) -> int:
        """What the buttons take at the lower edge, where no part of a drawing that fits is to be hidden by them."""
        return self.zoom_buttons.height() + _ASIDE

    def zoom_by(self, factor: float, around: QPoint | None = None) -> None:
        """Zoom in or out; what is under `around` (default: the middle) stays where it is."""
        place = around or self.viewport().rect().center()
        before = self.mapToScene(place)
        self.stay()
        self._scale_to(self.zoom * factor)
        moved = self.mapFromScene(before) - place
        self.pan(moved)

    def pan(self, by: QPoint) -> None:
        """Show what is so many pixels further."""
        self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() + by.x())
        self.verticalScrollBar().setValue(self.verticalScrollBar().value() + by.y())

    def wheelEvent(self, event: QWheelEvent) -> None:
        turned = event.angleDelta().y() or event.angleDelta().x()
        if turned:
            self.zoom_by(exp(turned / 120 * 0.16), event.position().toPoint())
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.follow()
        buttons = self.zoom_buttons
        buttons.adjustSize()
        buttons.move(_ASIDE, self.height() - buttons.height() - _ASIDE)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.follow()

    def _scene_changed(self, box: QRectF) -> None:
        """Let every part be moved to the middle."""
        self.setSceneRect(box.adjusted(-box.width(), -box.height(), box.width(), box.height()))

    def _scale_to(self, zoom: float) -> None:
        factor = min(max(zoom, MIN_ZOOM), MAX_ZOOM) / self.zoom
        self.scale(factor, factor)
        self.zoomed.emit(self.zoom)
