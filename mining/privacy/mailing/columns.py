"""Which columns a project has that leave with a copy, and what is proposed for each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from mining.number_format import number
from mining.privacy.people import people_in
from models.case_table import PIPELINE
from models.categorical import Categorical
from models.event_log import BULK_EDIT, CONTACT_ROLE, DIRECTION, EventLog
from models.mailing import MailedColumn, Treatment
from models.project import Project
from resources.translation import tr, tr_n

DEALS, DEAL_NAMES, PEOPLE, AMOUNTS, TIMES = "deals", "deal names", "people", "amounts", "times"
HISTORY, NOTES, PLAN, IMPORT = "history", "notes", "plan", "import"
CASE, EVENT = "case:", "event:"
"""Stand before the names of columns of deals and of events; those that every log has go by their field names."""

TEXT_FIELDS: Mapping[str, str] = {
    "team": tr("Team"),
    "segment": tr("Segment"),
    "source": tr("Source"),
    "product": tr("Product"),
}
_HARMLESS = frozenset({PIPELINE, BULK_EDIT, DIRECTION, CONTACT_ROLE})
_MOST_VALUES = 20
"""A column of more different texts than this tells one deal or customer from another."""
_TELLING = re.compile(
    r"account|customer|client|company|contact|mail|phone|name|address|city|street|zip|postal|url|web|id\b|_id|subject|"
    r"descri|note|comment|text|kunde|firma|person|telefon|adresse|ort\b|bemerk|notiz",
    re.IGNORECASE,
)
_K, _R, _L = Treatment.KEEP, Treatment.REPLACE, Treatment.LEAVE_OUT


def columns_of(project: Project) -> tuple[MailedColumn, ...]:
    """Everything that could leave with a copy of the project, in the order in which it is shown."""
    logs = [log for log in (project.log, project.leads) if log is not None]
    return (*_of_logs(project, logs), *_beside(project))


def proposals(project: Project) -> dict[str, Treatment]:
    """What is done with every column unless the user says otherwise."""
    return {column.key: column.proposal for column in columns_of(project)}


def _of_logs(project: Project, logs: list[EventLog]) -> Iterator[MailedColumn]:
    if not logs:
        return
    deals = sum(log.n_cases for log in logs)
    ids = {identifier for log in logs for identifier in log.cases.ids}
    people = frozenset[str]().union(*map(people_in, logs)) | set(project.stand_ins)
    yield MailedColumn(DEALS, tr("Deal ID"), tr_n("{n} id", "{n} ids", deals, n=number(deals)), (_R, _K))
    if any(any(log.cases.name) for log in logs):
        yield MailedColumn(DEAL_NAMES, tr("Deal name"), tr("Often names the customer"), (_L, _K))
    if people:
        holds = tr_n("{n} person", "{n} people", len(people), n=number(len(people)))
        yield MailedColumn(PEOPLE, tr("Owners and users"), holds, (_R,))
    for key, title in TEXT_FIELDS.items():
        if column := _joined(logs, key):
            yield MailedColumn(key, title, _values(column), (_K, _R, _L))
    yield MailedColumn(AMOUNTS, tr("Amount"), tr("Money"), (Treatment.ROUND, _K, _L))
    yield MailedColumn(TIMES, tr("Times"), tr("When each step was"), (_K, Treatment.DAYS))
    for prefix, extras in (
        (CASE, [log.cases.extra for log in logs]),
        (EVENT, [log.extra for log in logs]),
    ):
        for name in dict.fromkeys(name for extra in extras for name in extra):
            labels = {label for extra in extras if name in extra for label in extra[name].labels}
            if labels and labels <= ids:
                choices = (_R, _L)
            else:
                choices = (_K, _L) if _is_harmless(name, labels, people) else (_L, _K)
            title = name if prefix == CASE else tr("{name} (of events)", name=name)
            yield MailedColumn(f"{prefix}{name}", title, _values(labels), choices)
    if any(len(log.changes) for log in logs):
        holds = tr("Old and new values; of other fields than amount, close date and owner")
        yield MailedColumn(HISTORY, tr("Changes of other fields"), holds, (_L, _K))


def _beside(project: Project) -> Iterator[MailedColumn]:
    if project.notes:
        yield MailedColumn(NOTES, tr("Notes"), tr("What you wrote on the project"), (_L, _K))
    if project.plan.actions or project.reviews or project.plan.levels:
        yield MailedColumn(PLAN, tr("Plan and reviews"), tr("Texts in which people may be named"), (_R, _L))
    if project.summary is not None:
        holds = tr("Names of files, and rows that were set aside")
        yield MailedColumn(IMPORT, tr("How it was imported"), holds, (_L,))


def _joined(logs: list[EventLog], field: str) -> set[str]:
    columns: list[Categorical] = [getattr(log.cases, field) for log in logs]
    return {label for column in columns for label in column.labels}


def _is_harmless(name: str, labels: set[str], people: frozenset[str]) -> bool:
    if name in _HARMLESS:
        return True
    return len(labels) <= _MOST_VALUES and _TELLING.search(name) is None and labels.isdisjoint(people)


def _values(labels: set[str]) -> str:
    return tr_n("{n} different value", "{n} different values", len(labels), n=number(len(labels)))
