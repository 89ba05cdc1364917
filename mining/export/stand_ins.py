"""Takes the names of people out of a log: the same stand-ins as everywhere else take their place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from mining.privacy.numbering import extended
from mining.privacy.people import owners_in, people_in
from mining.sources.values.categories import relabel
from models.categorical import Categorical
from models.event_log import EventLog


def stand_ins_of(log: EventLog, known: Mapping[str, str] | None = None) -> dict[str, str]:
    """Who is called what where people are not named: "Rep 07" owns deals, "User 3" did something else.

    `known` are those of the project, which stay; None takes those that the log itself brings along, as a prepared log
    does. People whom neither knows come after them. The empty name stays empty.
    """
    return extended(log.stand_ins if known is None else known, owners_in(log), people_in(log), log) | {"": ""}


def with_stand_ins(log: EventLog, known: Mapping[str, str] | None = None) -> EventLog:
    """The log with the stand-ins of `stand_ins_of` for the names of people.

    In all other columns a cell that is the name of one of these people is replaced too; names inside of longer
    texts (what a deal is called, a subject) are not found.
    """
    stand_in = stand_ins_of(log, known)

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
    return replace(
        log, resource=hidden(log.resource), cases=cases, extra=extra, changes=changes, stand_ins={}
    )
