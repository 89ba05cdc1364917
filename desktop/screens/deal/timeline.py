"""Two lanes of one deal: what happened over time, marks for its activities above, and what the process asks below."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetricsF,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QSizePolicy, QToolTip, QWidget

from desktop.screens.deal.activity_look import MARK_HEIGHT, tip_of_activities
from desktop.screens.deal.activity_places import Mark, lay_out_with, marks_of
from desktop.screens.deal.drawing import (
    ASKED_TOP,
    HAPPENED_TOP,
    HEIGHT,
    MARKS,
    MARKS_TOP,
    LaneArtist,
    box_of,
)
from desktop.screens.deal.geometry import Lanes
from desktop.theme import Palette
from mining.deal_activities import counted
from mining.number_format import day_and_time, days
from mining.wording import step_words
from models.case_table import NO_TIME
from models.deal_activity import DealActivity
from models.deal_path import DealPath, Step

GUTTER = 4
_EDGE = 8


class Timeline(QAbstractScrollArea):
    """Shows a `DealPath`; scrolls sideways where the path is long. A click on a box names its step."""

    step_clicked = Signal(int)
    """The index into the steps of the path."""

    activity_clicked = Signal(int)
    """The index of the first activity of the mark."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._palette = palette
        self._path = DealPath(-1, (), (), False)
        self._activities: tuple[DealActivity, ...] = ()
        self._marked = self._marked_activity = -1
        self.marks: tuple[Mark, ...] = ()
        self.lanes = Lanes((), (), (), (), 0.0)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("Timeline of the deal")
        self.viewport().setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)

    def sizeHint(self) -> QSize:
        height = HEIGHT if self._path.checked else round(ASKED_TOP) - 24
        return QSize(600, height + round(self._drop) + self.horizontalScrollBar().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(320, self.sizeHint().height())

    def set_palette_colors(self, palette: Palette) -> None:
        """Draw in another palette."""
        self._palette = palette
        self.viewport().update()

    def show_path(self, path: DealPath, activities: tuple[DealActivity, ...] = ()) -> None:
        """Show another deal from its beginning, with a mark for its activities in order of time."""
        self._path, self._activities = path, activities
        self._marked = self._marked_activity = -1
        said = [f"{step.stage}: {step_words(step, path.checked)}" for step in path.steps]
        said += [f"Activities: {counted(activities)}"] if activities else []
        self.setAccessibleDescription("; ".join(said))
        self.updateGeometry()
        self._arrange()
        self.horizontalScrollBar().setValue(0)

    def mark(self, step: int) -> None:
        """Frame one step and bring it into sight; -1 frames none."""
        self._marked = step
        span = next((s for s in (*self.lanes.happened, *self.lanes.asked) if s.step == step), None)
        if span is not None:
            self._bring_into_sight(span.left, span.right)
        self.viewport().update()

    def mark_activity(self, activity: int) -> None:
        """Frame the mark that one activity is in and bring it into sight; -1 frames none."""
        self._marked_activity = activity
        for mark in self.marks:
            if activity in mark.activities:
                self._bring_into_sight(mark.left, mark.right)
        self.viewport().update()

    def mark_at(self, point: QPointF) -> Mark | None:
        """The mark of activities at a point of the viewport, None where there is none."""
        x = point.x() - self._shift()
        if point.x() < GUTTER or not MARKS_TOP <= point.y() <= MARKS_TOP + MARK_HEIGHT:
            return None
        return next((mark for mark in self.marks if mark.left <= x <= mark.right), None)

    def step_at(self, point: QPointF) -> int:
        """The step whose box is at a point of the viewport, -1 where none is."""
        if point.x() < GUTTER:
            return -1
        at = QPointF(point.x() - self._shift(), point.y() - self._drop)
        for span in self.lanes.happened:
            if box_of(span, HAPPENED_TOP).contains(at):
                return span.step
        for span in self.lanes.asked:
            if box_of(span, ASKED_TOP).contains(at):
                return span.step
        return -1

    @property
    def _drop(self) -> float:
        return MARKS if self._activities else 0.0

    def _bring_into_sight(self, left: float, right: float) -> None:
        bar, room = self.horizontalScrollBar(), self._room()
        if not bar.value() <= left <= right <= bar.value() + room:
            bar.setValue(round((left + right) / 2 - room / 2))

    def _room(self) -> int:
        return max(120, self.viewport().width() - GUTTER - _EDGE)

    def _shift(self) -> int:
        return GUTTER - self.horizontalScrollBar().value()

    def _arrange(self) -> None:
        bold, small = self.font(), self.font()
        bold.setWeight(bold.Weight.DemiBold)
        small.setPixelSize(12)
        steps, done, room = self._path.steps, self._activities, self._room()
        self.lanes = lay_out_with(steps, done, room, QFontMetricsF(bold).horizontalAdvance)
        self.marks = marks_of(done, steps, self.lanes, room, QFontMetricsF(small).horizontalAdvance)
        bar = self.horizontalScrollBar()
        bar.setPageStep(self._room())
        bar.setSingleStep(40)
        bar.setRange(0, max(0, round(self.lanes.width) - self._room()))
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(QRect(GUTTER - 4, 0, self.viewport().width(), self.height()))
        painter.translate(self._shift(), 0)
        visible = QRectF(-self._shift(), 0, self.viewport().width(), self.height())
        artist = LaneArtist(painter, self._palette, self._path, self._marked, self._drop)
        artist.draw(self.lanes, visible)
        artist.activities(self.marks, self._activities, self._marked_activity, self.lanes, visible)
        painter.resetTransform()
        painter.setClipping(False)
        artist.headings(GUTTER)
        painter.end()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        step, mark = self.step_at(event.position()), self.mark_at(event.position())
        if step >= 0:
            self.step_clicked.emit(step)
        elif mark is not None:
            self.activity_clicked.emit(mark.activities[0])

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self.step_at(event.position()) >= 0 or self.mark_at(event.position()) is not None
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def wheelEvent(self, event: QWheelEvent) -> None:
        bar = self.horizontalScrollBar()
        if bar.maximum() == 0:
            event.ignore()
            return
        turned = event.angleDelta().x() or event.angleDelta().y()
        bar.setValue(bar.value() - turned)

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self.tip_at(QPointF(event.pos())), self.viewport())
            return True
        return super().viewportEvent(event)

    def tip_at(self, point: QPointF) -> str:
        """The tool tip at a point of the viewport, the empty text where there is nothing."""
        step, mark = self.step_at(point), self.mark_at(point)
        if step >= 0:
            return tip_of(self._path.steps[step], self._path.checked)
        return tip_of_activities([self._activities[i] for i in mark.activities]) if mark else ""


def tip_of(step: Step, checked: bool) -> str:
    """Stage, what it is, exact times, and who; as markup with everything from files escaped."""
    lines = [step.stage]
    words = step_words(step, checked)
    if words:
        lines.append(words[0].upper() + words[1:])
    if step.begin != NO_TIME:
        until = f" to {day_and_time(step.end)}" if step.end != NO_TIME else ""
        lines.append(f"{day_and_time(step.begin)}{until}")
    if step.days is not None:
        lines.append("Time not known: entered in bulk" if step.in_bulk else days(step.days, step.day_hours))
    if step.who:
        lines.append(f"Entered by {step.who}")
    return "<span>" + "<br>".join(escape(line) for line in lines) + "</span>"
