"""The picture of journey and process that one works on: the mouse drags lines, the keyboard goes from part to part."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QScrollArea, QToolTip, QWidget

from desktop.screens.journey_editor.artist import STAGE, STEP, JourneyArtist, Marked, Part
from desktop.screens.journey_editor.facts import JourneyFacts
from desktop.screens.journey_editor.geometry import JourneyPicture, lay_out
from desktop.screens.journey_editor.part_words import part_words
from desktop.theme import Palette
from models.sales_process import SalesProcess
from resources.translation import tr

HOW = tr(
    "Arrow keys go from step to step and from stage to stage, Enter goes to what is said of "
    "one, F2 renames, Delete removes."
)
_NOTHING = SalesProcess("", ())


class JourneyCanvas(QWidget):
    """Shows a process with its journey; a click selects, a drag connects, a double click or F2 renames in place."""

    selected_changed = Signal(object)
    """The `Part` that is selected, None for none."""

    connected = Signal(str, str)
    """Dragged from a step to another one: the earlier and the later step."""

    mapped = Signal(str, str)
    """Dragged between a stage and a step: the stage and the step."""

    renamed = Signal(str, str)
    """A step and what it shall be called."""

    removal_wanted = Signal(str)
    """A step."""

    seen = Signal(QRectF)
    """The box that has to be in sight."""

    panel_wanted = Signal()
    """Enter: go on with what is selected in the panel beside."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._palette = palette
        self._process, self._facts = _NOTHING, JourneyFacts()
        self.selected: Part | None = None
        self._room = QSize(100, 100)
        self._hovered: Part | None = None
        self._pressed: tuple[Part | None, QPointF] | None = None
        self._dragged_to: QPointF | None = None
        self.picture: JourneyPicture = lay_out(_NOTHING, 100, 100)
        self.name_edit = QLineEdit(self)
        self.name_edit.setAccessibleName(tr("Name of the buyer step"))
        self.name_edit.hide()
        self.name_edit.editingFinished.connect(self._rename)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(tr("Buyer journey above the documented process"))
        self.setAccessibleDescription(HOW)

    def set_palette_colors(self, palette: Palette) -> None:
        """Paint in another palette."""
        self._palette = palette
        self.update()

    def show_process(self, process: SalesProcess, facts: JourneyFacts) -> None:
        """Show a process; what was selected stays so where it is still there."""
        self._process, self._facts = process, facts
        self._hovered = self._pressed = self._dragged_to = None
        self._arrange()
        if self.selected is not None and self._box(self.selected) is None:
            self.select(None)

    def show_facts(self, facts: JourneyFacts) -> None:
        """Show what else is known of the same process."""
        self._facts = facts
        self.update()

    @property
    def process(self) -> SalesProcess:
        """What is shown."""
        return self._process

    @property
    def facts(self) -> JourneyFacts:
        """What is known of it."""
        return self._facts

    def select(self, part: Part | None) -> None:
        """Select a step or a stage, None for nothing."""
        if part != self.selected:
            self.selected = part
            self.setAccessibleDescription(part_words(self._process, self._facts, part) if part else HOW)
            self.selected_changed.emit(part)
            self.update()
        box = self._box(part) if part is not None else None
        if box is not None:
            self.seen.emit(box)

    def rename_in_place(self) -> None:
        """Open a line in the box of the selected step."""
        box = self._box(self.selected) if self.selected is not None else None
        if self.selected is None or self.selected[0] != STEP or box is None:
            return
        journey = self._process.journey
        step = journey.step(self.selected[1]) if journey is not None else None
        assert step is not None
        self.name_edit.setGeometry(box.adjusted(6, 4, -6, 0).toRect().adjusted(0, 0, 0, 0))
        self.name_edit.setFixedHeight(min(34, round(box.height()) - 4))
        self.name_edit.setText(step.shown)
        self.name_edit.selectAll()
        self.name_edit.show()
        self.name_edit.setFocus()

    def sizeHint(self) -> QSize:
        return QSize(round(self.picture.width), round(self.picture.height))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self.font())
        JourneyArtist(painter, self._palette, self._process, self.picture, self._facts).paint(self._marked())
        painter.end()

    def fit(self, room: QSize) -> None:
        """Take as much of a room of that size as is there, and more where that is not enough."""
        if room != self._room:
            self._room = room
            self._arrange()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            part = self.part_at(event.position())
            self._pressed = (part, event.position())
            self.select(part)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        part = self.part_at(event.position())
        if self._pressed is not None and self._pressed[0] is not None and event.buttons():
            far = (event.position() - self._pressed[1]).manhattanLength()
            if self._dragged_to is not None or far >= QApplication.startDragDistance():
                self._dragged_to = event.position()
                self.update()
        if part != self._hovered:
            self._hovered = part
            self.setCursor(Qt.CursorShape.PointingHandCursor if part else Qt.CursorShape.ArrowCursor)
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, dragged = self._pressed, self._dragged_to is not None
        target = self._target(event.position())
        self._pressed = self._dragged_to = None
        self.update()
        if not dragged or pressed is None or pressed[0] is None or target is None:
            return
        (kind, name), (other_kind, other) = pressed[0], target
        if kind == other_kind:
            self.connected.emit(name, other)
        elif kind == STAGE:
            self.mapped.emit(name, other)
        else:
            self.mapped.emit(other, name)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._pressed = self._dragged_to = None
        self.select(self.part_at(event.position()))
        self.rename_in_place()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hovered = None
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ways = {
            Qt.Key.Key_Left: (-1, 0),
            Qt.Key.Key_Right: (1, 0),
            Qt.Key.Key_Up: (0, -1),
            Qt.Key.Key_Down: (0, 1),
        }
        key = Qt.Key(event.key())
        if self.name_edit.isVisible() and key == Qt.Key.Key_Escape:
            self._close_name()
        elif key in ways:
            self.select(self._next(*ways[key]))
        elif key == Qt.Key.Key_F2:
            self.rename_in_place()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.selected is not None:
            self.panel_wanted.emit()
        elif key == Qt.Key.Key_Delete and self.selected is not None and self.selected[0] == STEP:
            self.removal_wanted.emit(self.selected[1])
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            part = self.part_at(QPointF(event.pos()))
            words = part_words(self._process, self._facts, part) if part is not None else ""
            QToolTip.showText(event.globalPos(), f"<span>{escape(words)}</span>" if words else "", self)
            return True
        return super().event(event)

    def part_at(self, point: QPointF) -> Part | None:
        """What stands there."""
        return next((part for part, box in self._parts() if box.contains(point)), None)

    def box_of(self, kind: str, name: str) -> QRectF:
        """Where a part stands; KeyError where it is not there."""
        box = self._box((kind, name))
        if box is None:
            raise KeyError(name)
        return box

    def _marked(self) -> Marked:
        dragged = target = None
        if self._pressed is not None and self._pressed[0] is not None and self._dragged_to is not None:
            dragged, target = (self._pressed[0], self._dragged_to), self._target(self._dragged_to)
        return Marked(self.selected, self._hovered, target, dragged, self.hasFocus())

    def _target(self, point: QPointF) -> Part | None:
        """What a line to that point would connect: a stage with no stage, and nothing with itself."""
        source = self._pressed[0] if self._pressed is not None else None
        found = self.part_at(point)
        if source is None or found is None or found == source or (source[0] == STAGE == found[0]):
            return None
        return found

    def _next(self, across: int, down: int) -> Part | None:
        """The nearest part in that direction of the selected one, which stays where there is none."""
        parts = list(self._parts())
        if self.selected is None or (box := self._box(self.selected)) is None:
            return parts[0][0] if parts else None
        here = box.center()

        def far(other: QRectF) -> float:
            way = other.center() - here
            along = way.x() * across + way.y() * down
            aside = abs(way.x() * down) + abs(way.y() * across)
            return along + 2.5 * aside if along > 1 else float("inf")

        is_stage = self.selected[0] == STAGE
        near = [
            (far(other), part)
            for part, other in parts
            if part != self.selected and not (across and (part[0] == STAGE) != is_stage)
        ]
        best = min(near, key=lambda pair: pair[0], default=(float("inf"), None))
        return self.selected if best[0] == float("inf") else best[1]

    def _parts(self) -> Iterator[tuple[Part, QRectF]]:
        for name, box in (*self.picture.steps.items(), *self.picture.bands.items()):
            yield (STEP, name), box
        for name, box in self.picture.stages.items():
            yield (STAGE, name), box

    def _box(self, part: Part) -> QRectF | None:
        kind, name = part
        return self.picture.stages.get(name) if kind == STAGE else self.picture.box(name)

    def _arrange(self) -> None:
        self.picture = lay_out(self._process, self._room.width(), self._room.height())
        self.setFixedSize(self.sizeHint())
        self.update()

    def _rename(self) -> None:
        if not self.name_edit.isVisible() or self.selected is None:
            return
        name, title = self.selected[1], self.name_edit.text()
        self._close_name()
        self.renamed.emit(name, title)

    def _close_name(self) -> None:
        self.name_edit.hide()
        self.setFocus()


class JourneyArea(QScrollArea):
    """Scrolls what is larger than its place, and keeps what is selected in sight."""

    def __init__(self, canvas: JourneyCanvas, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._canvas = canvas
        self.setWidget(canvas)
        self.setAccessibleName(tr("Buyer journey"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        canvas.seen.connect(self._show)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._canvas.fit(self.maximumViewportSize())

    def _show(self, box: QRectF) -> None:
        middle = box.center().toPoint()
        self.ensureVisible(middle.x(), middle.y(), round(box.width() / 2) + 12, round(box.height() / 2) + 12)
