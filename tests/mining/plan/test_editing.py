"""Edits of a plan, an action that begins, and what the plan asks for on a day."""

from dataclasses import replace
from datetime import date

from mining.plan.beginning import begun, is_recorded
from mining.plan.editing import (
    duplicated_action,
    moved_action,
    with_action,
    with_new_action,
    without_action,
)
from mining.plan.watching import overdue, to_inform
from models.change_plan import ActionState, ChangeAction
from models.review import Review
from models.sales_process import SalesProcess
from models.strategy import Expectation
from tests.mining.plan.sold import PLAN, a_project, an_action


def ids(plan) -> list[str]:
    return [one.id for one in plan.actions]


def test_that_actions_are_added_moved_copied_and_deleted() -> None:
    three = with_new_action(PLAN, ChangeAction("", "Third"))
    assert ids(three) == ["A1", "A2", "A3"]
    assert ids(moved_action(three, "A3", -2)) == ["A3", "A1", "A2"]
    assert ids(moved_action(three, "A1", 9)) == ["A2", "A3", "A1"]
    assert moved_action(three, "A9", 1) == three
    copied = duplicated_action(three, "A2")
    assert ids(copied) == ["A1", "A2", "A4", "A3"]
    copy = copied.action("A4")
    assert copy is not None
    assert (copy.what, copy.state, copy.started) == ("Coach Ann on Demo", ActionState.PROPOSED, None)
    assert ids(without_action(three, "A2")) == ["A1", "A3"]
    changed = with_action(three, replace(three.actions[0], owner="CEO"))
    assert changed.actions[0].owner == "CEO"


def test_that_an_action_begins_and_its_process_records_what_it_is_to_bring() -> None:
    project, day = a_project(), date(2026, 3, 9)
    action = project.plan.actions[0]
    found = begun(project, action, day, True)
    began = found.plan.action("A1")
    assert began is not None
    assert (began.state, began.started) == (ActionState.UNDER_WAY, day)
    assert isinstance(found.process, SalesProcess)
    (change,) = found.process.strategy.changes
    assert (change.id, change.day, change.what, change.owner) == ("C1", day, action.what, "Head of sales")
    assert change.expect == Expectation("skip.Demo", 0.525, 0.2, date(2026, 3, 31))
    assert is_recorded(found.process, began)
    alone = begun(project, action, day, False)
    assert alone.process is project.process
    assert not is_recorded(alone.process, began)
    assert begun(replace(project, process=None), action, day, True).process is None


def test_that_what_is_late_and_who_is_due_are_told() -> None:
    assert overdue(PLAN, date(2026, 3, 31)) == ()
    assert [one.id for one in overdue(PLAN, date(2026, 4, 1))] == ["A1", "A2"]
    done = replace(PLAN, actions=(an_action(state=ActionState.DONE),))
    assert overdue(done, date(2026, 4, 1)) == ()
    assert to_inform(PLAN, (), date(2026, 1, 11)) == ()  # a week after 5 January
    (due,) = to_inform(PLAN, (), date(2026, 1, 12))
    assert due.stakeholder.who == "CMO"
    assert to_inform(PLAN, (Review(date(2026, 1, 10), "CMO"),), date(2026, 1, 12)) == ()
    assert to_inform(done, (), date(2026, 1, 12)) == ()
