"""Which place along the timeline a time has: in even steps stretched by the stages, or in true proportion."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np

from mining.number_format import at as moment
from mining.number_format import date
from models.case_table import DAY

_APART = 84.0
"""The least room from one label of the axis to the next."""
_DAYS = (1, 2, 7, 14)
_MONTHS = (1, 2, 3, 6, 12, 24, 60)


@dataclass(frozen=True)
class TimeScale:
    """Times (microseconds UTC, rising) and their places in pixels; between them in proportion, outside at the ends."""

    times: tuple[float, ...]
    places: tuple[float, ...]

    def x(self, time: float) -> float:
        """The place of a time."""
        return float(np.interp(time, self.times, self.places)) if self.times else 0.0


@dataclass(frozen=True)
class Tick:
    """A label of the axis and its place."""

    x: float
    words: str


def true_scale(first: int, last: int, left: float, right: float) -> TimeScale:
    """Equal times take equal room, from `left` to `right`."""
    return TimeScale((float(first), float(max(last, first + 1))), (left, right))


def ticks_of(scale: TimeScale) -> tuple[Tick, ...]:
    """Round days, months or years, as many as have room for their labels."""
    if len(scale.times) < 2:
        return ()
    first, last = int(scale.times[0]), int(scale.times[-1])
    room = scale.places[-1] - scale.places[0]
    per_day = room * DAY / (last - first)
    for count in _DAYS:
        if per_day * count >= _APART:
            return tuple(Tick(scale.x(time), date(time)) for time in _days(first, last, count))
    months = next((count for count in _MONTHS if per_day * 30.4 * count >= _APART), _MONTHS[-1])
    return tuple(Tick(scale.x(time), date(time)[2:]) for time in _firsts(first, last, months))


def _days(first: int, last: int, count: int) -> Iterator[int]:
    """Every so many days; weeks begin on Mondays."""
    begin = moment(first).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    if count >= 7:
        begin += timedelta(days=-begin.weekday() % 7)
    while (time := _micros(begin)) <= last:
        yield time
        begin += timedelta(days=count)


def _firsts(first: int, last: int, months: int) -> Iterator[int]:
    """The first of every so many months, counted from a January."""
    begin = moment(first)
    place = begin.year * 12 + begin.month
    place += -place % months if months < 12 else (-place % 12)
    while (time := _micros(datetime(place // 12, place % 12 + 1, 1, tzinfo=UTC))) <= last:
        yield time
        place += months


def _micros(day: datetime) -> int:
    return int(day.timestamp()) * 1_000_000


def spread(times: Sequence[float], places: Sequence[float]) -> TimeScale:
    """A scale through these points; where time stands still or runs back it goes on from the later place."""
    kept: list[tuple[float, float]] = []
    for time, place in zip(times, places, strict=True):
        if not kept or (time > kept[-1][0] and place >= kept[-1][1]):
            kept.append((time, place))
    return TimeScale(tuple(time for time, _ in kept), tuple(place for _, place in kept))
