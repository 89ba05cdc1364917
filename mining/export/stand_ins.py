"""Takes the names of people out of a log: the same stand-ins as everywhere else take their place."""

from __future__ import annotations

from dataclasses import replace

from mining.privacy import pseudonyms
from mining.sources.values.categories import relabel
from models.categorical import Categorical
from models.event_log import EventLog


def stand_ins_of(log: EventLog) -> dict[str, str]:
    """ "Rep 07" for the owners of deals, which checks and reports use too, and "User 3" for everybody else by name."""
    owners = pseudonyms(log.cases.owner.labels)
    return pseudonyms((name for name in log.resource.labels if name not in owners), "User") | owners


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

    cases = replace(
        log.cases,
        owner=hidden(log.cases.owner),
        name=tuple(stand_in.get(name, name) for name in log.cases.name),
        extra={name: hidden(column) for name, column in log.cases.extra.items()},
    )
    extra = {name: hidden(column) for name, column in log.extra.items()}
    return replace(log, resource=hidden(log.resource), cases=cases, extra=extra)
