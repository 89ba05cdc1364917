"""The values of a table as they are read on paper and on a slide."""

from __future__ import annotations

from datetime import date, datetime
from math import isfinite

from mining.number_format import NBSP, UNKNOWN, day, number, percent
from models.export_table import ExportValue, ValueKind


def cell_text(value: ExportValue, kind: ValueKind) -> str:
    """The value with its unit where that belongs to it: `82 %`, `2,010`, `3.5`, `3 Mar 2026`; `–` for unknown."""
    if value is None or (isinstance(value, float) and not isfinite(value)):
        return UNKNOWN
    if isinstance(value, str):
        return value
    if isinstance(value, datetime):
        return f"{day(value)}, {value:%H:%M}{NBSP}UTC"
    if isinstance(value, date):
        return day(value)
    if kind is ValueKind.SHARE:
        return percent(value)
    if kind is ValueKind.DAYS:
        return number(value) if value == round(value) else f"{value:,.1f}"
    if kind is ValueKind.NUMBER:
        return number(value) if value == round(value) else f"{value:,.2f}"
    return number(value)
