"""Deals and rates to pixels of a funnel plot, both from nothing."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor, log10

from PySide6.QtCore import QPointF, QRectF

from mining.diagnosis.funnel import Funnel
from models.diagnosis import Habit

_SPARE = 1.06
_HIGH = 18.0


class FunnelScale:
    """`room` is where marks can be; `rates` and `deals` are what stands at the axes."""

    def __init__(self, most_deals: float, top_rate: float, room: QRectF) -> None:
        self._most, self._top, self.room = most_deals, top_rate, room

    @classmethod
    def of(cls, habits: Sequence[Habit], found: Funnel | None, room: QRectF) -> FunnelScale:
        """So that all marks and all rates as counted are on it, and the funnel from a tenth of the deals on."""
        most = max([1.0, *(habit.eligible for habit in habits)]) * _SPARE
        rates = [habit.shrunken for habit in habits]
        rates += [habit.shown / habit.eligible for habit in habits if habit.eligible]
        if found is not None:
            rates += [found.usual, float(found.outer[1][len(found.deals) // 5])]
        top = min(1.0, ceil(max([0.05, *rates]) * 10 + 0.2) / 10)
        return cls(most, top, room)

    def place(self, deals: float, rate: float) -> QPointF:
        """Where a rate of so many deals is; what is above the scale stands at its top."""
        room = self.room
        x = room.left() + room.width() * min(1.0, deals / self._most)
        return QPointF(x, room.bottom() - room.height() * min(1.02, rate / self._top))

    @property
    def rates(self) -> list[float]:
        """Rates to be written at the axis, up to six of them."""
        step = 0.1 if self._top <= 0.5 else 0.2 if self._top <= 0.8 else 0.25
        return [step * at for at in range(floor(self._top / step + 1e-9) + 1)]

    @property
    def deals(self) -> list[int]:
        """Round numbers of deals to be written at the axis."""
        step = 10.0 ** floor(log10(max(1.0, self._most / 4)))
        step *= next((times for times in (1, 2, 5) if self._most / (step * times) <= 7), 10)
        return [round(step * at) for at in range(floor(self._most / step) + 1)]

    def label_area(self, at: int, habits: Sequence[Habit], wide: float) -> QRectF:
        """Room for words of that width beside the mark of a habit: to its right, or to its left at the right end."""
        place = self.place(habits[at].eligible, habits[at].shrunken)
        fits = place.x() + 12 + wide <= self.room.right() + 12
        return QRectF(
            place.x() + 12 if fits else place.x() - 12 - wide, place.y() - _HIGH / 2, wide + 1, _HIGH
        )
