"""The canvas: the process is selected, dragged, renamed and edited by keys where it is drawn."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu, QWidget

from desktop.screens.process_editor.carrying import Step, Thread
from desktop.screens.process_editor.commands import Commands, Edit
from desktop.screens.process_editor.flow_items import rect_of
from desktop.screens.process_editor.keys import KeyCommands
from desktop.screens.process_editor.menu import menu_of
from desktop.screens.process_editor.name_edit import NameEdit
from desktop.screens.process_editor.scene import FlowScene
from desktop.screens.process_editor.selection import WHOLE, Selection
from desktop.screens.process_editor.targets import handle_at, selection_at, target_at
from desktop.screens.process_editor.words import KEYS, story
from desktop.screens.process_editor.zooming import ZoomingView
from mining.number_format import plural
from mining.process.editing.place import Place
from mining.process.editing.tree import step_at
from models.condition import Condition
from models.sales_process import Stage, stages_of
from resources.translation import tr

_APART = 5
"""So far the mouse moves before it drags, in pixels."""
_EDGE, _STRIDE = 28, 14
"""So near to the edge a drag moves the canvas, and so far at a time."""

_HANDLE_TIPS = {
    "back": tr("Drag it to an earlier stage: deals may go back there."),
    "end": tr("Drag it to an end: deals may end from here."),
}


class FlowView(ZoomingView):
    """Says what it wants as signals: it edits nothing itself."""

    selected = Signal(object)
    """The `Selection` that the user made."""

    edited = Signal(object)
    """An `Edit`."""

    proposed = Signal(object)
    """The `Edit` that dropping now would be, None for none; and None when the drag is over."""

    details_wanted = Signal(object)
    """The `Selection` whose details are asked for."""

    named = Signal(str, str)
    """A stage, and the name that was written for it."""

    def __init__(self, scene: FlowScene, parent: QWidget | None = None) -> None:
        super().__init__(scene, parent)
        self.flow = scene
        self.conditions: Sequence[Condition] = ()
        self.name_edit = NameEdit(self.viewport(), self)
        self.name_edit.named.connect(self.named)
        self.menu: QMenu | None = None
        self.keys = KeyCommands(self)
        self._pressed: QPoint | None = None
        self._last = QPoint()
        self._carried: Step | Thread | None = None
        self._wish: Edit | None = None
        self._panning = False
        self._edge = QTimer(self, interval=40)
        self._edge.timeout.connect(self._drift)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Documented process"))
        self.setAccessibleDescription(KEYS)

    @property
    def commands(self) -> Commands:
        """The edits of what is selected."""
        return Commands(self.flow.process, self.flow.selection)

    @property
    def is_carrying(self) -> bool:
        """Whether the mouse is dragging something over the canvas."""
        return self._carried is not None

    def select(self, selection: Selection) -> None:
        """Select this, and say so."""
        self.flow.select(selection)
        self.tell()
        self.selected.emit(selection)

    def tell(self) -> None:
        """Say what is selected to those who cannot see it."""
        self.setAccessibleDescription(self._story(self.flow.selection) or KEYS)

    def _story(self, of: Selection) -> str:
        return story(self.flow.process, of, self.flow.facts)

    def do(self, edit: Edit | None) -> None:
        """Hand on an edit, if there is one."""
        if edit is not None:
            self.edited.emit(edit)

    def rename(self) -> None:
        """Write the name of the selected stage."""
        stage = self.commands.stage
        drawn = self.flow.drawing.stage(stage.name) if stage is not None else None
        if drawn is None or not self.isVisible():
            return
        self.ensureVisible(self.flow.cards[drawn.name], 20, 20)
        top_left = self.mapFromScene(QPointF(drawn.box.left, drawn.box.top))
        width = max(120, round(drawn.box.width * self.zoom))
        self.name_edit.begin(drawn.name, QRect(top_left.x(), top_left.y(), width, 34))

    def carry(self, what: Step | Thread, at: QPoint) -> None:
        """Begin to drag something; `at` is where the mouse is, in the viewport."""
        self.setFocus()
        self._carried, self._wish = what, None
        if isinstance(what, Thread):
            self.flow.offer(what.targets(self.flow.process))
        self._edge.start()
        self.carry_to(at)

    def carry_to(self, at: QPoint) -> None:
        """Let what is dragged follow the mouse, and say what dropping it here would be."""
        self._last = at
        point, what = self.mapToScene(at), self._carried
        wish: Edit | None = None
        if isinstance(what, Step):
            wish = self._step_over(what, point, at)
        elif what is not None:
            wish = self._thread_over(what, point)
        if wish != self._wish:
            self._wish = wish
            self.proposed.emit(wish)

    def drop(self) -> None:
        """Leave what is dragged where it is."""
        wish = self._wish
        if wish is None:
            self.give_up()
        else:
            self._end_carrying()
            self.do(wish)

    def give_up(self) -> None:
        """End a drag without an edit."""
        self._pressed = None
        if self._carried is not None:
            self._end_carrying()
            self.proposed.emit(None)

    def _end_carrying(self) -> None:
        self._edge.stop()
        self._carried = self._wish = None
        self.flow.end_carrying()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            event.accept()
            return
        self.name_edit.take()
        self._pressed = self._last = event.position().toPoint()
        found = self._selection_at(self._pressed)
        on_handle = bool(self._handle_at(self._pressed))
        self._panning = found.kind == "process" and not on_handle
        if not on_handle:
            self.select(found)
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        if self._carried is not None:
            self.carry_to(at)
        elif self._pressed is not None and event.buttons() & Qt.MouseButton.LeftButton:
            if self._panning:
                self.stay()
                self.pan(self._last - at)
                self._last = at
            elif (at - self._pressed).manhattanLength() > _APART:
                self._begin_drag(self._pressed, at)
        else:
            self._hover(at)
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pressed, self._panning = None, False
        if self._carried is not None:
            self.carry_to(event.position().toPoint())
            self.drop()
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        found = self._selection_at(event.position().toPoint())
        self.select(found)
        if found.kind == "stage":
            self.rename()
        elif found.kind == "process":
            self.fit()
        else:
            self.details_wanted.emit(found)
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        if self._carried is None:
            self.flow.hover("")
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._carried is not None:
            self.give_up()
        elif not self.keys.press(event):
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() is QContextMenuEvent.Reason.Mouse:
            self.select(self._selection_at(event.pos()))
        self.open_menu(event.globalPos())
        event.accept()

    def open_menu(self, at: QPoint) -> None:
        """Offer every edit of the selection."""
        self.pop_up(menu_of(self.commands, self.conditions, self.do, self.rename, self), at)

    def pop_up(self, menu: QMenu, at: QPoint | None = None) -> None:
        """Show a menu there, or below the selected stage."""
        if self.menu is not None:
            self.menu.deleteLater()
        self.menu = menu
        menu.popup(at if at is not None else self.viewport().mapToGlobal(self._below_selection()))

    def move_selection(self, to: Selection) -> None:
        """Select this, and bring it into sight."""
        self.select(to)
        self._show_selected()

    def follow(self) -> None:
        """Fit again where the user has not chosen another part; what is selected stays in sight."""
        super().follow()
        if not self.is_carrying:
            self._show_selected()

    def _show_selected(self) -> None:
        chosen, drawing = self.flow.selection, self.flow.drawing
        drawn = drawing.stage(chosen.name) if chosen.kind == "stage" else None
        if drawn is not None:
            self.ensureVisible(self.flow.cards[drawn.name], 24, 24)
        place = chosen.place if chosen.kind == "block" else None
        block = next((one for one in drawing.blocks if place is not None and one.path == place.path), None)
        if block is not None:
            self.ensureVisible(rect_of(block.box), 24, 24)

    def _below_selection(self) -> QPoint:
        drawn = self.flow.drawing.stage(self.flow.selection.name)
        if drawn is None:
            return self.viewport().rect().center()
        return self.mapFromScene(QPointF(drawn.box.left, drawn.box.bottom))

    def _step_over(self, what: Step, point: QPointF, at: QPoint) -> Edit | None:
        process = self.flow.process
        self.flow.carry(what.card, point, what.place)
        inside = self.viewport().rect().contains(at)
        target = target_at(self.flow.drawing, point.x(), point.y(), what.place) if inside else None
        wish = what.edit(process, target) if target is not None else None
        self.flow.open(target if wish is not None else None)
        return wish

    def _thread_over(self, what: Thread, point: QPointF) -> Edit | None:
        drawn = self.flow.drawing.stage(what.stage)
        if drawn is None:
            return None
        self.flow.draw_thread(QPointF(drawn.box.middle[0], drawn.box.bottom), point)
        found = selection_at(self.flow.drawing, point.x(), point.y())
        is_target = found.kind == ("stage" if what.kind == "back" else "end")
        return what.edit(self.flow.process, found.name) if is_target else None

    def _begin_drag(self, start: QPoint, at: QPoint) -> None:
        handle = self._handle_at(start)
        if handle:
            name = self.flow.hovered or self.flow.selection.name
            self.carry(Thread("back" if handle == "back" else "end", name), at)
            return
        found = self._selection_at(start)
        if found.place is not None and found.kind in ("stage", "block") and not found.place.is_branch:
            self.carry(Step(self._card_of(found.place), found.place), at)

    def _card_of(self, place: Place) -> Stage:
        step = step_at(self.flow.process.flow, place)
        if isinstance(step, Stage):
            return step
        return Stage(plural(len(tuple(stages_of((step,)))), "stage"), ())

    def _selection_at(self, at: QPoint) -> Selection:
        point = self.mapToScene(at)
        return selection_at(self.flow.drawing, point.x(), point.y())

    def _handle_at(self, at: QPoint) -> str:
        """The handle there, of the card that shows its handles."""
        point = self.mapToScene(at)
        for name in (self.flow.hovered, self.flow.selection.name):
            drawn = self.flow.drawing.stage(name)
            if drawn is not None:
                found = handle_at(drawn, point.x(), point.y())
                if found:
                    self.flow.hover(name)
                    return found
        return ""

    def _hover(self, at: QPoint) -> None:
        handle = self._handle_at(at)
        found = self._selection_at(at)
        self.viewport().setToolTip(_HANDLE_TIPS.get(handle, "") or self._story(found))
        if handle:
            self.viewport().setCursor(Qt.CursorShape.CrossCursor)
            return
        self.flow.hover(found.name if found.kind == "stage" else "")
        hand = found != WHOLE
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor)

    def _drift(self) -> None:
        """Move the canvas while something is dragged at its edge."""
        at, space = self._last, self.viewport().rect()
        if not space.contains(at):
            return
        x = _STRIDE * ((at.x() > space.width() - _EDGE) - (at.x() < _EDGE))
        y = _STRIDE * ((at.y() > space.height() - _EDGE) - (at.y() < _EDGE))
        if x or y:
            self.stay()
            self.pan(QPoint(x, y))
            self.carry_to(at)
