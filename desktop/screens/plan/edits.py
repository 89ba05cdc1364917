"""The edits of the plan in the document: every verb is one step to undo."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from desktop.document import Document
from mining.plan.beginning import begun
from mining.plan.editing import (
    duplicated_action,
    moved_action,
    with_action,
    with_levels,
    with_new_action,
    without_action,
)
from mining.plan.proposals import Proposal, with_proposals
from models.change_plan import ActionState, ChangeAction, ChangePlan, ServiceLevel
from models.review import Review
from models.strategy import Stakeholder
from resources.translation import tr


class PlanEdits:
    """Changes the plan of a document; a step that changes nothing is none."""

    def __init__(self, document: Document) -> None:
        self._document = document

    @property
    def plan(self) -> ChangePlan:
        """The plan as it is now."""
        return self._document.project.plan

    def put(self, verb: str, action: ChangeAction) -> None:
        """Put an action in the place of the one of its id."""
        self._become(verb, with_action(self.plan, action))

    def add(self, action: ChangeAction) -> str:
        """Add an action at the end, and return its id."""
        self._become(tr("Add an action"), with_new_action(self.plan, action))
        return self.plan.actions[-1].id

    def take(self, proposals: Sequence[Proposal]) -> str:
        """Add the actions of these proposals, and return the id of the first."""
        count = len(self.plan.actions)
        self._become(tr("Take from findings"), with_proposals(self.plan, proposals))
        return self.plan.actions[count].id if len(self.plan.actions) > count else ""

    def remove(self, id: str) -> None:
        """Delete an action."""
        self._become(tr("Delete the action"), without_action(self.plan, id))

    def duplicate(self, id: str) -> str:
        """Copy an action, and return the id of the copy."""
        known = {one.id for one in self.plan.actions}
        self._become(tr("Duplicate the action"), duplicated_action(self.plan, id))
        return next((one.id for one in self.plan.actions if one.id not in known), id)

    def move_to(self, id: str, other: str) -> None:
        """Move an action to the place of another one."""
        ids = [one.id for one in self.plan.actions]
        self._become(tr("Move the action"), moved_action(self.plan, id, ids.index(other) - ids.index(id)))

    def set_state(self, action: ChangeAction, state: ActionState) -> None:
        """Say how far an action is; one that is agreed or proposed again has not begun."""
        waits = state in (ActionState.PROPOSED, ActionState.AGREED)
        started = None if waits else action.started
        self.put(tr("Change how far the action is"), replace(action, state=state, started=started))

    def begin(self, action: ChangeAction, day: date, is_recorded: bool) -> None:
        """Begin an action, and record it with the process where that is wanted: one step."""
        project = self._document.project
        self._document.edit(tr("Begin the action"), begun(project, action, day, is_recorded))

    def put_levels(self, verb: str, levels: tuple[ServiceLevel, ...]) -> None:
        """Change the further service levels."""
        self._become(verb, with_levels(self.plan, levels))

    def rename(self, title: str) -> None:
        """Call the plan something else."""
        self._become(tr("Change the title of the plan"), replace(self.plan, title=title))

    def set_purpose(self, purpose: str) -> None:
        """Say what the plan is for."""
        self._become(tr("Change the purpose of the plan"), replace(self.plan, purpose=purpose))

    def inform(self, stakeholders: Sequence[Stakeholder], today: date) -> None:
        """Note that these were told of the plan today."""
        project = self._document.project
        told = (Review(today, one.who, tr("The change plan")) for one in stakeholders)
        reviews = tuple(sorted((*project.reviews, *told), key=lambda one: one.day))
        self._document.edit(tr("Note that stakeholders were informed"), replace(project, reviews=reviews))

    def _become(self, verb: str, plan: ChangePlan) -> None:
        project = self._document.project
        if plan != project.plan:
            self._document.edit(verb, replace(project, plan=plan))
