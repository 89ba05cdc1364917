"""E-mails of Salesforce (EmailMessage): sent ones are activities, incoming and opened ones signals of the buyer."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mining.sources.assemble import Events, together
from mining.sources.crm.frame import repeats
from mining.sources.salesforce.activity_words import EMAIL, IN, OPENED, OUT, REPLY
from mining.sources.salesforce.joins import Joins, deal_of
from mining.sources.salesforce.people import People, who
from mining.sources.salesforce.tables import Remarks, SalesforceFrame, optional_times
from mining.sources.source import ImportOptions
from mining.sources.table.columns import plain_name
from models.case_table import NO_TIME
from models.categorical import MISSING, Categorical
from models.event_log import DIRECTION, SUBJECT, EventKind
from resources.translation import tr

_DRAFT = ("5", "draft")


def emails_of(
    frame: SalesforceFrame, joins: Joins, people: People, options: ImportOptions, remarks: Remarks
) -> Events:
    """The e-mails that were sent or came in; that one came in, or was first opened, is a signal of the buyer."""
    again, deleted = repeats(frame.column("id")), frame.deleted
    remarks.duplicates(frame, again)
    status = frame.column("status")
    draft = np.array([*(plain_name(label) in _DRAFT for label in status.labels), False])[status.codes]
    remarks.rows(int((deleted & ~again).sum()), tr("deleted in Salesforce (IsDeleted)"), frame)
    remarks.rows(int((draft & ~deleted & ~again).sum()), tr("drafts that were not sent"), frame)
    sent, written = (
        optional_times(frame, plain, options, remarks) for plain in ("messagedate", "createddate")
    )
    nothing = np.full(len(frame), NO_TIME, dtype=np.int64)
    times = nothing if sent is None else sent.micros
    times = np.where(times == NO_TIME, nothing if written is None else written.micros, times)
    still = ~again & ~deleted & ~draft
    reason = np.select([again, still & (times == NO_TIME)], [1, 2], 0).astype(np.int64)
    remarks.set_aside(
        frame, reason, ("", tr("the same record came before (equal Id)"), tr("no readable date"))
    )
    chosen = np.flatnonzero(still & (times != NO_TIME))
    incoming = frame.flags("incoming")[chosen]
    by = who(frame, people, "createdbyid").take(chosen)
    mails = Events(
        deal_of(frame, joins).take(chosen),
        Categorical(incoming.astype(np.int32), (EMAIL, REPLY)),
        times[chosen],
        Categorical(np.where(incoming, MISSING, by.codes).astype(np.int32), by.labels),
        {
            DIRECTION: Categorical(incoming.astype(np.int32), (OUT, IN)),
            SUBJECT: frame.column("subject").take(chosen),
        },
        np.where(incoming, EventKind.BUYER, EventKind.ACTIVITY).astype(np.int8),
    )
    opened = optional_times(frame, "firstopeneddate", options, remarks)
    if opened is None:
        return mails
    seen = opened.micros[chosen]
    at = np.flatnonzero(~incoming & (seen != NO_TIME))
    return together([mails, _openings(mails.take(at), seen[at])]) if len(at) else mails


def _openings(mails: Events, times: NDArray[np.int64]) -> Events:
    """That the buyer opened these e-mails for the first time, where Salesforce tracks it (FirstOpenedDate)."""
    return Events(
        mails.case,
        Categorical(np.zeros(len(times), dtype=np.int32), (OPENED,)),
        times,
        Categorical.empty(len(times)),
        {SUBJECT: mails.extra[SUBJECT]},
        np.full(len(times), EventKind.BUYER, dtype=np.int8),
    )
