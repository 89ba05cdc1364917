"""The saves of OpportunityHistory, of its report, or of a replicated Opportunity: the stage and values then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from mining.sources.assemble import Events
from mining.sources.crm.frame import repeats
from mining.sources.salesforce.objects import SAVED_AT, TO_STAGE
from mining.sources.salesforce.people import People, who
from mining.sources.salesforce.tables import Remarks, SalesforceFrame, zone_of
from mining.sources.source import ImportOptions
from mining.sources.values.categories import compact, relabel
from mining.sources.values.dates import Times, read_times, reading_of
from models.categorical import MISSING, Categorical
from models.label import tidy
from resources.translation import tr

FROM_STAGE = "From stage"
"""Which column of the saves has the stage before, as reports write it; it goes no further than to first stages."""
CASE = ("opportunityid", "opportunityname")
_KEPT = {
    "Amount": ("amount",),
    "Close date": ("closedate",),
    "Probability": ("probability",),
    "Forecast category": ("forecastcategory", "toforecastcategory"),
    "Currency": ("currencyisocode", "amountcurrency"),
    FROM_STAGE: ("fromstage",),
}
"""What else a save records, by the name of its column in the log."""
_DATE_COLUMNS = ("createddate", "systemmodstamp", "lastmodifieddate", "closedate", "validthroughdate")


def saves_of(
    frame: SalesforceFrame, times: Times, people: People, gone: frozenset[str], remarks: Remarks
) -> Events:
    """Every save that can be read; `gone` are the ids of deleted opportunities."""
    if frame.spelling("opportunityid") is None:
        remarks.notes.append(
            tr(
                "{names} has no Opportunity ID, so deals are told apart by their names; two of one name "
                "are one.",
                names=frame.names,
            )
        )
    case = frame.ids(*CASE)
    stage = relabel(frame.column(*TO_STAGE), tidy)
    again = repeats(frame.ids("id"))
    remarks.duplicates(frame, again)
    checks = (
        (frame.deleted, tr("deleted in Salesforce (IsDeleted)")),
        (case.codes == MISSING, tr("no OpportunityId")),
        (stage.codes == MISSING, tr("no StageName")),
        (
            frame.column(moment_of(frame)).codes == MISSING,
            tr("no {spelling}", spelling=frame.spelling(moment_of(frame))),
        ),
        (again, tr("the same history row came before (equal Id)")),
        (_is_gone(case, gone), tr("its opportunity was deleted in Salesforce")),
    )
    good = np.flatnonzero(kept(frame, checks, times, remarks))
    extra = {name: frame.column(*plain) for name, plain in _KEPT.items() if frame.spelling(*plain)}
    events = Events(case, stage, times.micros, who(frame, people, "createdbyid"), extra).take(good)
    return replace(events, case=compact(events.case))


def versions_of(frame: SalesforceFrame, times: Times, gone: frozenset[str], remarks: Remarks) -> Events:
    """The stage of every period in which a replicated opportunity was as it was; who changed it is not known."""
    case, stage = frame.ids("id"), relabel(frame.column("stagename"), tidy)
    checks = (
        (frame.deleted, tr("deleted in Salesforce (IsDeleted)")),
        (case.codes == MISSING, tr("no Id")),
        (stage.codes == MISSING, tr("no StageName")),
        (frame.column("fivetranstart").codes == MISSING, tr("no _fivetran_start")),
        (_is_gone(case, gone), tr("its opportunity was deleted in Salesforce")),
    )
    good = np.flatnonzero(kept(frame, checks, times, remarks))
    extra = {name: frame.column(*plain) for name, plain in _KEPT.items() if frame.spelling(*plain)}
    nobody = Categorical.empty(len(frame))
    events = Events(case, stage, times.micros, nobody, extra).take(good)
    return replace(events, case=compact(events.case))


def kept(
    frame: SalesforceFrame, checks: Sequence[tuple[NDArray[np.bool_], str]], times: Times, remarks: Remarks
) -> NDArray[np.bool_]:
    """Which rows pass every check and have a time; the others are set aside with the first reason that applies."""
    found, reasons = zip(*checks, strict=True)
    reason = np.select(list(found), range(1, len(found) + 1), 0).astype(np.int64)
    unread = (reason == 0) & (times.reason > 0)
    reason[unread] = times.reason[unread] + len(found)
    remarks.set_aside(frame, reason, ["", *reasons, *times.reasons[1:]])
    return np.asarray(reason == 0)


def _is_gone(case: Categorical, gone: frozenset[str]) -> NDArray[np.bool_]:
    return np.asarray(np.array([*(label in gone for label in case.labels), False])[case.codes], dtype=bool)


def moment_of(frame: SalesforceFrame) -> str:
    """Which column says when something happened; in a report Created Date is that of the opportunity."""
    if frame.spelling("fivetranstart"):
        return "fivetranstart"
    is_report = frame.spelling("tostage", "editdate", "editeddate") is not None
    places = (*SAVED_AT, "createddate") if is_report else ("createddate", *SAVED_AT)
    return next(plain for plain in places if frame.spelling(plain))


def times_of(frame: SalesforceFrame, others: Sequence[SalesforceFrame], options: ImportOptions) -> Times:
    """When the changes were made; where that leaves day and month open, another date of the export decides.

    Raises UnclearDates where none does.
    """
    plain = moment_of(frame)
    column, day_first = frame.column(plain), options.is_day_first
    own = reading_of(column.labels)
    if day_first is None and own is not None and own.is_ambiguous:
        day_first = _order_elsewhere([frame, *others])
    name = frame.spelling(plain) or plain
    return read_times(column, name, frame.names, day_first, zone_of(frame, options))


def _order_elsewhere(frames: Sequence[SalesforceFrame]) -> bool | None:
    """Whether the day comes first in the first column of dates that decides it."""
    for frame in frames:
        for name in _DATE_COLUMNS:
            reading = reading_of(frame.column(name).labels)
            if reading is not None and reading.format in ("dd/mm/yyyy", "mm/dd/yyyy"):
                return reading.format == "dd/mm/yyyy"
    return None
