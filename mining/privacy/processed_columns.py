"""The columns of this very project: what they hold, whether people stand in them, and what they are read for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from mining.privacy.people import people_in
from models.case_table import NO_TIME, PIPELINE
from models.categorical import Categorical
from models.event_log import BULK_EDIT, CONTACT_ROLE, DIRECTION, ROLE, SUBJECT, EventLog
from models.project import Project
from resources.translation import tr

ABOUT_PEOPLE = tr("names people")


@dataclass(frozen=True)
class ProcessedColumn:
    """A column: `belongs_to` says of what, `about_people` is empty where nobody is named in it."""

    title: str
    belongs_to: str
    values: int
    about_people: str
    purpose: str


_PURPOSES: Mapping[str, str] = {
    PIPELINE: tr("which deals belong together"),
    BULK_EDIT: tr("to leave out what was entered in bulk"),
    DIRECTION: tr("who called or wrote whom"),
    SUBJECT: tr("signals of the buyer, named in the process"),
    CONTACT_ROLE: tr("whom of the buyer an activity was with"),
    ROLE: tr("hand-overs between functional areas"),
}
_OTHERWISE = tr("conditions, comparisons and filters, where they name it")


def processed_columns(project: Project) -> tuple[ProcessedColumn, ...]:
    """Every column that the project keeps, in the order of deals, events, changes, leads."""
    people = frozenset(name for name in project.stand_ins if name)
    found: list[ProcessedColumn] = []
    if project.log is not None:
        found += _of(project.log, people | people_in(project.log), tr("deals"), tr("events"))
    if project.leads is not None:
        found += _of(project.leads, people | people_in(project.leads), tr("leads"), tr("events of leads"))
    return tuple(found)


def _of(log: EventLog, people: frozenset[str], deals: str, events: str) -> Iterator[ProcessedColumn]:
    table = log.cases
    yield ProcessedColumn(tr("Id"), deals, len(table.ids), "", tr("to find the deal in the CRM"))
    if any(table.name):
        distinct = set(table.name)
        yield ProcessedColumn(
            tr("Name"), deals, len(distinct), _about(distinct, people), tr("to find the deal in the CRM")
        )
    texts: tuple[tuple[str, Categorical, str], ...] = (
        (tr("Owner"), table.owner, tr("whose habit or reading a departure is; filters; the trainer")),
        (tr("Team"), table.team, tr("comparing teams")),
        (tr("Segment"), table.segment, tr("comparing like with like")),
        (tr("Source"), table.source, tr("comparing like with like")),
        (tr("Product"), table.product, tr("comparing like with like")),
        (tr("Currency"), table.currency, tr("adding up amounts")),
    )
    yield from (
        _column(title, deals, column, people, purpose) for title, column, purpose in texts if _has(column)
    )
    if np.isfinite(table.amount).any():
        amounts = np.unique(table.amount[np.isfinite(table.amount)])
        yield ProcessedColumn(
            tr("Amount"), deals, len(amounts), "", tr("what is at stake; comparing like with like")
        )
    yield ProcessedColumn(tr("Outcome"), deals, len(np.unique(table.outcome)), "", tr("win rates"))
    for title, times in ((tr("Created"), table.created), (tr("Closed"), table.closed)):
        if known := len(np.unique(times[times != NO_TIME])):
            yield ProcessedColumn(title, deals, known, "", tr("durations and periods"))
    for name, column in table.extra.items():
        yield _column(name, deals, column, people, _PURPOSES.get(name, _OTHERWISE))
    yield _column(tr("Step"), events, log.activity, people, tr("the path of a deal"))
    yield ProcessedColumn(tr("Time"), events, len(np.unique(log.timestamp)), "", tr("order and durations"))
    if _has(log.resource):
        yield _column(tr("Who did it"), events, log.resource, people, tr("hand-overs, roles, automation"))
    for name, column in log.extra.items():
        yield _column(name, events, column, people, _PURPOSES.get(name, _OTHERWISE))
    changes = log.changes
    if len(changes):
        what = tr("history of {of}", of=deals)
        values = Categorical(changes.new.codes, (*changes.new.labels,))
        yield _column(tr("Changed fields"), what, changes.field, people, tr("how a deal changed"))
        yield _column(tr("Old and new values"), what, values, people, tr("how a deal changed"))
        yield _column(tr("Who changed it"), what, changes.who, people, tr("how a deal changed"))


def _column(
    title: str, belongs_to: str, column: Categorical, people: frozenset[str], purpose: str
) -> ProcessedColumn:
    labels = set(column.labels)
    return ProcessedColumn(title, belongs_to, len(labels), _about(labels, people), purpose)


def _has(column: Categorical) -> bool:
    return bool((column.codes >= 0).any())


def _about(texts: set[str], people: frozenset[str]) -> str:
    return "" if texts.isdisjoint(people) else ABOUT_PEOPLE
