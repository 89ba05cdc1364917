"""The two tracks as a chart: for every stage how long before or after it the buyer was ready, and in how many deals."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor, log10

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from desktop.theme import Palette
from mining.journey.tracks import Track
from mining.journey.wording import track_words
from mining.number_format import days_unit, number, percent
from resources.translation import tr

_ROW, _AXIS, _HEAD, _LEGEND = 62.0, 24.0, 34.0, 30.0
_NAMES, _SHARES = 0.22, 0.25
_BAR = 14.0
NOTHING = tr("No stage presumes anything that this log can show.")


class TracksChart(QWidget):
    """One row a stage; pointing at a row says it in a sentence."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._palette = palette
        self._tracks: tuple[Track, ...] = ()
        self._day_hours: float | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("How long before or after each stage the buyer was ready"))
        self.setMouseTracking(True)

    def set_palette_colors(self, palette: Palette) -> None:
        """Paint in another palette."""
        self._palette = palette
        self.update()

    @property
    def tracks(self) -> tuple[Track, ...]:
        """What is shown."""
        return self._tracks

    def show_tracks(self, tracks: Sequence[Track], day_hours: float | None) -> None:
        """Show these tracks, in working days of so many hours, or days of 24 (None)."""
        self._tracks, self._day_hours = tuple(tracks), day_hours
        self.setAccessibleDescription(" ".join(track_words(track, day_hours) for track in self._tracks))
        self.setFixedHeight(self.sizeHint().height())
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(560, round(_HEAD + _ROW * max(1, len(self._tracks)) + _AXIS + _LEGEND))

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            row = int((event.pos().y() - _HEAD) // _ROW)
            if 0 <= row < len(self._tracks):
                QToolTip.showText(event.globalPos(), track_words(self._tracks[row], self._day_hours), self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self.font())
        if not self._tracks:
            self._write(painter, QRectF(self.rect()), NOTHING, self._palette.muted)
            painter.end()
            return
        wide = float(self.width())
        chart = QRectF(
            wide * _NAMES + 12, _HEAD, wide * (1 - _NAMES - _SHARES) - 36, _ROW * len(self._tracks)
        )
        shares = QRectF(wide * (1 - _SHARES), _HEAD, wide * _SHARES, chart.height())
        scale = _Scale.of(self._tracks, chart)
        self._grid(painter, chart, scale)
        for at, track in enumerate(self._tracks):
            top = _HEAD + at * _ROW
            self._name(painter, QRectF(0, top, wide * _NAMES, _ROW), track)
            self._box(painter, top + _ROW / 2, track, scale)
            self._shares(painter, QRectF(shares.left(), top, shares.width(), _ROW), track)
        self._legend(painter, QRectF(0, chart.bottom() + _AXIS, wide, _LEGEND), shares.left())
        painter.end()

    def _grid(self, painter: QPainter, chart: QRectF, scale: _Scale) -> None:
        palette, zero = self._palette, scale.x(0.0)
        self._size(painter, 12)
        for tick in scale.ticks():
            x = scale.x(tick)
            painter.setPen(QPen(QColor(palette.border), 1))
            painter.drawLine(QPointF(x, chart.top()), QPointF(x, chart.bottom()))
            room = QRectF(x - 40, chart.bottom() + 3, 80, 18)
            painter.setPen(QColor(palette.muted))
            words = "0" if tick == 0 else f"{'+' if tick > 0 else '−'}{abs(tick):g}"
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter, words)
        painter.setPen(QPen(QColor(palette.text), 1.6))
        painter.drawLine(QPointF(zero, chart.top() - 4), QPointF(zero, chart.bottom()))
        left = tr("Buyer ready so many {unit} before", unit=days_unit(self._day_hours))
        self._write(
            painter, QRectF(chart.left(), 6, zero - chart.left() - 10, 20), left, palette.muted, is_right=True
        )
        self._write(
            painter,
            QRectF(zero + 10, 6, chart.right() - zero, 20),
            tr("or after"),
            palette.deviation_text,
        )

    def _name(self, painter: QPainter, room: QRectF, track: Track) -> None:
        self._size(painter, 13, bold=True)
        self._write(
            painter,
            QRectF(room.left(), room.center().y() - 19, room.width(), 19),
            track.stage,
            self._palette.text,
        )
        self._size(painter, 12)
        self._write(
            painter,
            QRectF(room.left(), room.center().y(), room.width(), 18),
            tr("presumes {steps}", steps=", ".join(track.steps)),
            self._palette.muted,
        )

    def _box(self, painter: QPainter, middle: float, track: Track, scale: _Scale) -> None:
        """Whiskers to the outer tenths, a box for the middle half, a line at the median; orange right of the stage."""
        palette = self._palette
        if track.days is None:
            self._size(painter, 12)
            room = QRectF(scale.room.left(), middle - 10, scale.room.width(), 20)
            self._write(painter, room, tr("the buyer was never seen to be ready"), palette.muted)
            return
        zero = scale.x(0.0)
        low, first, median, third, high = map(scale.x, track.days)
        for begin, end, height in ((low, high, 2.0), (first, third, _BAR)):
            for left, right, colour in (
                (begin, min(end, zero), palette.flow),
                (max(begin, zero), end, palette.deviation),
            ):
                if right > left:
                    painter.fillRect(QRectF(left, middle - height / 2, right - left, height), QColor(colour))
        painter.setPen(QPen(QColor(palette.text), 2.4))
        painter.drawLine(QPointF(median, middle - _BAR / 2 - 4), QPointF(median, middle + _BAR / 2 + 4))

    def _shares(self, painter: QPainter, room: QRectF, track: Track) -> None:
        """In how many deals the buyer was ready before, only later, or never seen to be."""
        palette = self._palette
        bar = QRectF(room.left(), room.center().y() - 13, room.width() - 4, 12)
        left = bar.left()
        for count, colour in ((track.before, palette.flow), (track.after, palette.deviation)):
            wide = bar.width() * count / max(1, track.entered)
            painter.fillRect(QRectF(left, bar.top(), wide, bar.height()), QColor(colour))
            left += wide
        painter.fillRect(
            QRectF(left, bar.top(), max(0.0, bar.right() - left), bar.height()),
            QColor(palette.deviation_soft),
        )
        painter.setPen(QPen(QColor(palette.deviation), 1, Qt.PenStyle.DotLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if bar.right() - left > 1.5:
            painter.drawRect(QRectF(left, bar.top(), bar.right() - left, bar.height()))
        self._size(painter, 12)
        late = track.after + track.never
        share = percent(late / track.entered) if track.entered else "–"
        words = tr(
            "{share} not ready: {late} of {entered}",
            share=share,
            late=number(late),
            entered=number(track.entered),
        )
        self._write(painter, QRectF(bar.left(), bar.bottom() + 2, room.width(), 18), words, palette.text)

    def _legend(self, painter: QPainter, room: QRectF, left: float) -> None:
        palette = self._palette
        self._size(painter, 12)
        entries = (
            (palette.flow, tr("ready before")),
            (palette.deviation, tr("only after")),
            (palette.deviation_soft, tr("never seen")),
        )
        metrics = QFontMetricsF(painter.font())
        x = max(
            room.left(), room.right() - sum(metrics.horizontalAdvance(words) + 30 for _, words in entries)
        )
        for colour, words in entries:
            box = QRectF(x, room.center().y() - 2, 10, 10)
            painter.fillRect(box, QColor(colour))
            if colour == palette.deviation_soft:
                painter.setPen(QPen(QColor(palette.deviation), 1, Qt.PenStyle.DotLine))
                painter.drawRect(box)
            wide = metrics.horizontalAdvance(words)
            self._write(painter, QRectF(x + 14, box.top() - 5, wide + 2, 20), words, palette.muted)
            x += wide + 30
        self._write(
            painter,
            QRectF(0, room.center().y() - 7, max(0.0, left - 12), 20),
            tr("Box: the middle half of the deals, with its median; line: all but the outer tenths"),
            palette.muted,
        )

    def _write(
        self, painter: QPainter, room: QRectF, words: str, colour: str, is_right: bool = False
    ) -> None:
        painter.setPen(QColor(colour))
        shown = QFontMetricsF(painter.font()).elidedText(
            words, Qt.TextElideMode.ElideRight, max(0.0, room.width())
        )
        side = Qt.AlignmentFlag.AlignRight if is_right else Qt.AlignmentFlag.AlignLeft
        painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter, shown)

    def _size(self, painter: QPainter, pixels: int, bold: bool = False) -> None:
        font = painter.font()
        font.setPixelSize(pixels)
        font.setWeight(font.Weight.DemiBold if bold else font.Weight.Normal)
        painter.setFont(font)


class _Scale:
    """Days to pixels, with nought always on it."""

    def __init__(self, low: float, high: float, room: QRectF) -> None:
        self.low, self.high, self.room = low, high, room

    @classmethod
    def of(cls, tracks: Sequence[Track], room: QRectF) -> _Scale:
        """So that all whiskers are on it."""
        ends = [end for track in tracks if track.days is not None for end in (track.days[0], track.days[-1])]
        low, high = min([0.0, *ends]), max([0.0, *ends])
        spare = max((high - low) * 0.04, 0.5)
        return cls(low - spare, high + max(spare, (high - low) * 0.12), room)

    def x(self, value: float) -> float:
        """Where a number of days stands."""
        return self.room.left() + self.room.width() * (value - self.low) / (self.high - self.low)

    def ticks(self) -> list[float]:
        """Round numbers of days, about six."""
        step = 10.0 ** floor(log10((self.high - self.low) / 5))
        step *= next(times for times in (1, 2, 5, 10) if (self.high - self.low) / (step * times) <= 7)
        return [step * at for at in range(ceil(self.low / step), floor(self.high / step) + 1)]
