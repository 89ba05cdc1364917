"""Values over time as lines with intervals, a shaded window, a target and markers, stepped through by keyboard."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from desktop.theme import Palette
from desktop.widgets.series_data import SeriesData, Stop, stops_of
from desktop.widgets.series_drawing import SIZE, Frame, SeriesArtist

_NEAR = 10.0
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_ENDS = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: -1}
_PRESS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class SeriesChart(QWidget):
    """Shows `SeriesData`; pointing at a slot or a marker, or stepping there with the arrow keys, says it in words.

    `name` is what a screen reader calls the chart; `height` are its pixels.
    """

    marker_chosen = Signal(int)
    """A marker was clicked, or chosen with Enter."""

    slot_chosen = Signal(int)
    """The same of a slot."""

    said = Signal(str)
    """What is pointed at or stepped to, in words; empty for nothing."""

    def __init__(self, name: str, palette: Palette, height: int = 150, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._palette = palette
        self._data: SeriesData | None = None
        self._stops: tuple[Stop, ...] = ()
        self._focused: Stop | None = None
        self._pointed: Stop | None = None
        self.setAccessibleName(name)
        self.setFixedHeight(height)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)

    @property
    def data(self) -> SeriesData | None:
        """What is shown."""
        return self._data

    def show_data(self, data: SeriesData) -> None:
        """Show other lines; nothing is stepped to then."""
        self._data, self._stops = data, stops_of(data)
        self._focused = self._pointed = None
        self._describe()
        self.update()

    def set_palette_colors(self, palette: Palette) -> None:
        """Paint in another palette."""
        self._palette = palette
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(320, self.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(180, self.height())

    def stop_at(self, place: QPointF) -> Stop | None:
        """The marker or the slot at a place, a marker first; None beside them."""
        if self._data is None or self._data.is_empty:
            return None
        frame = self._frame(self._data)
        for stop in self._stops:
            if stop.marker >= 0:
                marker = self._data.markers[stop.marker]
                left, right = frame.x(marker.begin), frame.x(marker.end)
                is_flag = place.y() <= frame.box.top() and abs(place.x() - (left + right) / 2) <= _NEAR
                if is_flag or (left - 3 <= place.x() <= right + 3 and place.y() <= frame.box.top() + 12):
                    return stop
        slots = [stop for stop in self._stops if stop.slot >= 0]
        nearest = min(slots, key=lambda stop: abs(frame.x(stop.at) - place.x()), default=None)
        half = frame.box.width() / max(1, len(self._data.slots)) / 2 + 2
        is_near = nearest is not None and abs(frame.x(nearest.at) - place.x()) <= half
        return nearest if is_near and place.y() >= frame.box.top() else None

    def flag_place(self, marker: int) -> QPointF:
        """The middle of the flag of a marker."""
        if self._data is None:
            return QPointF()
        frame, shown = self._frame(self._data), self._data.markers[marker]
        return QPointF((frame.x(shown.begin) + frame.x(shown.end)) / 2, frame.box.top() - 12)

    def event(self, event: QEvent) -> bool:
        """The arrow keys steer here while the chart has the focus."""
        is_override = event.type() == QEvent.Type.ShortcutOverride
        if is_override and isinstance(event, QKeyEvent) and event.key() in (*_STEPS, *_ENDS):
            event.accept()
            return True
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            stop = self.stop_at(QPointF(event.pos()))
            words = f"<span>{escape(stop.words)}</span>" if stop is not None else ""
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _PRESS and self._focused is not None:
            self._choose(self._focused)
        elif self._stops and (key in _STEPS or key in _ENDS):
            self._step_to(self._stop_from(key))
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point_at(self.stop_at(event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        stop = self.stop_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and stop is not None:
            self._choose(stop)

    def leaveEvent(self, event: QEvent) -> None:
        self._point_at(None)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._focused = None
        self._describe()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self._font())
        room = QRectF(self.rect())
        if self._data is None or self._data.is_empty:
            painter.setPen(QColor(self._palette.muted))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(room.adjusted(8, 4, -8, -4), flags, self._data.nothing if self._data else "")
        else:
            artist = SeriesArtist(painter, self._palette, self._data, self._frame(self._data))
            artist.draw(room, self._focused, self._pointed)
        if self.hasFocus():
            painter.setPen(QColor(self._palette.accent))
            painter.drawRoundedRect(room.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.end()

    def _stop_from(self, key: Qt.Key) -> Stop:
        if key in _ENDS:
            return self._stops[_ENDS[key]]
        if self._focused is None:
            return self._stops[0 if key == Qt.Key.Key_Right else -1]
        at = self._stops.index(self._focused) + _STEPS[key]
        return self._stops[min(max(at, 0), len(self._stops) - 1)]

    def _step_to(self, stop: Stop) -> None:
        self._focused = stop
        self.setAccessibleDescription(stop.words)
        self.said.emit(stop.words)
        self.update()

    def _point_at(self, stop: Stop | None) -> None:
        if stop != self._pointed:
            self._pointed = stop
            is_hand = stop is not None and stop.marker >= 0
            self.setCursor(Qt.CursorShape.PointingHandCursor if is_hand else Qt.CursorShape.ArrowCursor)
            self.said.emit(stop.words if stop is not None else "")
            self.update()

    def _choose(self, stop: Stop) -> None:
        if stop.marker >= 0:
            self.marker_chosen.emit(stop.marker)
        else:
            self.slot_chosen.emit(stop.slot)

    def _describe(self) -> None:
        """The last value, the target and every marker in words; the rest is stepped to."""
        if self._data is None or self._data.is_empty:
            self.setAccessibleDescription(self._data.nothing if self._data is not None else "")
            return
        told = [stop.words for stop in self._stops if stop.slot >= 0][-1:]
        told += [self._data.target.words] if self._data.target is not None else []
        self.setAccessibleDescription(" ".join([*told, *(marker.words for marker in self._data.markers)]))

    def _font(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(SIZE)
        return font

    def _frame(self, data: SeriesData) -> Frame:
        return Frame.of(data, QRectF(self.rect()), QFontMetricsF(self._font()))
