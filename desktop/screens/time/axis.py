"""The marks of a time axis: years, quarters, months, weeks or days in real time, or days since the beginning."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from mining.number_format import at, number
from models.case_table import DAY
from resources.translation import tr

_MONTHS = (
    tr("Jan"),
    tr("Feb"),
    tr("Mar"),
    tr("Apr"),
    tr("May"),
    tr("Jun"),
    tr("Jul"),
    tr("Aug"),
    tr("Sep"),
    tr("Oct"),
    tr("Nov"),
    tr("Dec"),
)
_DAY_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000)
_MONTH_STEPS = (1, 3, 6, 12, 24, 60, 120)
_LEAST = 76.0
"""Pixels between two marks with words."""


@dataclass(frozen=True)
class Mark:
    """A place on the axis and its words; `strong` where a year begins."""

    at: float
    words: str
    strong: bool = False


def time_marks(left: float, right: float, width: float) -> list[Mark]:
    """Marks for times in microseconds UTC, as many as have room in so many pixels."""
    if right <= left or width <= 0:
        return []
    per_day = width * DAY / (right - left)
    months = next((step for step in _MONTH_STEPS if step * 30 * per_day >= _LEAST), _MONTH_STEPS[-1])
    if per_day * 14 >= _LEAST:
        step = next(step for step in (1, 2, 7, 14) if step * per_day >= _LEAST)
        return _day_marks(left, right, step)
    return _month_marks(left, right, months)


def day_marks(left: float, right: float, width: float, day: int, unit: str) -> list[Mark]:
    """Marks for microseconds since the beginning, in days of so many microseconds."""
    if right <= left or width <= 0:
        return []
    per_day = width * day / (right - left)
    step = next((step for step in _DAY_STEPS if step * per_day >= _LEAST), _DAY_STEPS[-1])
    first = int(left // (step * day))
    marks = [k * step for k in range(max(0, first), int(right // (step * day)) + 1)]
    return [Mark(value * day, f"{number(value)} {unit}") for value in marks if left <= value * day <= right]


def _month_marks(left: float, right: float, step: int) -> list[Mark]:
    begin = at(int(left))
    index = (begin.year * 12 + begin.month - 1) // step * step
    marks: list[Mark] = []
    while True:
        year, month = divmod(index, 12)
        if year > 9998:
            return marks
        time = _microseconds(datetime(year, month + 1, 1, tzinfo=UTC)) if year >= 1 else left - 1
        if time > right:
            return marks
        if time >= left:
            words = str(year) if step >= 12 else f"{_MONTHS[month]} {year}"
            marks.append(Mark(time, words, month == 0))
        index += step


def _day_marks(left: float, right: float, step: int) -> list[Mark]:
    monday = 4  # 5 January 1970 was the first one
    day = (int(left // DAY) - monday) // step * step + monday
    marks = []
    while day * DAY <= right:
        if day * DAY >= left:
            moment = at(day * DAY)
            marks.append(
                Mark(
                    float(day * DAY),
                    f"{moment.day} {_MONTHS[moment.month - 1]}",
                    moment.timetuple().tm_yday == 1,
                )
            )
        day += step
    return marks


def _microseconds(moment: datetime) -> float:
    return (moment - datetime(1970, 1, 1, tzinfo=UTC)) / timedelta(microseconds=1)
