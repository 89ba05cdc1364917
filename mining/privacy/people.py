"""Who is named in a log, and who is called what in a project."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from mining.privacy.numbering import extended
from models.categorical import MISSING
from models.errors import UserError
from models.event_log import EventLog
from models.field_history import OWNER
from models.project import Project
from resources.translation import tr


def owners_in(log: EventLog) -> frozenset[str]:
    """The owners of its deals."""
    return frozenset(name for name in log.cases.owner.labels if name)


def people_in(log: EventLog) -> frozenset[str]:
    """Everybody who is named: owners, former owners, and who did or changed something."""
    people = {*log.cases.owner.labels, *log.resource.labels, *log.changes.who.labels, *_former_owners(log)}
    return frozenset(people - {""})


def introduced(project: Project) -> Project:
    """The project with a stand-in for everybody in its logs; who has one keeps it. The same object if all have."""
    known: Mapping[str, str] = project.stand_ins
    for log in (project.log, project.leads):
        if log is not None:
            known = extended(known, owners_in(log), people_in(log), log)
    return project if known == project.stand_ins else replace(project, stand_ins=known)


def renamed(project: Project, name: str, stand_in: str) -> Project:
    """The project in which the person `name` is called `stand_in`.

    Raises UserError where that is empty, somebody's real name, or what somebody else is called.
    """
    chosen = " ".join(stand_in.split())
    if not chosen:
        raise UserError(tr("A stand-in cannot be empty; write what this person is to be called."))
    folded = chosen.casefold()
    others = {one.casefold() for known, one in project.stand_ins.items() if known != name}
    if folded in others:
        raise UserError(tr("{name} already stands for somebody else; choose another.", name=chosen))
    if folded in {known.casefold() for known in project.stand_ins}:
        raise UserError(tr("{name} is the real name of somebody in the log; choose another.", name=chosen))
    return replace(project, stand_ins={**project.stand_ins, name: chosen})


def _former_owners(log: EventLog) -> set[str]:
    is_owner = log.changes.field.is_any_of((OWNER,))
    found: set[str] = set()
    for column in (log.changes.old, log.changes.new):
        codes = np.unique(column.codes[is_owner])
        found |= {column.labels[code] for code in codes[codes != MISSING].tolist()}
    return found
