"""Edits of the plan: each gives a new one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from mining.process.editing.strategy import free_id
from models.change_plan import ActionState, ChangeAction, ChangePlan, ServiceLevel


def with_new_action(plan: ChangePlan, action: ChangeAction, after: str = "") -> ChangePlan:
    """The plan with a further action, which gets an id of its own: after that of the id `after`, else at the end."""
    made = replace(action, id=free_id("A", (one.id for one in plan.actions)))
    places = [at + 1 for at, one in enumerate(plan.actions) if one.id == after]
    at = places[0] if places else len(plan.actions)
    return replace(plan, actions=(*plan.actions[:at], made, *plan.actions[at:]))


def with_action(plan: ChangePlan, action: ChangeAction) -> ChangePlan:
    """The plan with this action in the place of the one of its id."""
    return replace(plan, actions=tuple(action if one.id == action.id else one for one in plan.actions))


def without_action(plan: ChangePlan, id: str) -> ChangePlan:
    """The plan without the action of that id."""
    return replace(plan, actions=tuple(one for one in plan.actions if one.id != id))


def moved_action(plan: ChangePlan, id: str, by: int) -> ChangePlan:
    """The plan with an action moved up (negative) or down among the others, as far as there is room."""
    at = next((place for place, one in enumerate(plan.actions) if one.id == id), None)
    if at is None:
        return plan
    others = [one for one in plan.actions if one.id != id]
    others.insert(min(max(at + by, 0), len(others)), plan.actions[at])
    return replace(plan, actions=tuple(others))


def duplicated_action(plan: ChangePlan, id: str) -> ChangePlan:
    """The plan with a copy of an action right after it, proposed and not begun."""
    one = plan.action(id)
    if one is None:
        return plan
    return with_new_action(plan, replace(one, state=ActionState.PROPOSED, started=None), id)


def with_levels(plan: ChangePlan, levels: Iterable[ServiceLevel]) -> ChangePlan:
    """The plan with these further service levels."""
    return replace(plan, levels=tuple(levels))
