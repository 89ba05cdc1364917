"""The log of marketing's leads: a case a lead, whether it became a deal or not."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mining.sources.assemble import Events, Ordered, in_order, is_few_valued, log_of, texts_of, together
from mining.sources.crm.field_changes import FieldChanges
from mining.sources.salesforce.accounts import own_size
from mining.sources.salesforce.activities import WHO
from mining.sources.salesforce.people import People, named, who
from mining.sources.salesforce.tables import Remarks, SalesforceFrame, optional_times
from mining.sources.source import ImportOptions
from mining.sources.table.columns import plain_name
from mining.sources.values.categories import by_labels, compact, lookup, relabel
from models.case_table import NO_TIME, CaseTable, Outcome
from models.categorical import MISSING, Categorical
from models.event_log import EventKind, EventLog
from models.label import tidy
from models.leads import DEAL, REASON, STATUS, is_rejection
from resources.translation import tr

_SEGMENTS = ("segmentc", "segment", "customersegmentc")
_USED = frozenset(
    (
        "id", "isdeleted", "firstname", "lastname", "name", "company", "email", "phone", "mobilephone", "website",
        "street", "leadsource", "status", "ownerid", "isconverted", "converteddate", "industry", "numberofemployees",
        *_SEGMENTS,
    )
)  # fmt: skip
_NO_VALUES = ("id", "date", "stamp")
_MAX_EXTRA = 20


def lead_log(
    frame: SalesforceFrame,
    chosen: NDArray[np.int64],
    converted: dict[str, int],
    changes: FieldChanges | None,
    activities: Events | None,
    people: People,
    options: ImportOptions,
    remarks: Remarks,
) -> EventLog | None:
    """The log of the leads in the rows `chosen`, None where there is none with a time.

    `converted` says when leads became deals, by their ids. Activities are those with the lead; Salesforce moves what
    was done before the conversion to the contact, so what was done with that by then counts too.
    """
    ids = frame.ids("id").take(chosen)
    created = _times(frame, "createddate", chosen, options)
    parts = [_begun(frame, ids, chosen, created, people)]
    known = frozenset(ids.labels)
    statuses = None if changes is None else _statuses(changes, known)
    if statuses is not None:
        parts.append(statuses)
    told = frozenset(statuses.case.labels) if statuses is not None else frozenset()
    parts.append(_conversions({lead: at for lead, at in converted.items() if lead in known - told}))
    if activities is not None and WHO in activities.extra:
        parts.append(_done_with(activities, frame, chosen, converted))
    parts = [part for part in parts if len(part)]
    if not parts:
        return None
    ordered = in_order(together(parts))
    row_of = {ids.labels[code]: row for row, code in zip(chosen.tolist(), ids.codes.tolist(), strict=True)}
    rows = np.array([row_of[identifier] for identifier in ordered.ids], dtype=np.int64)
    without = len(chosen) - len(rows)
    remarks.counted(
        without,
        "lead",
        "leads",
        tr("of {names} with no time at all: not in the log of leads.", names=frame.names),
    )
    return log_of(ordered, _cases(frame, ordered, rows, converted, people, options))


def _times(
    frame: SalesforceFrame, plain: str, rows: NDArray[np.int64], options: ImportOptions
) -> NDArray[np.int64]:
    times = optional_times(frame, plain, options)
    return np.full(len(rows), NO_TIME, dtype=np.int64) if times is None else times.micros[rows]


def _begun(
    frame: SalesforceFrame,
    ids: Categorical,
    chosen: NDArray[np.int64],
    created: NDArray[np.int64],
    people: People,
) -> Events:
    has = created != NO_TIME
    by = who(frame, people, "createdbyid").take(chosen).take(has)
    return Events(ids.take(has), _always("Lead created", int(has.sum())), created[has], by)


def _statuses(changes: FieldChanges, known: frozenset[str]) -> Events:
    is_known = np.array([*(label in known for label in changes.case.labels), False])[changes.case.codes]
    rows = np.flatnonzero(changes.field.is_any_of(("status",)) & (changes.new.codes != MISSING) & is_known)
    status = relabel(changes.new.take(rows), tidy)
    return Events(
        compact(changes.case.take(rows)), compact(status), changes.time[rows], changes.actor.take(rows)
    )


def _conversions(converted: dict[str, int]) -> Events:
    """The conversions of leads whose status has no history."""
    number = len(converted)
    case = Categorical(np.arange(number, dtype=np.int32), tuple(converted))
    times = np.array(list(converted.values()), dtype=np.int64)
    return Events(case, _always("Lead converted", number), times, Categorical.empty(number))


def _done_with(
    activities: Events, frame: SalesforceFrame, chosen: NDArray[np.int64], converted: dict[str, int]
) -> Events:
    """The activities with leads, and those with what they became that are not later than that."""
    leads = frame.ids("id").take(chosen).texts()
    contacts = frame.ids("convertedcontactid").take(chosen).texts()
    times_met: dict[str, int] = {}
    for contact in contacts:
        times_met[contact] = times_met.get(contact, 0) + 1
    lead_of = {
        contact: lead
        for contact, lead in zip(contacts, leads, strict=True)
        if contact and times_met[contact] == 1
    }
    until = np.iinfo(np.int64).max
    known = set(leads)
    whom = activities.extra[WHO]
    lead = lookup(whom, {**lead_of, **{one: one for one in leads}}, lambda _: "")
    is_moved = np.array([*(label not in known for label in whom.labels), False])[whom.codes]
    latest = np.array([*(converted.get(label, until) for label in lead.labels), until], dtype=np.int64)
    is_before = ~is_moved | (activities.timestamp <= latest[lead.codes])
    found = np.flatnonzero((lead.codes != MISSING) & is_before)
    extra = {name: column.take(found) for name, column in activities.extra.items() if name != WHO}
    return Events(
        compact(lead.take(found)),
        activities.activity.take(found),
        activities.timestamp[found],
        activities.resource.take(found),
        extra,
        activities.kinds[found],
    )


def _cases(
    frame: SalesforceFrame,
    ordered: Ordered,
    rows: NDArray[np.int64],
    converted: dict[str, int],
    people: People,
    options: ImportOptions,
) -> CaseTable:
    status = relabel(frame.column("status"), tidy).take(rows)
    rejected = np.array([*map(is_rejection, status.labels), False])[status.codes]
    became = frame.flags("isconverted")[rows]
    outcome = np.select([became, rejected], [Outcome.WON, Outcome.LOST], Outcome.OPEN).astype(np.int8)
    at = np.array([converted.get(lead, NO_TIME) for lead in ordered.ids], dtype=np.int64)
    closed = np.select([became, rejected], [at, _last_stage(ordered)], NO_TIME).astype(np.int64)
    owner = named(frame.ids("ownerid"), people)
    team = lookup(frame.ids("ownerid"), people.team, lambda _: "")
    texts = {
        "owner": owner,
        "team": team,
        "segment": frame.column(*_SEGMENTS),
        "source": frame.column("leadsource"),
    }
    created = _times(frame, "createddate", rows, options)
    return CaseTable.bare(
        ordered.ids,
        name=texts_of(frame.column("company", "name").take(rows)),
        outcome=outcome,
        created=np.where(created == NO_TIME, ordered.first_time, created),
        closed=closed,
        extra=_extra(frame, rows, status),
        **{name: compact(column.take(rows)) for name, column in texts.items()},
    )


def _last_stage(ordered: Ordered) -> NDArray[np.int64]:
    """When every lead came into its last status."""
    last = np.full(len(ordered.ids), NO_TIME, dtype=np.int64)
    is_stage = ordered.events.kinds == EventKind.STAGE
    np.maximum.at(last, ordered.case[is_stage], ordered.events.timestamp[is_stage])
    return last


def _extra(frame: SalesforceFrame, rows: NDArray[np.int64], status: Categorical) -> dict[str, Categorical]:
    """The deal, the status, the reason, and few-valued columns that have no part of their own."""
    names = [name for table in frame.tables[:1] for name in table.columns]
    reason = next((name for name in names if "reason" in plain_name(name)), None)
    found = {STATUS: compact(status), DEAL: frame.ids("convertedopportunityid").take(rows)}
    if reason is not None:
        found[REASON] = relabel(frame.column(plain_name(reason)), tidy).take(rows)
    found.update({name: column.take(rows) for name, column in own_size(frame).items()})
    for name in names:
        plain = plain_name(name)
        column = frame.column(plain)
        is_used = (
            plain in _USED or plain.endswith(_NO_VALUES) or name == reason or plain.startswith("fivetran")
        )
        if not is_used and is_few_valued(column) and len(found) < _MAX_EXTRA:
            found[name] = column.take(rows)
    return {name: compact(column) for name, column in found.items() if column.labels}


def _always(label: str, number: int) -> Categorical:
    return by_labels(np.zeros(number, dtype=np.int32), [label])
