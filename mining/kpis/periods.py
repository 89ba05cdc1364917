"""Months and quarters, until when the log tells, and by when a deal can be judged."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import numpy as np
from numpy.typing import NDArray

from mining.aggregates.periods import Period
from mining.deals.days import created
from models.case_table import DAY, NO_TIME, Outcome
from models.event_log import EventLog
from models.kpi_series import KpiPeriod
from models.strategy import Baseline

MOST = 36
"""So many periods at most, the last ones."""

USUAL_HORIZON = 90
"""Days, where too few deals were won to tell how long winning takes."""

_FEW_WON = 20
_MOST_ENDED = 0.75
_STEP = 15
_A_MONTH = 30
"""Deals a month from which on months are told, and quarters below."""

_MONTHS = {Period.MONTH: 1, Period.QUARTER: 3, Period.YEAR: 12}


def told_until(log: EventLog) -> int:
    """The last event of the log (microseconds UTC), `NO_TIME` where it has none."""
    return int(log.timestamp.max()) if log.n_events else NO_TIME


def told_from(log: EventLog) -> int:
    """The first creation of a deal, `NO_TIME` where none is known."""
    times = created(log)
    known = times[times != NO_TIME]
    return int(known.min()) if len(known) else NO_TIME


def horizon_days(log: EventLog, mask: NDArray[np.bool_], share: float = 0.75) -> int:
    """Within how many days most deals that will be won are: the next 15 days above this share of the won.

    Of the deals in `mask`, in days of the calendar whatever clock the log has. 90 where fewer than 20 are won.
    """
    days = days_to_win(log)[mask]
    days = days[~np.isnan(days)]
    if len(days) < _FEW_WON:
        return USUAL_HORIZON
    return max(_STEP, int(np.ceil(np.quantile(days, share) / _STEP)) * _STEP)


def settled_from(log: EventLog) -> int:
    """From when on the log has old deals beside young ones: its first creation and the time in which three in four end.

    `NO_TIME` where no creation is known; the first creation where fewer than 20 deals ended.
    """
    first, begin, end = told_from(log), created(log), ended(log)
    known = (begin != NO_TIME) & (end != NO_TIME) & (end >= begin)
    if first == NO_TIME or int(known.sum()) < _FEW_WON:
        return first
    return first + int(np.quantile(end[known] - begin[known], _MOST_ENDED))


def ended(log: EventLog) -> NDArray[np.int64]:
    """When every deal ended: its close, else its last event; `NO_TIME` for open deals and for those without either."""
    end = log.cases.closed.copy()
    unknown_end = (end == NO_TIME) & (np.diff(log.case_start) > 0)
    end[unknown_end] = log.timestamp[log.case_start[1:][unknown_end] - 1]
    return np.where(log.cases.outcome == Outcome.OPEN, NO_TIME, end)


def usual_period(log: EventLog, mask: NDArray[np.bool_]) -> Period:
    """Months where enough deals begin in the usual one, else quarters."""
    times = created(log)[mask]
    times = times[times != NO_TIME]
    if not len(times):
        return Period.QUARTER
    months = np.unique(times.astype("datetime64[us]").astype("datetime64[M]"), return_counts=True)[1]
    return Period.MONTH if np.median(months) >= _A_MONTH else Period.QUARTER


def periods_between(first: int, last: int, period: Period) -> tuple[KpiPeriod, ...]:
    """Those from the one that holds `first` to the one that holds `last` (microseconds UTC); the last `MOST`."""
    if NO_TIME in (first, last) or first > last:
        return ()
    length = _MONTHS[period]
    ends = np.array([first, last], dtype="datetime64[us]").astype("datetime64[M]").astype(np.int64) // length
    low, high = ends.tolist()
    return tuple(_period(period, number) for number in range(max(low, high - MOST + 1), high + 1))


def periods_of(log: EventLog, period: Period) -> tuple[KpiPeriod, ...]:
    """The periods of a log: from the first creation to the last event."""
    return periods_between(told_from(log), told_until(log), period)


def window_of(baseline: Baseline) -> tuple[int, int]:
    """When a baseline begins, and when it is over (microseconds UTC, excluded)."""
    begin = datetime.combine(baseline.begins, time(), UTC)
    end = datetime.combine(baseline.ends, time(), UTC) + timedelta(days=1)
    return int(begin.timestamp()) * 1_000_000, int(end.timestamp()) * 1_000_000


def days_to_win(log: EventLog) -> NDArray[np.float64]:
    """Days of the calendar from creation to a won close, NaN for all other deals."""
    begin, end = created(log), log.cases.closed
    won = (log.cases.outcome == Outcome.WON) & (begin != NO_TIME) & (end != NO_TIME) & (end >= begin)
    days = np.full(log.n_cases, np.nan)
    days[won] = (end[won] - begin[won]) / DAY
    return days


def _period(period: Period, number: int) -> KpiPeriod:
    month = number * _MONTHS[period]
    begin, end = (
        int(np.datetime64(m, "M").astype("datetime64[us]").astype(np.int64))
        for m in (month, month + _MONTHS[period])
    )
    year, place = divmod(month, 12)
    name = (
        f"{1970 + year} Q{place // 3 + 1}" if period is Period.QUARTER else f"{1970 + year}-{place + 1:02d}"
    )
    return KpiPeriod(name, begin, end)
