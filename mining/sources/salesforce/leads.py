"""Leads: what happened to them before they became a deal, and which deal each became."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mining.number_format import number
from mining.sources.assemble import Events, together
from mining.sources.crm.field_changes import FieldChanges
from mining.sources.crm.frame import repeats
from mining.sources.salesforce.field_rows import note_others
from mining.sources.salesforce.people import People, who
from mining.sources.salesforce.tables import Remarks, SalesforceFrame, optional_times
from mining.sources.source import ImportOptions
from mining.sources.values.categories import lookup, relabel
from mining.sources.values.words import counted
from models.case_table import DAY, NO_TIME
from models.categorical import MISSING, Categorical
from models.event_log import EventKind
from models.label import tidy
from resources.translation import tr

_HOUR = DAY // 24
_CONVERTED = ("leadconverted", "converted")
_USED = frozenset((*_CONVERTED, "created", "status"))
_AHEAD, _BEHIND = 14 * _HOUR, 12 * _HOUR
"""A day somewhere begins so long before it begins in UTC, and ends so long after."""


@dataclass(frozen=True, eq=False)
class Conversions:
    """Which deal each lead became, by the lead's id, and each contact that came of exactly one conversion."""

    deal_of_lead: dict[str, str] = field(default_factory=dict)
    deal_of_contact: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Leads:
    """The rows of Lead that are leads (sorted), their lead events by deal, and when those converted became a deal."""

    rows: NDArray[np.int64]
    events: list[Events]
    conversions: Conversions
    converted: dict[str, int]


class _Rows(NamedTuple):
    """The leads that became a deal: lead and deal ids, creation and conversion (`NO_TIME`), day only or not."""

    lead: Categorical
    deal: Categorical
    created: NDArray[np.int64]
    converted: NDArray[np.int64]
    is_day_only: bool


def lead_events(
    frame: SalesforceFrame | None,
    changes: FieldChanges | None,
    created: dict[str, int],
    people: People,
    options: ImportOptions,
    remarks: Remarks,
) -> Leads:
    """The leads, the events of those that became deals, and the conversions; `created` says when deals were."""
    if frame is None:
        if changes is not None and len(changes.time):
            remarks.notes.append(
                tr(
                    "{changes} of leads not used: without a Lead file nothing says which deals they became.",
                    changes=counted(len(changes.time), "change"),
                )
            )
        return Leads(np.zeros(0, dtype=np.int64), [], Conversions(), {})
    leads = _good_rows(frame, remarks)
    chosen = _converted_rows(frame, leads, remarks)
    conversions = _conversions(frame, chosen)
    told = _told(changes, _CONVERTED)
    rows = _rows(frame, chosen, _told(changes, ("created",)), options, remarks)
    maker = who(frame, people, "createdbyid", "ownerid").take(chosen)
    converted = _conversion_times(rows, told, created, remarks)
    parts = [
        _events(rows.deal, "Lead created", rows.created, maker),
        _events(rows.deal, "Lead converted", converted, None),
    ]
    if changes is not None:
        note_others(changes, _USED, "leads", remarks)
        parts.append(_status_events(changes, conversions))
    parts = [part for part in parts if len(part)]
    times = zip(rows.lead.texts(), converted.tolist(), strict=True)
    became = {**told, **{lead: at for lead, at in times if at != NO_TIME}}
    return Leads(leads, [together(parts)] if parts else [], conversions, became)


def _good_rows(frame: SalesforceFrame, remarks: Remarks) -> NDArray[np.int64]:
    ids = frame.ids("id")
    again = repeats(ids)
    remarks.duplicates(frame, again)
    reason = np.select([ids.codes == MISSING, frame.deleted, again], [1, 2, 3], 0).astype(np.int64)
    remarks.set_aside(
        frame,
        reason,
        (
            "",
            tr("no Id"),
            tr("deleted in Salesforce (IsDeleted)"),
            tr("the same lead came before (equal Id)"),
        ),
    )
    return np.flatnonzero(reason == 0)


def _converted_rows(frame: SalesforceFrame, leads: NDArray[np.int64], remarks: Remarks) -> NDArray[np.int64]:
    """The leads that became a deal; all others are counted."""
    is_converted = frame.flags("isconverted")[leads]
    has_deal = frame.ids("convertedopportunityid").codes[leads] != MISSING
    of_leads = tr("of {leads} in {names}", leads=counted(len(leads), "lead"), names=frame.names)
    never, without = int((~is_converted).sum()), int((is_converted & ~has_deal).sum())
    if never:
        remarks.notes.append(
            tr(
                "Never converted, so only in the log of leads: {never} {of_leads}.",
                never=number(never),
                of_leads=of_leads,
            )
        )
    if without:
        remarks.notes.append(
            tr(
                "Converted without a deal, so only in the log of leads: {without} {of_leads}.",
                without=number(without),
                of_leads=of_leads,
            )
        )
    return leads[np.flatnonzero(is_converted & has_deal)]


def _conversions(frame: SalesforceFrame, chosen: NDArray[np.int64]) -> Conversions:
    leads, deals = (
        frame.ids("id").take(chosen).texts(),
        frame.ids("convertedopportunityid").take(chosen).texts(),
    )
    contacts = frame.ids("convertedcontactid").take(chosen).texts()
    deals_of: dict[str, set[str]] = {}
    for contact, deal in zip(contacts, deals, strict=True):
        deals_of.setdefault(contact, set()).add(deal)
    alone = {contact: next(iter(of)) for contact, of in deals_of.items() if contact and len(of) == 1}
    return Conversions(dict(zip(leads, deals, strict=True)), alone)


def _rows(
    frame: SalesforceFrame,
    chosen: NDArray[np.int64],
    told: dict[str, int],
    options: ImportOptions,
    remarks: Remarks,
) -> _Rows:
    created = optional_times(frame, "createddate", options, remarks)
    converted = optional_times(frame, "converteddate", options)
    nothing = np.full(len(chosen), NO_TIME, dtype=np.int64)
    if created is None and not told:
        remarks.notes.append(tr("{names} does not say when leads were created.", names=frame.names))
    leads = frame.ids("id").take(chosen)
    begun = nothing if created is None else created.micros[chosen]
    by_history = np.array([told.get(lead, NO_TIME) for lead in leads.texts()], dtype=np.int64)
    return _Rows(
        leads,
        frame.ids("convertedopportunityid").take(chosen),
        np.where(begun == NO_TIME, by_history, begun),
        nothing if converted is None else converted.micros[chosen],
        converted is not None and converted.is_day_only,
    )


def _told(changes: FieldChanges | None, fields: tuple[str, ...]) -> dict[str, int]:
    """When the history of leads has one of these changes, by the lead's id."""
    if changes is None:
        return {}
    rows = np.flatnonzero(changes.field.is_any_of(fields))
    return {changes.case.text(row): int(changes.time[row]) for row in rows.tolist()}


def _conversion_times(
    rows: _Rows, told: dict[str, int], created: dict[str, int], remarks: Remarks
) -> NDArray[np.int64]:
    """When the leads became deals.

    ConvertedDate is a day only. The time is that of the lead's history; or else that of the deal's creation,
    where the deal was created on that day (in whatever zone); or else the beginning of the day, though not before
    the lead itself was created on it.
    """
    by_history = np.array([told.get(lead, NO_TIME) for lead in rows.lead.texts()], dtype=np.int64)
    if not rows.is_day_only:
        return np.where(by_history == NO_TIME, rows.converted, by_history)
    day = rows.converted
    known = day != NO_TIME
    deal_created = np.array([created.get(deal, NO_TIME) for deal in rows.deal.texts()], dtype=np.int64)
    after = np.where(known & (deal_created != NO_TIME), deal_created - np.where(known, day, 0), NO_TIME)
    by_deal = (after >= -_AHEAD) & (after < DAY + _BEHIND)
    same_day = known & (rows.created >= day) & (rows.created < np.where(known, day, 0) + DAY)
    start = np.where(same_day, rows.created, day)
    times = np.select([by_history != NO_TIME, by_deal], [by_history, deal_created], start)
    undecided = known & (by_history == NO_TIME)
    placed = [
        (
            int((undecided & by_deal).sum()),
            tr("on the day on which its deal was created has the time of that creation"),
        ),
        (int((undecided & ~by_deal).sum()), tr("on another day stands at the beginning of its day")),
    ]
    said = tr(", one ").join(f"{how} ({count:,})" for count, how in placed if count)
    if said:
        remarks.notes.append(tr("ConvertedDate has no time of day: a conversion {said}.", said=said))
    return np.asarray(times, dtype=np.int64)


def _status_events(changes: FieldChanges, conversions: Conversions) -> Events:
    rows = np.flatnonzero(changes.field.is_any_of(("status",)) & (changes.new.codes != MISSING))
    deal = lookup(changes.case.take(rows), conversions.deal_of_lead, lambda _: "")
    found = deal.codes != MISSING
    status = relabel(changes.new.take(rows), lambda label: f"Lead: {tidy(label)}")
    return Events(
        deal.take(found),
        status.take(found),
        changes.time[rows][found],
        changes.actor.take(rows).take(found),
        kind=np.full(int(found.sum()), EventKind.LEAD, dtype=np.int8),
    )


def _events(deal: Categorical, label: str, times: NDArray[np.int64], by: Categorical | None) -> Events:
    known = times != NO_TIME
    number = int(known.sum())
    return Events(
        deal.take(known),
        Categorical(np.zeros(number, dtype=np.int32), (label,)),
        times[known],
        Categorical.empty(number) if by is None else by.take(known),
        kind=np.full(number, EventKind.LEAD, dtype=np.int8),
    )
