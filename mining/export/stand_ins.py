"""Takes the names of people out of a log: the same stand-ins as everywhere else take their place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from mining.export.names_in_words import taking_names_out
from mining.privacy.numbering import extended
from mining.privacy.people import owners_in, people_in
from mining.sources.values.categories import by_labels
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

    In all other columns but that of the steps a cell that is the name of one of these people is replaced too, and full
    names inside of longer texts (what a deal is called, a subject); a surname alone is not found there.
    """
    stand_in = stand_ins_of(log, known)

    taken_out = taking_names_out(stand_in)

    def hidden(column: Categorical) -> Categorical:
        shown = [taken_out(label) for label in column.labels]
        return column if shown == list(column.labels) else by_labels(column.codes, shown)

    cases = replace(
        log.cases,
        owner=hidden(log.cases.owner),
        name=tuple(map(taken_out, log.cases.name)),
        extra={name: hidden(column) for name, column in log.cases.extra.items()},
    )
    extra = {name: hidden(column) for name, column in log.extra.items()}
    changes = log.changes
    changes = replace(changes, old=hidden(changes.old), new=hidden(changes.new), who=hidden(changes.who))
    return replace(
        log, resource=hidden(log.resource), cases=cases, extra=extra, changes=changes, stand_ins={}
    )
