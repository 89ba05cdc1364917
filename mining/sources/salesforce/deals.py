"""The deals of a Salesforce export: what Opportunity says of each, or else its history."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mining.sources.assemble import Events, is_few_valued
from mining.sources.crm.deals import Deals
from mining.sources.crm.frame import repeats
from mining.sources.salesforce.accounts import of_accounts
from mining.sources.salesforce.money import amounts_and_currency, currency_in
from mining.sources.salesforce.people import People, named
from mining.sources.salesforce.tables import Remarks, SalesforceFrame, optional_times
from mining.sources.source import ImportOptions
from mining.sources.table.columns import plain_name
from mining.sources.values.categories import join, last_of, lookup, relabel
from mining.sources.values.words import counted
from models.case_table import DAY, NO_TIME, Outcome
from models.categorical import MISSING, Categorical
from models.label import tidy
from resources.translation import tr

_SEGMENTS = ("segmentc", "segment", "customersegmentc", "accountsegmentc", "type", "industry", "industryc")
_PRODUCTS = ("productc", "product", "productfamilyc", "productlinec", "productnamec", "primaryproductc")
_PIPELINES = (
    "recordtypename",
    "opportunityrecordtype",
    "recordtype",
    "salesprocess",
    "salesprocessc",
    "pipelinec",
)
_USED = frozenset(
    (
        "id", "isdeleted", "name", "description", "nextstep", "stagename", "amount", "expectedrevenue",
        "probability", "leadsource", "isclosed", "iswon", "currencyisocode", "createddate", "closedate",
        "lastmodifieddate", "systemmodstamp", "lastactivitydate", "lastvieweddate", "lastreferenceddate",
        "laststagechangedate", "ownername", "opportunityname", "stage", "closed", "won", "opportunityowner",
        "lastmodified", "amountcurrency", *_PIPELINES,
    )
)  # fmt: skip
_MAX_EXTRA = 30
IDS = ("id", "opportunityid", "opportunityname")


@dataclass(frozen=True, eq=False)
class Listed:
    """The list of deals; `present` the stage each is in now, as the list says it."""

    deals: Deals
    present: Categorical


def deleted_of(frame: SalesforceFrame | None) -> frozenset[str]:
    """The ids of the opportunities that were deleted."""
    if frame is None or not frame.deleted.any():
        return frozenset()
    ids = frame.ids(*IDS)
    return frozenset(ids.text(row) for row in np.flatnonzero(frame.deleted).tolist())


def deals_of(
    frame: SalesforceFrame | None,
    record_types: SalesforceFrame | None,
    accounts: SalesforceFrame | None,
    saves: Events | None,
    created: dict[str, int],
    people: People,
    options: ImportOptions,
    remarks: Remarks,
) -> Listed:
    """Every deal of Opportunity that is not set aside, then those that only the history knows.

    `created` has creations that field history tells of.
    """
    rows = np.zeros(0, dtype=np.int64) if frame is None else _good(frame, remarks)
    listed = Categorical.empty(0) if frame is None else frame.ids(*IDS).take(rows)
    own = {listed.labels[code] for code in listed.codes.tolist()}
    histories = dict.fromkeys((*(saves.case.labels if saves else ()), *created))
    others = [label for label in histories if label not in own]
    if frame is None:
        remarks.notes.append(
            tr("There is no Opportunity file: outcomes are those of the last stage, owners are not known.")
        )
    elif others:
        remarks.notes.append(
            tr(
                "{deals} of the history not found in {names}: kept.",
                deals=counted(len(others), "deal"),
                names=frame.names,
            )
        )
    ids = join([listed, Categorical.of(others)])
    texts = {} if frame is None else _texts(frame, record_types, people, remarks)
    saved = _last_saved(saves, others)
    columns = {
        role: join([texts[role].take(rows) if role in texts else Categorical.empty(len(rows)), tail])
        for role, tail in {**{role: Categorical.empty(len(others)) for role in texts}, **saved}.items()
    }
    extra = {} if frame is None else {**of_accounts(frame, accounts), **_extra(frame)}
    padding = Categorical.empty(len(others))
    return Listed(
        Deals(
            ids,
            {role: column for role, column in columns.items() if column.labels or role == "name"},
            outcome=np.append(
                _outcomes(frame)[rows] if frame else [], np.full(len(others), Outcome.UNKNOWN)
            ).astype(np.int8),
            created=_created(frame, rows, ids, saves, created, options, remarks),
            extra={name: join([column.take(rows), padding]) for name, column in extra.items()},
        ),
        join(
            [
                relabel(frame.column("stagename", "stage"), tidy).take(rows) if frame else padding.take(rows),
                padding,
            ]
        ),
    )


def _good(frame: SalesforceFrame, remarks: Remarks) -> NDArray[np.int64]:
    own = frame.ids(*IDS)
    again = repeats(own)
    if frame.spelling("id", "opportunityid"):
        remarks.duplicates(frame, again & ~frame.deleted)
    reason = np.select([own.codes == MISSING, frame.deleted, again], [1, 2, 3], 0).astype(np.int64)
    texts = (
        "",
        tr("no Id"),
        tr("deleted in Salesforce (IsDeleted)"),
        tr("the same opportunity came before (equal Id)"),
    )
    remarks.set_aside(frame, reason, texts)
    return np.flatnonzero(reason == 0)


def _outcomes(frame: SalesforceFrame) -> NDArray[np.int8]:
    closed, won = frame.spelling("isclosed", "closed"), frame.spelling("iswon", "won")
    if closed is None or won is None:
        return np.full(len(frame), Outcome.UNKNOWN, dtype=np.int8)
    is_closed, is_won = frame.flags(plain_name(closed)), frame.flags(plain_name(won))
    said = np.select([is_closed & is_won, is_closed], [Outcome.WON, Outcome.LOST], Outcome.OPEN)
    return said.astype(np.int8)


def _texts(
    frame: SalesforceFrame, record_types: SalesforceFrame | None, people: People, remarks: Remarks
) -> dict[str, Categorical]:
    """Name, owner, team, segment, source, product, pipeline, amount and currency of every row."""
    team = Categorical.empty(len(frame))
    owner = frame.column("ownername", "opportunityowner")
    if frame.spelling("ownerid"):
        ids = frame.ids("ownerid")
        owner, team = named(ids, people), lookup(ids, people.team, lambda _: "")
    elif not owner.labels:
        remarks.notes.append(
            tr("{names} has no OwnerId, so the owners of the deals are not known.", names=frame.names)
        )
    segment = frame.spelling(*(name for name in _SEGMENTS if frame.column(name).labels))
    if segment:
        remarks.notes.append(
            tr(
                "Segments were taken from the column {segment} of {names}.",
                segment=segment,
                names=frame.names,
            )
        )
    amount, currency = amounts_and_currency(frame, remarks)
    return {
        "name": frame.column("name", "opportunityname"),
        "owner": owner,
        "team": team if team.labels else frame.column("ownerrole"),
        "segment": frame.column(plain_name(segment)) if segment else Categorical.empty(len(frame)),
        "source": frame.column("leadsource"),
        "product": frame.column(*_PRODUCTS),
        "pipeline": _pipeline(frame, record_types, remarks),
        "amount": amount,
        "currency": currency,
    }


def _pipeline(frame: SalesforceFrame, record_types: SalesforceFrame | None, remarks: Remarks) -> Categorical:
    """The record type, which decides on the sales process; by its id only where several are told apart so."""
    written = frame.column(*_PIPELINES)
    if written.labels or frame.spelling("recordtypeid") is None:
        return written
    ids = frame.ids("recordtypeid")
    if record_types is None:
        if len(ids.labels) < 2:
            return Categorical.empty(len(frame))
        remarks.notes.append(
            tr("There is no RecordType file, so pipelines are shown by the ids of their record types.")
        )
        return ids
    titles = dict(zip(record_types.ids("id").texts(), record_types.column("name").texts(), strict=True))
    return lookup(ids, titles)


def _last_saved(saves: Events | None, ids: list[str]) -> dict[str, Categorical]:
    """The last amount and currency in the history of deals that no list knows."""
    place = {identifier: at for at, identifier in enumerate(ids)}
    found = {}
    columns = dict(saves.extra) if saves else {}
    if "Amount" in columns:
        columns.setdefault("Currency", relabel(columns["Amount"], currency_in))
    for role, name in (("amount", "Amount"), ("currency", "Currency")):
        column = columns.get(name)
        if saves is None or column is None or not ids:
            found[role] = Categorical.empty(len(ids))
            continue
        case = np.array([*(place.get(label, -1) for label in saves.case.labels), -1])[saves.case.codes]
        order = np.argsort(saves.timestamp, kind="stable")
        order = order[case[order] >= 0]
        found[role] = last_of(column.take(order), case[order].astype(np.int32), len(ids))
    return found


def _created(
    frame: SalesforceFrame | None,
    rows: NDArray[np.int64],
    ids: Categorical,
    saves: Events | None,
    told: dict[str, int],
    options: ImportOptions,
    remarks: Remarks,
) -> NDArray[np.int64]:
    """When the deals were created; of a bare date the time is that of the deal's first save on that day."""
    times = optional_times(frame, "createddate", options, remarks) if frame is not None else None
    created = np.full(len(ids), NO_TIME, dtype=np.int64)
    if times is not None:
        created[: len(rows)] = times.micros[rows]
    first = _by_label(ids, {**_first_saves(saves), **told})
    if times is not None and times.is_day_only:
        after = np.where(created == NO_TIME, -1, first - np.where(created == NO_TIME, 0, created))
        created = np.where((first != NO_TIME) & (after >= 0) & (after < DAY), first, created)
    return np.where(created == NO_TIME, _by_label(ids, told), created)


def _first_saves(saves: Events | None) -> dict[str, int]:
    if saves is None:
        return {}
    first = np.full(len(saves.case.labels), np.iinfo(np.int64).max, dtype=np.int64)
    np.minimum.at(first, saves.case.codes, saves.timestamp)
    used = np.bincount(saves.case.codes, minlength=len(first)) > 0
    return {label: int(first[at]) for at, label in enumerate(saves.case.labels) if used[at]}


def _by_label(ids: Categorical, value: dict[str, int]) -> NDArray[np.int64]:
    found = np.array([*(value.get(label, NO_TIME) for label in ids.labels), NO_TIME], dtype=np.int64)
    return found[ids.codes]


def _extra(frame: SalesforceFrame) -> dict[str, Categorical]:
    """Few-valued columns of Opportunity that have no part of their own."""
    extra: dict[str, Categorical] = {}
    for name in (column for table in frame.tables[:1] for column in table.columns):
        plain = plain_name(name)
        is_used = plain in _USED or plain.endswith("id") or plain.startswith("fivetran")
        if not is_used and len(extra) < _MAX_EXTRA:
            column = frame.column(plain)
            if is_few_valued(column):
                extra[name] = column
    return extra
