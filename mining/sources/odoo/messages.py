"""Odoo's messages at a deal: calls, meetings, e-mails and notes; those of the system are no activities."""

from __future__ import annotations

import numpy as np

from mining.sources.assemble import Events
from mining.sources.crm.audit_trail import activity_events
from mining.sources.crm.field_changes import FieldChanges
from mining.sources.crm.frame_times import frame_times
from mining.sources.crm.objects import Objects
from mining.sources.crm.sifting import Noticed, always, in_utc, picked
from mining.sources.odoo import tables
from mining.sources.odoo.people import People
from mining.sources.source import ImportOptions
from mining.sources.values.categories import relabel
from models.categorical import Categorical
from models.event_log import EventKind

_TYPES = {
    "email": "email",
    "incoming email": "email",
    "emailoutgoing": "out",
    "outgoing email": "out",
    "comment": "comment",
}
"""`message_type` (mail_message.py) by its value and its label; all others are made by the system."""


def message_events(
    objects: Objects,
    salespeople: frozenset[str],
    people: People,
    options: ImportOptions,
    noticed: Noticed,
) -> list[Events]:
    """What people did and buyers wrote; an e-mail of a salesperson is one that went out."""
    frame = objects.get(tables.MESSAGES)
    if frame is None:
        return []
    model = frame.column(*tables.MODEL)
    own = model.is_any_of(("crm.lead", "Lead/Opportunity", "Lead"))
    sort = relabel(
        frame.column("messagetype", "type"), lambda text: _TYPES.get(text.casefold().replace("_", ""), "")
    )
    done = relabel(frame.column("mailactivitytypeid", "mailactivitytype"), _activity)
    subtype = relabel(frame.column("subtypeid", "subtype"), lambda text: tables.label_of(text).casefold())
    author = people.authors.named(relabel(frame.column(*tables.AUTHOR), tables.label_of))
    is_own_person = author.is_any_of(salespeople)
    is_mail, is_comment = sort.is_any_of(("email",)), sort.is_any_of(("comment",))
    is_note = is_comment & (subtype.is_any_of(("note",)) | frame.flags("isinternal"))
    n = len(frame)
    label = picked(
        (None, done),
        (is_note, always("Note", n)),
        (is_mail | sort.is_any_of(("out",)), always("Email", n)),
        (is_comment, always("Message", n)),
    )
    incoming = is_mail & ~is_own_person & (done.codes < 0)
    went_out = sort.is_any_of(("out",)) | (is_mail & is_own_person)
    columns = {
        "case": relabel(frame.column(*tables.RECORD), tables.id_of),
        "activity": label,
        "resource": author,
        "direction": picked((incoming, always("in", n)), (went_out, always("out", n))),
        "subject": frame.column("subject", "recordname"),
    }
    zone = options if frame.is_labelled else in_utc(options)
    times = frame_times(frame, zone, "date")
    is_event = own & (label.codes >= 0)
    return [
        activity_events(frame, times, columns, EventKind.ACTIVITY, (), noticed, is_event & ~incoming),
        activity_events(frame, times, columns, EventKind.BUYER, (), noticed, is_event & incoming),
    ]


def conversions(changes: FieldChanges) -> Events:
    """When leads became opportunities: the tracked type says so."""
    rows = changes.of(tables.KIND)
    became = relabel(changes.new.take(rows), str.casefold).is_any_of(("opportunity",))
    rows = rows[became]
    return Events(
        changes.case.take(rows),
        always("Lead converted", len(rows)),
        changes.time[rows],
        changes.actor.take(rows),
        kind=np.full(len(rows), EventKind.LEAD, dtype=np.int8),
    )


def _activity(text: str) -> str:
    """The label of a completed activity by its type."""
    name = tables.label_of(text)
    plain = name.casefold()
    for word, label in (
        ("call", "Call"),
        ("meeting", "Meeting"),
        ("email", "Email"),
        ("to-do", "Task"),
        ("to do", "Task"),
    ):
        if word in plain:
            return label
    return "" if name.isdigit() else name


def authors_of(*columns: Categorical) -> frozenset[str]:
    """The names in these columns."""
    return frozenset(label for column in columns for label in column.labels)
