"""What the plan asks for today: actions whose day has passed, and stakeholders who are to be kept informed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from mining.decay.attention import attention
from models.change_plan import ActionState, ChangeAction, ChangePlan
from models.decay import Attention
from models.label import key
from models.review import Review
from models.strategy import Stakeholder

OPEN = (ActionState.PROPOSED, ActionState.AGREED, ActionState.UNDER_WAY)


def is_overdue(action: ChangeAction, today: date) -> bool:
    """Whether its day has passed and it is neither done nor dropped."""
    return action.state in OPEN and action.due is not None and action.due < today


def overdue(plan: ChangePlan, today: date) -> tuple[ChangeAction, ...]:
    """The actions whose day has passed, in their order."""
    return tuple(one for one in plan.actions if is_overdue(one, today))


def stakeholders_of(plan: ChangePlan) -> tuple[Stakeholder, ...]:
    """Whom the actions that are under way keep informed, each once: as the first action that names them says."""
    named: dict[str, Stakeholder] = {}
    for action in plan.actions:
        if action.state is ActionState.UNDER_WAY:
            for one in action.stakeholders:
                named.setdefault(key(one.who), one)
    return tuple(named.values())


def to_inform(plan: ChangePlan, reviews: Sequence[Review], today: date) -> tuple[Attention, ...]:
    """The stakeholders of actions under way who are due: last told too long ago, or not since the first began."""
    began = [one.started for one in plan.actions if one.state is ActionState.UNDER_WAY and one.started]
    if not began:
        return ()
    told = attention(stakeholders_of(plan), reviews, min(began))
    return tuple(one for one in told if one.due is not None and one.due <= today)
