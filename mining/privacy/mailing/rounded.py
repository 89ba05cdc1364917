"""Makes numbers and times coarser, so that a deal cannot be told by them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from mining.sources.values.categories import by_labels
from models.case_table import DAY, NO_TIME
from models.categorical import Categorical
from models.event_log import EventLog
from models.field_history import AMOUNT, FieldHistory

_DIGITS = 2


def rounded(amounts: NDArray[np.float64]) -> NDArray[np.float64]:
    """The amounts to two leading digits: 12,345 becomes 12,000; what is unknown or nothing stays."""
    found = amounts.copy()
    some = np.isfinite(found) & (found != 0)
    unit = 10.0 ** (np.floor(np.log10(np.abs(found[some]))) - (_DIGITS - 1))
    found[some] = np.round(found[some] / unit) * unit
    return found


def history_rounded(changes: FieldHistory) -> FieldHistory:
    """The history with the amounts in it rounded likewise."""
    is_amount = changes.field.is_any_of([AMOUNT])
    return replace(changes, old=_column(changes.old, is_amount), new=_column(changes.new, is_amount))


def _column(column: Categorical, is_amount: NDArray[np.bool_]) -> Categorical:
    """Codes of amounts point to labels of their own, as the same text can be the value of another field."""
    n = len(column.labels)
    labels = [*column.labels, *map(_rounded_text, column.labels)]
    codes = np.where(is_amount & (column.codes >= 0), column.codes + n, column.codes).astype(np.int32)
    return by_labels(codes, labels)


def _rounded_text(text: str) -> str:
    try:
        number = float(text)
    except ValueError:
        return ""
    if not np.isfinite(number):
        return ""
    return f"{rounded(np.array([number]))[0]:.10g}"


def to_days(log: EventLog) -> EventLog:
    """The log with midnight (UTC) of its day for every time; events of a day stay in their order."""
    cases = replace(log.cases, created=_day(log.cases.created), closed=_day(log.cases.closed))
    changes = replace(log.changes, timestamp=_day(log.changes.timestamp))
    return replace(log, timestamp=_day(log.timestamp), cases=cases, changes=changes)


def _day(times: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.where(times == NO_TIME, NO_TIME, times // DAY * DAY)
