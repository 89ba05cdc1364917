"""What became of each action of the plan: its metric since it was started, against its baseline and its target."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray

from mining.before_after.compare import judged, row_of
from mining.before_after.measuring import last_day, measure_told
from mining.before_after.metrics import metric_name, told_metric
from mining.before_after.plan_wording import action_sentence
from mining.export.names_in_words import without_names
from mining.plan.sample_size import deals_needed
from models.analysis import Analysis
from models.before_after import ActionResult, Moved, Reached, Row
from models.case_table import CaseTable
from models.change_plan import ChangeAction
from models.event_log import EventLog
from models.kpi_series import KpiUnit
from models.project import Project
from resources.translation import tr

_BEFORE = timedelta(days=365)


def action_results(
    project: Project, analysis: Analysis | None, prepared: EventLog | None
) -> tuple[ActionResult, ...]:
    """One result an action, in the order of the plan; q-values over all of them."""
    rows = judged([_row(project, analysis, prepared, action) for action in project.plan.actions])
    return tuple(_result(action, row) for action, row in zip(project.plan.actions, rows, strict=True))


def without_people(results: Sequence[ActionResult], names: Mapping[str, str]) -> tuple[ActionResult, ...]:
    """The results with stand-ins (`names`, by name) in the place of people."""
    return tuple(
        replace(
            one,
            what=without_names(one.what, names),
            sentence=without_names(one.sentence, names),
            row=None if one.row is None else replace(one.row, team=without_names(one.row.team, names)),
        )
        for one in results
    )


def _row(project: Project, analysis: Analysis | None, prepared: EventLog | None, action: ChangeAction) -> Row:
    name = metric_name(action.metric) if action.metric else ""
    row = Row(
        action.metric,
        name,
        KpiUnit.SHARE,
        True,
        action.group or action.person,
        Moved.CANNOT_TELL,
        planned=True,
    )
    if not action.metric:
        return replace(row, why=tr("It names no metric, so nothing can be measured."))
    if action.started is None:
        return replace(row, why=tr("It is not started yet."))
    if analysis is None or prepared is None or not prepared.n_events:
        return replace(row, why=tr("The project has no log any more; import an export."))
    base = action.baseline
    first = action.started - timedelta(days=1)
    window = (base.begins, min(base.ends, first)) if base is not None else (action.started - _BEFORE, first)
    if last_day(prepared) < action.started:
        return replace(row, why=tr("The log ends before it was started; import the next export."))
    told = told_metric(analysis, prepared, project.process, action.metric, {})
    mask = _mask(prepared.cases, action)
    was, now = measure_told(told, prepared, (window, (action.started, last_day(prepared))), mask)
    until = (first.year - 1970) * 12 + first.month - 1
    return replace(row_of(was, now, until), team=row.team, planned=True)


def _mask(cases: CaseTable, action: ChangeAction) -> NDArray[np.bool_]:
    mask = np.ones(len(cases), dtype=bool)
    if action.group:
        mask &= cases.team.is_any_of((action.group,))
    if action.person:
        mask &= cases.owner.is_any_of((action.person,))
    return mask


def _result(action: ChangeAction, row: Row) -> ActionResult:
    reached = _reached(action, row)
    needed = _needed(action, row) if reached is Reached.CANNOT_TELL else None
    sentence = action_sentence(row, action.target, reached, needed)
    return ActionResult(action.id, action.what, action.target, reached, row, sentence, needed)


def _reached(action: ChangeAction, row: Row) -> Reached:
    """Reached is a target that the whole interval has come to, on the way what is surely better than before, and not
    reached what is surely short of it and not surely better."""
    if row.after is None or row.before is None or row.change is None:
        return Reached.CANNOT_TELL
    target = action.target
    if target is not None:
        falls = row.falls if row.falls is not None else target < row.before.value
        short = row.after.low > target if falls else row.after.high < target
        if row.after.high <= target if falls else row.after.low >= target:
            return Reached.YES
        if row.moved is Moved.BETTER:
            return Reached.ON_THE_WAY
        return Reached.NO if short else Reached.CANNOT_TELL
    if row.moved is Moved.BETTER:
        return Reached.ON_THE_WAY
    return Reached.NO if row.moved in (Moved.UNCHANGED, Moved.WORSE) else Reached.CANNOT_TELL


def _needed(action: ChangeAction, row: Row) -> int | None:
    """How many more deals would show the way from the baseline to the target in eight of ten cases."""
    if row.before is None or action.target is None:
        return None
    needed = deals_needed(row.before, action.target, row.unit is KpiUnit.SHARE)
    have = row.after.n if row.after is not None else 0
    return max(0, needed - have) or None if needed is not None else None
