"""A difference in a cell: the number, and a dot on its interval on one scale centred at no difference."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from desktop.theme import Palette
from models.deviation import Effect


@dataclass(frozen=True)
class Told:
    """How a difference that the data tell apart is drawn: words and interval in these colours (#rrggbb)."""

    ink: str
    fill: str


def widest(effects: Iterable[Effect | None], least: float) -> float:
    """How far a scale reaches on either side so that all intervals are on it, at least so far."""
    return max([least, *(abs(end) for effect in effects if effect for end in (effect.low, effect.high))])


def draw_difference(
    painter: QPainter,
    area: QRect,
    written: str,
    effect: Effect | None,
    reach: float,
    told: Told | None,
    palette: Palette,
    figure_width: int = 52,
) -> None:
    """Draw a difference; `reach` is how far the scale goes on either side, `told` None where it is within chance."""
    figure = QRect(area.left(), area.top(), figure_width, area.height())
    painter.setPen(QColor(told.ink if told else palette.muted))
    painter.drawText(figure, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, written)
    used = figure_width + 12
    bar = QRectF(area.left() + used, area.top(), area.width() - used - 12, area.height())
    if bar.width() < 40:
        return
    middle = bar.center().x()
    painter.setPen(QPen(QColor(palette.border), 1))
    painter.drawLine(QPointF(middle, bar.top() + 5), QPointF(middle, bar.bottom() - 5))
    if effect is not None:
        _draw_interval(painter, bar, effect, bar.width() / 2 / reach, told, palette)


def _draw_interval(
    painter: QPainter, bar: QRectF, effect: Effect, scale: float, told: Told | None, palette: Palette
) -> None:
    colour = QColor(told.fill if told else palette.faint)
    y, middle = bar.center().y(), bar.center().x()
    painter.setPen(QPen(colour, 2.5 if told else 1.5))
    painter.drawLine(QPointF(middle + effect.low * scale, y), QPointF(middle + effect.high * scale, y))
    painter.setPen(QPen(colour, 1.5))
    painter.setBrush(colour if told else QColor(palette.surface))
    painter.drawEllipse(QPointF(middle + effect.estimate * scale, y), 4, 4)
