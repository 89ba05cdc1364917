"""Office hours: the demo counts minutes of work and turns them into moments in UTC."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

FIRST_DAY = datetime(2025, 1, 6, tzinfo=UTC)
"""A Monday; the recorded period begins."""

LAST_DAY = datetime(2026, 6, 30, tzinfo=UTC)
"""A Tuesday; the recorded period ends with it."""

DAY = 540
"""Minutes of work a day, from 9:00 to 18:00."""

PERIOD = (((LAST_DAY - FIRST_DAY).days // 7) * 5 + LAST_DAY.weekday() + 1) * DAY
"""Minutes of work in the recorded period."""

_EPOCH = int(FIRST_DAY.timestamp())


def moment(minutes: int, seconds: int, utc_offset: int) -> int:
    """Seconds since 1970 (UTC) of a minute of work, in an office `utc_offset` hours ahead of UTC."""
    day, minute = divmod(minutes, DAY)
    week, weekday = divmod(day, 5)
    return _EPOCH + (week * 7 + weekday) * 86_400 + (9 - utc_offset) * 3600 + minute * 60 + seconds


@lru_cache(maxsize=64)  # much happens between the same two moments
def minute_of(at: int, utc_offset: int) -> int:
    """The minute of work of a moment, the nearest one before it where nobody works then."""
    day, second = divmod(at - _EPOCH - (9 - utc_offset) * 3600, 86_400)
    week, weekday = divmod(day, 7)
    return (week * 5 + min(weekday, 5)) * DAY + (min(second // 60, DAY - 1) if weekday < 5 else -1)


def part_way(start: int, end: int, part: float, utc_offset: int) -> int:
    """The moment in office hours at which this part of the working time between two moments is over."""
    first, last = minute_of(start, utc_offset), minute_of(end, utc_offset)
    return max(start + 1, moment(first + int((last - first) * part), 0, utc_offset))


def as_datetime(at: int) -> str:
    """A moment as Salesforce's interfaces write it: 2025-03-04T10:15:31.000Z."""
    day, second = divmod(at, 86_400)
    return _date(day) + _time(second)


def as_date(at: int) -> str:
    """The day of a moment: 2025-03-04."""
    return _date(at // 86_400)


@lru_cache(maxsize=86_400)
def _time(second: int) -> str:
    minutes, seconds = divmod(second, 60)
    return f"T{minutes // 60:02}:{minutes % 60:02}:{seconds:02}.000Z"


@lru_cache(maxsize=1024)
def _date(day: int) -> str:
    return (date(1970, 1, 1) + timedelta(days=day)).isoformat()
