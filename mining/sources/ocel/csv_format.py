"""OCEL in CSV as pm4py writes it: one row an event, and for every type of object a column with its objects.

A second table of objects (ocel:oid, ocel:type and their attributes) may lie beside it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from mining.sources.files.cell_table import Table
from mining.sources.ocel.object_log import Collector, ObjectLog
from models.categorical import Categorical

TYPE = "ocel:type:"
_EVENT, _ACTIVITY, _TIME = "ocel:eid", "ocel:activity", "ocel:timestamp"
_OBJECT, _KIND = "ocel:oid", "ocel:type"
_QUOTED = re.compile(r"""'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)\"""")


def is_table_of_events(columns: Sequence[str]) -> bool:
    """Whether a table has the columns of an object-centric log."""
    names = {column.casefold() for column in columns}
    return {_ACTIVITY, _TIME} <= names and any(name.startswith(TYPE) for name in names)


def is_table_of_objects(columns: Sequence[str]) -> bool:
    """Whether a table has the objects of such a log."""
    return {_OBJECT, _KIND} <= {column.casefold() for column in columns}


def read_ocel_csv(tables: Sequence[Table]) -> ObjectLog:
    """The log in a table of events and, where there is one, a table of objects."""
    events = next(table for table in tables if is_table_of_events(table.columns))
    into = Collector(events.name)
    for table in tables:
        for row in table.quarantined:
            into.set_aside(row.line, row.reason)
        into.notes += table.notes
        if is_table_of_objects(table.columns):
            _objects(table, into)
    _events(events, into)
    return into.finished()


def _objects(table: Table, into: Collector) -> None:
    names = {column.casefold(): column for column in table.columns}
    ids, kinds = table.column(names[_OBJECT]).texts(), table.column(names[_KIND]).texts()
    rest = {
        name: table.column(name)
        for plain, name in names.items()
        if plain not in (_OBJECT, _KIND, "ocel:timestamp", "ocel:field")
    }
    times = table.column(names["ocel:timestamp"]).texts() if "ocel:timestamp" in names else [""] * len(ids)
    places = [
        into.declare(_key(kind, key), key, kind, line)
        for key, kind, line in zip(ids, kinds, table.lines.tolist(), strict=True)
    ]
    for name, column in rest.items():
        for row in np.flatnonzero(column.codes >= 0).tolist():
            into.set(places[row], name, column.text(row), times[row])


def _events(table: Table, into: Collector) -> None:
    names = {column.casefold(): column for column in table.columns}

    def texts(plain: str) -> list[str]:
        return table.column(names[plain]).texts() if plain in names else [""] * len(table)

    kinds = {
        name[len(TYPE) :]: table.column(name) for name in table.columns if name.casefold().startswith(TYPE)
    }
    keys = {kind: _keys(kind, column, into) for kind, column in kinds.items()}
    used = {_EVENT, _ACTIVITY, _TIME}
    rest = {
        name: table.column(name)
        for plain, name in names.items()
        if plain not in used and not plain.startswith(TYPE)
    }
    rows = zip(table.lines.tolist(), texts(_EVENT), texts(_ACTIVITY), texts(_TIME), strict=True)
    for row, (line, identifier, activity, time) in enumerate(rows):
        objects = [key for kind, column in kinds.items() for key in keys[kind][int(column.codes[row])]]
        values = [(name, column.text(row)) for name, column in rest.items() if column.codes[row] >= 0]
        into.event(line, identifier, activity, time, values, objects)


def _keys(kind: str, column: Categorical, into: Collector) -> list[list[str]]:
    """For every distinct cell the keys of its objects; the last entry is for cells that are empty."""
    found = []
    for label in column.labels:
        ids = ids_in(label)
        for identifier in ids:
            into.declare(_key(kind, identifier), identifier, kind)
        found.append([_key(kind, identifier) for identifier in ids])
    return [*found, []]


def ids_in(cell: str) -> list[str]:
    """The ids in a cell such as "['i1', 'i2']", "[i1, i2]" or "i1"."""
    text = cell.strip()
    if not (text.startswith("[") and text.endswith("]")):
        return [text] if text else []
    inside = text[1:-1].strip()
    if inside[:1] not in ("'", '"'):
        return [part.strip() for part in inside.split(",") if part.strip()]
    return [re.sub(r"\\(.)", r"\1", one or other) for one, other in _QUOTED.findall(inside)]


def _key(kind: str, identifier: str) -> str:
    """What names an object here: two types may have the same ids."""
    return f"{kind}\0{identifier}"
