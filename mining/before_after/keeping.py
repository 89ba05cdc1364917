"""Takes snapshots: of a project as it is, and of what came since one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from mining.before_after.measuring import Edges, edges_of, last_day, measure
from mining.before_after.wording import SINCE
from mining.kpis.periods import settled_from
from mining.number_format import day
from models.analysis import Analysis
from models.case_table import DAY, NO_TIME
from models.errors import UserError
from models.event_log import EventLog
from models.progress import Report
from models.project import Project
from models.snapshot import Snapshot
from resources.translation import tr

Window = tuple[date, date]


def snapshot_of(
    project: Project, analysis: Analysis, prepared: EventLog, today: date, report: Report, name: str = ""
) -> Snapshot:
    """How everything stands now, of the deals from when the log has old ones beside young ones.

    Its name is that of the last day of the log where none is given. Raises UserError where the log is empty.
    """
    if not prepared.n_events:
        raise UserError(tr("The log has no events, so there is nothing to keep; import an export first."))
    begins, ends = date_at(settled_from(prepared)), last_day(prepared)
    window = min(begins, ends), ends
    return measured_between(
        project, analysis, prepared, window, name or tr("Until {day}", day=day(ends)), report, today
    )


def measured_between(
    project: Project,
    analysis: Analysis,
    prepared: EventLog,
    window: Window,
    name: str,
    report: Report,
    today: date | None = None,
    like: Snapshot | None = None,
    mask: NDArray[np.bool_] | None = None,
) -> Snapshot:
    """How everything stood in the days of `window`, measured as in the snapshot `like` where there is one.

    Without it the bands are those of the first snapshot of the project, so that all of its snapshots part alike.
    """
    first = like or (project.snapshots[0] if project.snapshots else None)
    edges: Edges = first.edges if first is not None else edges_of(prepared.cases)
    horizons = {one.metric: one.horizon for one in first.measured if one.horizon} if first is not None else {}
    wanted = [*(one.metric for one in project.plan.actions), *(_deviations(like) if like is not None else ())]
    measured = measure(analysis, prepared, project.process, window, report, edges, horizons, wanted, mask)
    return Snapshot(
        name, today or window[1], *window, prepared.n_cases, process_words(project), measured, edges
    )  # fmt: skip


def since(
    project: Project, analysis: Analysis, prepared: EventLog, before: Snapshot, report: Report
) -> Snapshot | None:
    """What came after a snapshot, up to the end of the log; None where the log does not go on after it."""
    if not prepared.n_events or last_day(prepared) <= before.ends:
        return None
    window = before.ends + timedelta(days=1), last_day(prepared)
    return measured_between(project, analysis, prepared, window, SINCE, report, like=before)


def kept(project: Project, today: date, report: Report) -> Project:
    """The project with a snapshot of its state, taken before a newer export joins it.

    The same project where there is nothing to keep: no deals, or a snapshot of just these deals is there already.
    """
    from mining.analysis import analyse_again
    from mining.preparation import prepared_log
    from mining.process.validate import what_is_wrong

    if project.log is None or not project.log.n_events:
        return project
    process = project.process
    bare = replace(project, process=None, earlier=())
    sound = project if process is None or not what_is_wrong(process) else bare
    prepared = prepared_log(sound)
    if not prepared.n_events or _is_there(project, prepared):
        return project
    try:
        analysis, _ = analyse_again(
            prepared, sound.process, sound.costs, report, None, earlier=sound.earlier, areas=sound.areas
        )
    except UserError:  # a process that deals cannot be checked against: what needs none is kept all the same
        sound, prepared = bare, prepared_log(bare)
        analysis, _ = analyse_again(prepared, None, sound.costs, report, None)
    return with_snapshot(project, snapshot_of(sound, analysis, prepared, today, report))


def with_snapshot(project: Project, snapshot: Snapshot) -> Project:
    """The project with one more snapshot, in order of their last days; its name is made different from the others."""
    names = {one.name for one in project.snapshots}
    name, count = snapshot.name, 2
    while name in names:
        name, count = f"{snapshot.name} ({count})", count + 1
    all_of_them = (*project.snapshots, replace(snapshot, name=name))
    return replace(project, snapshots=tuple(sorted(all_of_them, key=lambda one: (one.ends, one.day))))


def process_words(project: Project) -> str:
    """The documented process and its version: `New business 2025.1`; empty for none."""
    process = project.process
    return " ".join(filter(None, (getattr(process, "name", ""), getattr(process, "version", ""))))


def date_at(time: int) -> date:
    """The day of a time (microseconds UTC); the first of all days where none is known."""
    return date(1970, 1, 1) + timedelta(days=time // DAY) if time != NO_TIME else date(1970, 1, 1)


def _is_there(project: Project, prepared: EventLog) -> bool:
    ends, deals = last_day(prepared), prepared.n_cases
    return any((one.ends, one.deals) == (ends, deals) for one in project.snapshots)


def _deviations(like: Snapshot) -> list[str]:
    return [one.metric for one in like.measured if " " in one.metric]
