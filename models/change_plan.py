"""The written change plan: what is done about each finding, by whom, measured how, from where to where, until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from models.diagnosis import Estimate
from models.strategy import Stakeholder


class ActionState(StrEnum):
    """How far an action is; the values are the words of the file."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    UNDER_WAY = "under way"
    DONE = "done"
    DROPPED = "dropped"


@dataclass(frozen=True)
class ActionBaseline:
    """How the metric stood when the action was agreed: the estimate of the deals from `begins` to `ends`."""

    value: Estimate
    begins: date
    ends: date


@dataclass(frozen=True)
class ChangeAction:
    """One action. `finding` is the headline it came from, in the words of that day, empty for one of the user's own.

    `metric` is what `mining.decay.metrics.observed` reads ("skip.Discovery", "win_rate"), empty where nothing is
    measured. `group` restricts it to one team, and `person` to one rep; both empty for everybody. `target` is in the
    unit of the metric. `outcome` says in words what can be verified on the `due` day. `area` is a role of the
    documented process or a name. `started` is the day from which on its effect is counted, None until it begins.
    `target_from` says where the target comes from, empty where the user set it.
    """

    id: str
    what: str
    owner: str = ""
    area: str = ""
    finding: str = ""
    metric: str = ""
    group: str = ""
    person: str = ""
    baseline: ActionBaseline | None = None
    target: float | None = None
    outcome: str = ""
    due: date | None = None
    started: date | None = None
    state: ActionState = ActionState.PROPOSED
    stakeholders: tuple[Stakeholder, ...] = ()
    note: str = ""
    target_from: str = ""


@dataclass(frozen=True)
class ServiceLevel:
    """What one functional area promises another: `promise` in words, `within` as on a hand-over ("1bd", "4h")."""

    giver: str
    taker: str
    promise: str
    within: str = ""


@dataclass(frozen=True)
class ChangePlan:
    """The actions in the order in which they are written, and the service levels agreed between areas.

    Service levels of documented hand-overs stand in the process; those here are further ones.
    """

    title: str = ""
    purpose: str = ""
    actions: tuple[ChangeAction, ...] = ()
    levels: tuple[ServiceLevel, ...] = ()

    def action(self, id: str) -> ChangeAction | None:
        """The action of that id, None where there is none."""
        return next((one for one in self.actions if one.id == id), None)
