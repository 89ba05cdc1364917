"""Thousands of dots in one picture: small sprites, a shape and a colour a group, stamped into it by numpy."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPolygonF

PHASES = 4
"""A dot can stand on so many places within a pixel, each way: or slow dots would move in jerks."""

_SHAPES = 4
_FADED = 0.16
Pixels = NDArray[np.uint32]


def paint_dot(
    painter: QPainter, group: int, centre: QPointF, size: float, color: QColor, edge: QColor
) -> None:
    """The mark of a group, `size` wide: a disc, a diamond, a ring or a square, in turn."""
    half = size / 2
    shape = group % _SHAPES
    painter.setPen(QPen(edge, size * 0.14))
    painter.setBrush(color)
    if shape == 0:
        painter.drawEllipse(centre, half * 0.93, half * 0.93)
    elif shape == 1:
        x, y = centre.x(), centre.y()
        corners = ((x, y - half), (x + half, y), (x, y + half), (x - half, y))
        painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in corners]))
    elif shape == 2:
        painter.drawEllipse(centre, half * 0.93, half * 0.93)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(edge)
        painter.drawEllipse(centre, half * 0.42, half * 0.42)
    else:
        side = size * 0.8
        painter.drawRect(QRectF(centre.x() - side / 2, centre.y() - side / 2, side, side))


class Dots:
    """The picture that dots are stamped into; it has the size of what it lies on."""

    def __init__(self, size: float, ratio: float, colors: Sequence[QColor], edge: QColor) -> None:
        """Sprites `size` logical pixels wide on a screen with that pixel ratio; a colour a group."""
        self._ratio = ratio
        self._side = int(np.ceil(size * ratio)) + 3
        self._groups = len(colors)
        sprites = [
            self._sprite(group, color, edge, size, alpha, phase)
            for alpha in (1.0, _FADED)
            for group, color in enumerate(colors)
            for phase in range(PHASES * PHASES)
        ]
        pixels = np.array(sprites, dtype=np.uint32).reshape(len(sprites), self._side * self._side)
        alpha_of = pixels >> 24
        hard = alpha_of == alpha_of.max(axis=1, keepdims=True, initial=0)
        # hard pixels are stamped last, or the soft edges of other dots would nibble at them
        self._parts = [_padded(pixels, part) for part in ((alpha_of > 0) & ~hard, hard & (alpha_of > 0))]
        self._pixels = np.zeros((1, 1), dtype=np.uint32)
        self._places, self._values = np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.uint32)
        self._image = QImage()
        self._rows = (0, 0)

    def stamp(self, size: QSize, x: Any, y: Any, group: Any, faded: Any) -> tuple[QImage, int, int]:
        """The picture of dots at (x, y), in logical pixels of a surface of that size; dots outside are left out.

        Returns the picture, which is used again by the next call, and its first row and the one behind the last
        that have dots. It lies `margin` pixels left of and above the surface.
        """
        self._clear(size)
        height, width = self._pixels.shape
        shift = self.margin - (self._side - 1) / 2
        fine_x = np.rint((x * self._ratio + shift) * PHASES).astype(np.int64)
        fine_y = np.rint((y * self._ratio + shift) * PHASES).astype(np.int64)
        left, top = fine_x // PHASES, fine_y // PHASES
        inside = (left >= 0) & (top >= 0) & (left < width - self._side) & (top < height - self._side)
        if not inside.any():
            return self._image, *self._rows
        left, top = left[inside], top[inside]
        phase = (fine_y[inside] % PHASES) * PHASES + fine_x[inside] % PHASES
        kind = (group[inside] + self._groups * faded[inside]) * (PHASES * PHASES) + phase
        flat, corner = self._pixels.reshape(-1), top * width + left
        for within, values in self._parts:
            offset = within // self._side * width + within % self._side
            place, value = self._room_for(len(kind), within.shape[1])
            offset.take(
                kind, axis=0, out=place, mode="clip"
            )  # with a mode it writes without a buffer of its own
            place += corner[:, None]
            values.take(kind, axis=0, out=value, mode="clip")
            flat[place] = value
        self._rows = int(top.min()), int(top.max()) + self._side
        return self._image, *self._rows

    @property
    def margin(self) -> int:
        """Pixels around the surface into which dots at its border reach."""
        return self._side + self._side % 2

    def _room_for(self, dots: int, pixels: int) -> tuple[NDArray[np.int64], Pixels]:
        """Two tables to work in, kept from call to call: fresh memory would cost more than all that is done in it."""
        needed = dots * pixels
        if len(self._places) < needed:
            self._places = np.zeros(needed + needed // 2, dtype=np.int64)
            self._values = np.zeros(len(self._places), dtype=np.uint32)
        return self._places[:needed].reshape(dots, pixels), self._values[:needed].reshape(dots, pixels)

    def _clear(self, size: QSize) -> None:
        wanted = (
            round(size.height() * self._ratio) + 2 * self.margin,
            round(size.width() * self._ratio) + 2 * self.margin,
        )
        if self._pixels.shape == wanted:
            self._pixels[self._rows[0] : self._rows[1]] = 0
            self._rows = (0, 0)
            return
        self._pixels = np.zeros(wanted, dtype=np.uint32)
        self._rows = (0, 0)
        self._image = QImage(
            self._pixels.data, wanted[1], wanted[0], 4 * wanted[1], QImage.Format.Format_ARGB32_Premultiplied
        )
        self._image.setDevicePixelRatio(self._ratio)

    def _sprite(
        self, group: int, color: QColor, edge: QColor, size: float, alpha: float, phase: int
    ) -> Pixels:
        image = QImage(self._side, self._side, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(0)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setOpacity(alpha)
        middle = (self._side - 1) / 2
        centre = QPointF(middle + phase % PHASES / PHASES, middle + phase // PHASES / PHASES)
        paint_dot(painter, group, centre, size * self._ratio, color, edge)
        painter.end()
        return np.frombuffer(image.constBits(), dtype=np.uint32).copy()


def _padded(pixels: Pixels, wanted: NDArray[np.bool_]) -> tuple[NDArray[np.int64], Pixels]:
    """Where the wanted pixels of every sprite are, and their values; short rows repeat one of their own pixels."""
    most = int(wanted.sum(axis=1).max(initial=0))
    order = np.argsort(~wanted, axis=1, kind="stable")[:, :most]
    place = np.arange(most)[None, :]
    within = np.take_along_axis(order, np.where(place < wanted.sum(axis=1)[:, None], place, 0), axis=1)
    return within, np.take_along_axis(pixels, within, axis=1)
