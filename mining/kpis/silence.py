"""Deals in which sellers go on while the buyer is silent: since when, and which deals these are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mining.deals.days import created
from mining.kpis.estimates import nothing, quantile, ratio
from mining.kpis.figure import Figure, first_of_deal, unknown
from mining.kpis.periods import ended, settled_from, told_until
from mining.kpis.touches import Touches, last_before, pauses_of_won, touches
from mining.number_format import number
from models.case_table import DAY, NO_TIME, Outcome
from models.event_log import EventLog
from models.kpi_series import KpiPeriod, KpiUnit, KpiValue
from resources.translation import tr

RECENT = 30
"""Days: effort that is so recent goes on."""

_USUAL_LIMIT = 30
_FEWEST_WON = 20
_LEVEL = 0.9
_SILENT = tr("Worked deals whose buyer is silent")
_SINCE = tr("Days since the buyer last acted")
_NO_BUYER = tr(
    "The log holds nothing that a buyer does: import e-mails, calls and meetings with their direction."
)


@dataclass(frozen=True, eq=False)
class Silence:
    """Open deals whose buyer is silent: `case`, `days` since the buyer last acted (or it began), and efforts since.

    The most efforts since come first. `limit` are the days from which on a buyer counts as silent.
    """

    case: NDArray[np.int32]
    days: NDArray[np.float64]
    efforts: NDArray[np.int64]
    limit: float


@dataclass(frozen=True, eq=False)
class _Standing:
    """The deals that are open at a moment: since when the buyer is silent, and whether sellers touched them lately."""

    case: NDArray[np.int32]
    since: NDArray[np.int64]
    days: NDArray[np.float64]
    is_worked: NDArray[np.bool_]


def quiet_limit(log: EventLog) -> float:
    """Days: what the longest silence of the buyer was at most in nine of ten won deals; 30 where too few were won."""
    pauses = pauses_of_won(log, touches(log), log.cases.outcome == Outcome.WON)
    return float(np.quantile(pauses, _LEVEL)) / DAY if len(pauses) >= _FEWEST_WON else float(_USUAL_LIMIT)


def silent_deals(log: EventLog, mask: NDArray[np.bool_]) -> Silence:
    """The open deals in `mask` whose buyer is silent for longer than `quiet_limit` while sellers have gone on."""
    found, limit, now = touches(log), quiet_limit(log), told_until(log)
    standing = _standing(log, found, now + 1, mask & (log.cases.outcome == Outcome.OPEN))
    since = np.full(log.n_cases, np.iinfo(np.int64).max)
    since[standing.case] = standing.since
    efforts = np.bincount(found.case[found.effort & (found.time > since[found.case])], minlength=log.n_cases)
    of_case = efforts[standing.case]
    kept = np.flatnonzero((standing.days > limit) & standing.is_worked & (of_case > 0))
    order = kept[np.lexsort((-standing.days[kept], -of_case[kept]))]
    return Silence(standing.case[order], standing.days[order], of_case[order].astype(np.int64), limit)


def silence_figures(
    log: EventLog, mask: NDArray[np.bool_], periods: Sequence[KpiPeriod]
) -> tuple[Figure, Figure]:
    """The share of worked open deals whose buyer is silent, and the median days of silence, at the end of periods."""
    found = touches(log)
    limit = quiet_limit(log)
    words = tr(
        "Of the open deals worked on in the last {recent} days of the period, those whose buyer "
        "had done nothing for over {limit} days: longer than in nine of ten won deals.",
        recent=RECENT,
        limit=number(limit),
    )
    days_words = tr(
        "Of all open deals at the end of the period: days since the buyer last acted, the median."
    )
    if not found.buyer.any():
        return (
            unknown("silent", _SILENT, KpiUnit.SHARE, words, _NO_BUYER),
            unknown("silence", _SINCE, KpiUnit.DAYS, days_words, _NO_BUYER),
        )
    stood, time = _at_ends(log, found, mask, periods)
    case, days, worked = stood.case, stood.days, stood.is_worked
    is_silent = (days > limit).astype(np.float64)

    def share(part: NDArray[np.int64], begin: int, end: int) -> KpiValue:
        return ratio(case[part], is_silent[part] * worked[part], worked[part].astype(np.float64))

    def middle(part: NDArray[np.int64], begin: int, end: int) -> KpiValue:
        if not len(part):
            return nothing(0)
        last = np.full(log.n_cases, np.nan)
        last[case[part]] = days[part]  # a deal that stands at several ends counts with the last
        return quantile(last[~np.isnan(last)], 0.5)

    grown = first_of_deal(case, time, time - created(log)[case] > limit * DAY)
    settled = settled_from(log)
    silent = np.where(grown & worked, is_silent, np.nan)
    silence = np.where(grown, days, np.nan)
    return (
        Figure("silent", _SILENT, KpiUnit.SHARE, words, case, time, silent, share, settled),
        Figure("silence", _SINCE, KpiUnit.DAYS, days_words, case, time, silence, middle, settled),
    )


def _at_ends(
    log: EventLog, found: Touches, mask: NDArray[np.bool_], periods: Sequence[KpiPeriod]
) -> tuple[_Standing, NDArray[np.int64]]:
    """The deals in `mask` that are open at the end of each period, one after the other, and these moments."""
    ends = [min(one.ends, told_until(log) + 1) for one in periods]
    stands = [_standing(log, found, end, mask) for end in ends] or [_standing(log, found, 0, mask & False)]
    time = np.repeat(np.array(ends, dtype=np.int64) - 1, [len(one.case) for one in stands][: len(ends)])
    return _Standing(
        np.concatenate([one.case for one in stands]),
        np.concatenate([one.since for one in stands]),
        np.concatenate([one.days for one in stands]),
        np.concatenate([one.is_worked for one in stands]),
    ), time


def _standing(log: EventLog, found: Touches, at: int, mask: NDArray[np.bool_]) -> _Standing:
    """The deals in `mask` that are open just before `at`."""
    begin, end = created(log), ended(log)
    is_open = mask & (begin != NO_TIME) & (begin < at) & ((end == NO_TIME) | (end >= at))
    cases = np.flatnonzero(is_open)
    acts = np.flatnonzero(found.buyer)
    last = last_before(found.case[acts], found.time[acts], cases, at, log.n_cases)
    since = np.maximum(last, begin[cases])
    lately = found.effort & (found.time < at) & (found.time >= at - RECENT * DAY)
    is_worked = np.zeros(log.n_cases, dtype=bool)
    is_worked[found.case[lately]] = True
    return _Standing(cases.astype(np.int32), since, (at - since) / DAY, is_worked[cases])
