"""Quotes of deals: when they were made, and what became of them where their history says when."""

from __future__ import annotations

import numpy as np

from mining.sources.assemble import Events, together
from mining.sources.crm.field_changes import FieldChanges
from mining.sources.crm.frame import repeats
from mining.sources.salesforce.field_rows import note_others
from mining.sources.salesforce.people import People, who
from mining.sources.salesforce.tables import Remarks, SalesforceFrame, optional_times
from mining.sources.source import ImportOptions
from mining.sources.values.categories import lookup, relabel
from mining.sources.values.words import counted
from models.case_table import NO_TIME
from models.categorical import MISSING, Categorical
from models.event_log import SUBJECT, EventKind
from models.label import tidy
from resources.translation import tr


def deal_of_quotes(frame: SalesforceFrame | None) -> dict[str, str]:
    """The deal of every quote."""
    if frame is None:
        return {}
    pairs = zip(frame.ids("id").texts(), frame.ids("opportunityid").texts(), strict=True)
    return {quote: deal for quote, deal in pairs if quote and deal}


def quote_events(
    frame: SalesforceFrame | None,
    changes: FieldChanges | None,
    people: People,
    options: ImportOptions,
    remarks: Remarks,
) -> list[Events]:
    """ "Quote created", and "Quote: Accepted" and the like from the history of quotes."""
    if frame is None:
        if changes is not None:
            number = counted(len(changes.time), "change")
            remarks.notes.append(
                tr(
                    "{number} of quotes not used: without a Quote file nothing says whose they are.",
                    number=number,
                )
            )
        return []
    again, deleted = repeats(frame.column("id")), frame.deleted
    remarks.duplicates(frame, again)
    times = optional_times(frame, "createddate", options, remarks)
    micros = np.full(len(frame), NO_TIME, dtype=np.int64) if times is None else times.micros
    reason = np.select([deleted, again, micros == NO_TIME], [1, 2, 3], 0).astype(np.int64)
    remarks.set_aside(
        frame,
        reason,
        (
            "",
            tr("deleted in Salesforce (IsDeleted)"),
            tr("the same record came before (equal Id)"),
            tr("no readable date"),
        ),
    )
    chosen = np.flatnonzero(reason == 0)
    made = Events(
        frame.ids("opportunityid").take(chosen),
        Categorical(np.zeros(len(chosen), dtype=np.int32), ("Quote created",)),
        micros[chosen],
        who(frame, people, "createdbyid").take(chosen),
        {SUBJECT: frame.column("name").take(chosen)},
        np.full(len(chosen), EventKind.ACTIVITY, dtype=np.int8),
    )
    decided = _status_events(frame, changes)
    if changes is not None:
        note_others(changes, frozenset(("status", "created")), "quotes", remarks)
    if not len(decided) and frame.column("status").labels:
        remarks.notes.append(
            tr(
                "{names} says how the quotes stand now but not since when, so only their creation is an "
                "event; export QuoteHistory for the rest.",
                names=frame.names,
            )
        )
    parts = [part for part in (made, decided) if len(part)]
    return [together(parts)] if parts else []


def _status_events(frame: SalesforceFrame, changes: FieldChanges | None) -> Events:
    if changes is None:
        nothing = Categorical.empty(0)
        return Events(nothing, nothing, np.zeros(0, dtype=np.int64), nothing)
    rows = np.flatnonzero(changes.field.is_any_of(("status",)) & (changes.new.codes != MISSING))
    return Events(
        lookup(changes.case.take(rows), deal_of_quotes(frame), lambda _: ""),
        relabel(changes.new.take(rows), lambda label: f"Quote: {tidy(label)}"),
        changes.time[rows],
        changes.actor.take(rows),
        kind=np.full(len(rows), EventKind.ACTIVITY, dtype=np.int8),
    )
