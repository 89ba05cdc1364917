"""What the screen shows: computed off the UI thread from the leads, the deals they became, and the process."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mining.leads.definitions import Readings, readings_of
from mining.leads.funnel import Horizons, LeadCount, by_group, horizons_of, lead_count
from mining.leads.look import LeadLook, lead_handovers, look_at
from mining.leads.meaning import Trait, traits_of
from mining.leads.series import lead_series
from mining.preparation import leads_of
from models.analysis import Analysis
from models.event_log import EventLog
from models.kpi_series import KpiSeries
from models.progress import Report, share_of
from models.project import Project
from models.sales_process import SalesProcess
from resources.translation import tr

_Flags = NDArray[np.bool_]

SOURCE, TEAM = tr("Source"), tr("Team")

Part = tuple[str, str]
"""A column of the leads (`SOURCE`, `TEAM`) and a value of it; both empty for all leads."""

EVERYTHING: Part = ("", "")


@dataclass(frozen=True, eq=False)
class Ground:
    """What does not depend on which leads are looked at; `look` is None where no hand-over of leads is documented.

    `deals` is the log in which the deals that leads became are.
    """

    project: Project
    leads: EventLog | None
    deals: EventLog
    look: LeadLook | None
    horizons: Horizons
    sources: tuple[LeadCount, ...]
    teams: tuple[LeadCount, ...]

    @property
    def parts(self) -> tuple[Part, ...]:
        """What can be looked at alone."""
        sources, teams = ([(kind, one.name) for one in found] for kind, found in self._groups)
        return (EVERYTHING, *sources, *teams)

    @property
    def _groups(self) -> tuple[tuple[str, tuple[LeadCount, ...]], ...]:
        return ((SOURCE, self.sources), (TEAM, self.teams))


@dataclass(frozen=True, eq=False)
class LeadsView:
    """The chosen part of the leads, and the readings of the deals in sight."""

    ground: Ground
    analysis: Analysis
    part: Part
    count: LeadCount | None
    series: tuple[KpiSeries, ...]
    traits: tuple[Trait, ...]
    readings: Readings


def leads_view(
    project: Project,
    analysis: Analysis,
    prepared: EventLog,
    mask: _Flags,
    part: Part,
    before: Ground | None,
    report: Report,
) -> LeadsView:
    """Look at a part of the leads, and at the deals in `mask`; `before` is gone on from where it is of this project.

    `prepared` is the prepared log of the `analysis`.

    Raises UserError where the calendar of the process makes no sense.
    """
    report(0.0, tr("Looking at leads"))
    deals = analysis.log
    if before is not None and before.project is project and before.deals is deals:
        ground = before
    else:
        ground = _ground(project, deals, report)
    if part not in ground.parts:
        part = EVERYTHING
    report(0.4, tr("Looking at leads"))
    count: LeadCount | None = None
    series: tuple[KpiSeries, ...] = ()
    traits: tuple[Trait, ...] = ()
    if ground.look is not None:
        chosen = _mask(ground.look.leads, part)
        count = lead_count(ground.look, deals, ground.horizons, chosen, part[1])
        baseline = project.process.strategy.baseline if isinstance(project.process, SalesProcess) else None
        series = lead_series(ground.look, chosen, baseline, share_of(report, 4, 10, 0.8))
        traits = traits_of(ground.look, chosen)
    report(0.8, tr("Comparing what teams record"))
    return LeadsView(
        ground, analysis, part, count, series, traits, _readings(analysis, prepared, project, mask)
    )


def _ground(project: Project, deals: EventLog, report: Report) -> Ground:
    leads = leads_of(project)
    look = None
    if leads is not None and isinstance(project.process, SalesProcess):
        found = lead_handovers(leads, project.process)
        robots: Collection[str] = project.summary.robots if project.summary is not None else ()
        if found:
            look = look_at(leads, found[0], project.process, deals, robots)
    report(0.2, tr("Looking at leads"))
    if look is None:
        return Ground(project, leads, deals, None, Horizons(0, 0), (), ())
    horizons, everything = horizons_of(look, deals), np.ones(look.leads.n_cases, dtype=bool)
    cases = look.leads.cases
    return Ground(
        project,
        leads,
        deals,
        look,
        horizons,
        by_group(look, deals, horizons, cases.source, everything),
        by_group(look, deals, horizons, cases.team, everything),
    )


def _mask(leads: EventLog, part: Part) -> _Flags:
    if part == EVERYTHING:
        return np.ones(leads.n_cases, dtype=bool)
    column = leads.cases.source if part[0] == SOURCE else leads.cases.team
    return column.is_any_of((part[1],))


def _readings(analysis: Analysis, prepared: EventLog, project: Project, mask: _Flags) -> Readings:
    process = project.process
    if not isinstance(process, SalesProcess) or analysis.conformance is None:
        return Readings((), (), ())
    log = analysis.log
    labels = set(log.activity.labels)
    stages = [stage.name for stage in process.stages if stage.name in labels]
    signals = analysis.buyer.signals if analysis.buyer is not None else ()
    return readings_of(log, stages, signals, mask, prepared)
