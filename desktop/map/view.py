"""The view of a map: zooms around the pointer, pans, fits, is steered by keys, and tells a story at the bottom."""

from __future__ import annotations

from math import exp

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QGraphicsView, QWidget

from desktop.map.minimap import Minimap
from desktop.map.scene import MapScene, Target
from desktop.map.steering import neighbour
from desktop.map.still_map import StillMap
from desktop.map.story import Story
from desktop.map.traffic import Frame, Traffic
from desktop.theme import Palette
from resources.translation import tr

MIN_ZOOM, MAX_ZOOM = 0.1, 4.0
_LARGEST_FIT = 1.15
READABLE = 0.68
"""A map that is much too large is at first shown from its top, in this size."""

_NEARLY = 0.88
"""So much of the readable size will do where the whole map is seen then."""

KEYS = tr(
    "Arrow keys go from stage to stage, Tab along the paths of a stage, Enter selects. Plus "
    "and minus zoom, F shows the whole map, M shows or hides the overview, Escape ends the "
    "selection."
)
"""What the map says to those who cannot see it, while nothing is pointed at."""

_STEP = 1.2
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class MapView(QGraphicsView):
    """Shows a `MapScene`.

    Wheel, pinch and + / - zoom, dragging the background pans, a double click on it or F fits; M hides or shows the
    overview in the corner. The arrow keys move a ring from card to card, Tab goes from there along the lines of the
    card, one after the other, and Enter clicks what the ring is on; Escape clears the selection.
    """

    background_clicked = Signal()
    zoomed = Signal(float)
    """The new zoom, 1 for one pixel a pixel."""

    def __init__(self, scene: MapScene, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(scene, parent)
        self.map = scene
        self.story = Story(palette, self)
        self.traffic = Traffic(scene, palette)
        self._still = StillMap(scene, self)
        self.minimap = Minimap(scene, self, palette)
        self.minimap.moved.connect(self.stay)
        self._following, self._readable = "top", READABLE
        self._pressed_at: QPoint | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.SmartViewportUpdate)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setResizeAnchor(QGraphicsView.ViewportAnchor.AnchorViewCenter)
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.setAccessibleName(tr("Process map"))
        self.setAccessibleDescription(KEYS)
        for bar in (self.horizontalScrollBar(), self.verticalScrollBar()):
            bar.valueChanged.connect(self._moved)
        scene.node_hovered.connect(self._tell)
        scene.edge_hovered.connect(self._tell)
        scene.sceneRectChanged.connect(self._make_room)

    @property
    def zoom(self) -> float:
        """How large the map is drawn."""
        return self.transform().m11()

    def set_palette_colors(self, palette: Palette) -> None:
        """Take the colours of another theme."""
        self.map.set_palette_colors(palette)
        self.story.set_palette_colors(palette)
        self.traffic.set_palette_colors(palette)
        self.minimap.set_palette_colors(palette)

    def fit(self) -> None:
        """Show the whole map, and keep it so while the window changes its size."""
        self._following = "all"
        self._follow()

    def begin(self) -> None:
        """Show the whole map if it can about be read then, else its top in a size that can; until the user moves."""
        self._following = "top"
        self._follow()

    def read_at(self, readable: float) -> None:
        """Take this size for one that can be read, and fit again where the user has not chosen another part."""
        self._readable = readable
        self._follow()

    def refit(self) -> None:
        """Fit again where the user has not chosen another part of the map."""
        self._follow()

    def _follow(self) -> None:
        box, space = self.map.sceneRect(), self.viewport().rect()
        if not self._following or box.isEmpty() or space.isEmpty():
            return
        whole = min(space.width() / box.width(), space.height() / box.height(), _LARGEST_FIT)
        if self._following == "all" or whole >= _NEARLY * self._readable:
            self._scale_to(whole)
            self.centerOn(box.center())
            self.minimap.follow()
            return
        self._scale_to(self._readable)
        half = QPointF(space.width(), space.height()) / 2 / self.zoom
        x = box.center().x()
        if box.width() > 2 * half.x():  # too wide as well: the first card is to be seen
            x = min(max(self._first_x(), box.left() + half.x()), box.right() - half.x())
        self.centerOn(x, box.top() + half.y())

    def _first_x(self) -> float:
        first = next(iter(self.map.graph.nodes), None)
        return self.map.placed.positions[first.key][0] if first else 0.0

    def look_as(self, other: MapView) -> None:
        """Show the same part of the map as another view of the same size, as large."""
        self._following = other._following
        self.setTransform(other.transform())
        self.horizontalScrollBar().setValue(other.horizontalScrollBar().value())
        self.verticalScrollBar().setValue(other.verticalScrollBar().value())

    def zoom_by(self, factor: float, around: QPoint | None = None) -> None:
        """Zoom in or out; the point of the map under `around` (default: the middle) stays where it is."""
        place = around or self.viewport().rect().center()
        before = self.mapToScene(place)
        self._following = ""
        self._scale_to(self.zoom * factor)
        moved = self.mapFromScene(before) - place
        self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() + moved.x())
        self.verticalScrollBar().setValue(self.verticalScrollBar().value() + moved.y())

    def move_focus(self, direction: tuple[int, int]) -> None:
        """Move the ring to the next card in a direction, at first to the first card; from a line, from its source."""
        places = {
            key: (item.pos().x(), item.pos().y()) for key, item in self.map.nodes.items() if not item.hidden
        }
        target = neighbour(places, self.map.focused_card or self._selected_card(), direction)
        if target is not None:
            self.map.focus(target)
            self.ensureVisible(self.map.nodes[target], 20, 20)

    def show_traffic(self, frame: Frame | None) -> None:
        """Show dots on their way, None for none."""
        self.traffic.frame = frame
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.traffic.frame is None:
            super().paintEvent(event)
            return
        painter = QPainter(self.viewport())
        self._still.paint(painter)
        painter.setWorldTransform(self.viewportTransform())
        self.traffic.paint(painter, self.viewport().size(), self.devicePixelRatioF())
        painter.end()

    def focusNextPrevChild(self, forwards: bool) -> bool:
        """Tab: along the lines of the card that the ring is on, and behind the last one on to the next control."""
        line = self.map.next_line(forwards)
        if line is None:
            self.map.focus(None)
            return super().focusNextPrevChild(forwards)
        self.map.focus(line)
        return True

    def wheelEvent(self, event: QWheelEvent) -> None:
        turned = event.angleDelta().y() or event.angleDelta().x()
        if turned:
            self.zoom_by(exp(turned / 120 * 0.16), event.position().toPoint())
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _ARROWS:
            self.move_focus(_ARROWS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.map.focused is not None:
            self.map.click(self.map.focused)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom_by(_STEP)
        elif key is Qt.Key.Key_Minus:
            self.zoom_by(1 / _STEP)
        elif key is Qt.Key.Key_F and not event.modifiers():
            self.fit()
        elif key is Qt.Key.Key_M and not event.modifiers():
            self.minimap.toggle()
        elif key is Qt.Key.Key_Escape:
            self.map.focus(None)
            self.background_clicked.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        on_nothing = self.map.target_at(self.mapToScene(event.position().toPoint())) is None
        left = event.button() is Qt.MouseButton.LeftButton
        self._pressed_at = event.position().toPoint() if on_nothing and left else None
        if self.map.focused is not None:
            self.map.focus(None)
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        event.accept()
        start, self._pressed_at = self._pressed_at, None
        if start is None:
            return
        if (event.position().toPoint() - start).manhattanLength() < 4:
            self.background_clicked.emit()
        else:
            self._following = ""

    def stay(self) -> None:
        """Keep what is in sight, whatever the size of the window: somebody chose it."""
        self._following = ""

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.map.target_at(self.mapToScene(event.position().toPoint())) is None:
            self.fit()
        super().mouseDoubleClickEvent(event)
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        if self.map.focused is None:
            self.map.point_at(None)
        super().leaveEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QNativeGestureEvent) and (
            event.gestureType() is Qt.NativeGestureType.ZoomNativeGesture
        ):
            self.zoom_by(1 + event.value(), event.position().toPoint())
            return True
        return super().viewportEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._follow()
        self.minimap.follow()
        self._place_story()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._follow()

    def _make_room(self, content: QRectF) -> None:
        """Let every part of the map be moved to the middle, so that zooming keeps what is under the pointer there."""
        self.setSceneRect(
            content.adjusted(-content.width(), -content.height(), content.width(), content.height())
        )

    def _moved(self, _: int) -> None:
        self.minimap.follow()

    def _scale_to(self, zoom: float) -> None:
        factor = min(max(zoom, MIN_ZOOM), MAX_ZOOM) / self.zoom
        self.scale(factor, factor)
        self.minimap.follow()
        self.zoomed.emit(self.zoom)

    def _selected_card(self) -> str | None:
        return self.map.selected if isinstance(self.map.selected, str) else None

    def _tell(self, _: object) -> None:
        words = self._words(self.map.hovered)
        self.setAccessibleDescription(words or KEYS)
        self.story.tell(words)
        self._place_story()

    def _words(self, target: Target) -> str:
        graph = self.map.graph
        if isinstance(target, str):
            node = graph.node(target)
            return node.story if node else ""
        edge = graph.edge(target) if target else None
        return edge.story if edge else ""

    def _place_story(self) -> None:
        """At the bottom, or at the top where it would cover what it speaks of."""
        space = self.viewport().rect()
        room = space.width() - (self.minimap.width() + 12 if self.minimap.isVisible() else 0)
        self.story.fit_into(min(620, room - 32))
        x = (room - self.story.width()) // 2
        bottom = space.height() - self.story.height() - 16
        box = self.map.box_of(self.map.hovered)
        shown = QRectF(
            QPointF(self.mapFromScene(box.topLeft())), QPointF(self.mapFromScene(box.bottomRight()))
        )
        at_bottom = QRectF(x, bottom, self.story.width(), self.story.height())
        self.story.move(
            x, 16 if isinstance(self.map.hovered, str) and shown.intersects(at_bottom) else bottom
        )
