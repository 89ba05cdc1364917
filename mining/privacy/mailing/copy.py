"""Makes the copy: the project with every column treated as chosen, and nothing in it that leads back."""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from mining.export.names_in_words import without_names
from mining.export.stand_ins import stand_ins_of, with_stand_ins
from mining.privacy.mailing.columns import (
    AMOUNTS,
    CASE,
    DEAL_NAMES,
    DEALS,
    EVENT,
    HISTORY,
    NOTES,
    PLAN,
    TEXT_FIELDS,
    TIMES,
    proposals,
)
from mining.privacy.mailing.rounded import history_rounded, rounded, to_days
from mining.privacy.mailing.texts import is_named, with_texts_scrubbed
from mining.privacy.numbering import secret_of
from mining.project_parts import encoded
from mining.sources.values.categories import compact, relabel
from models.categorical import Categorical
from models.change_plan import ChangePlan
from models.errors import UserError
from models.event_log import EventLog
from models.field_history import AMOUNT, CLOSE_DATE, OWNER, FieldHistory
from models.import_summary import ImportSummary
from models.mailing import Treatment
from models.preparation import Preparation
from models.project import Project
from resources.translation import tr

_NOUNS = {"team": "Team", "segment": "Segment", "source": "Source", "product": "Product"}


def safe_copy(project: Project, chosen: Mapping[str, Treatment] | None = None) -> Project:
    """The project as it can be mailed; `chosen` says by key of `columns_of` what differs from the proposals.

    Its people are the stand-ins, and no table leads back from them. Raises UserError where a name is left in it,
    and ValueError where it has no log.
    """
    if project.log is None:
        raise ValueError("a project without a log has nothing to mail")
    treated = {**proposals(project), **(chosen or {})}
    people = {name: stand_in for name, stand_in in _people(project).items() if name}
    fields = _replaced_fields(project, treated)
    logs = {"deals": project.log, "leads": project.leads}
    made: dict[str, EventLog | None] = {}
    ids: dict[str, str] = {}
    for kind, log in logs.items():
        if log is None:
            made[kind] = None
            continue
        if treated[DEALS] is Treatment.REPLACE:
            ids |= _numbered_ids(log, tr("Deal") if kind == "deals" else tr("Lead"), len(ids))
        made[kind] = _treated(log, treated, people, fields, ids)
    cells = {**ids, **{label: new for renamed in fields.values() for label, new in renamed.items()}}
    bare = replace(
        project,
        notes=project.notes if treated.get(NOTES) is Treatment.KEEP else "",
        plan=ChangePlan() if treated.get(PLAN) is Treatment.LEAVE_OUT else project.plan,
        reviews=() if treated.get(PLAN) is Treatment.LEAVE_OUT else project.reviews,
        summary=_summary(project.summary),
        recipe=None,
    )
    texts = with_texts_scrubbed(bare, people, cells, project.name)
    found = replace(
        texts,
        log=made["deals"],
        leads=made["leads"],
        preparation=_preparation(texts.preparation, treated),
        stand_ins={stand_in: stand_in for stand_in in sorted(set(people.values()))},
    )
    _check(found, people)
    return found


def _people(project: Project) -> dict[str, str]:
    known: dict[str, str] = dict(project.stand_ins)
    for log in (project.log, project.leads):
        if log is not None:
            known = stand_ins_of(log, known)
    return known


def _replaced_fields(project: Project, treated: Mapping[str, Treatment]) -> dict[str, dict[str, str]]:
    """For every column of deals that is replaced a number for each of its texts."""
    found: dict[str, dict[str, str]] = {}
    logs = [log for log in (project.log, project.leads) if log is not None]
    for field in TEXT_FIELDS:
        if treated.get(field) is Treatment.REPLACE:
            labels = {label for log in logs for label in getattr(log.cases, field).labels if label}
            found[field] = _numbered(labels, _NOUNS[field], secret_of(logs[0]))
    return found


def _numbered(labels: Iterable[str], noun: str, secret: bytes) -> dict[str, str]:
    def rank(label: str) -> bytes:
        return hmac.digest(secret, label.encode("utf-8", "surrogatepass"), "sha256")

    ordered = sorted(labels, key=rank)
    return {label: f"{noun} {place}" for place, label in enumerate(ordered, start=1)}


def _numbered_ids(log: EventLog, noun: str, taken: int) -> dict[str, str]:
    """A number for every deal, in an order that is not that of the export."""
    width = len(str(log.n_cases + taken))
    ranks = np.random.default_rng(list(secret_of(log))).permutation(log.n_cases)
    return {
        identifier: f"{noun} {taken + int(rank) + 1:0{width}}"
        for identifier, rank in zip(log.cases.ids, ranks, strict=True)
    }


def _treated(
    log: EventLog,
    treated: Mapping[str, Treatment],
    people: Mapping[str, str],
    fields: Mapping[str, Mapping[str, str]],
    ids: Mapping[str, str],
) -> EventLog:
    hidden = with_stand_ins(log, people)
    table = hidden.cases
    ends: dict[str, object] = {}
    for field in TEXT_FIELDS:
        column: Categorical = getattr(table, field)
        if treated.get(field) is Treatment.LEAVE_OUT:
            ends[field] = Categorical.empty(len(column))
        else:
            renamed = fields.get(field, {})
            ends[field] = _named(column, people, renamed)
    amount = _amounts(table.amount, treated)
    names = table.name if treated.get(DEAL_NAMES) is Treatment.KEEP else ("",) * len(table)
    cases = replace(
        table,
        ids=tuple(ids.get(one, one) for one in table.ids),
        name=tuple(without_names(name, people) for name in names),
        owner=compact(table.owner),
        amount=amount,
        extra=_extras(table.extra, CASE, treated, people, ids),
        **ends,  # type: ignore[arg-type]  # by field name
    )
    found = replace(
        hidden,
        activity=_named(hidden.activity, people, {}),
        resource=compact(hidden.resource),
        cases=cases,
        extra=_extras(hidden.extra, EVENT, treated, people, ids),
        changes=_changes(hidden.changes, treated),
        clock=None,
    )
    return to_days(found) if treated[TIMES] is Treatment.DAYS else found


def _named(column: Categorical, people: Mapping[str, str], renamed: Mapping[str, str]) -> Categorical:
    return compact(relabel(column, lambda label: renamed.get(label) or without_names(label, people)))


def _extras(
    extra: Mapping[str, Categorical],
    prefix: str,
    treated: Mapping[str, Treatment],
    people: Mapping[str, str],
    ids: Mapping[str, str],
) -> dict[str, Categorical]:
    return {
        name: _named(column, people, ids)
        for name, column in extra.items()
        if treated.get(f"{prefix}{name}", Treatment.LEAVE_OUT) is not Treatment.LEAVE_OUT
    }


def _amounts(amount: NDArray[np.float64], treated: Mapping[str, Treatment]) -> NDArray[np.float64]:
    if treated[AMOUNTS] is Treatment.LEAVE_OUT:
        return np.full(len(amount), np.nan)
    return rounded(amount) if treated[AMOUNTS] is Treatment.ROUND else amount.copy()


def _changes(changes: FieldHistory, treated: Mapping[str, Treatment]) -> FieldHistory:
    """The history of the fields that stay, with amounts as the deals have them."""
    wanted = [OWNER, CLOSE_DATE, *([AMOUNT] if treated[AMOUNTS] is not Treatment.LEAVE_OUT else ())]
    if treated.get(HISTORY, Treatment.LEAVE_OUT) is not Treatment.KEEP:
        changes = changes.take(changes.field.is_any_of(wanted))
    elif treated[AMOUNTS] is Treatment.LEAVE_OUT:
        changes = changes.take(~changes.field.is_any_of([AMOUNT]))
    if treated[AMOUNTS] is Treatment.ROUND:
        changes = history_rounded(changes)
    return replace(
        changes,
        field=compact(changes.field),
        old=compact(changes.old),
        new=compact(changes.new),
        who=compact(changes.who),
    )


def _summary(summary: ImportSummary | None) -> ImportSummary | None:
    """What was read, without names of files, rows and examples."""
    if summary is None:
        return None
    return replace(summary, files=(), quarantined=(), notes=(), findings=())


def _preparation(chosen: Preparation, treated: Mapping[str, Treatment]) -> Preparation:
    """Days have no order within them: it is that of the process, as wherever a log has only dates."""
    if treated[TIMES] is not Treatment.DAYS:
        return chosen
    return replace(chosen, switched=chosen.switched | Preparation().switched)


def _check(found: Project, people: Mapping[str, str]) -> None:
    """Refuse to hand out a copy in which somebody is still named."""
    names = {name: stand_in for name, stand_in in people.items() if name != stand_in and len(name) > 1}
    texts = [*_texts_of(found.log), *_texts_of(found.leads)]
    said = "\n".join(texts)
    if is_named(said, names):
        raise UserError(
            tr("A name is left in the copy, so it was not written: leave out the column that holds it.")
        )


def _texts_of(log: EventLog | None) -> list[str]:
    if log is None:
        return []
    table = log.cases
    columns = [log.activity, log.resource, *log.extra.values(), log.changes.old, log.changes.new]
    columns += [table.owner, table.team, table.segment, table.source, table.product, *table.extra.values()]
    labels = [label for column in columns for label in column.labels]
    return [text.decode("utf-8", "replace") for text in encoded((*labels, *table.name, *table.ids))]
