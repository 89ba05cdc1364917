"""Everything a report tells of a project, found once and for every template, so that a preview can follow at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from mining.analysis import analyse_again, view_of
from mining.areas.documented import HandoverCount
from mining.areas.of_project import handover_counts_of
from mining.deals.days import created
from mining.diagnosis.diagnose import diagnose
from mining.kpis.figure import EARLIEST, LATEST
from mining.kpis.outcomes import Deals, outcome_figures
from mining.kpis.over_time import whole_log
from mining.preparation import prepared_log
from mining.privacy.people import introduced
from mining.quality.report import quality_of
from models.analysis import Analysis, View
from models.case_table import NO_TIME
from models.diagnosis import Diagnosis
from models.errors import UserError
from models.event_log import EventLog
from models.kpi_series import KpiUnit, KpiValue
from models.progress import Report
from models.project import Project
from models.quality import QualityReport
from models.sales_process import SalesProcess
from resources.translation import tr

T = TypeVar("T")


@dataclass(frozen=True)
class KeyFigure:
    """One key figure over all time that can be told: what it is called, its unit, its value, and what it counts."""

    name: str
    unit: KpiUnit
    value: KpiValue
    currency: str
    words: str


@dataclass(frozen=True, eq=False)
class Known:
    """What is there already: the prepared log, its check, and the diagnosis of the deals that pass the filter."""

    prepared: EventLog
    analysis: Analysis | None = None
    diagnosis: Diagnosis | None = None


@dataclass(frozen=True, eq=False)
class Gathered:
    """The deals a report is about, and what was found in them.

    `log` is the prepared log with events of all kinds and the outcomes as the process resolved them; `view` has the
    deals that pass the project's filter (which says nothing of deviations: among deals that all show one, nobody
    could stand out); `handovers` the documented ones. `day` is the day of the report.
    """

    project: Project
    log: EventLog
    analysis: Analysis
    view: View
    diagnosis: Diagnosis
    quality: QualityReport
    handovers: tuple[HandoverCount, ...]
    day: date

    @property
    def mask(self) -> NDArray[np.bool_]:
        """One flag a case: is the report about it?"""
        return self.view.mask

    @property
    def process(self) -> SalesProcess | None:
        """The documented process, None where there is none that is written as stages."""
        return self.project.process if isinstance(self.project.process, SalesProcess) else None

    @property
    def deals(self) -> int:
        """How many deals the report is about."""
        return int(self.mask.sum())

    @cached_property
    def key_figures(self) -> Mapping[str, KeyFigure]:
        """Winning, cycle, amount, revenue and velocity by their keys (`mining.kpis.outcomes`)."""
        return _figures(self._outcomes)

    def figures_of(self, group: NDArray[np.bool_]) -> Mapping[str, KeyFigure]:
        """The same of some of the deals (one flag a case), within the days that are looked at for all of them."""
        return _figures(self._outcomes.only(group))

    @cached_property
    def _outcomes(self) -> Deals:
        return Deals.of(self.log, self.mask)

    @cached_property
    def names(self) -> Mapping[str, str]:
        """The stand-in of everybody who is named in the logs of the project."""
        return introduced(self.project).stand_ins

    @cached_property
    def period(self) -> tuple[int, int] | None:
        """The first and the last creation of a deal (microseconds UTC), None where none is known."""
        times = created(self.log)[self.mask]
        times = times[times != NO_TIME]
        return (int(times.min()), int(times.max())) if len(times) else None

    def derived(self, make: Callable[[Gathered], T]) -> T:
        """What `make` makes of it, made once: a map is drawn once for all templates."""
        if make not in self._derived:
            self._derived[make] = make(self)
        made: T = self._derived[make]
        return made

    @cached_property
    def _derived(self) -> dict[Callable[[Gathered], Any], Any]:
        return {}


def gather(project: Project, report: Report, known: Known | None = None, day: date | None = None) -> Gathered:
    """Check and diagnose the deals of a project that pass its filter; what is `known` is not found again.

    Raises UserError where there is no log, no deal is left, or the process cannot be checked; Cancelled from `report`.
    """
    if project.log is None:
        raise UserError(
            tr(
                "The project {name} has no deals to report on: its log is empty or was deleted. Import an export into "
                "it, then write the report.",
                name=project.name,
            )
        )
    prepared = prepared_log(project) if known is None else known.prepared
    if not prepared.n_cases:
        raise UserError(
            tr("No deal is left of what was chosen in the import; leave out less, then write the report.")
        )
    analysis = known.analysis if known is not None else None
    if analysis is None:
        analysis = _checked(project, prepared, _part(report, 0.0, 0.5))
    view = view_of(analysis, replace(project.filter, deviation=None))
    if not view.mask.any():
        raise UserError(
            tr("No deal passes the filter; clear it or choose other deals, then write the report.")
        )
    diagnosis = known.diagnosis if known is not None else None
    if diagnosis is None:
        diagnosis = diagnose(
            analysis, prepared, project.process, project.thresholds, view.mask, _part(report, 0.5, 0.9)
        )
    report(0.9, tr("Looking at the quality of the data"))
    quality = quality_of(project.log, project.summary, project.preparation, project.process)
    handovers = _handovers(project, prepared, view)
    log = whole_log(prepared, analysis)
    return Gathered(project, log, analysis, view, diagnosis, quality, handovers, day or date.today())


def _figures(deals: Deals) -> Mapping[str, KeyFigure]:
    return {
        one.key: KeyFigure(one.name, one.unit, one.between(EARLIEST, LATEST, False), one.currency, one.words)
        for one in outcome_figures(deals)
    }


def _checked(project: Project, prepared: EventLog, report: Report) -> Analysis:
    report(0.0, tr("Checking the deals against the process"))
    return analyse_again(
        prepared, project.process, project.costs, report, None, earlier=project.earlier, areas=project.areas
    )[0]


def _handovers(project: Project, prepared: EventLog, view: View) -> tuple[HandoverCount, ...]:
    process = project.process
    if not isinstance(process, SalesProcess) or not process.handoffs:
        return ()
    return handover_counts_of(prepared, process, project, view.mask)


def _part(report: Report, begin: float, end: float) -> Report:
    """A reporter whose whole is this part of the work."""
    return lambda fraction, message: report(begin + fraction * (end - begin), message)
