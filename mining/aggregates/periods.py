"""The month, quarter or year in which every deal was created: groups in order of time."""

from __future__ import annotations

from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from mining.deals.days import created
from models.case_table import NO_TIME
from models.categorical import MISSING, Categorical
from models.event_log import EventLog


class Period(StrEnum):
    """How long a group of deals is."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


_MONTHS = {Period.MONTH: 1, Period.QUARTER: 3, Period.YEAR: 12}


def created_in(log: EventLog, period: Period) -> Categorical:
    """The period of every deal's creation in UTC: `2026-03`, `2026 Q1` or `2026`, those without any deal included.

    A deal without a date of creation counts from its first event; one with neither is missing.
    """
    times = created(log)
    known = np.flatnonzero(times != NO_TIME)
    months = times[known].astype("datetime64[us]").astype("datetime64[M]").astype(np.int64)
    number: NDArray[np.int64] = months // _MONTHS[period]
    codes = np.full(log.n_cases, MISSING, dtype=np.int32)
    if not len(known):
        return Categorical(codes, ())
    first, last = int(number.min()), int(number.max())
    codes[known] = number - first
    return Categorical(codes, tuple(_name(period, index) for index in range(first, last + 1)))


def _name(period: Period, number: int) -> str:
    """The name of the period that is so many after that with which 1970 begins."""
    year, month = divmod(number * _MONTHS[period], 12)
    if period is Period.YEAR:
        return f"{1970 + year}"
    return (
        f"{1970 + year} Q{month // 3 + 1}" if period is Period.QUARTER else f"{1970 + year}-{month + 1:02d}"
    )
