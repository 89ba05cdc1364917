"""Takes the names of people out of a log: the same stand-ins as everywhere else take their place."""

from __future__ import annotations

from dataclasses import replace

from mining.privacy import pseudonyms
from mining.sources.values.categories import relabel
from models.categorical import Categorical
from models.event_log import EventLog


def with_stand_ins(log: EventLog) -> EventLog:
    """The log with "Rep 07" for the owners of deals and "User 3" for everybody else who did something.

    Owners get the stand-ins that checks and reports use. In all other columns a cell that is the name of one of
    these people is replaced too; names inside of longer texts (what a deal is called, a subject) are not found.
    """
    owners = pseudonyms(log.cases.owner.labels)
    others = pseudonyms((name for name in log.resource.labels if name not in owners), "User")
    stand_in = others | owners

    def hidden(column: Categorical) -> Categorical:
        if not any(label in stand_in for label in column.labels):
            return column
        return relabel(column, lambda label: stand_in.get(label, label))

    cases = replace(
        log.cases,
        owner=hidden(log.cases.owner),
        name=tuple(stand_in.get(name, name) for name in log.cases.name),
        extra={name: hidden(column) for name, column in log.cases.extra.items()},
    )
    extra = {name: hidden(column) for name, column in log.extra.items()}
    return replace(log, resource=hidden(log.resource), cases=cases, extra=extra)
