"""Dynamics' audit rows as changed fields: from changedata, from the record change history, or one row a field."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from mining.sources.crm.field_changes import FieldChanges, Places, changes_together
from mining.sources.crm.frame_times import frame_times
from mining.sources.crm.objects import ObjectFrame, Objects
from mining.sources.crm.sifting import Check, Noticed, sifted
from mining.sources.dynamics import tables
from mining.sources.files.json_file import text_of
from mining.sources.source import ImportOptions
from mining.sources.values.categories import by_labels, join, relabel
from mining.sources.values.words import counted
from models.categorical import MISSING, Categorical
from resources.translation import tr

_SHOWN = "@OData.Community.Display.V1.FormattedValue"
_NONE = Categorical.empty(0)
NO_CHANGES = FieldChanges(_NONE, np.zeros(0, dtype=np.int64), _NONE, _NONE, _NONE, _NONE)
"""A trail without entries."""
_OLD_ONLY = tr(
    "changedata has old values only (without the names of the columns); export it by "
    "RetrieveRecordChangeHistory, or as JSON with changedAttributes"
)


def audited(objects: Objects, options: ImportOptions, noticed: Noticed) -> tuple[FieldChanges, Categorical]:
    """Every changed field of every record as the files have it, and the type of the record of each."""
    parts = []
    for name in (tables.AUDIT, tables.FIELDS, tables.DETAILS):
        frame = objects.get(name)
        if frame is not None:
            parts.append(
                _of_changedata(frame, options, noticed)
                if name == tables.AUDIT
                else _of_fields(frame, options, noticed)
            )
    if not parts:
        return NO_CHANGES, Categorical.empty(0)
    changes = changes_together([part for part, _ in parts])
    return changes, join([kind for _, kind in parts])


def _of_changedata(
    frame: ObjectFrame, options: ImportOptions, noticed: Noticed
) -> tuple[FieldChanges, Categorical]:
    data = frame.column("changedata")
    parsed = [_attributes(label) for label in data.labels]
    unreadable = np.array([*(fields is None for fields in parsed), False])[data.codes]
    rows, base = _rows(frame, options, noticed, [(_OLD_ONLY, unreadable)])
    codes = data.codes[rows]
    counts = np.array([*(len(fields or ()) for fields in parsed), 0], dtype=np.int64)[codes]
    if (silent := int((counts == 0).sum())) > 0:
        noticed.notes.append(
            tr(
                "{rows} of {names} without a changed column: no changes.",
                rows=counted(silent, "row"),
                names=frame.names,
            )
        )
    repeat = np.repeat(np.arange(len(rows)), counts)
    every = [fields for fields in parsed if fields]
    start = np.cumsum([0, *(len(fields or ()) for fields in parsed)])
    inside = np.arange(len(repeat)) - np.repeat(np.cumsum(counts) - counts, counts)
    at = start[codes[repeat]] + inside
    flat = [field for fields in every for field in fields]
    names, old, new = (
        by_labels(at.astype(np.int32), [field[place] for field in flat]) if flat else Categorical.empty(0)
        for place in range(3)
    )
    return FieldChanges(
        base["case"].take(repeat),
        base["time"][repeat],
        base["actor"].take(repeat),
        names,
        old,
        new,
        places=base["places"].take(repeat),
    ), base["kind"].take(repeat)


def _of_fields(
    frame: ObjectFrame, options: ImportOptions, noticed: Noticed
) -> tuple[FieldChanges, Categorical]:
    field = relabel(frame.column(*tables.FIELD), str.strip)
    rows, base = _rows(frame, options, noticed, [(tr("no changed column is named"), field.codes == MISSING)])
    return FieldChanges(
        base["case"],
        base["time"],
        base["actor"],
        field.take(rows),
        frame.column("oldvalue").take(rows),
        frame.column("newvalue").take(rows),
        places=base["places"],
    ), base["kind"]


def _rows(
    frame: ObjectFrame, options: ImportOptions, noticed: Noticed, checks: list[Check]
) -> tuple[np.ndarray[tuple[int], np.dtype[np.int64]], dict[str, Any]]:
    """The rows with a record and a time; record, time, person and type of record of each."""
    case = relabel(frame.column(*tables.OBJECT), tables.id_of)
    times = frame_times(frame, options, *tables.WHEN)
    rows = sifted(frame, times, [(tr("no id of the record"), case.codes == MISSING), *checks], noticed)
    on_behalf = int((frame.column(*tables.CALLING_USER).codes[rows] != MISSING).sum())
    if on_behalf:
        noticed.notes.append(
            tr(
                "{changes} in {names} made by an application in the name of a user.",
                changes=counted(on_behalf, "change"),
                names=frame.names,
            )
        )
    kind = relabel(frame.column(*tables.OBJECT_TYPE), str.casefold).take(rows)
    return rows, {
        "case": case.take(rows),
        "time": times.micros[rows],
        "actor": frame.column(*tables.USER).take(rows),
        "kind": kind,
        "places": Places.of(frame).take(rows),
    }


def _attributes(text: str) -> list[tuple[str, str, str]] | None:
    """Name, old and new value of every changed column; None where the names are not there."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    changed = found.get("changedAttributes") if isinstance(found, Mapping) else None
    if not isinstance(changed, list):
        return None
    return [
        (str(item.get("logicalName") or ""), _plain(item.get("oldValue")), _plain(item.get("newValue")))
        for item in changed
        if isinstance(item, Mapping) and item.get("logicalName")
    ]


def fields_in(record: Mapping[str, Any]) -> Iterable[Mapping[str, Any]]:
    """One row a changed column of an entry of RetrieveRecordChangeHistory."""
    audit = record.get("AuditRecord")
    entry = dict(audit) if isinstance(audit, Mapping) else {}
    old, new = record.get("OldValue"), record.get("NewValue")
    old, new = (value if isinstance(value, Mapping) else {} for value in (old, new))
    names = [name for name in dict.fromkeys([*old, *new]) if "@" not in name]
    return [
        {
            **entry,
            "attributelogicalname": name.removeprefix("_").removesuffix("_value"),
            "oldvalue": _plain(old.get(name + _SHOWN, old.get(name))),
            "newvalue": _plain(new.get(name + _SHOWN, new.get(name))),
        }
        for name in names
    ]


def _plain(value: object) -> str:
    """A value as text: of a reference its name or id, of an option its number."""
    if isinstance(value, Mapping):
        inner = {str(key).casefold(): item for key, item in value.items()}
        return text_of(inner.get("name") or inner.get("value") or inner.get("id"))
    return text_of(value)
