"""Close's calls, e-mails, meetings and notes: they belong to a lead, and to a deal where only one can be meant."""

from __future__ import annotations

import numpy as np

from mining.sources.assemble import Events
from mining.sources.close import tables
from mining.sources.crm.audit_trail import activity_events
from mining.sources.crm.deal_list import DealList
from mining.sources.crm.frame_times import frame_times
from mining.sources.crm.objects import ObjectFrame, Objects
from mining.sources.crm.sifting import Noticed, always, picked
from mining.sources.crm.users import Users
from mining.sources.source import ImportOptions
from mining.sources.values.categories import relabel
from mining.sources.values.words import counted
from models.case_table import NO_TIME
from models.categorical import MISSING, Categorical
from models.event_log import EventKind
from resources.translation import tr

_WHAT = {
    "Call": ("Call", EventKind.ACTIVITY, ("activityat", "datecreated")),
    "Email": ("Email", EventKind.ACTIVITY, ("activityat", "datesent", "datecreated")),
    "Meeting": ("Meeting", EventKind.ACTIVITY, ("startsat", "activityat", "datecreated")),
    "Note": ("Note", EventKind.ACTIVITY, ("activityat", "datecreated")),
    "SMS": ("Text message", EventKind.ACTIVITY, ("activityat", "datesent", "datecreated")),
    "TaskCompleted": ("Task", EventKind.ACTIVITY, ("activityat", "datecreated")),
    "FormSubmission": ("Form submission", EventKind.BUYER, ("activityat", "datecreated")),
    "Created": ("Lead created", EventKind.LEAD, ("activityat", "datecreated")),
    "LeadStatusChange": ("", EventKind.LEAD, ("activityat", "datecreated")),
}
"""By `_type`: label, kind, and the columns of when it happened."""
_NOT_YET = (
    "draft",
    "scheduled",
    "outbox",
    "upcoming",
    "canceled",
    "declined-by-lead",
    "declined-by-org",
    "error",
)
_DIRECTIONS = {"inbound": "in", "incoming": "in", "outbound": "out", "outgoing": "out"}


def activities(
    objects: Objects, deals: DealList | None, users: Users, options: ImportOptions, noticed: Noticed
) -> list[Events]:
    """The activities of every type that is known; those that without having taken place are counted in a note."""
    frames = [objects.get(name) for name in (tables.CHANGES, tables.ACTIVITIES)]
    return [
        events
        for frame in frames
        if frame is not None
        for sort in _WHAT
        if sort in frame.column("type").labels
        for events in _of_type(sort, frame, deals, users, options, noticed)
    ]


def _of_type(
    sort: str,
    frame: ObjectFrame,
    deals: DealList | None,
    users: Users,
    options: ImportOptions,
    noticed: Noticed,
) -> list[Events]:
    label, kind, when = _WHAT[sort]
    is_sort = frame.column("type").is_any_of((sort,))
    happened = is_sort & ~frame.column("status").is_any_of(_NOT_YET)
    if (waiting := int((is_sort & ~happened).sum())) > 0:
        noticed.notes.append(
            tr(
                "{counted} of type {sort} in {names} did not take place (by the status): no events.",
                counted=counted(waiting, "activity", "activities"),
                sort=sort,
                names=frame.names,
            )
        )
    times = frame_times(frame, options, *when, is_needed=False)
    direction = relabel(frame.column("direction"), lambda word: _DIRECTIONS.get(word.casefold(), ""))
    status = relabel(frame.column("newstatuslabel"), lambda name: f"Lead: {name}")
    columns = {
        "case": _case(frame, times.micros, deals, happened),
        "activity": always(label, len(frame)) if label else status,
        "resource": picked((None, users.named(frame.column("userid"))), (None, frame.column("username"))),
        "direction": direction,
        "subject": frame.column("subject", "title"),
    }
    if sort == "LeadStatusChange":
        happened &= status.codes != MISSING
    from_buyer = happened & direction.is_any_of(("in",)) & (sort in ("Email", "SMS"))
    return [
        activity_events(frame, times, columns, kind, (), noticed, happened & ~from_buyer),
        activity_events(frame, times, columns, EventKind.BUYER, (), noticed, from_buyer),
    ]


def _case(
    frame: ObjectFrame,
    times: np.ndarray[tuple[int], np.dtype[np.int64]],
    deals: DealList | None,
    asked: np.ndarray[tuple[int], np.dtype[np.bool_]],
) -> Categorical:
    """The deal itself where it is named, else the lead's only deal, else the only one that was there by then."""
    lead = frame.column("leadid")
    if deals is None:
        return frame.column("opportunityid")
    deals_of: dict[str, list[int]] = {}
    for row, name in enumerate(deals.column("leadid").texts()):
        if name:
            deals_of.setdefault(name, []).append(row)
    ids = deals.deals.ids
    only = {name: ids.text(rows[0]) for name, rows in deals_of.items() if len(rows) == 1}
    created = deals.deals.created
    by_then: list[str | None] = [None] * len(frame)
    several = lead.is_any_of([name for name, rows in deals_of.items() if len(rows) > 1]) & asked
    for row in np.flatnonzero(several).tolist():
        there = [
            deal
            for deal in deals_of[lead.text(row)]
            if created is None or created[deal] == NO_TIME or created[deal] <= times[row]
        ]
        by_then[row] = ids.text(there[0]) if len(there) == 1 else None
    return picked(
        (None, frame.column("opportunityid")),
        (None, relabel(lead, lambda name: only.get(name, ""))),
        (None, Categorical.of(by_then)),
    )
