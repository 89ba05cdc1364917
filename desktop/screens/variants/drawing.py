"""How the items of a path are painted: chevrons for steps, pills for counts; the same on screen and on paper."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPixmap, QPolygonF

from desktop.deviation_look import picture
from desktop.icons import draw_icon
from desktop.screens.variants.chevrons import MARKS, Item, Look
from desktop.screens.variants.geometry import ICON, LINE, POINT, Placed, counts_in_line
from desktop.theme import Palette
from mining.number_format import number

HEIGHT = 26.0
_PILL_HEIGHT = 20.0
_COUNTS, _SPLIT, _SLIT = 19.0, 4.0, 1.5
"""The heights of the counts of how deals ended and of the bar below them, and the gap between its parts."""
_ROUND = 2
"""Pixels around a drawn item for its edge."""
_PICTURES = 2_000
_SOFT = 34
"""The opacity (of 255) of the ground of an end."""


def small_font(base: QFont) -> QFont:
    """The font of the words of the items."""
    font = QFont(base)
    font.setPixelSize(12)
    return font


class PathArtist:
    """Paints items in the colours of one palette; words are measured and cut once for all rows."""

    def __init__(self, palette: Palette, font: QFont, vectors: bool = False) -> None:
        """`vectors` has icons drawn as outlines, for pictures that leave the program."""
        self.palette, self.font = palette, small_font(font)
        self._vectors = vectors
        self._metrics = QFontMetricsF(self.font)
        self._widths: dict[str, float] = {}
        self._cut: dict[tuple[str, float], str] = {}
        self._looks = _looks(palette)
        self._pictures: dict[tuple[Item, bool, float, float], QPixmap] = {}

    def width(self, words: str) -> float:
        """The pixels that words take."""
        if words not in self._widths:
            self._widths[words] = self._metrics.horizontalAdvance(words)
        return self._widths[words]

    def icon(self, painter: QPainter, name: str, colour: str, box: QRectF) -> None:
        """Paint an icon of a colour (#rrggbb) into a square."""
        if self._vectors:
            draw_icon(painter, name, colour, box)
        else:
            ratio = painter.device().devicePixelRatioF()
            painter.drawPixmap(box.topLeft(), picture(name, colour, round(box.width()), ratio))

    def draw(self, painter: QPainter, placed: Sequence[Placed], left: float, top: float) -> None:
        """Paint items with their first line at (left, top), which is the upper edge of its chevrons."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self.font)
        for one in placed:
            y = top + one.line * LINE
            if self._vectors:
                self._item(painter, one, left, y)
            else:
                at = QPointF(floor(left + one.left) - _ROUND, floor(y) - _ROUND)
                painter.drawPixmap(at, self._drawn(one, painter.device().devicePixelRatioF()))
            if one.item.repeated:
                self._underline(painter, one, left, y)
        painter.restore()

    def _drawn(self, one: Placed, ratio: float) -> QPixmap:
        """An item as it was drawn when it was first seen: the same steps come again and again."""
        key = (one.item.face, one.left > 0, one.width, ratio)
        if key not in self._pictures:
            if len(self._pictures) >= _PICTURES:
                self._pictures.clear()
            size = QSizeF(one.width + 2 * _ROUND, HEIGHT + 2 * _ROUND) * ratio
            drawn = QPixmap(size.toSize())
            drawn.setDevicePixelRatio(ratio)
            drawn.fill(Qt.GlobalColor.transparent)
            painter = QPainter(drawn)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setFont(self.font)
            self._item(painter, one, _ROUND - one.left, _ROUND)
            painter.end()
            self._pictures[key] = drawn
        return self._pictures[key]

    def _item(self, painter: QPainter, one: Placed, left: float, top: float) -> None:
        if one.item.counts:
            self._split(painter, one, left + one.left, top)
        elif one.item.pill:
            self._pill(painter, one, left, top)
        else:
            self._chevron(painter, one, left, top)

    def _chevron(self, painter: QPainter, one: Placed, left: float, top: float) -> None:
        pen, ground, ink = self._looks[one.item.look]
        x, right, middle, bottom = left + one.left, left + one.right, top + HEIGHT / 2, top + HEIGHT
        painter.setPen(pen)
        painter.setBrush(ground)
        notch = POINT if one.left > 0 else 0.0
        shape = [
            QPointF(x, top),
            QPointF(right - POINT, top),
            QPointF(right, middle),
            QPointF(right - POINT, bottom),
            QPointF(x, bottom),
        ]
        painter.drawPolygon(QPolygonF([*shape, QPointF(x + notch, middle)]))
        if one.item.documented and one.item.look is Look.DONE:
            self._edge(painter, x, top, notch)
        self._words(painter, one, x + POINT + 6, top, HEIGHT, ink)

    def _edge(self, painter: QPainter, x: float, top: float, notch: float) -> None:
        """The accent along the left side that marks a documented step, as on the map."""
        painter.setPen(QPen(QColor(self.palette.accent), 2.5, c=Qt.PenCapStyle.FlatCap))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        inset = 1.2
        painter.drawPolyline(
            QPolygonF(
                [
                    QPointF(x + inset, top),
                    QPointF(x + notch + inset, top + HEIGHT / 2),
                    QPointF(x + inset, top + HEIGHT),
                ]
            )
        )

    def _pill(self, painter: QPainter, one: Placed, left: float, top: float) -> None:
        pen, ground, ink = self._looks[one.item.look]
        box = QRectF(left + one.left + 1, top + (HEIGHT - _PILL_HEIGHT) / 2, one.width - 2, _PILL_HEIGHT)
        painter.setPen(pen)
        painter.setBrush(ground)
        painter.drawRoundedRect(box, _PILL_HEIGHT / 2, _PILL_HEIGHT / 2)
        self._words(painter, one, left + one.left + 8, box.top(), _PILL_HEIGHT, ink)

    def _split(self, painter: QPainter, one: Placed, left: float, top: float) -> None:
        """How the deals ended: a count of each outcome with its sign, above a bar that they share."""
        line = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        placed = zip(one.item.counts, counts_in_line(one.item, self.width), strict=True)
        for (look, count), (x, size) in placed:
            painter.setPen(self._looks[look][0].color())
            painter.drawText(QRectF(left + x, top, ICON, _COUNTS), line, MARKS[look])
            painter.setPen(QColor(self.palette.text))
            painter.drawText(QRectF(left + x + ICON, top, size, _COUNTS), line, number(count))
        bar = QRectF(left + 1, top + HEIGHT - _SPLIT, one.width - 2, _SPLIT)
        painter.setPen(Qt.PenStyle.NoPen)
        x, total = bar.left(), sum(count for _, count in one.item.counts)
        room = bar.width() - _SLIT * (len(one.item.counts) - 1)
        for look, count in one.item.counts:
            part = max(room * count / total, 1.0)
            painter.setBrush(self._looks[look][0].color())
            painter.drawRect(QRectF(x, bar.top(), min(part, bar.right() - x), _SPLIT))
            x += part + _SLIT

    def _words(
        self, painter: QPainter, one: Placed, x: float, top: float, height: float, ink: QColor
    ) -> None:
        item = one.item
        if item.icon:
            self.icon(painter, item.icon, ink.name(), QRectF(x - 1, top + (height - ICON) / 2, ICON, ICON))
            x += ICON + 3
        elif item.look in MARKS:
            painter.setPen(self._looks[item.look][0].color())
            painter.drawText(
                QRectF(x - 1, top, ICON, height), int(Qt.AlignmentFlag.AlignCenter), MARKS[item.look]
            )
            x += ICON + 3
        painter.setPen(ink)
        painter.drawText(
            QRectF(x, top, one.words + 2, height),
            int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter),
            self._elided(item.words, one.words),
        )

    def _underline(self, painter: QPainter, one: Placed, left: float, top: float) -> None:
        """What is repeated stands on one line up to the count."""
        painter.setPen(QPen(QColor(self.palette.muted), 1.5))
        y = top + HEIGHT + 2.5
        painter.drawLine(QPointF(left + one.left, y), QPointF(left + one.right, y))

    def _elided(self, words: str, room: float) -> str:
        if self.width(words) <= room:
            return words
        if (words, room) not in self._cut:
            self._cut[words, room] = self._metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)
        return self._cut[words, room]


_Style = tuple[QPen, QColor, QColor]
"""The line, the ground and the ink."""


def _looks(palette: Palette) -> dict[Look, _Style]:
    """The line, the ground and the ink of every look."""
    none = QColor(Qt.GlobalColor.transparent)

    def end(colour: str) -> _Style:
        ground = QColor(colour)
        ground.setAlpha(_SOFT)
        return QPen(QColor(colour), 1.4), ground, QColor(palette.text)

    def plain(line: str, ground: QColor, ink: str, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> _Style:
        return QPen(QColor(line), 1.2, style), ground, QColor(ink)

    return {
        Look.DONE: plain(palette.flow, QColor(palette.surface), palette.text),
        Look.AGAIN: plain(palette.flow, QColor(palette.window), palette.muted),
        Look.NOT_TAKEN: plain(palette.not_taken, none, palette.not_taken, Qt.PenStyle.DashLine),
        Look.DEPARTS: plain(palette.deviation, QColor(palette.deviation_soft), palette.deviation_text),
        Look.WON: end(palette.won),
        Look.LOST: end(palette.lost),
        Look.OPEN: end(palette.open),
        Look.END: plain(palette.terminal, QColor(palette.terminal), palette.on_terminal),
        Look.TIMES: plain(palette.muted, QColor(palette.surface), palette.text),
        Look.LEFT_OUT: plain(palette.border, QColor(palette.window), palette.muted),
        Look.LEFT_OUT_DEPARTS: plain(palette.deviation, QColor(palette.window), palette.deviation_text),
    }
