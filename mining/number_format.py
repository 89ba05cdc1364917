"""How numbers and dates are written everywhere a person reads them: shares, points, days, money, dates.

A number and its unit are held together by a no-break space; what is unknown is an en dash.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from datetime import date as calendar_day
from math import isfinite

from models.case_table import NO_TIME

UNKNOWN = "–"
NBSP = "\u00a0"
_MINUS = "\u2212"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def _known(value: float | None) -> bool:
    return value is not None and isfinite(value)


def number(value: float | None) -> str:
    """A count: `2,010`."""
    return UNKNOWN if value is None or not isfinite(value) else f"{value:,.0f}".replace("-", _MINUS)


def percent(share: float | None) -> str:
    """A share of 0 to 1: `82 %`; what is not quite nothing or not quite all is `< 1 %` and `> 99 %`."""
    if share is None or not isfinite(share):
        return UNKNOWN
    if 0 < share < 0.005:
        return f"<{NBSP}1{NBSP}%"
    if 0.995 < share < 1:
        return f">{NBSP}99{NBSP}%"
    return f"{number(share * 100)}{NBSP}%"


def percent_range(low: float, high: float) -> str:
    """An interval of shares: `80–83 %`, `0.0–0.2 %` where it is too narrow for whole ones."""
    digits = 0 if f"{low * 100:.0f}" != f"{high * 100:.0f}" else 1
    return f"{low * 100:.{digits}f}–{high * 100:.{digits}f}{NBSP}%"


def signed(points: float) -> str:
    """A difference of shares (-1 to 1) in points, with its sign: `−7`, `+3`, `0`."""
    rounded = round(points * 100)
    return "0" if rounded == 0 else f"{'+' if rounded > 0 else _MINUS}{abs(rounded)}"


def points(difference: float | None) -> str:
    """A difference of shares (-1 to 1) in percentage points: `−7 points`."""
    if difference is None or not isfinite(difference):
        return UNKNOWN
    unit = "point" if abs(round(difference * 100)) == 1 else "points"
    return f"{signed(difference)}{NBSP}{unit}"


def days(value: float | None, day_hours: float | None = None) -> str:
    """A time in days: `52 days`, `3.5 days`, below one day in hours.

    With the hours of a working day it is one in working days: `14 working days`, `5 working hours`.
    """
    if value is None or not isfinite(value):
        return UNKNOWN
    kind = "" if day_hours is None else "working "
    if 0 < value < 1:
        minutes = value * (day_hours or 24) * 60
        if minutes < 0.5:
            return f"<{NBSP}1{NBSP}{kind}minute"
        return _unit(minutes, f"{kind}minute") if minutes < 60 else _unit(minutes / 60, f"{kind}hour")
    if value < 10 and round(value, 1) != round(value):
        return f"{value:.1f}{NBSP}{kind}days"
    return _unit(value, f"{kind}day")


def signed_days(value: float, day_hours: float | None = None) -> str:
    """A difference of times with its sign: `+3.2 days`, `−5 hours`."""
    written = days(abs(value), day_hours)
    return written if value == 0 else f"{'+' if value > 0 else _MINUS}{written}"


def days_unit(day_hours: float | None) -> str:
    """What a column of days is in: `days`, or `working days of 9 hours`."""
    return "days" if day_hours is None else f"working days of {hours(day_hours)}"


def hours(value: float) -> str:
    """A length of time in hours: `9 hours`, `7.5 hours`."""
    return f"{value:g}{NBSP}{'hour' if value == 1 else 'hours'}"


def money(amount: float | None, currency: str = "") -> str:
    """An amount and the code of its currency: `12,500 EUR`."""
    return number(amount) + (f"{NBSP}{currency}" if currency and _known(amount) else "")


def date(time: int) -> str:
    """The day of a time in microseconds UTC: `3 Mar 2026`."""
    if time == NO_TIME:
        return UNKNOWN
    return day(at(time))


def day(moment: calendar_day) -> str:
    """A day of the calendar: `3 Mar 2026`."""
    return f"{moment.day}{NBSP}{_MONTHS[moment.month - 1]}{NBSP}{moment.year}"


def day_and_time(time: int) -> str:
    """Day and minute of a time in microseconds UTC: `3 Mar 2026, 14:05 UTC`."""
    return UNKNOWN if time == NO_TIME else f"{date(time)}, {at(time):%H:%M}{NBSP}UTC"


def at(time: int) -> datetime:
    """A time in microseconds UTC as a datetime."""
    return _EPOCH + timedelta(microseconds=int(time))


def p_value(p: float | None) -> str:
    """A p- or q-value: `0.03`, `< 0.001`."""
    if p is None or not isfinite(p):
        return UNKNOWN
    return f"<{NBSP}0.001" if p < 0.001 else f"{p:.2g}" if p < 0.0995 else f"{p:.2f}"


def p_words(p: float, letter: str = "p") -> str:
    """A p-value in a sentence: `p = 0.03`, `p < 0.001`."""
    value = p_value(p)
    return f"{letter}{NBSP}{value}" if value.startswith("<") else f"{letter}{NBSP}={NBSP}{value}"


def q_words(q: float) -> str:
    """A q-value in a sentence: `q = 0.03`, `q < 0.001`."""
    return p_words(q, "q")


def plural(count: int, noun: str) -> str:
    """A count and its noun: `1 deal`, `2,010 deals`."""
    return f"{number(count)}{NBSP}{noun if count == 1 else noun + 's'}"


def _unit(value: float, noun: str) -> str:
    return plural(round(value), noun)
