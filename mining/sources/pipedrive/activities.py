"""What was done for Pipedrive's deals: activities that are done, notes, and e-mails in both directions."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray

from mining.number_format import number
from mining.sources.assemble import Events
from mining.sources.crm.audit_trail import activity_events
from mining.sources.crm.frame import Frame, repeats
from mining.sources.crm.frame_times import FrameTimes, frame_times, zone_of
from mining.sources.crm.sifting import Noticed, always
from mining.sources.crm.users import Users
from mining.sources.pipedrive.labels import Labels
from mining.sources.source import ImportOptions
from mining.sources.values.categories import by_labels, distinct_rows, relabel
from mining.sources.values.dates import read_times
from mining.sources.values.words import counted
from models.case_table import NO_TIME
from models.categorical import MISSING, Categorical
from models.event_log import EventKind
from resources.translation import tr

_USER = ("userid", "assignedtouserid", "assignedtouser", "ownerid")


def read_activities(
    frame: Frame,
    known: Collection[str],
    labels: Labels,
    users: Users,
    options: ImportOptions,
    noticed: Noticed,
) -> Events:
    """The activities that are done, when they were marked as done, or else when they were due.

    `known` are the deals with changes. Activities that are not done are plans: counted in a note.
    """
    case, ids = frame.column("dealid"), frame.column("id", "activityid")
    done = _is_done(frame)
    is_known = case.is_any_of(known)
    noticed.notes.append(
        tr(
            "{value} of {counted} in {names} belong to a deal of this export; {value_2} ({value_3} "
            "of these deals) are not done and no events.",
            value=number(int(is_known.sum())),
            counted=counted(len(frame), "activity", "activities"),
            names=frame.names,
            value_2=number(int((~done).sum())),
            value_3=number(int((~done & is_known).sum())),
        )
    )
    given = Categorical(np.where(done, ids.codes, MISSING).astype(np.int32), ids.labels)
    columns = {
        "case": case,
        "activity": relabel(frame.column("type", "activitytype"), labels.activity_label),
        "resource": users.named(frame.column(*_USER)),
        "subject": frame.column("subject"),
    }
    checks = [
        (tr("no type of the activity"), columns["activity"].codes == MISSING),
        (tr("the same activity came before (equal id)"), repeats(given)),
    ]
    return activity_events(frame, _times(frame, options), columns, EventKind.ACTIVITY, checks, noticed, done)


def read_notes(frame: Frame, users: Users, options: ImportOptions, noticed: Noticed) -> Events:
    """The notes, when they were written."""
    columns = {
        "case": frame.column("dealid"),
        "activity": always("Note", len(frame)),
        "resource": users.named(frame.column(*_USER)),
    }
    checks = [(tr("the same note came before (equal id)"), repeats(frame.column("id", "noteid")))]
    times = frame_times(frame, options, "addtime", "createdtime")
    return activity_events(frame, times, columns, EventKind.ACTIVITY, checks, noticed)


def read_mails(
    frame: Frame, addresses: Collection[str], users: Users, options: ImportOptions, noticed: Noticed
) -> list[Events]:
    """The e-mails: sent ones, and those from a person of the buyer's; `addresses` are those of the users.

    The sender says which way a message went: a user (or a message that Pipedrive sent), or a linked person.
    """
    own = {address.casefold() for address in addresses}
    sender = relabel(frame.column("fromaddress"), str.casefold)
    is_sent = frame.flags("issent") | sender.is_any_of(own)
    is_reply = ~is_sent & (frame.column("fromperson").codes != MISSING)
    is_draft = frame.flags("isdraft")
    if is_draft.any():
        noticed.notes.append(
            tr(
                "{e_mails} in {names} is a draft: no event.",
                e_mails=counted(int(is_draft.sum()), "e-mail"),
                names=frame.names,
            )
        )
    times = frame_times(frame, options, "messagetime")
    direction = by_labels(np.select([is_sent, is_reply], [0, 1], MISSING).astype(np.int32), ["out", "in"])
    columns = {
        "case": frame.column("dealid"),
        "activity": by_labels(is_reply.astype(np.int32), ["Email", "Email reply"]),
        "resource": users.named(frame.column(*_USER)),
        "direction": direction,
        "subject": frame.column("subject"),
    }
    checks = [(tr("the same e-mail came before (equal id)"), repeats(frame.column("id")))]
    kept = (EventKind.ACTIVITY, ~is_draft & ~is_reply), (EventKind.BUYER, ~is_draft & is_reply)
    return [
        activity_events(frame, times, columns, kind, checks, noticed, of) for kind, of in kept if of.any()
    ]


def _is_done(frame: Frame) -> NDArray[np.bool_]:
    if frame.spelling("done", "isdone") is None:
        return np.asarray(frame.column("markedasdonetime").codes != MISSING)
    return frame.flags("done") | frame.flags("isdone")


def _times(frame: Frame, options: ImportOptions) -> FrameTimes:
    """When activities were marked as done; of those that say nothing of it, when they were due."""
    done = frame_times(frame, options, "markedasdonetime", is_needed=False)
    micros, reason, reasons = done.micros.copy(), done.reason.copy(), list(done.reasons)
    notes, start = list(done.notes), 0
    for table in frame.tables:
        here = slice(start, start + len(table))
        start += len(table)
        part = Frame((table,))
        due = _joined(part.column("duedate", "dueto"), part.column("duetime"))
        if not due.labels:
            continue
        zone = zone_of(table, options)
        times = read_times(
            due, part.spelling("dueto", "duedate") or "due", table.name, options.is_day_first, zone
        )
        use = micros[here] == NO_TIME
        micros[here] = np.where(use, times.micros, micros[here])
        at = times.reason.astype(np.int64)
        reason[here] = np.where(use, np.where(at > 0, at + len(reasons) - 1, 0), reason[here])
        reasons += times.reasons[1:]
        notes += times.notes
    return FrameTimes(micros, reason, tuple(reasons), tuple(notes))


def _joined(day: Categorical, time: Categorical) -> Categorical:
    """The date and the time of day as one text."""
    codes, rows = distinct_rows([day, time])
    return by_labels(codes, [f"{d} {t}".strip() if d else "" for d, t in rows])
