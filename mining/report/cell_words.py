"""The values of a report's tables as a reader sees them: counts with marks between thousands, shares in percent."""

from __future__ import annotations

from datetime import date, datetime
from math import isfinite

from mining.number_format import UNKNOWN, days, decimal, number, percent
from mining.number_format import day as day_words
from models.export_table import ExportValue, ValueKind
from resources.translation import tr

RIGHT = frozenset({ValueKind.COUNT, ValueKind.SHARE, ValueKind.NUMBER, ValueKind.DAYS, ValueKind.MONEY})
"""The kinds of columns that are set to the right, so that their digits stand below each other."""


def cell_words(value: ExportValue, kind: ValueKind) -> str:
    """`2,010`, `82 %`, `3.5 days`, `3 Mar 2026`; an en dash where nothing is known."""
    if value is None or (isinstance(value, float) and not isfinite(value)):
        return UNKNOWN
    if isinstance(value, str):
        return value
    if isinstance(value, datetime):
        return tr("{day}, {time}\u00a0UTC", day=day_words(value), time=f"{value:%H:%M}")
    if isinstance(value, date):
        return day_words(value)
    if kind is ValueKind.SHARE:
        return percent(value)
    if kind is ValueKind.DAYS:
        return days(value) if value >= 0 else f"\u2212{days(-value)}"
    if kind is ValueKind.NUMBER and value != round(value):
        return decimal(value, 2)
    return number(value)
