"""SuiteCRM's calls, meetings, e-mails, tasks and notes at the deals they belong to."""

from __future__ import annotations

from mining.sources.assemble import Events
from mining.sources.crm.audit_trail import activity_events
from mining.sources.crm.frame_times import frame_times
from mining.sources.crm.objects import ObjectFrame, Objects
from mining.sources.crm.sifting import Noticed, always, picked
from mining.sources.crm.users import Users
from mining.sources.source import ImportOptions
from mining.sources.suitecrm import tables
from mining.sources.suitecrm.leads import deal_of_lead
from mining.sources.values.categories import relabel
from mining.sources.values.words import counted
from models.categorical import Categorical
from models.event_log import EventKind
from resources.translation import tr

_WHAT = {
    tables.CALLS: ("Call", ("datestart",), ("held",)),
    tables.MEETINGS: ("Meeting", ("datestart",), ("held",)),
    tables.EMAILS: ("Email", ("datesentreceived", "datesent"), ()),
    tables.TASKS: ("Task", ("datemodified", "datedue"), ("completed",)),
    tables.NOTES: ("Note", ("dateentered",), ()),
}
"""Label, columns of the time, and the status in which it has really happened (none: always)."""


def activities(objects: Objects, users: Users, options: ImportOptions, noticed: Noticed) -> list[Events]:
    """What has happened: planned and cancelled calls, meetings and tasks are counted in a note."""
    return [
        events
        for name in _WHAT
        if (frame := objects.get(name)) is not None
        for events in _events(name, frame, objects, users, options, noticed)
    ]


def _events(
    name: str, frame: ObjectFrame, objects: Objects, users: Users, options: ImportOptions, noticed: Noticed
) -> list[Events]:
    label, when, done = _WHAT[name]
    times = frame_times(frame, options, *when, is_needed=False)
    status = relabel(frame.column("status"), str.casefold)
    happened = status.is_any_of(done) if done else ~status.is_any_of(("draft", "send_error"))
    if (~happened).any():
        planned = counted(int((~happened).sum()), "row")
        noticed.notes.append(
            tr(
                "{planned} of {names} without having taken place (by the status): no events.",
                planned=planned,
                names=frame.names,
            )
        )
    direction = relabel(frame.column("direction" if name == tables.CALLS else "type"), _direction)
    columns = {
        "case": _case(frame, objects),
        "activity": always(label, len(frame)),
        "resource": users.named(frame.column("assigneduserid", "createdby")),
        "direction": direction if name in (tables.CALLS, tables.EMAILS) else None,
        "subject": frame.column("name"),
    }
    deleted = [(tr("deleted in the CRM"), frame.flags("deleted"))]
    incoming = direction.is_any_of(("in",)) & (name == tables.EMAILS)
    if name == tables.TASKS:
        noticed.notes.append(tr("SuiteCRM does not say when a task was completed: its last change is taken."))
    return [
        activity_events(frame, times, columns, EventKind.ACTIVITY, deleted, noticed, happened & ~incoming),
        activity_events(frame, times, columns, EventKind.BUYER, deleted, noticed, happened & incoming),
    ]


def _case(frame: ObjectFrame, objects: Objects) -> Categorical:
    """The deal an activity belongs to: by itself, or as the lead that became one."""
    parent = frame.column("parentid")
    kind = relabel(frame.column("parenttype"), str.casefold)
    became = deal_of_lead(objects)
    return picked(
        (kind.is_any_of(("opportunities",)), parent),
        (kind.is_any_of(("leads",)), relabel(parent, lambda lead: became.get(lead, ""))),
    )


def _direction(word: str) -> str:
    return {"inbound": "in", "outbound": "out", "out": "out"}.get(word.casefold(), "")
