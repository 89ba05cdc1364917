"""Takes the names of people out of a log: the same stand-ins as everywhere else take their place."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from mining.privacy import pseudonyms
from mining.sources.values.categories import relabel
from models.categorical import MISSING, Categorical
from models.event_log import EventLog
from models.field_history import OWNER


def stand_ins_of(log: EventLog) -> dict[str, str]:
    """ "Rep 07" for the owners of deals, which checks and reports use too, and "User 3" for everybody else by name.

    Everybody else is who did or changed something, and who owned a deal before its present owner.
    """
    owners = pseudonyms(log.cases.owner.labels)
    people = {*log.resource.labels, *log.changes.who.labels, *_former_owners(log)}
    return pseudonyms((name for name in people if name not in owners), "User") | owners


def with_stand_ins(log: EventLog) -> EventLog:
    """The log with stand-ins for the names of people.

    In all other columns a cell that is the name of one of these people is replaced too; names inside of longer
    texts (what a deal is called, a subject) are not found.
    """
    stand_in = stand_ins_of(log)

    def hidden(column: Categorical) -> Categorical:
        if not any(label in stand_in for label in column.labels):
            return column
        return relabel(column, lambda label: stand_in.get(label, label))

    names = log.cases.name
    if not {name for name in stand_in if name}.isdisjoint(names):
        names = tuple(stand_in.get(name, name) for name in names)
    cases = replace(
        log.cases,
        owner=hidden(log.cases.owner),
        name=names,
        extra={name: hidden(column) for name, column in log.cases.extra.items()},
    )
    extra = {name: hidden(column) for name, column in log.extra.items()}
    changes = log.changes
    changes = replace(changes, old=hidden(changes.old), new=hidden(changes.new), who=hidden(changes.who))
    return replace(log, resource=hidden(log.resource), cases=cases, extra=extra, changes=changes)


def _former_owners(log: EventLog) -> set[str]:
    is_owner = log.changes.field.is_any_of((OWNER,))
    found: set[str] = set()
    for column in (log.changes.old, log.changes.new):
        codes = np.unique(column.codes[is_owner])
        found |= {column.labels[code] for code in codes[codes != MISSING].tolist()}
    return found
