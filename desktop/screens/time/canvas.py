"""Shows a chart that can be moved, zoomed and pointed at; its picture is made off the UI thread."""

from __future__ import annotations

from functools import partial
from html import escape

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from desktop.latest_job import LatestJob
from desktop.screens.time.chart import Chart, Hit, picture
from desktop.screens.time.frame import Frame
from desktop.screens.time.window import Window
from desktop.theme import Palette
from models.progress import Report
from resources.translation import tr

_STEP = 0.8
_CLICK = 4.0
"""A press that moves by fewer pixels is a click."""
Drawn = tuple[Chart, Window, QSizeF, QImage]


class Canvas(QWidget):
    """A chart, its axis and the words at its left. The wheel zooms in time, with Ctrl in rows, with Shift it moves.

    Dragging moves what is in sight or, where `selects`, chooses a period. While a new picture is made the old one
    is shown where it belongs.
    """

    deal_chosen = Signal(int)
    """The index of the case that was clicked."""

    period_chosen = Signal(object)
    """(from, to) in units of the chart; None where nothing is chosen any more."""

    failed = Signal(object)
    """What stopped a picture from being made."""

    def __init__(self, name: str, palette: Palette, selects: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._palette, self._selects = palette, selects
        self.chart: Chart | None = None
        self.window_ = Window(0.0, 1.0)
        self._drawn: Drawn | None = None
        self._hit: Hit | None = None
        self._pressed: QPointF | None = None
        self._pressed_window = self.window_
        self.selection: tuple[float, float] | None = None
        self._page: Chart | None = None
        self._paged: Drawn | None = None
        self._job, self._paging = LatestJob(tr("Drawing"), self), LatestJob(tr("Drawing for a file"), self)
        self._job.done.connect(self._arrived)
        self._paging.done.connect(self._page_arrived)
        for job in (self._job, self._paging):
            job.failed.connect(self.failed)
        self.setAccessibleName(name)
        self.setAccessibleDescription(tr("Arrows move, plus and minus zoom, Home shows everything"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumSize(320, 180)

    @property
    def is_ready(self) -> bool:
        """Whether the picture is that of what is in sight."""
        return self.chart is None or (not self._job.busy and self._is_drawn)

    @property
    def _is_drawn(self) -> bool:
        return self._drawn is not None and self._drawn[:3] == (self.chart, self.window_, self.area.size())

    @property
    def area(self) -> QRectF:
        """Where the chart itself is painted."""
        return Frame.area_of(QSizeF(self.size()))

    def set_palette_colors(self, palette: Palette) -> None:
        """Take the colours of another theme; a new chart brings those of the lines and dots."""
        self._palette = palette
        self.update()

    @property
    def page_picture(self) -> QImage | None:
        """What is in sight as pixels in the colours of a file; None while that is not drawn yet."""
        drawn = self._drawn if self._page is None else self._paged
        if drawn is None or drawn[0] is not (self._page or self.chart):
            return None
        return drawn[3] if drawn[1:3] == (self.window_, self.area.size()) else None

    def show_chart(self, chart: Chart | None, keep: bool = False, page: Chart | None = None) -> None:
        """Show another chart, all of it, or the part that is in sight now.

        `page` is the same in the colours of a file, where those are not the colours of the chart.
        """
        self.chart, self._hit, self._page = chart, None, page
        self.select(None)
        if chart is None:
            self._job.cancel()
            self._drawn = None
        else:
            self.window_ = self.window_.within(chart.whole) if keep else chart.whole
            self._draw()
        self.update()

    def stop(self) -> None:
        """Cancel what is being drawn and wait for it."""
        self._job.stop()
        self._paging.stop()

    def look_at(self, window: Window) -> None:
        """Bring a part of the chart into sight."""
        if self.chart is not None and window != self.window_:
            self.window_ = window.within(self.chart.whole)
            self._hit = None
            self._draw()
            self.update()

    def zoom(self, factor: float, at: float = 0.5) -> None:
        """Show so many times as much time, with a share of the width staying in place."""
        if self.chart is not None:
            self.look_at(self.window_.zoomed(factor, at, self.chart.whole, self.chart.least[0]))

    def zoom_rows(self, factor: float, at: float = 0.5) -> None:
        """Show so many times as many rows, where the chart has any to zoom."""
        if self.chart is not None and self.chart.least[1] is not None:
            self.look_at(self.window_.zoomed_down(factor, at, self.chart.whole, self.chart.least[1]))

    def show_all(self) -> None:
        """Bring everything into sight."""
        if self.chart is not None:
            self.look_at(self.chart.whole)

    def select(self, period: tuple[float, float] | None) -> None:
        """Mark a period as chosen."""
        if period != self.selection:
            self.selection = period
            self.period_chosen.emit(period)
            self.update()

    def hit_at(self, point: QPointF) -> Hit | None:
        """What lies at a point of the widget."""
        if self.chart is None or not self.area.adjusted(-3, -3, 3, 3).contains(point):
            return None
        return self.chart.hit(self.window_, self.area.size(), point - self.area.topLeft())

    def sizeHint(self) -> QSize:
        return QSize(900, 480)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.chart is None:
            return
        frame = Frame(self.chart, self.window_, QSizeF(self.size()), self._palette)
        frame.paint_ground(painter, self.hasFocus())
        if self._drawn is not None and self._drawn[0] is self.chart:
            frame.paint_picture(painter, self._drawn[1], self._drawn[3])
        if self.selection is not None:
            frame.paint_selection(painter, self.selection)
        if self._hit is not None:
            frame.paint_hit(painter, self._hit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._draw()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.chart is None:
            return
        turned = (event.angleDelta().y() or event.angleDelta().x()) / 120
        place = event.position() - self.area.topLeft()
        keys = event.modifiers()
        if keys & Qt.KeyboardModifier.ShiftModifier:
            self.look_at(self.window_.moved(-0.15 * turned, 0.0, self.chart.whole))
        elif keys & Qt.KeyboardModifier.ControlModifier:
            self.zoom_rows(_STEP**turned, min(max(place.y() / self.area.height(), 0.0), 1.0))
        else:
            self.zoom(_STEP**turned, min(max(place.x() / self.area.width(), 0.0), 1.0))
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        moves = {
            Qt.Key.Key_Left: (-0.2, 0.0),
            Qt.Key.Key_Right: (0.2, 0.0),
            Qt.Key.Key_Up: (0.0, -0.2),
            Qt.Key.Key_Down: (0.0, 0.2),
        }
        key = Qt.Key(event.key())
        zoom_rows = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if self.chart is not None and key in moves:
            self.look_at(self.window_.moved(*moves[key], self.chart.whole))
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            factor = 1 / _STEP if key == Qt.Key.Key_Minus else _STEP
            (self.zoom_rows if zoom_rows else self.zoom)(factor)
        elif key == Qt.Key.Key_Home:
            self.show_all()
        elif key == Qt.Key.Key_Escape and self.selection is not None:
            self.select(None)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.chart is not None:
            self._pressed, self._pressed_window = event.position(), self.window_

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            self._point_at(event)
        elif (event.position() - self._pressed).manhattanLength() >= _CLICK and self.chart is not None:
            if self._selects:
                ends = sorted(self._time_at(place.x()) for place in (self._pressed, event.position()))
                self.select((ends[0], ends[1]))
            else:
                moved = self._pressed - event.position()
                shares = moved.x() / self.area.width(), moved.y() / self.area.height()
                self.look_at(self._pressed_window.moved(*shares, self.chart.whole))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, None
        if pressed is None or (event.position() - pressed).manhattanLength() >= _CLICK:
            return
        hit = self.hit_at(event.position())
        if hit is not None:
            self.deal_chosen.emit(hit.case)
        else:
            self.select(None)

    def _point_at(self, event: QMouseEvent) -> None:
        hit = self.hit_at(event.position())
        if hit == self._hit:
            return
        self._hit = hit
        self.setCursor(Qt.CursorShape.PointingHandCursor if hit else Qt.CursorShape.ArrowCursor)
        tip = "<span>" + "<br>".join(map(escape, hit.tip.splitlines())) + "</span>" if hit else ""
        QToolTip.showText(event.globalPosition().toPoint(), tip, self)
        self.update()

    def _time_at(self, x: float) -> float:
        share = min(max((x - self.area.left()) / self.area.width(), 0.0), 1.0)
        return self.window_.left + share * self.window_.width

    def _draw(self) -> None:
        if self.chart is not None and self.area.width() > 1 and self.area.height() > 1:
            size = self.area.size()
            self._job.start(partial(_picture, self.chart, self.window_, size, self.devicePixelRatioF()))

    def _arrived(self, drawn: Drawn) -> None:
        if drawn[0] is self.chart:
            self._drawn = drawn
            self.update()
            if self._page is not None:
                self._paging.start(partial(_picture, self._page, *drawn[1:3], self.devicePixelRatioF()))

    def _page_arrived(self, drawn: Drawn) -> None:
        self._paged = drawn


def _picture(chart: Chart, window: Window, size: QSizeF, ratio: float, report: Report) -> Drawn:
    return chart, window, size, picture(chart, window, size, ratio, lambda: report(0.0, tr("Drawing")))
