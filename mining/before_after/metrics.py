"""The metrics that are kept and held against each other: what each deal says of one, and when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mining.decay.metrics import deviation_named, observed, win_horizon, win_rate_within
from mining.diagnosis.effects.deal_values import deal_values
from mining.kpis.execution import execution_figures
from mining.kpis.over_time import whole_log
from mining.kpis.periods import days_to_win, ended
from mining.process.deviation_words import deviation_words
from mining.quality.currencies import currencies_of
from mining.wording import title
from models.analysis import Analysis
from models.case_table import DAY, NO_TIME, Outcome
from models.deviation import DeviationType
from models.event_log import EventLog
from models.kpi_series import KpiUnit
from models.sales_process import SalesProcess
from resources.translation import tr

FEWEST_ELIGIBLE = 30
"""A deviation is kept where so many deals could have shown it."""

MOST_DEVIATIONS = 40
"""And so many of them at most, the most frequent ones."""

_DEAL_FIGURES = ("outside", "unqualified", "unprepared")
"""Of the key figures of execution those that count deals; the others count what was done, deal by deal."""

_NOT_KEPT = (DeviationType.STALLED, DeviationType.ENTERED_IN_BULK)
"""Open deals stall only until they are not open any more; what is entered in bulk is no way to sell."""


@dataclass(frozen=True, eq=False)
class Told:
    """What deals say of a metric: `case` (int32), its `value` (float64), and the `time` (int64) at which it says it."""

    metric: str
    name: str
    unit: KpiUnit
    falls: bool | None
    case: NDArray[np.int32]
    time: NDArray[np.int64]
    value: NDArray[np.float64]
    horizon: int = 0
    currency: str = ""
    why_none: str = ""


def canonical(metric: str) -> str:
    """One name for each metric: `skip.Discovery` and `Skip Discovery` are `skip Discovery`."""
    key = None if metric in _OF_DEALS else deviation_named(metric)
    return metric if key is None else deviation_words(key)


def metric_name(metric: str) -> str:
    """What people call a metric: `Skipped Discovery`, `Win rate`."""
    if metric in _NAMES:
        return _NAMES[metric]
    key = deviation_named(metric)
    return metric if key is None else title(key)


def told_metrics(
    analysis: Analysis,
    prepared: EventLog,
    process: object,
    horizons: Mapping[str, int],
    wanted: Iterable[str] = (),
) -> Iterator[Told]:
    """Every metric of a log: outcomes, fitness, key figures that count deals, deviations, and those that are `wanted`.

    `prepared` is the log with events of all kinds, `horizons` the days within which a win counts, by metric.
    """
    log = whole_log(prepared, analysis)
    yield from (make(analysis, log, horizons) for make in _OF_DEALS.values())
    yield from _figures(analysis, log, process)
    deviations = _kept_deviations(analysis)
    asked = [canonical(one) for one in wanted if one]
    known = {*_OF_DEALS, *_DEAL_FIGURES}
    for metric in dict.fromkeys((*deviations, *(one for one in asked if one not in known))):
        yield _deviation(analysis, metric)


def told_metric(
    analysis: Analysis, prepared: EventLog, process: object, metric: str, horizons: Mapping[str, int]
) -> Told:
    """One metric of a log as an action of the plan is measured: as in `told_metrics`, days on the clock of the log."""
    log = whole_log(prepared, analysis)
    if metric == "cycle_days":
        seen = observed(analysis, metric)
        return Told(
            metric, _NAMES[metric], KpiUnit.DAYS, True, seen.case, seen.time, seen.value, why_none=seen.why_none
        )  # fmt: skip
    if metric in _OF_DEALS:
        return _OF_DEALS[metric](analysis, log, horizons)
    if metric in _DEAL_FIGURES:
        found = next((one for one in _figures(analysis, log, process) if one.metric == metric), None)
        if found is not None:
            return found
    return _deviation(analysis, canonical(metric))


def _kept_deviations(analysis: Analysis) -> list[str]:
    found = analysis.conformance
    if found is None:
        return []
    shown = [
        one
        for one in found.deviations
        if one.key.type not in _NOT_KEPT and len(one.eligible) >= FEWEST_ELIGIBLE
    ]
    shown.sort(key=lambda one: -len(one.cases))
    return [deviation_words(one.key) for one in shown[:MOST_DEVIATIONS]]


def _deviation(analysis: Analysis, metric: str) -> Told:
    seen = observed(analysis, metric)
    return Told(
        metric, metric_name(metric), KpiUnit.SHARE, True, seen.case, seen.time, seen.value, why_none=seen.why_none
    )  # fmt: skip


def _win_rate(analysis: Analysis, log: EventLog, horizons: Mapping[str, int]) -> Told:
    days = horizons.get("win_rate") or -(-win_horizon(analysis) // DAY)
    seen = win_rate_within(analysis, days * DAY)
    name = tr("Won within {count} days", count=days) if days else _NAMES["win_rate"]
    return Told(
        "win_rate", name, KpiUnit.SHARE, False, seen.case, seen.time, seen.value, days, why_none=seen.why_none
    )  # fmt: skip


def _cycle(analysis: Analysis, log: EventLog, horizons: Mapping[str, int]) -> Told:
    days = days_to_win(log)
    cases = np.flatnonzero(~np.isnan(days)).astype(np.int32)
    why = "" if len(cases) else tr("No deal is known to be won with the day it was created and closed.")
    return Told(
        "cycle_days", _NAMES["cycle_days"], KpiUnit.DAYS, True, cases, log.cases.closed[cases], days[cases],
        why_none=why,
    )  # fmt: skip


def _fitness(analysis: Analysis, log: EventLog, horizons: Mapping[str, int]) -> Told:
    seen = observed(analysis, "fitness")
    over = ended(log)[seen.case] != NO_TIME
    return Told(
        "fitness", _NAMES["fitness"], KpiUnit.SHARE, False, seen.case[over], seen.time[over], seen.value[over],
        why_none=seen.why_none,
    )  # fmt: skip


def _discount(analysis: Analysis, log: EventLog, horizons: Mapping[str, int]) -> Told:
    values, end = deal_values(log), ended(log)
    cases = np.flatnonzero(np.isfinite(values.discount) & (end != NO_TIME)).astype(np.int32)
    return Told(
        "discount", _NAMES["discount"], KpiUnit.SHARE, True, cases, end[cases], values.discount[cases],
        why_none=values.why_no_discount,
    )  # fmt: skip


def _amount(analysis: Analysis, log: EventLog, horizons: Mapping[str, int]) -> Told:
    cases = log.cases
    currency = next(iter(currencies_of(cases)), "")
    named = np.array([label == currency for label in (*cases.currency.labels, "")], dtype=bool)
    won = (cases.outcome == Outcome.WON) & (cases.closed != NO_TIME)
    chosen = np.flatnonzero(
        won & np.isfinite(cases.amount) & (cases.amount > 0) & named[cases.currency.codes]
    )
    why = "" if len(chosen) else tr("No won deal has an amount.")
    return Told(
        "amount", _NAMES["amount"], KpiUnit.MONEY, False, chosen.astype(np.int32), cases.closed[chosen],
        cases.amount[chosen], currency=currency, why_none=why,
    )  # fmt: skip


def _figures(analysis: Analysis, log: EventLog, process: object) -> Iterator[Told]:
    spot = process.strategy.sweet_spot if isinstance(process, SalesProcess) else None
    everyone = np.ones(log.n_cases, dtype=bool)
    for one in execution_figures(log, analysis, spot, everyone):
        if one.key in _DEAL_FIGURES and not one.why_none:
            yield Told(one.key, one.name, one.unit, True, one.case, one.time, one.score)


_NAMES = {
    "win_rate": tr("Win rate"),
    "cycle_days": tr("Days to win"),
    "fitness": tr("Fitness"),
    "discount": tr("Discount"),
    "amount": tr("Amount of a won deal"),
    "outside": tr("Deals outside the sweet spot"),
    "unqualified": tr("Qualified without evidence"),
    "unprepared": tr("First meeting without preparation"),
}
_OF_DEALS = {
    "win_rate": _win_rate,
    "cycle_days": _cycle,
    "fitness": _fitness,
    "discount": _discount,
    "amount": _amount,
}
