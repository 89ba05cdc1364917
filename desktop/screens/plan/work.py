"""What the screen has worked out off the UI thread: hand-overs, proposals, baselines, targets, pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from desktop.screens.plan.shown import Shown
from models.analysis import Analysis
from models.change_plan import ChangeAction
from models.diagnosis import Diagnosis, DiagnosisCard
from models.event_log import EventLog
from models.progress import Report
from models.project import Project
from models.sales_process import SalesProcess
from resources.translation import tr

if TYPE_CHECKING:
    from mining.areas.documented import HandoverCount
    from mining.plan.proposals import Ground, Proposal


@dataclass(frozen=True, eq=False)
class Asked:
    """What is looked at: the project with its analysed and its prepared log, the day, and the stand-ins (or None)."""

    project: Project
    analysis: Analysis
    prepared: EventLog
    today: date
    stand_ins: Mapping[str, str] | None

    def ground(self) -> Ground:
        """What proposals are made from."""
        from mining.plan.proposals import Ground

        project = self.project
        return Ground(self.analysis, project.process, project.plan, self.today, self.stand_ins)


def handovers_counted(asked: Asked, report: Report) -> tuple[HandoverCount, ...]:
    """What became of the documented hand-overs of all deals. Raises UserError where the calendar makes no sense."""
    from mining.areas.of_project import handover_counts_of

    process = asked.project.process
    if not isinstance(process, SalesProcess) or not process.handoffs:
        return ()
    report(0.0, tr("Looking at hand-overs"))
    everyone = np.ones(asked.prepared.n_cases, dtype=bool)
    return handover_counts_of(asked.prepared, process, asked.project, everyone)


def proposed(
    asked: Asked, found: Diagnosis, counts: Sequence[HandoverCount], report: Report
) -> tuple[Proposal, ...]:
    """What the findings call for."""
    from mining.plan.proposals import proposals

    report(0.1, tr("Looking what the deals call for"))
    return proposals(asked.ground(), found, counts)


def proposed_of(asked: Asked, card: DiagnosisCard, report: Report) -> tuple[Proposal, ...]:
    """What one verdict calls for."""
    from mining.plan.proposals import of_card

    report(0.1, tr("Looking what the deals call for"))
    return of_card(asked.ground(), card)


@dataclass(frozen=True)
class Measured:
    """An action measured now, and why there is no number where there is none."""

    action: ChangeAction
    why_none: str = ""


def measured_now(asked: Asked, action: ChangeAction, report: Report) -> Measured:
    """The action with its baseline as it is now, and with a target where it has none."""
    from mining.plan.measuring import standing
    from mining.plan.target import suggested_target

    report(0.1, tr("Measuring"))
    found = standing(asked.analysis, asked.project.process, action.metric, action.group, action.person)
    if found.baseline is None:
        return Measured(action, found.why_none)
    made = replace(action, baseline=found.baseline)
    target = suggested_target(asked.analysis, asked.project.process, found) if action.target is None else None
    return Measured(made if target is None else replace(made, target=target.value, target_from=target.words))


def with_target(asked: Asked, action: ChangeAction, report: Report) -> Measured:
    """The action with the target that its metric suggests."""
    found = measured_now(asked, replace(action, target=None, target_from=""), report)
    if found.action.target is None:
        return Measured(action, found.why_none or tr("Nothing suggests a target; set one of your own."))
    kept = replace(action, target=found.action.target, target_from=found.action.target_from)
    return Measured(kept)


def pages(shown: Shown, ppi: float, areas: Sequence[str] | None, report: Report) -> tuple[bytes, ...]:
    """The pages of these areas, of all where it is None, as PNG. Raises UserError where they cannot be set."""
    from mining.plan.area_pages import area_pages
    from mining.report.pdf import page_pictures

    report(0.1, tr("Setting the pages"))
    content = area_pages(shown.project, shown.stand_ins, shown.today, shown.counts, areas)
    return tuple(page_pictures(content, ppi))
