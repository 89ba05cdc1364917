"""A rate in a cell: the number, and where there is room a bar of 0 to 100 % with its interval across the end."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from desktop.theme import Palette
from desktop.widgets.drawn_cell import fill_share
from mining.intervals import wilson

_FIGURE = 48
_LEAST = 2.0
"""Pixels that the smallest rate and the narrowest interval have."""


def draw_rate(
    painter: QPainter, area: QRect, written: str, counted: tuple[int, int], filled: str, palette: Palette
) -> None:
    """Draw a rate; `counted` is (so many, of so many), `filled` the colour (#rrggbb) of the bar."""
    cases, of = counted
    interval = wilson(cases, of)
    has_bar = area.width() >= _FIGURE + 56
    figure = area.adjusted(0, 0, -8, 0)
    if has_bar:
        figure.setRight(area.left() + _FIGURE)
    painter.setPen(QColor(palette.text))
    painter.drawText(figure, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, written)
    if not has_bar or interval is None:
        return
    track = QRectF(area.left() + _FIGURE + 10, area.center().y() - 3, area.width() - _FIGURE - 20, 7)
    fill_share(painter, track, max(cases / of, _LEAST / track.width()), filled, palette.border)
    low, high = (track.left() + end * track.width() for end in interval)
    painter.setPen(QPen(QColor(palette.text), 1.5))
    middle = track.center().y()
    painter.drawLine(QPointF(low, middle), QPointF(max(high, low + _LEAST), middle))
