"""What can be held against each other: the snapshots of a project, its baseline, and what came since."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mining.before_after.compare import compare
from mining.before_after.keeping import measured_between, since
from mining.before_after.measuring import last_day
from mining.before_after.wording import BASELINE, SINCE
from models.analysis import Analysis
from models.before_after import BeforeAfter
from models.errors import UserError
from models.event_log import EventLog
from models.progress import Report
from models.project import Project
from models.sales_process import SalesProcess
from models.snapshot import Snapshot
from models.strategy import Baseline
from resources.translation import tr


@dataclass(frozen=True)
class Side:
    """One that can be chosen: the snapshot of that name, the baseline, or else what came since; and its last day."""

    name: str
    ends: date
    snapshot: Snapshot | None = None
    baseline: Baseline | None = None


@dataclass(frozen=True, eq=False)
class Compared:
    """Two sides as they were measured, and what came out."""

    before: Snapshot
    after: Snapshot
    found: BeforeAfter


def sides_before(project: Project) -> tuple[Side, ...]:
    """What can be the first side, in order of time: the baseline of the process, and every snapshot."""
    found = [Side(one.name, one.ends, one) for one in project.snapshots]
    baseline = _baseline(project)
    if baseline is not None and project.log is not None:
        found.append(Side(BASELINE, baseline.ends, baseline=baseline))
    return tuple(sorted(found, key=lambda one: one.ends))


def sides_after(project: Project, before: Side, log: EventLog | None) -> tuple[Side, ...]:
    """What can be held against a first side, in order of time: later snapshots, and last what came since in the log."""
    found = [
        Side(one.name, one.ends, one)
        for one in project.snapshots
        if one is not before.snapshot and one.ends > before.ends
    ]
    if log is not None and log.n_events and last_day(log) > before.ends:
        found.append(Side(SINCE, last_day(log)))
    return tuple(found)


def usual_sides(project: Project, log: EventLog | None) -> tuple[Side, Side] | None:
    """The last of the first sides that something came after, and the last of what came; None where nothing did."""
    for before in reversed(sides_before(project)):
        after = sides_after(project, before, log)
        if after:
            return before, after[-1]
    return None


def compared(
    project: Project,
    analysis: Analysis | None,
    prepared: EventLog | None,
    before: Side,
    after: Side,
    report: Report,
) -> Compared:
    """Both sides measured and held against each other.

    Raises UserError where a side has to be measured and there is no log, or it does not go on so far.
    """
    was, now = before.snapshot, after.snapshot
    if was is None:
        assert before.baseline is not None
        window = before.baseline.begins, before.baseline.ends
        was = measured_between(project, *_log(analysis, prepared), window, before.name, report)
    if now is None:
        now = since(project, *_log(analysis, prepared), was, report)
    if now is None:
        raise UserError(tr("The log does not go on after {name}; import the next export.", name=before.name))
    report(0.9, tr("Comparing"))
    planned = [action.metric for action in project.plan.actions if action.metric]
    return Compared(was, now, compare(was, now, planned))


def _log(analysis: Analysis | None, prepared: EventLog | None) -> tuple[Analysis, EventLog]:
    if analysis is None or prepared is None:
        raise UserError(tr("The project has no log any more; compare two snapshots, or import an export."))
    return analysis, prepared


def _baseline(project: Project) -> Baseline | None:
    process = project.process
    return process.strategy.baseline if isinstance(process, SalesProcess) else None
