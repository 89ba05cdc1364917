"""How numbers and dates are written everywhere a person reads them: shares, points, days, money, dates.

A number and its unit are held together by a no-break space; what is unknown is an en dash.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from datetime import date as calendar_day
from math import isfinite

from mining.nouns import COUNTED
from models.case_table import NO_TIME
from resources.translation import language, tr, tr_n

UNKNOWN = "–"
NBSP = "\u00a0"
_MINUS = "\u2212"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MONTHS = (
    tr("Jan"), tr("Feb"), tr("Mar"), tr("Apr"), tr("May"), tr("Jun"),
    tr("Jul"), tr("Aug"), tr("Sep"), tr("Oct"), tr("Nov"), tr("Dec"),
)  # fmt: skip
_SEPARATORS = {"de": str.maketrans(",.", ".,")}
"""Languages in which a number is written with other separators than `2,010.5`."""


def _known(value: float | None) -> bool:
    return value is not None and isfinite(value)


def number(value: float | None) -> str:
    """A count: `2,010`."""
    return decimal(value, 0)


def decimal(value: float | None, digits: int = 1) -> str:
    """A number with so many digits after the separator: `3.5`, `1,204.0`."""
    if value is None or not isfinite(value):
        return UNKNOWN
    return separated(f"{value:,.{digits}f}").replace("-", _MINUS)


def separated(written: str) -> str:
    """A number written as in the code (`2,010.5`) with the separators of the language."""
    return written.translate(_SEPARATORS.get(language(), {}))


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
    return separated(f"{low * 100:.{digits}f}–{high * 100:.{digits}f}{NBSP}%")


def signed(points: float) -> str:
    """A difference of shares (-1 to 1) in points, with its sign: `−7`, `+3`, `0`."""
    rounded = round(points * 100)
    return "0" if rounded == 0 else f"{'+' if rounded > 0 else _MINUS}{abs(rounded)}"


def points(difference: float | None) -> str:
    """A difference of shares (-1 to 1) in percentage points: `−7 points`."""
    if difference is None or not isfinite(difference):
        return UNKNOWN
    size = abs(round(difference * 100))
    return tr_n("{points}\u00a0point", "{points}\u00a0points", size, points=signed(difference))


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
            return f"<{NBSP}{plural(1, f'{kind}minute')}"
        return _unit(minutes, f"{kind}minute") if minutes < 60 else _unit(minutes / 60, f"{kind}hour")
    if value < 10 and round(value, 1) != round(value):
        return _some_days(decimal(value), day_hours)
    return _unit(value, f"{kind}day")


def signed_days(value: float, day_hours: float | None = None) -> str:
    """A difference of times with its sign: `+3.2 days`, `−5 hours`."""
    written = days(abs(value), day_hours)
    return written if value == 0 else f"{'+' if value > 0 else _MINUS}{written}"


def days_unit(day_hours: float | None) -> str:
    """What a column of days is in: `days`, or `working days of 9 hours`."""
    return tr("days") if day_hours is None else tr("working days of {hours}", hours=hours(day_hours))


def hours(value: float) -> str:
    """A length of time in hours: `9 hours`, `7.5 hours`."""
    few = 1 if value == 1 else 2
    return tr_n("{hours}\u00a0hour", "{hours}\u00a0hours", few, hours=separated(f"{value:g}"))


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
    return tr(
        "{day}\u00a0{month}\u00a0{year}", day=moment.day, month=_MONTHS[moment.month - 1], year=moment.year
    )


def day_and_time(time: int) -> str:
    """Day and minute of a time in microseconds UTC: `3 Mar 2026, 14:05 UTC`."""
    if time == NO_TIME:
        return UNKNOWN
    return tr("{day}, {time}\u00a0UTC", day=date(time), time=f"{at(time):%H:%M}")


def at(time: int) -> datetime:
    """A time in microseconds UTC as a datetime."""
    return _EPOCH + timedelta(microseconds=int(time))


def p_value(p: float | None) -> str:
    """A p- or q-value: `0.03`, `< 0.001`."""
    if p is None or not isfinite(p):
        return UNKNOWN
    return separated(f"<{NBSP}0.001" if p < 0.001 else f"{p:.2g}" if p < 0.0995 else f"{p:.2f}")


def p_words(p: float, letter: str = "p") -> str:
    """A p-value in a sentence: `p = 0.03`, `p < 0.001`."""
    value = p_value(p)
    return f"{letter}{NBSP}{value}" if value.startswith("<") else f"{letter}{NBSP}={NBSP}{value}"


def q_words(q: float) -> str:
    """A q-value in a sentence: `q = 0.03`, `q < 0.001`."""
    return p_words(q, "q")


def plural(count: int, noun: str) -> str:
    """A count and its noun (one of `mining.nouns`): `1 deal`, `2,010 deals`."""
    if noun in COUNTED:
        return COUNTED[noun](count, number(count))
    return f"{number(count)}{NBSP}{noun if count == 1 else noun + 's'}"


def _some_days(written: str, day_hours: float | None) -> str:
    if day_hours is None:
        return tr("{days}\u00a0days", days=written)
    return tr("{days}\u00a0working days", days=written)


def _unit(value: float, noun: str) -> str:
    return plural(round(value), noun)
