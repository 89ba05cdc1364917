"""Zoho's calls, meetings, tasks and converted leads at their deals."""

from __future__ import annotations

import numpy as np

from mining.sources.assemble import Events
from mining.sources.crm.audit_trail import activity_events
from mining.sources.crm.frame_times import frame_times
from mining.sources.crm.objects import ObjectFrame, Objects
from mining.sources.crm.sifting import Noticed, always
from mining.sources.source import ImportOptions
from mining.sources.values.categories import relabel
from mining.sources.values.words import counted
from mining.sources.zoho import tables
from models.categorical import MISSING, Categorical
from models.event_log import EventKind
from resources.translation import tr

_WHAT = {
    tables.CALLS: ("Call", ("callstarttime",)),
    tables.MEETINGS: ("Meeting", ("startdatetime", "from", "starttime")),
    tables.TASKS: ("Task", ("closedtime", "completedtime")),
}
_NOT_DONE = (
    "scheduled",
    "cancelled",
    "canceled",
    "overdue",
    "not started",
    "deferred",
    "in progress",
    "open",
)
_DIRECTIONS = {"inbound": "in", "missed": "in", "outbound": "out"}
_OWNER = ("ownername", "owner", "callowner", "callownername", "taskowner", "host", "hostname", "eventowner")


def activities(objects: Objects, options: ImportOptions, noticed: Noticed) -> list[Events]:
    """Calls and meetings when they began, tasks when they were closed; what did not happen is counted in a note."""
    found = []
    for name, (label, when) in _WHAT.items():
        frame = objects.get(name)
        if frame is None:
            continue
        if not frame.has(*when):
            noticed.notes.append(
                tr("{names} does not say when anything took place, so it was not used.", names=frame.names)
            )
            continue
        status = relabel(frame.column("callstatus", "outgoingcallstatus", "status"), str.casefold)
        happened = ~status.is_any_of(_NOT_DONE)
        if (~happened).any():
            waiting = counted(int((~happened).sum()), "row")
            noticed.notes.append(
                tr(
                    "{waiting} of {names} did not take place (by the status): no events.",
                    waiting=waiting,
                    names=frame.names,
                )
            )
        columns = {
            "case": related(frame),
            "activity": always(label, len(frame)),
            "resource": frame.column(*_OWNER),
            "direction": relabel(frame.column("calltype"), lambda word: _DIRECTIONS.get(word.casefold(), "")),
            "subject": frame.column("subject", "eventtitle", "title"),
        }
        times = frame_times(frame, options, *when, is_needed=False)
        found.append(activity_events(frame, times, columns, EventKind.ACTIVITY, (), noticed, happened))
    return found


def lead_events(objects: Objects, options: ImportOptions, noticed: Noticed) -> list[Events]:
    """When the leads that became deals came in, and when they were converted where the list says so."""
    frame = objects.get(tables.LEADS)
    if frame is None:
        return []
    deal = relabel(
        frame.column(
            "converteddealid", "convertedpotentialid", "dealid", "converteddeal", "convertedpotential"
        ),
        tables.id_of,
    )
    found = []
    for label, when in (
        ("Lead created", ("createdtime",)),
        ("Lead converted", ("convertedtime", "converteddatetime", "converteddate")),
    ):
        if frame.has(*when):
            columns = {
                "case": deal,
                "activity": always(label, len(frame)),
                "resource": frame.column("createdbyname", "createdby") if label == "Lead created" else None,
            }
            times = frame_times(frame, options, *when, is_needed=False)
            filled = times.reason + (times.micros >= 0) > 0
            found.append(activity_events(frame, times, columns, EventKind.LEAD, (), noticed, filled))
    return found


def related(frame: ObjectFrame) -> Categorical:
    """The deal that an activity belongs to; missing where it belongs to something else."""
    column = relabel(frame.column(*tables.RELATED_ID), tables.id_of)
    module = relabel(frame.column("semodule", "relatedtomodule"), str.casefold)
    if not module.labels:
        return column
    codes = np.where(module.is_any_of(("deals", "potentials")), column.codes, MISSING)
    return Categorical(codes.astype(np.int32), column.labels)
