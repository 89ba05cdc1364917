"""All key figures of a log over time: execution against strategy, and buyer against seller."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from mining.aggregates.periods import Period
from mining.kpis.execution import execution_figures
from mining.kpis.figure import Figure, series_of
from mining.kpis.outcomes import AMOUNT, CYCLE, VELOCITY, WINNING, Deals, outcome_figures
from mining.kpis.periods import periods_of, settled_from, usual_period
from mining.kpis.silence import silence_figures
from mining.kpis.two_tracks import track_figures
from models.analysis import Analysis
from models.event_log import EventLog
from models.kpi_series import KpiSeries
from models.progress import Report
from models.strategy import Strategy, Targets
from resources.translation import tr

Mask = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class OverTime:
    """Figures and their series in the same order, over periods of one length."""

    period: Period
    figures: tuple[Figure, ...]
    series: tuple[KpiSeries, ...]

    def of(self, key: str) -> KpiSeries | None:
        """The series of that key, None where it is not among these."""
        return next((one for one in self.series if one.key == key), None)


def whole_log(prepared: EventLog, analysis: Analysis) -> EventLog:
    """The prepared log, which has activities, with the outcomes as the process resolved them."""
    return replace(prepared, cases=analysis.log.cases)


def execution_over_time(
    log: EventLog, analysis: Analysis, strategy: Strategy, mask: Mask, period: Period | None, report: Report
) -> OverTime:
    """Fit, qualification, effort, silence, preparation and fitness; `log` is that of `whole_log`.

    `period` is None for what suits the number of deals.
    """
    length = period or usual_period(log, mask)
    report(0.0, tr("Telling the key figures"))
    figures = (
        *execution_figures(log, analysis, strategy.sweet_spot, mask),
        *silence_figures(log, mask, periods_of(log, length)),
    )
    return _told(log, figures, length, strategy, report)


def sides_over_time(
    log: EventLog, analysis: Analysis, strategy: Strategy, mask: Mask, period: Period | None, report: Report
) -> OverTime:
    """Where seller and buyer are, winning, cycle, amount, revenue and velocity; as `execution_over_time`."""
    length = period or usual_period(log, mask)
    report(0.0, tr("Telling the key figures"))
    figures = (*track_figures(analysis.buyer, mask, settled_from(log)), *outcome_figures(Deals.of(log, mask)))
    return _told(log, figures, length, strategy, report)


def targets_by_key(targets: Targets) -> Mapping[str, float]:
    """The targets that series are held against, by the key of the series."""
    named = {
        WINNING: targets.win_rate, CYCLE: targets.cycle_days, AMOUNT: targets.amount, VELOCITY: targets.velocity
    }  # fmt: skip
    return {key: value for key, value in named.items() if value is not None}


def _told(
    log: EventLog, figures: Sequence[Figure], period: Period, strategy: Strategy, report: Report
) -> OverTime:
    periods, targets = periods_of(log, period), targets_by_key(strategy.targets)
    told = []
    for at, figure in enumerate(figures):
        report(at / len(figures), tr("Telling the key figures"))
        told.append(series_of(figure, periods, strategy.baseline, targets.get(figure.key)))
    return OverTime(period, tuple(figures), tuple(told))
