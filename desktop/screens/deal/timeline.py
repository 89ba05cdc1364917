"""Two lanes of one deal: what happened over time, and beneath it what the process asks."""

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

from desktop.screens.deal.drawing import ASKED_TOP, HAPPENED_TOP, HEIGHT, LaneArtist, box_of
from desktop.screens.deal.geometry import Lanes, lay_out
from desktop.theme import Palette
from mining.number_format import day_and_time, days
from mining.wording import step_words
from models.case_table import DAY, NO_TIME
from models.deal_path import DealPath, Step

GUTTER = 4
_EDGE = 8


class Timeline(QAbstractScrollArea):
    """Shows a `DealPath`; scrolls sideways where the path is long. A click on a box names its step."""

    step_clicked = Signal(int)
    """The index into the steps of the path."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._palette = palette
        self._path = DealPath(-1, (), (), False)
        self._marked = -1
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
        return QSize(600, height + self.horizontalScrollBar().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(320, self.sizeHint().height())

    def set_palette_colors(self, palette: Palette) -> None:
        """Draw in another palette."""
        self._palette = palette
        self.viewport().update()

    def show_path(self, path: DealPath) -> None:
        """Show another deal from its beginning."""
        self._path, self._marked = path, -1
        said = (f"{step.stage}: {step_words(step, path.checked)}" for step in path.steps)
        self.setAccessibleDescription("; ".join(said))
        self.updateGeometry()
        self._arrange()
        self.horizontalScrollBar().setValue(0)

    def mark(self, step: int) -> None:
        """Frame one step and bring it into sight; -1 frames none."""
        self._marked = step
        span = next((s for s in (*self.lanes.happened, *self.lanes.asked) if s.step == step), None)
        if span is not None:
            bar, room = self.horizontalScrollBar(), self._room()
            if not bar.value() <= span.left <= span.right <= bar.value() + room:
                bar.setValue(round(span.middle - room / 2))
        self.viewport().update()

    def step_at(self, point: QPointF) -> int:
        """The step whose box is at a point of the viewport, -1 where none is."""
        if point.x() < GUTTER:
            return -1
        at = QPointF(point.x() - self._shift(), point.y())
        for span in self.lanes.happened:
            if box_of(span, HAPPENED_TOP).contains(at):
                return span.step
        for span in self.lanes.asked:
            if box_of(span, ASKED_TOP).contains(at):
                return span.step
        return -1

    def _room(self) -> int:
        return max(120, self.viewport().width() - GUTTER - _EDGE)

    def _shift(self) -> int:
        return GUTTER - self.horizontalScrollBar().value()

    def _arrange(self) -> None:
        font = self.font()
        font.setWeight(font.Weight.DemiBold)
        metrics = QFontMetricsF(font)
        self.lanes = lay_out(self._path.steps, self._room(), metrics.horizontalAdvance)
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
        painter.setClipRect(QRect(GUTTER - 4, 0, self.viewport().width(), HEIGHT))
        painter.translate(self._shift(), 0)
        visible = QRectF(-self._shift(), 0, self.viewport().width(), HEIGHT)
        artist = LaneArtist(painter, self._palette, self._path, self._marked)
        artist.draw(self.lanes, visible)
        painter.resetTransform()
        painter.setClipping(False)
        artist.headings(GUTTER)
        painter.end()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        step = self.step_at(event.position())
        if step >= 0 and event.button() == Qt.MouseButton.LeftButton:
            self.step_clicked.emit(step)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self.step_at(event.position()) >= 0
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
            step = self.step_at(QPointF(event.pos()))
            tip = tip_of(self._path.steps[step], self._path.checked) if step >= 0 else ""
            QToolTip.showText(event.globalPos(), tip, self.viewport())
            return True
        return super().viewportEvent(event)


def tip_of(step: Step, checked: bool) -> str:
    """Stage, what it is, exact times, and who; as markup with everything from files escaped."""
    lines = [step.stage]
    words = step_words(step, checked)
    if words:
        lines.append(words[0].upper() + words[1:])
    if step.begin != NO_TIME:
        until = f" to {day_and_time(step.end)}" if step.end != NO_TIME else ""
        lines.append(f"{day_and_time(step.begin)}{until}")
    if step.begin != NO_TIME and step.end != NO_TIME:
        lines.append(
            "Time not known: entered in bulk" if step.in_bulk else days((step.end - step.begin) / DAY)
        )
    if step.who:
        lines.append(f"Entered by {step.who}")
    return "<span>" + "<br>".join(escape(line) for line in lines) + "</span>"
