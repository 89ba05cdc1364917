"""The periods of time a log offers to look at, and what a period is called."""

from __future__ import annotations

from calendar import monthrange
from datetime import UTC, datetime, timedelta

from mining.number_format import at, date
from models.case_table import DAY
from resources.translation import tr

Period = tuple[int | None, int | None]
"""(from, to) in microseconds UTC, `to` excluded."""


def named_periods(span: tuple[int, int] | None) -> list[tuple[str, Period]]:
    """The periods on offer for deals created from the first to the second time, "Any time" first."""
    periods: list[tuple[str, Period]] = [(tr("Any time"), (None, None))]
    if span is None:
        return periods
    first, last = span
    for months in (3, 6, 12):
        start = _months_before(last, months)
        if start > first:
            periods.append((tr("Last {months} months of the data", months=months), (start, None)))
    years = range(at(last).year, at(first).year - 1, -1)
    periods += [(str(year), (_new_year(year), _new_year(year + 1))) for year in years]
    return periods


def period_name(period: Period) -> str:
    """`2026`, `from 3 Mar 2026`, `3 Mar 2026 – 9 Mar 2026`."""
    start, end = period
    if start is not None and end is not None:
        year = at(start).year
        if period == (_new_year(year), _new_year(year + 1)):
            return str(year)
        return f"{date(start)} – {date(end - DAY)}"
    if start is not None:
        return tr("from {day}", day=date(start))
    return tr("until {day}", day=date(end - DAY)) if end is not None else tr("any time")


def _new_year(year: int) -> int:
    return int(datetime(year, 1, 1, tzinfo=UTC).timestamp()) * 1_000_000


def _months_before(time: int, months: int) -> int:
    """The start of the day after the same day so many months earlier."""
    day = at(time)
    index = day.year * 12 + day.month - 1 - months
    year, month = divmod(index, 12)
    same = datetime(year, month + 1, min(day.day, monthrange(year, month + 1)[1]), tzinfo=UTC)
    return int((same + timedelta(days=1)).timestamp()) * 1_000_000
