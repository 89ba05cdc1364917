"""One deal over time in lanes: who was heard, who had it, its amount and close dates, its stages, and what is asked."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QSizePolicy, QToolTip, QWidget

from desktop.screens.deal.arrangement import Arrangement, Lane, Place, Told, arrange
from desktop.screens.deal.artist import SMALL
from desktop.screens.deal.drawing import StageArtist
from desktop.screens.deal.lane_drawing import StoryArtist
from desktop.screens.deal.sentences import lines_of, sentence_of, step_lines
from desktop.screens.deal.steering import next_place
from desktop.theme import Palette
from mining.deals.activities import counted
from mining.deals.story_words import story_words
from mining.wording import step_words
from models.deal_path import DealPath
from resources.translation import tr

GUTTER = 118
"""The room for the names of the lanes, in pixels."""
_EDGE = 8
NOTHING = Told(DealPath(-1, (), (), False), (), None)


class Timeline(QAbstractScrollArea):
    """Shows what is told of a deal; scrolls sideways where the path is long, and the names of the lanes stay.

    What is pointed at, or has the focus of the keyboard (arrow keys, Home, End), is said in a sentence; a click or
    Enter asks for it in the lists.
    """

    step_clicked = Signal(int)
    """The index into the steps of the path."""

    activity_clicked = Signal(int)
    """The index of the first activity of the mark."""

    change_clicked = Signal(int)
    """The index into the changes of the story."""

    said = Signal(str)
    """A sentence on what is pointed at, empty where that is nothing."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._palette = palette
        self.told = NOTHING
        self._marked = self._marked_activity = -1
        self._focused: Place | None = None
        self._pointed: Place | None = None
        self.is_true = False
        self.found = arrange(NOTHING, False, 600, lambda text: 0.0, lambda text: 0.0)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Timeline of the deal"))
        self.viewport().setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)

    def sizeHint(self) -> QSize:
        return QSize(600, round(self.found.height) + self.horizontalScrollBar().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(320, self.sizeHint().height())

    def set_palette_colors(self, palette: Palette) -> None:
        """Draw in another palette."""
        self._palette = palette
        self.viewport().update()

    def show_told(self, told: Told) -> None:
        """Show another deal from its beginning."""
        self.told = told
        self._marked = self._marked_activity = -1
        self._focused = self._pointed = None
        said = [f"{step.stage}: {step_words(step, told.path.checked)}" for step in told.path.steps]
        said += [story_words(told.story)] if told.story is not None else []
        said += self.told.journey_words
        said += [tr("Activities: {counted}", counted=counted(told.activities))] if told.activities else []
        self.setAccessibleDescription("; ".join(said))
        self._arrange()
        self.updateGeometry()
        self.horizontalScrollBar().setValue(0)

    def show_true_time(self, is_true: bool) -> None:
        """Give equal times equal room, or every step its room."""
        self.is_true = is_true
        self._focused = self._pointed = None
        self._arrange()
        self.horizontalScrollBar().setValue(0)

    def arranged(self, told: Told, room: float) -> Arrangement:
        """Where everything stands in so much room, in the way of this timeline."""
        bold, small = self.font(), self.font()
        bold.setWeight(bold.Weight.DemiBold)
        small.setPixelSize(SMALL)
        widths = QFontMetricsF(bold).horizontalAdvance, QFontMetricsF(small).horizontalAdvance
        return arrange(told, self.is_true, room, *widths)

    def mark(self, step: int) -> None:
        """Frame one step and bring it into sight; -1 frames none."""
        self._marked = step
        lanes = self.found.lanes
        span = next((s for s in (*lanes.happened, *lanes.asked) if step in s.all_steps), None)
        if span is not None:
            self._bring_into_sight(span.left, span.right)
        self.viewport().update()

    def mark_activity(self, activity: int) -> None:
        """Frame the mark that one activity is in and bring it into sight; -1 frames none."""
        self._marked_activity = activity
        for mark in (*self.found.buyer, *self.found.seller):
            if activity in mark.items:
                self._bring_into_sight(mark.left, mark.right)
        self.viewport().update()

    def mark_change(self, change: int) -> None:
        """Frame the place of one change and bring it into sight; -1 frames none."""
        self._focused = next((place for place in self.found.places if self._change_at(place) == change), None)
        if change < 0:
            self._focused = None
        if self._focused is not None:
            self._bring_into_sight(self._focused.left, self._focused.left + 20)
        self.viewport().update()

    def place_at(self, point: QPointF) -> Place | None:
        """What is at a point of the viewport, None where that is nothing."""
        if point.x() < GUTTER:
            return None
        x, y = point.x() - self._shift(), point.y()
        return next((place for place in reversed(self.found.places) if place.holds(x, y)), None)

    def _bring_into_sight(self, left: float, right: float) -> None:
        bar, room = self.horizontalScrollBar(), self._room()
        if not bar.value() <= left <= right <= bar.value() + room:
            bar.setValue(round((left + right) / 2 - room / 2))

    def _room(self) -> int:
        return max(120, self.viewport().width() - GUTTER - _EDGE)

    def _shift(self) -> int:
        return GUTTER - self.horizontalScrollBar().value()

    def _arrange(self) -> None:
        self.found = self.arranged(self.told, self._room())
        bar = self.horizontalScrollBar()
        bar.setPageStep(self._room())
        bar.setSingleStep(40)
        bar.setRange(0, max(0, round(self.found.width) - self._room()))
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._focused = self._pointed = None
        self._arrange()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(QRect(GUTTER - 8, 0, self.viewport().width(), self.height()))
        painter.translate(self._shift(), 0)
        seen = self.viewport().width() - GUTTER
        visible = QRectF(self.horizontalScrollBar().value(), 0, seen, self.height())
        artist = StoryArtist(painter, self._palette, self.told, self.found)
        artist.grid()
        StageArtist(painter, self._palette, self.told.path, self.found, self._marked).draw(visible)
        artist.draw(visible, self._marked_activity)
        if self._focused is not None:
            artist.frame(self._focused)
        painter.resetTransform()
        painter.setClipping(False)
        artist.names(0, GUTTER, self._palette.surface)
        painter.end()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        place = self.place_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and place is not None:
            self._focused = None
            self._ask_for(place)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point_at(self.place_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        self._point_at(None)

    def wheelEvent(self, event: QWheelEvent) -> None:
        bar = self.horizontalScrollBar()
        sideways = event.angleDelta().x()
        if bar.maximum() == 0 or (not sideways and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier):
            event.ignore()
            return
        bar.setValue(bar.value() - (sideways or event.angleDelta().y()))

    def event(self, event: QEvent) -> bool:
        """The arrow keys steer here while the timeline has the focus, and go to no other deal."""
        is_override = event.type() == QEvent.Type.ShortcutOverride
        if (
            is_override
            and isinstance(event, QKeyEvent)
            and event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            if self._focused is not None:
                self._ask_for(self._focused)
            return
        place = next_place(self.found.places, self._focused, Qt.Key(event.key()))
        if place is None:
            super().keyPressEvent(event)
            return
        self._focused = place
        self._bring_into_sight(place.left, min(place.left + place.width, place.left + self._room()))
        self._say(place)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        by_keyboard = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        if by_keyboard and self._focused is None and self.found.places:
            self._focused = self.found.places[0]
            self._say(self._focused)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._focused = None
        self._say(None)

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self.tip_at(QPointF(event.pos())), self.viewport())
            return True
        return super().viewportEvent(event)

    def tip_at(self, point: QPointF) -> str:
        """The tool tip at a point of the viewport, as markup with everything from files escaped; empty for nothing."""
        place = self.place_at(point)
        if place is None:
            return ""
        is_step = place.lane in (Lane.STAGES, Lane.ASKED) and len(place.items) == 1
        path = self.told.path
        lines = (
            step_lines(path.steps[place.items[0]], path.checked) if is_step else lines_of(place, self.told)
        )
        return "<span>" + "<br>".join(escape(line) for line in lines) + "</span>"

    def _point_at(self, place: Place | None) -> None:
        shape = Qt.CursorShape.ArrowCursor if place is None else Qt.CursorShape.PointingHandCursor
        self.viewport().setCursor(shape)
        if place != self._pointed:
            self._pointed = place
            self._say(place or self._focused)

    def _say(self, place: Place | None) -> None:
        self.said.emit("" if place is None else sentence_of(place, self.told))
        self.viewport().update()

    def _ask_for(self, place: Place) -> None:
        """Ask for the thing at a place in the list it stands in."""
        if place.lane in (Lane.STAGES, Lane.ASKED):
            self.step_clicked.emit(place.items[0])
        elif place.lane in (Lane.BUYER, Lane.SELLER):
            self.activity_clicked.emit(place.items[0])
        elif place.lane is Lane.JOURNEY:
            self._ask_for_moment(self.told.journey[place.items[0]].time)
        elif (change := self._change_at(place)) >= 0:
            self.change_clicked.emit(change)
        elif place.lane is Lane.PEOPLE and self.told.story is not None:
            time = self.told.story.hand_overs[place.items[0]].time
            steps = [at for at, step in enumerate(self.told.path.steps) if step.begin == time]
            self.step_clicked.emit(steps[0] if steps else -1)

    def _ask_for_moment(self, time: int) -> None:
        """Ask for the activity that showed a step of the buyer, or for the stage that was entered then."""
        shown = [at for at, activity in enumerate(self.told.activities) if activity.time == time]
        steps = [at for at, step in enumerate(self.told.path.steps) if step.begin == time]
        if shown:
            self.activity_clicked.emit(shown[0])
        elif steps:
            self.step_clicked.emit(steps[0])

    def _change_at(self, place: Place) -> int:
        """The change that a place stands for, -1 where it stands for none."""
        return -1 if self.told.story is None else place.change_in(self.told.story)
