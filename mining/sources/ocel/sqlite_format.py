"""OCEL 2.0 in a SQLite database, read as a hostile file: tables only, nothing of it is run.

The tables are those of ocel-standard.org/specification/formats/sqlite: `event` and `object` (id and type),
`event_map_type` and `object_map_type` (type to the name of its table), `event_object`, and a table for every type.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from mining.number_format import number
from mining.sources.files.bounded import MAX_BYTES, chunks, head_of
from mining.sources.files.cells import cell_text
from mining.sources.files.origin import Origin, size_of
from mining.sources.files.sandbox import read_apart
from mining.sources.ocel.object_log import Collector, ObjectLog
from mining.sources.values.words import counted, listed
from models.errors import UserError
from models.progress import Report
from resources.translation import tr

MAX_ROWS = 20_000_000
_MAX_IN_ARCHIVE = 512 << 20
_MAX_CELL = 16 << 20
_STEPS = 200_000
"""Instructions of SQLite's machine between two looks at the progress: some milliseconds."""
_NEEDED = ("event", "object", "event_object", "event_map_type", "object_map_type")
_ID, _TYPE, _TIME, _FIELD = "ocel_id", "ocel_type", "ocel_time", "ocel_changed_field"
_MAGIC = b"SQLite format 3\0"


def read_ocel_sqlite(path: Origin, report: Report) -> ObjectLog:
    """Read the tables in a child process; raises UserError where it is damaged, too large or of another kind."""
    if not head_of(path, 16):
        raise UserError(tr("{name} is empty; choose a log with events.", name=path.name))
    if head_of(path, 16) != _MAGIC:
        raise UserError(
            tr("{name} is no SQLite database; give it its right name or choose another file.", name=path.name)
        )
    return read_apart(read_tables, path, report=report)


def read_tables(path: Origin, report: Report, max_rows: int = MAX_ROWS) -> ObjectLog:
    """Read the tables in this process; meant for the child."""
    into = Collector(path.name)
    try:
        database = _opened(path, report)
        try:
            _guard(database, path.name, into, report)
            _read(database, into, max_rows)
        finally:
            database.close()
    except sqlite3.Error as error:
        raise UserError(
            tr(
                "{name} is damaged or no database that can be read ({error}); export it again.",
                name=path.name,
                error=error,
            )
        ) from None
    return into.finished()


def _opened(path: Origin, report: Report) -> sqlite3.Connection:
    """The database, read-only and unchangeable; one inside an archive from memory."""
    if isinstance(path, Path):
        if size_of(path) > MAX_BYTES:
            raise UserError(
                tr("{name} is larger than is read from one file; export a shorter period.", name=path.name)
            )
        for ending in ("-wal", "-journal"):
            beside = path.with_name(path.name + ending)
            if beside.is_file() and beside.stat().st_size:
                raise UserError(
                    tr(
                        "{name} has changes that are not yet in it ({name_2}); close the program that writes it, "
                        "or export it again.",
                        name=path.name,
                        name_2=beside.name,
                    )
                )
        address = f"file:{quote(str(path.absolute()))}?mode=ro&immutable=1"
        return sqlite3.connect(address, uri=True)
    content = bytearray()
    for piece, fraction in chunks(path):
        content += piece
        if len(content) > _MAX_IN_ARCHIVE:
            raise UserError(
                tr("{name} is too large to be read inside an archive; unpack it first.", name=path.name)
            )
        report(0.2 * fraction, tr("Reading {name}", name=path.name))
    database = sqlite3.connect(":memory:")
    database.deserialize(bytes(content))
    return database


def _guard(database: sqlite3.Connection, name: str, into: Collector, report: Report) -> None:
    """Switch off what a database can do by itself, and refuse one that has more than tables."""
    database.text_factory = lambda raw: raw.decode(errors="replace")
    database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _MAX_CELL)

    def look() -> int:
        report(0.5, into.told())
        return 0

    database.set_progress_handler(look, _STEPS)
    for pragma in ("trusted_schema=OFF", "cell_size_check=ON", "mmap_size=0", "query_only=ON"):
        database.execute(f"PRAGMA {pragma}")
    rows = database.execute("SELECT type, name, coalesce(sql, '') FROM sqlite_master").fetchall()
    more = [str(title) for kind, title, _ in rows if kind not in ("table", "index")]
    more += [str(title) for _, title, sql in rows if str(sql).lstrip()[:14].upper() == "CREATE VIRTUAL"]
    if more:
        raise UserError(
            tr(
                "{name} has views, triggers or virtual tables ({more}), which no log needs; it was not read.",
                name=name,
                more=listed(more, 3),
            )
        )
    tables = {str(title) for kind, title, _ in rows if kind == "table"}
    missing = [title for title in _NEEDED if title not in tables]
    if missing:
        raise UserError(
            tr(
                "{name} is a database but no object-centric log: it has no table {missing}; export OCEL 2.0.",
                name=name,
                missing=listed(missing),
            )
        )


def _read(database: sqlite3.Connection, into: Collector, max_rows: int) -> None:
    tables = [
        str(title) for (title,) in database.execute("SELECT name FROM sqlite_master WHERE type='table'")
    ]
    rows = 0
    for table in tables:
        rows += int(database.execute(f"SELECT count(*) FROM {_named(table)}").fetchone()[0])
    if rows > max_rows:
        raise UserError(
            tr(
                "{name} has {rows} rows, more than the {max_rows} that are read from one file.",
                name=into.name,
                rows=number(rows),
                max_rows=number(max_rows),
            )
        )
    places = {}
    for identifier, kind in _rows(database, "object", (_ID, _TYPE), into):
        places[identifier] = into.declare(identifier, identifier, kind)
    _object_values(database, tables, places, into)
    related: dict[str, list[str]] = {}
    for event, key in _rows(database, "event_object", ("ocel_event_id", "ocel_object_id"), into):
        related.setdefault(event, []).append(key)
    details = _event_details(database, tables, into)
    seen = set()
    for line, (identifier, activity) in enumerate(_rows(database, "event", (_ID, _TYPE), into), start=1):
        time, values = details.get((activity, identifier), ("", []))
        into.event(line, identifier, activity, time, values, related.get(identifier, []))
        seen.add(identifier)
    unknown = sum(len(keys) for event, keys in related.items() if event not in seen)
    if unknown:
        into.notes.append(
            tr(
                "{relations} of events that are not in {name}: left out.",
                relations=counted(unknown, "relation"),
                name=into.name,
            )
        )


def _object_values(
    database: sqlite3.Connection, tables: list[str], places: dict[str, int], into: Collector
) -> None:
    """What the attributes of objects were set to; a row with a changed field speaks of that one only."""
    for table in _tables_of(database, "object", tables, into).values():
        names = _columns(database, table)
        own = [name for name in names if name not in (_ID, _TIME, _FIELD)]
        wanted = (_ID, _TIME if _TIME in names else "", _FIELD if _FIELD in names else "", *own)
        for identifier, time, changed, *values in _rows(database, table, wanted, into):
            place = places.get(identifier)
            if place is None:
                continue
            for name, value in zip(own, values, strict=True):
                if not changed or changed == name:
                    into.set(place, name, value, time)


def _event_details(
    database: sqlite3.Connection, tables: list[str], into: Collector
) -> dict[tuple[str, str], tuple[str, list[tuple[str, str]]]]:
    """The time and the attributes of every event, by its type and id."""
    details = {}
    for kind, table in _tables_of(database, "event", tables, into).items():
        names = _columns(database, table)
        own = [name for name in names if name not in (_ID, _TIME)]
        wanted = (_ID, _TIME if _TIME in names else "", *own)
        for identifier, time, *values in _rows(database, table, wanted, into):
            pairs = [(name, value) for name, value in zip(own, values, strict=True) if value]
            details[kind, identifier] = time, pairs
    return details


def _tables_of(database: sqlite3.Connection, what: str, tables: list[str], into: Collector) -> dict[str, str]:
    """The table of every type of event or object."""
    found = {}
    for kind, short in _rows(database, f"{what}_map_type", (_TYPE, "ocel_type_map"), into):
        table = f"{what}_{short}"
        if table in tables:
            found[kind] = table
        else:
            into.notes.append(
                tr(
                    "{name} has no table {table} for the type {kind}.",
                    name=into.name,
                    table=repr(table[:60]),
                    kind=repr(kind[:60]),
                )
            )
    return found


def _rows(
    database: sqlite3.Connection, table: str, columns: tuple[str, ...], into: Collector
) -> Iterator[list[str]]:
    """The rows of a table as texts; a column that has no name is empty."""
    there = _columns(database, table)
    missing = [name for name in columns if name and name not in there]
    if missing:
        raise UserError(
            tr(
                "{name} is no OCEL 2.0: its table {table} has no column {missing}.",
                name=into.name,
                table=table,
                missing=listed(missing),
            )
        )
    chosen = ", ".join(_named(name) if name else "NULL" for name in columns)
    for row in database.execute(f"SELECT {chosen} FROM {_named(table)} NOT INDEXED"):
        yield [cell_text(cell) for cell in row]


def _columns(database: sqlite3.Connection, table: str) -> list[str]:
    return [str(row[1]) for row in database.execute(f"PRAGMA table_info({_named(table)})")]


def _named(name: str) -> str:
    """A name as SQLite takes it, whatever is in it."""
    return '"' + name.replace('"', '""') + '"'
