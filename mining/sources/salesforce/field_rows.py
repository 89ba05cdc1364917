"""Rows of field history, one a changed field: of OpportunityFieldHistory and its kin, or EntityHistory.csv."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import numpy as np

from mining.sources.crm.field_changes import FieldChanges, Places
from mining.sources.crm.frame import repeats
from mining.sources.crm.sifting import coalesce
from mining.sources.salesforce.ids import is_id
from mining.sources.salesforce.objects import FIELD
from mining.sources.salesforce.people import People, known_by_name, who
from mining.sources.salesforce.saves import kept
from mining.sources.salesforce.tables import Remarks, SalesforceFrame
from mining.sources.table.columns import plain_name
from mining.sources.values.categories import by_labels, relabel
from mining.sources.values.dates import Times
from mining.sources.values.words import counted, listed
from models.case_table import NO_TIME
from models.categorical import MISSING, Categorical
from models.field_history import AMOUNT, CLOSE_DATE, OWNER
from models.label import tidy
from resources.translation import tr

_TAKEN = (AMOUNT, CLOSE_DATE, OWNER)
_CUSTOM = "__c"
"""How the API names of an organisation's own fields end."""
_PARENTS = ("opportunityid", "leadid", "quoteid", "parentid", "opportunityname")


def rows_of(frame: SalesforceFrame, times: Times, people: People, remarks: Remarks) -> FieldChanges:
    """Every row that can be read: `case` is the id of the record, `field` the name by letters and digits only, `title`
    the name as people read it.

    Salesforce writes the change of a lookup (an owner) twice, as names and as ids: that is one change.
    """
    case, field = frame.ids(*_PARENTS), relabel(frame.column(*FIELD), plain_name)
    again = repeats(frame.column("id"))
    remarks.duplicates(frame, again)
    checks = (
        (frame.deleted, tr("deleted in Salesforce (IsDeleted)")),
        (case.codes == MISSING, tr("no Id of the record that was changed")),
        (field.codes == MISSING, tr("no name of the field that was changed")),
        (again, tr("the same history row came before (equal Id)")),
        ((times.reason == 0) & (times.micros == NO_TIME), tr("no date of the change")),
    )
    good = np.flatnonzero(kept(frame, checks, times, remarks))
    actor = who(frame, people, "createdbyid")
    old, new = _values(frame, "old"), _values(frame, "new")
    title = relabel(frame.column(*FIELD), _title)
    changes = FieldChanges(case, times.micros, actor, field, old, new, places=Places.of(frame), title=title)
    rows = _once(changes.take(good), frame, remarks)
    return replace(rows, old=known_by_name(rows.old, people), new=known_by_name(rows.new, people))


def of_object(rows: FieldChanges, prefix: str) -> FieldChanges:
    """Those of the rows that are about records whose ids begin so."""
    is_own = np.array([*(label.startswith(prefix) for label in rows.case.labels), False])[rows.case.codes]
    return rows.take(np.flatnonzero(is_own))


def note_others(rows: FieldChanges, used: Collection[str], of_what: str, remarks: Remarks) -> None:
    """A note on the changes of fields that are not used."""
    counts = np.bincount(rows.field.codes[rows.field.codes != MISSING], minlength=len(rows.field.labels))
    pairs = zip(rows.field.labels, counts.tolist(), strict=True)
    others = sorted(((-count, label) for label, count in pairs if count and label not in used))
    if others:
        total = -sum(count for count, _ in others)
        named = listed([f"{label} ({-count:,})" for count, label in others], 8)
        remarks.notes.append(
            tr(
                "{changes} of other fields of {of_what} not used: {named}.",
                changes=counted(total, "change"),
                of_what=of_what,
                named=named,
            )
        )


def _title(name: str) -> str:
    """An organisation's own field as its label would be: `Identified_Pain__c` is Identified Pain."""
    shown = tidy(name.removesuffix(_CUSTOM).replace("_", " ")) if name.endswith(_CUSTOM) else tidy(name)
    return name if shown in _TAKEN else shown


def _values(frame: SalesforceFrame, side: str) -> Categorical:
    """The old or new values: of one column, or in EntityHistory of the one that fits the field's type."""
    if frame.spelling(f"{side}value"):
        return frame.column(f"{side}value")
    text, number, date = (frame.column(f"{side}val{kind}") for kind in ("string", "number", "date"))
    return coalesce([text, _full_name(frame, side), number, date])


def _full_name(frame: SalesforceFrame, side: str) -> Categorical:
    first, last = frame.column(f"{side}valfirstname"), frame.column(f"{side}vallastname")
    width = len(last.labels) + 1
    both = (first.codes.astype(np.int64) + 1) * width + last.codes + 1
    distinct, place = np.unique(both, return_inverse=True)
    names = [
        " ".join(part for part in (_label(first, pair // width), _label(last, pair % width)) if part)
        for pair in distinct.tolist()
    ]
    return by_labels(place.astype(np.int32), names)


def _label(column: Categorical, place: int) -> str:
    return column.labels[place - 1] if place else ""


def _once(rows: FieldChanges, frame: SalesforceFrame, remarks: Remarks) -> FieldChanges:
    """Without the rows of ids beside which the same change stands in names."""
    as_id = np.zeros(len(rows.time), dtype=bool)
    for column in (rows.old, rows.new):
        as_id |= np.array([*map(is_id, column.labels), False])[column.codes]
    if not as_id.any():
        return rows
    rows_of_lookups = np.flatnonzero(np.isin(rows.field.codes, np.unique(rows.field.codes[as_id])))
    keys = (rows.time, rows.field.codes, rows.case.codes)
    order = rows_of_lookups[np.lexsort(tuple(key[rows_of_lookups] for key in keys))]
    is_new = np.append(True, np.any([np.diff(key[order]) != 0 for key in keys], axis=0))
    change = np.cumsum(is_new) - 1
    has_names = np.bincount(change, weights=~as_id[order])[change] > 0
    twice = np.zeros(len(rows.time), dtype=bool)
    twice[order] = as_id[order] & has_names
    remarks.counted(
        int(twice.sum()),
        "change",
        "changes",
        tr(
            "in {names} (of an owner, say) stand there twice, as names and as ids: counted once.",
            names=frame.names,
        ),
    )
    return rows.take(np.flatnonzero(~twice))
