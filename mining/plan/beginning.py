"""An action that begins: it is under way from a day on, and can be recorded as a change of the process."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from mining.plan.editing import with_action
from mining.process.editing.strategy import free_id, with_changes
from models.change_plan import ActionState, ChangeAction
from models.project import Project
from models.sales_process import SalesProcess
from models.strategy import Expectation, RecordedChange


def begun(project: Project, action: ChangeAction, day: date, is_recorded: bool) -> Project:
    """The project with the action under way since `day`; where `is_recorded`, its process says so among its changes."""
    plan = with_action(project.plan, replace(action, state=ActionState.UNDER_WAY, started=day))
    made = replace(project, plan=plan)
    if not is_recorded or not isinstance(project.process, SalesProcess):
        return made
    return replace(made, process=recorded(project.process, action, day))


def recorded(process: SalesProcess, action: ChangeAction, day: date) -> SalesProcess:
    """The process with the action among its changes: what was done on the day, and what it is to bring by when."""
    before = action.baseline.value.value if action.baseline is not None else None
    expect = Expectation(action.metric, before, action.target, action.due) if action.metric else None
    changes = process.strategy.changes
    ident = free_id("C", (one.id for one in changes))
    return with_changes(process, (*changes, RecordedChange(ident, day, action.what, action.owner, expect)))


def is_recorded(process: object, action: ChangeAction) -> bool:
    """Whether the process has the beginning of the action among its changes."""
    if not isinstance(process, SalesProcess) or action.started is None:
        return False
    return any((one.day, one.what) == (action.started, action.what) for one in process.strategy.changes)
