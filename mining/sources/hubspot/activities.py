"""Calls, meetings, e-mails, notes and tasks of HubSpot's deals, at the time they happened (hs_timestamp)."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from mining.number_format import number
from mining.sources.assemble import Events
from mining.sources.crm.frame import Frame, repeats
from mining.sources.crm.frame_times import FrameTimes, frame_times
from mining.sources.files.cell_table import Table
from mining.sources.hubspot.people import People, named_owner
from mining.sources.source import ImportOptions
from mining.sources.table.columns import plain_name
from mining.sources.values.categories import by_labels, distinct_rows, join, relabel
from mining.sources.values.words import counted
from models.case_table import NO_TIME
from models.categorical import MISSING, Categorical
from models.event_log import DIRECTION, SUBJECT, EventKind
from models.import_summary import Quarantined
from models.quality import Fault, Finding
from resources.translation import tr, tr_n

_LABELS = {
    "CALL": "Call",
    "MEETING": "Meeting",
    "EMAIL": "Email",
    "FORWARDED_EMAIL": "Email",
    "INCOMING_EMAIL": "Email reply",
    "NOTE": "Note",
    "TASK": "Task",
    "COMMUNICATION": "Message",
    "SMS": "Message",
    "WHATS_APP": "Message",
    "LINKEDIN_MESSAGE": "Message",
    "POSTAL_MAIL": "Letter",
}
_DIRECTIONS = {
    "INBOUND": "in",
    "OUTBOUND": "out",
    "INCOMING_EMAIL": "in",
    "EMAIL": "out",
    "FORWARDED_EMAIL": "",
}
_TIMES = ("hstimestamp", "propertyhstimestamp", "hsmeetingstarttime", "starttime", "activitydate")
_COMPLETED = ("hstaskcompletiondate", "propertyhstaskcompletiondate")
_SUBJECTS = tuple(
    prefix + name
    for prefix in ("", "property")
    for name in ("hscalltitle", "hsmeetingtitle", "hsemailsubject", "hstasksubject", "title", "subject")
)
_NOT_HELD = ("CANCELED", "CANCELLED", "NO_SHOW", "NO SHOW", "RESCHEDULED")
_NOT_DONE = ("NOT_STARTED", "IN_PROGRESS", "WAITING", "DEFERRED")


@dataclass(frozen=True, eq=False)
class Activities:
    """The activities, each once for every deal it belongs to (a missing case where it belongs to none)."""

    events: Events
    quarantined: tuple[Quarantined, ...]
    notes: tuple[str, ...]
    findings: tuple[Finding, ...]


def read_activities(frame: Frame, links: Frame | None, people: People, options: ImportOptions) -> Activities:
    """Read the activities and join them to their deals by the table of links."""
    ids = frame.column("engagementid", "id", "recordid")
    kind = _kinds(frame)
    times = _times(frame, kind, options)
    planned = _is_planned(frame, kind)
    checks = [
        ids.codes == MISSING,
        _is_deleted(frame),
        repeats(_with_kind(ids, kind)),
        times.reason > 0,
        times.micros == NO_TIME,
    ]
    reasons = [
        "",
        tr("no id of an activity"),
        tr("activity deleted in HubSpot"),
        tr("the same activity came before (equal id)"),
        tr("no time of the activity"),
    ]
    reason = np.select(checks, [1, 2, 3, times.reason + len(reasons) - 1, 4], 0).astype(np.int64)
    aside = frame.set_aside(np.where(planned, 0, reason), [*reasons, *times.reasons[1:]])
    good = np.flatnonzero((reason == 0) & ~planned)
    notes = list(times.notes)
    if planned.any():
        notes.append(
            tr(
                "{counted} in {names} did not take place (tasks that are not completed, meetings that "
                "were cancelled or missed): no events.",
                counted=counted(int(planned.sum()), "activity", "activities"),
                names=frame.names,
            )
        )
    label = relabel(kind, lambda word: _LABELS.get(word, word.replace("_", " ").capitalize()))
    is_reply = kind.is_any_of(("INCOMING_EMAIL",))
    owner = frame.column("hubspotownerid", "propertyhubspotownerid", "ownerid")
    events = Events(
        case=ids,
        activity=label,
        timestamp=times.micros,
        resource=relabel(owner, lambda text: named_owner(text, people)),
        extra={DIRECTION: _directions(frame, kind), SUBJECT: frame.column(*_SUBJECTS)},
        kind=np.where(is_reply, EventKind.BUYER, EventKind.ACTIVITY).astype(np.int8),
    ).take(good)
    joined, findings = _joined(events, links)
    return Activities(joined, tuple(aside), tuple(notes), findings)


def _joined(events: Events, links: Frame | None) -> tuple[Events, tuple[Finding, ...]]:
    """Every activity once for each of its deals; those without a deal stay, without one."""
    deals_of: dict[str, list[str]] = {}
    if links is not None:
        pairs = zip(links.column("engagementid").texts(), links.column("dealid").texts(), strict=True)
        for activity, deal in dict.fromkeys(pairs):
            if activity and deal:
                deals_of.setdefault(activity, []).append(deal)
    rows: list[int] = []
    cases: list[str] = []
    for row, identifier in enumerate(events.case.texts()):
        for deal in deals_of.get(identifier, [""]):
            rows.append(row)
            cases.append(deal)
    taken = events.take(np.array(rows, dtype=np.int64))
    joined = Events(
        Categorical.of(cases), taken.activity, taken.timestamp, taken.resource, taken.extra, taken.kind
    )
    known = set(events.case.labels)
    lost = {activity: deals for activity, deals in deals_of.items() if activity not in known}
    if not lost or links is None:
        return joined, ()
    total, broken = sum(map(len, deals_of.values())), sum(map(len, lost.values()))
    sentence = tr_n(
        "{broken} of {links} between activities and deals in {names} leads to an activity that "
        "is not in this export: left out.",
        "{broken} of {links} between activities and deals in {names} lead to an activity that is "
        "not in this export: left out.",
        broken,
        broken=number(broken),
        links=counted(total, "link"),
        names=links.names,
    )
    examples = list(dict.fromkeys(deal for deals in lost.values() for deal in deals))
    return joined, (Finding(Fault.BROKEN_JOINS, broken, sentence, tuple(examples[:10])),)


def _kinds(frame: Frame) -> Categorical:
    """What every activity is: by its type, by its e-mail direction, or else by the table it stands in."""
    typed = frame.column("type", "hsengagementtype", "engagementtype")
    known = relabel(typed, lambda word: word.strip().upper() if word.strip().upper() in _LABELS else "")
    direction = relabel(
        frame.column("hsemaildirection", "propertyhsemaildirection"), lambda word: word.strip().upper()
    )
    tables = [_kind_of(table) for table in frame.tables]
    own = join(
        [
            Categorical(np.zeros(len(table), dtype=np.int32), (kind,))
            for table, kind in zip(frame.tables, tables, strict=True)
        ]
    )
    labels = (*known.labels, *direction.labels, *own.labels)
    is_mail = known.is_any_of(("EMAIL",)) | (known.codes == MISSING) & own.is_any_of(("EMAIL",))
    codes = np.select(
        [is_mail & (direction.codes != MISSING), known.codes != MISSING],
        [direction.codes + len(known.labels), known.codes],
        own.codes + len(known.labels) + len(direction.labels),
    )
    return by_labels(codes.astype(np.int32), labels)


def _kind_of(table: Table) -> str:
    has = " ".join(map(plain_name, table.columns)) + " " + plain_name(table.name)
    for kind in ("call", "meeting", "email", "note", "task"):
        if f"hs{kind}" in has or f"engagement{kind}" in has or plain_name(table.name).startswith(kind):
            return kind.upper()
    return "MEETING" if "meetingoutcome" in has else "OTHER"


def _directions(frame: Frame, kind: Categorical) -> Categorical:
    said = frame.column("hscalldirection", "propertyhscalldirection", "direction")
    calls = relabel(said, lambda word: _DIRECTIONS.get(word.strip().upper(), ""))
    mails = relabel(kind, lambda word: _DIRECTIONS.get(word, ""))
    codes = np.where(
        mails.codes != MISSING,
        mails.codes,
        np.where(calls.codes != MISSING, calls.codes + len(mails.labels), MISSING),
    )
    return by_labels(codes.astype(np.int32), (*mails.labels, *calls.labels))


def _is_planned(frame: Frame, kind: Categorical) -> NDArray[np.bool_]:
    """Tasks that are not completed, and meetings that were not held."""
    task = frame.column("hstaskstatus", "propertyhstaskstatus", "status")
    meeting = frame.column("hsmeetingoutcome", "propertyhsmeetingoutcome", "meetingoutcome")
    open_tasks = [label for label in task.labels if label.strip().upper() in _NOT_DONE]
    missed = [label for label in meeting.labels if label.strip().upper() in _NOT_HELD]
    return (task.is_any_of(open_tasks) & kind.is_any_of(("TASK",))) | (
        meeting.is_any_of(missed) & kind.is_any_of(("MEETING",))
    )


def _is_deleted(frame: Frame) -> NDArray[np.bool_]:
    return frame.flags("fivetrandeleted") | frame.flags("archived") | frame.flags("isdeleted")


def _with_kind(ids: Categorical, kind: Categorical) -> Categorical:
    """Ids together with what they are ids of: those of a call and a note may be equal."""
    codes, rows = distinct_rows([ids, kind])
    return by_labels(codes, [" ".join(row) for row in rows])


def _times(frame: Frame, kind: Categorical, options: ImportOptions) -> FrameTimes:
    """When the activities took place; of a task when it was completed, as hs_timestamp is when it is due."""
    times = frame_times(frame, options, *_TIMES)
    if frame.spelling(*_COMPLETED) is None:
        return times
    done = frame_times(frame, options, *_COMPLETED, is_needed=False)
    is_done = kind.is_any_of(("TASK",)) & (done.micros != NO_TIME)
    return replace(
        times,
        micros=np.where(is_done, done.micros, times.micros),
        reason=np.where(is_done, 0, times.reason),
        notes=(*times.notes, *done.notes),
    )
