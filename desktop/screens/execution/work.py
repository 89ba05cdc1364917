"""What is worked out in a thread for the screen: figures first, then since when they are different."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mining.aggregates.periods import Period
from mining.drift.find import find_drift
from mining.filtering import Mask
from mining.kpis.fit import fit_scores
from mining.kpis.objectives import Objectives, reached_objectives
from mining.kpis.over_time import OverTime, execution_over_time, whole_log
from mining.kpis.silence import Silence, silent_deals
from mining.kpis.since_when import with_changes
from mining.kpis.sweet_spot import SpotFound, spot_found
from models.analysis import Analysis
from models.categorical import MISSING, Categorical
from models.drift import DriftResult
from models.event_log import EventLog
from models.kpi_series import KpiSeries
from models.progress import Report
from models.project import ProcessModel
from models.sales_process import SalesProcess
from models.strategy import Strategy


@dataclass(frozen=True, eq=False)
class Asked:
    """What the figures are of: the analysed deals in `mask`, what was agreed on, and the periods (None: the usual)."""

    prepared: EventLog
    analysis: Analysis
    process: ProcessModel | None
    mask: Mask
    period: Period | None

    @property
    def name(self) -> str:
        """What the process is called."""
        return self.process.name if self.process is not None else ""

    @property
    def strategy(self) -> Strategy:
        """What was agreed on; empty where the process is an imported net, or none."""
        return self.process.strategy if isinstance(self.process, SalesProcess) else Strategy()

    def is_like(self, other: Asked | None) -> bool:
        """Whether the same is asked for."""
        return (
            other is not None
            and self.analysis is other.analysis
            and self.mask is other.mask
            and self.period is other.period
            and self.strategy == other.strategy
        )


@dataclass(frozen=True, eq=False)
class Found:
    """The figures, the sweet spot, silent deals and objectives, all of the same deals."""

    asked: Asked
    log: EventLog
    over_time: OverTime
    spot: SpotFound | None
    silence: Silence
    objectives: Objectives
    fit: NDArray[np.float64]
    last_stage: Categorical

    @property
    def why_no_silence(self) -> str:
        """Why nothing can be said of silent deals; empty where something can."""
        series = self.over_time.of("silent")
        return series.why_none if series is not None else ""


@dataclass(frozen=True, eq=False)
class Since:
    """The series of `found` with their changes, and the changes of the whole log."""

    found: Found
    series: tuple[KpiSeries, ...]
    drift: DriftResult


def found_of(asked: Asked, report: Report) -> Found:
    """Everything but the changes. Raises Cancelled from `report`."""
    log = whole_log(asked.prepared, asked.analysis)
    strategy = asked.strategy
    over_time = execution_over_time(log, asked.analysis, strategy, asked.mask, asked.period, report)
    spot = spot_found(log, strategy.sweet_spot, asked.mask)
    silence = silent_deals(log, asked.mask)
    objectives = reached_objectives(log, strategy.targets, asked.mask, report)
    fit = fit_scores(log, strategy.sweet_spot)
    return Found(asked, log, over_time, spot, silence, objectives, fit, _last_stage(asked.analysis.log))


def why_no_spot(found: Found) -> str:
    """Why there is no sweet spot to show; empty where there is."""
    series = found.over_time.of("outside")
    return series.why_none if series is not None else ""


def _last_stage(log: EventLog) -> Categorical:
    """The last stage of every case, missing where it has none."""
    codes = np.full(log.n_cases, MISSING, dtype=np.int32)
    has = np.diff(log.case_start) > 0
    codes[has] = log.activity.codes[log.case_start[1:][has] - 1]
    return Categorical(codes, log.activity.labels)


def since_of(found: Found, report: Report) -> Since:
    """The changes. Raises Cancelled from `report`."""
    series = with_changes(found.over_time.figures, found.over_time.series, found.log, report)
    drift = find_drift(found.asked.analysis, found.asked.process, found.asked.mask, report)
    return Since(found, series, drift)
