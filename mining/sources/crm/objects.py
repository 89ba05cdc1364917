"""Which object of a CRM a file holds, told by its columns, and the files of an export as one table an object."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from mining.sources.crm.frame import Frame, repeats
from mining.sources.crm.side_tables import sides_alone, without_history
from mining.sources.files.cell_table import Table
from mining.sources.files.json_file import read_json, table_of_records
from mining.sources.files.listing import JSON_ENDINGS
from mining.sources.files.origin import Origin
from mining.sources.files.table_file import read_table
from mining.sources.source import Candidate, Recognised
from mining.sources.table.columns import plain_name
from mining.sources.values.categories import relabel
from mining.sources.values.words import having, listed
from models.categorical import Categorical
from models.errors import UserError
from models.import_summary import Quarantined
from models.progress import Report, share_of
from resources.translation import tr

_KEY = re.compile(r'"([^"\\\n]{1,80})"\s*:')
_DEEPEST_LIST = 4
"""The list of records lies at most so many objects deep in a document."""

Explode = Callable[[Mapping[str, Any]], Iterable[Mapping[str, Any]]]
"""From a JSON record to the rows it stands for, such as one a changed field."""


@dataclass(frozen=True)
class Shape:
    """The columns by which an object is known, by letters and digits only.

    `needs` has groups of which one column each has to be there, `never` columns of which none may be. Where
    `stem` is given, the file's name has to contain it. `tells` says whether the object alone shows the CRM.
    `listed_by` are the ids of a list of records: no row of it may have that of another, as those of a log have.
    `alone` says that only this CRM writes it, so that it is known (and refused) where nothing stands beside it.
    """

    name: str
    needs: tuple[tuple[str, ...], ...]
    never: tuple[str, ...] = ()
    stem: str = ""
    tells: bool = False
    listed_by: tuple[str, ...] = ()
    alone: bool = False

    def fits(self, columns: set[str], file: str, table: Table | None = None) -> bool:
        """Whether a file with these columns holds the object; `table` are its first rows, if it is one."""
        if table is not None and self.listed_by and _repeats_any(table, self.listed_by):
            return False
        has_all = all(any(name in columns for name in group) for group in self.needs)
        return has_all and not columns & set(self.never) and self.stem in plain_name(file.split(".")[0])


@dataclass(frozen=True, eq=False)
class ObjectFrame(Frame):
    """The tables of one object; texts with which a database says that there is nothing are missing."""

    blanks: frozenset[str] = frozenset()

    def cells(self, table: Table, name: str) -> Categorical:
        """One column of one of the tables."""
        found = super().cells(table, name)
        if self.blanks.isdisjoint(found.labels):
            return found
        return relabel(found, lambda label: "" if label in self.blanks else label)

    @property
    def is_labelled(self) -> bool:
        """Whether a person exported it: headings for people, and times then by that person's clock."""
        columns = [column for table in self.tables for column in table.columns]
        return any("/" in column or " " in column or column[:1].isupper() for column in columns)

    def has(self, *plain: str) -> bool:
        """Whether one of these columns is there and says something."""
        return any(bool(self.column(name).labels) for name in plain)


@dataclass(frozen=True, eq=False)
class Objects:
    """What the files of an export hold: one frame an object, and the files by name."""

    frames: Mapping[str, ObjectFrame] = field(default_factory=dict)
    files: tuple[str, ...] = ()

    def get(self, name: str) -> ObjectFrame | None:
        """The tables of an object, None where there are none or all are without rows."""
        frame = self.frames.get(name)
        return frame if frame is not None and len(frame) else None

    @property
    def rows(self) -> int:
        """All rows of all files, those that did not fit their table included."""
        return sum(len(table) + len(table.quarantined) for table in self.tables)

    @property
    def tables(self) -> list[Table]:
        """Every table."""
        return [table for frame in self.frames.values() for table in frame.tables]

    @property
    def notes(self) -> list[str]:
        """What was noticed while the tables were read."""
        return [note for table in self.tables for note in table.notes]

    @property
    def misfits(self) -> list[Quarantined]:
        """The rows that did not fit their table."""
        return [row for table in self.tables for row in table.quarantined]


def object_of(
    columns: Iterable[str], file: str, shapes: Sequence[Shape], table: Table | None = None
) -> Shape | None:
    """The first of the shapes that fits a file with these columns; `table` are its first rows, if it is one."""
    has = {plain_name(column) for column in columns}
    return next((shape for shape in shapes if shape.fits(has, file, table)), None)


def recognise_objects(
    source: str, crm: str, candidates: Sequence[Candidate], shapes: Sequence[Shape]
) -> Recognised | None:
    """The files that hold one of the objects, if one of them shows the CRM."""
    found = {
        c.path: shape for c in candidates if (shape := object_of(_columns(c), c.path.name, shapes, c.sample))
    }
    telling = [(path, shape) for path, shape in found.items() if shape.tells]
    if not telling:
        alone = [path for path, shape in found.items() if shape.alone]
        return sides_alone(source, crm, candidates, alone, tuple(found))
    first = telling[0][1].name
    names = listed([path.name for path, shape in telling if shape.name == first], 3)
    return Recognised(
        source,
        tr("{names} has the columns of {crm}'s {first}.", names=names, crm=crm, first=first),
        tuple(found),
    )


def read_objects(
    crm: str,
    files: Sequence[Origin],
    shapes: Sequence[Shape],
    report: Report,
    blanks: Iterable[str] = (),
    explode: Mapping[str, Explode] | None = None,
) -> Objects:
    """Read every file as the object it holds; `explode` says by object how its JSON records become rows.

    Files that hold none of the objects are left out. Raises UserError where a file cannot be read, and where no
    file holds any of them.
    """
    found: dict[str, list[Table]] = {}
    names = []
    for number, path in enumerate(files):
        step = share_of(report, number, len(files), 0.7)
        if path.name.lower().endswith(JSON_ENDINGS):
            records = records_of(read_json(path, step))
            keys = {key for record in records for key in _keys(record)}
            shape = object_of(keys, path.name, shapes)
            to_rows = (explode or {}).get(shape.name) if shape else None
            rows = [row for record in records for row in to_rows(record)] if to_rows else records
            table = table_of_records(path.name, rows)
        else:
            table = read_table(path, step)
            shape = object_of(table.columns, path.name, shapes)
        if shape is not None:
            found.setdefault(shape.name, []).append(table)
            names.append(path.name)
    if not found:
        raise UserError(
            tr(
                "{having} none of the columns of {crm}'s exports; choose what it really comes from, or auto.",
                having=having([path.name for path in files], 3),
                crm=crm,
            )
        )
    kept = frozenset(blanks)
    frames = {name: ObjectFrame(tuple(tables), kept) for name, tables in found.items()}
    return Objects(frames, tuple(names))


def no_history(objects: Objects, crm: str, deals: str, instead: str) -> UserError:
    """The error of an export without a history; `deals` is the name of the list of deals, `instead` what to do."""
    empty = [table.name for table in objects.tables if not len(table)]
    if empty and len(empty) == len(objects.tables):
        return UserError(
            tr("{having} a header but no rows; export it again with its rows.", having=having(empty, 3))
        )
    if empty:
        instead = tr("{having} a header but no rows, so {instead}", having=having(empty, 3), instead=instead)
    if objects.get(deals) is None:
        return without_history(
            objects.files, crm, [name for name in objects.frames if objects.get(name)], instead
        )
    return UserError(
        tr(
            "{having} the present state of deals only; {instead}.",
            having=having(objects.files, 3),
            instead=instead,
        )
    )


def records_of(document: Any, depth: int = 0) -> list[Mapping[str, Any]]:
    """The records of a JSON document: a list of them, or the lists of pages and wrappers such as "data"."""
    if isinstance(document, list):
        pages = [item for item in document if isinstance(item, Mapping)]
        wrapped = [_inner(page) for page in pages]
        if pages and all(inner is not None for inner in wrapped):
            return [
                record for inner in wrapped if inner is not None for record in records_of(inner, depth + 1)
            ]
        return pages
    if isinstance(document, Mapping):
        inner = _inner(document)
        if inner is not None and depth < _DEEPEST_LIST:
            return records_of(inner, depth + 1)
        return [document]
    return []


_WRAPPERS = (
    "data",
    "value",
    "results",
    "records",
    "items",
    "__timeline",
    "auditdetailcollection",
    "auditdetails",
)


def _inner(page: Mapping[str, Any]) -> Any:
    """The content of a wrapper, None where the object is a record."""
    for key, value in page.items():
        if key.casefold() in _WRAPPERS and isinstance(value, list | Mapping):
            return value
    return None


def _repeats_any(table: Table, names: Sequence[str]) -> bool:
    """Whether the first of these columns that the table has holds a value twice."""
    spelled = {plain_name(column): column for column in reversed(table.columns)}
    name = next((spelled[name] for name in names if name in spelled), None)
    return name is not None and bool(repeats(table.column(name)).any())


def _columns(candidate: Candidate) -> set[str]:
    """The column names of a table, or the keys in the first part of a JSON file."""
    if candidate.sample is not None:
        return set(candidate.sample.columns)
    if not candidate.path.name.lower().endswith(JSON_ENDINGS):
        return set()
    return set(_KEY.findall(candidate.head.decode("utf-8", errors="replace")))


def _keys(record: Mapping[str, Any]) -> set[str]:
    """All keys of a record, those of objects and lists in it too."""
    keys: set[str] = set()
    for key, value in record.items():
        keys.add(key)
        for inner in value if isinstance(value, list) else [value]:
            if isinstance(inner, Mapping):
                keys |= _keys(inner)
    return keys
