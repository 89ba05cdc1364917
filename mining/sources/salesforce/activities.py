"""Tasks, events and e-mails of Salesforce as activities of their deals."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from mining.sources.assemble import Events
from mining.sources.crm.frame import repeats
from mining.sources.crm.sifting import coalesce
from mining.sources.salesforce.activity_words import EMAIL, IN, MEETING, REPLY, TASK, directions_of, kinds_of
from mining.sources.salesforce.joins import Joins, deal_of, role_of_contact
from mining.sources.salesforce.people import People, who
from mining.sources.salesforce.tables import Remarks, SalesforceFrame, optional_times
from mining.sources.source import ImportOptions
from mining.sources.table.columns import plain_name
from mining.sources.values.words import listed
from models.case_table import DAY, NO_TIME
from models.categorical import MISSING, Categorical
from models.event_log import CONTACT_ROLE, DIRECTION, SUBJECT, EventKind
from resources.translation import tr

WHO = "WhoId"
"""In `Events.extra` until the log is built: the id of the lead or contact that an activity was with."""

_DONE = ("completed", "closed", "done", "erledigt", "abgeschlossen")
_HAPPENED = ("completeddatetime", "activitydatetime", "startdatetime", "activitydate")
"""When an activity took place, the surer first; CreatedDate, when it was written down, comes last."""


def tasks_of(
    frame: SalesforceFrame, joins: Joins, people: People, options: ImportOptions, remarks: Remarks
) -> Events:
    """The tasks that were done; a deal that is not known is missing."""
    left_out = (
        (frame.flags("isrecurrence"), tr("series of tasks, each of which stands for itself (IsRecurrence)")),
        (~_is_done(frame), tr("open tasks, which have not been done")),
        (
            _among(frame.column("id"), joins.as_message),
            tr("tasks of e-mails that stand in EmailMessage too, which counts"),
        ),
    )
    return _activities(frame, TASK, left_out, joins, people, options, remarks)


def meetings_of(
    frame: SalesforceFrame, joins: Joins, people: People, options: ImportOptions, remarks: Remarks
) -> Events:
    """The events that took place; a deal that is not known is missing."""
    left_out = (
        (frame.flags("isrecurrence"), tr("series of events, each of which stands for itself (IsRecurrence)")),
        (frame.flags("ischild"), tr("copies of events for those invited (IsChild)")),
    )
    return _activities(frame, MEETING, left_out, joins, people, options, remarks)


def last_done(frames: Sequence[SalesforceFrame], options: ImportOptions) -> int:
    """The last time at which something was entered or changed in these tables."""
    last = int(NO_TIME)
    for frame in frames:
        for plain in ("createddate", "completeddatetime", "lastmodifieddate", "systemmodstamp"):
            times = optional_times(frame, plain, options)
            if times is not None and not times.is_day_only:
                last = max(last, int(times.micros.max()))
    return last


def _activities(
    frame: SalesforceFrame,
    otherwise: str,
    left_out: Sequence[tuple[NDArray[np.bool_], str]],
    joins: Joins,
    people: People,
    options: ImportOptions,
    remarks: Remarks,
) -> Events:
    again = repeats(frame.column("id"))
    remarks.duplicates(frame, again)
    still = ~again
    for mask, what in ((frame.deleted, tr("deleted in Salesforce (IsDeleted)")), *left_out):
        remarks.rows(int((mask & still).sum()), what, frame)
        still &= ~mask
    times, is_planned = _when(frame, still, joins.until, options, remarks)
    remarks.rows(int((still & is_planned).sum()), tr("planned for after the export"), frame)
    still &= ~is_planned
    reason = np.select([again, still & (times == NO_TIME)], [1, 2], 0).astype(np.int64)
    remarks.set_aside(
        frame, reason, ("", tr("the same record came before (equal Id)"), tr("no readable date"))
    )
    chosen = np.flatnonzero(still & (times != NO_TIME))
    kind = kinds_of(frame, otherwise)
    way = directions_of(frame, kind)
    is_reply = (kind.is_any_of((EMAIL,)) & way.is_any_of((IN,)))[chosen]
    label = coalesce([_constant(is_reply, REPLY), kind.take(chosen)])
    deal = deal_of(frame, joins).take(chosen)
    extra = {DIRECTION: way.take(chosen), SUBJECT: frame.column("subject").take(chosen)}
    extra[WHO] = frame.ids("whoid").take(chosen)
    if joins.role_of:
        extra[CONTACT_ROLE] = role_of_contact(deal, extra[WHO], joins)
    return Events(
        deal,
        label,
        times[chosen],
        who(frame, people, "ownerid", "createdbyid").take(chosen),
        extra,
        np.where(is_reply, EventKind.BUYER, EventKind.ACTIVITY).astype(np.int8),
    )


def _is_done(frame: SalesforceFrame) -> NDArray[np.bool_]:
    if frame.spelling("isclosed"):
        return frame.flags("isclosed")
    status = frame.column("status")
    is_done = np.array([*(plain_name(label) in _DONE for label in status.labels), False])[status.codes]
    return np.asarray(is_done | (frame.column("completeddatetime").codes != MISSING))


def _when(
    frame: SalesforceFrame, used: NDArray[np.bool_], until: int, options: ImportOptions, remarks: Remarks
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """When each activity took place, and which are planned only; which column said so is noted.

    A bare date has the time of day at which the activity was written down, if that was on this very day.
    A task that is done cannot have been done on a later day than the export: then its creation counts.
    """
    written = optional_times(frame, "createddate", options, remarks)
    created = np.full(len(frame), NO_TIME, dtype=np.int64) if written is None else written.micros
    times, is_planned = np.full(len(frame), NO_TIME, dtype=np.int64), np.zeros(len(frame), dtype=bool)
    by: list[str] = []
    is_task = frame.spelling("status", "tasksubtype", "isclosed") is not None
    for plain in _HAPPENED:
        found = optional_times(frame, plain, options, remarks)
        if found is None:
            continue
        here = (times == NO_TIME) & (found.micros != NO_TIME)
        late = here & (found.micros > until)
        is_planned |= late & (not is_task)
        here &= ~(late & is_task)
        of_day = found.micros
        if found.is_day_only:
            after = np.where(here & (created != NO_TIME), created - np.where(here, found.micros, 0), -1)
            of_day = np.where((after >= 0) & (after < DAY), created, found.micros)
        times = np.where(here, of_day, times)
        _by(by, frame, plain, here & used & ~is_planned, found.is_day_only)
    here = (times == NO_TIME) & (created != NO_TIME)
    _by(by, frame, "createddate", here & used, False)
    if by:
        remarks.notes.append(
            tr("When the activities of {names} took place: {by}.", names=frame.names, by=listed(by))
        )
    return np.where(here, created, times), is_planned


def _by(by: list[str], frame: SalesforceFrame, plain: str, chosen: NDArray[np.bool_], day_only: bool) -> None:
    count = int(chosen.sum())
    if count:
        by.append(
            tr(
                "{number} by {spelling}{more}",
                number=count,
                spelling=frame.spelling(plain),
                more=tr(" (a date only)") if day_only else "",
            )
        )


def _among(column: Categorical, wanted: frozenset[str]) -> NDArray[np.bool_]:
    return np.asarray(
        np.array([*(label in wanted for label in column.labels), False])[column.codes], dtype=bool
    )


def _constant(chosen: NDArray[np.bool_], label: str) -> Categorical:
    return Categorical(np.where(chosen, 0, MISSING).astype(np.int32), (label,))
