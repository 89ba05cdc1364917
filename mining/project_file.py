"""The project file (`.lane`): SQLite in WAL mode, every part of the project a blob with its SHA-256.

A save is one transaction, or a new file put in place at once, so a power cut or a kill leaves the last completed
save. Only parts that changed are written. On opening everything is checked before it is used.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

from mining.project_parts import NAMES, Part, read_text_parts, text_parts
from models.errors import UserError
from models.project import Project
from resources.translation import tr

SUFFIX = ".lane"
APPLICATION_ID = 0x4C414E45
"""`LANE`, at offset 68 of the file."""

SCHEMA_VERSION = 7
"""What this version writes, and the newest it reads (`user_version`).

1 knew no preparation of the log, 2 no costs, 3 no calendar, no history of fields, fewer parts of a filter and none
saved, 4 no earlier versions of the process and no drafts, 5 no leads, areas, thresholds and reviews, 6 no plan, no
template of the report, no snapshots and no stand-ins.
"""

_MANIFEST = "manifest.json"
_FORMAT = "lanekeeper.project/1"
_SCHEMA = "CREATE TABLE part (name TEXT PRIMARY KEY, content BLOB NOT NULL, sha256 BLOB NOT NULL, data BLOB NOT NULL)"
_LARGEST = 8_000_000_000
_HEADER = 100
_PATIENCE = 5.0
"""Seconds to wait for another program that is writing the file."""


def save(project: Project, path: Path) -> None:
    """Write the project; whatever was saved there before stays whole until this save is complete.

    Raises UserError where the file is something else or newer, is in use, or cannot be written.
    """
    parts = _parts(project)
    with _explained(path):
        if path.exists() and (path.is_dir() or path.stat().st_size > 0):
            _check_header(path)
            _update(path, parts)
        else:
            _create(path, parts)


def save_anew(project: Project, path: Path) -> None:
    """Write the project into a file made anew: of one that is there no page stays, which `save` does not promise.

    Raises UserError where that one is something else than a project or in use, and where it cannot be written.
    """
    parts = _parts(project)
    with _explained(path):
        if path.exists():
            _check_header(path)
            log = path.with_name(path.name + "-wal")
            if log.exists() and log.stat().st_size > 0:
                raise UserError(tr("{name} is in use: choose another name.", name=path.name))
        _create(path, parts)


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    """Say in a sentence why a file could not be saved."""
    try:
        yield
    except sqlite3.Error as error:
        raise UserError(_why_not_saved(path, error)) from error
    except OSError as error:
        raise UserError(
            tr(
                "{name} could not be saved in {parent} ({strerror}): choose another folder.",
                name=path.name,
                parent=path.parent,
                strerror=error.strerror or error,
            )
        ) from error


def load(path: Path) -> Project:
    """Read a project; the file is not changed.

    Raises UserError where the file is missing, something else, newer than this version or damaged.
    """
    try:
        _check_header(path)
        before = path.stat()
        try:
            return _read(path)
        except UserError:
            if path.stat().st_mtime_ns == before.st_mtime_ns:
                raise
        return _read(path)  # it was being saved while it was read
    except OSError as error:
        raise UserError(
            tr("{name} could not be opened ({strerror}).", name=path.name, strerror=error.strerror or error)
        ) from error


def _parts(project: Project) -> dict[str, Part]:
    parts = text_parts(project)
    if project.log is not None or project.leads is not None:
        from mining.project_tables import LEADS, log_parts

        for prefix, log in (("", project.log), (LEADS, project.leads)):
            if log is not None:
                parts |= {prefix + name: part for name, part in log_parts(log).items()}
    return parts


def _check_header(path: Path) -> None:
    """Refuse what is no project of this version by its first bytes, before SQLite sees it."""
    if not path.is_file():
        raise UserError(
            tr("{name} is not a file: choose a Lanekeeper project ({suffix}).", name=path.name, suffix=SUFFIX)
        )
    with path.open("rb") as file:
        header = file.read(_HEADER)
    is_project = len(header) == _HEADER and header.startswith(b"SQLite format 3\0")
    if not is_project or int.from_bytes(header[68:72]) != APPLICATION_ID:
        raise UserError(tr("{name} is not a Lanekeeper project: choose another file.", name=path.name))
    version = int.from_bytes(header[60:64])
    if version > SCHEMA_VERSION:
        raise UserError(
            tr(
                "{name} was saved by a newer version of Lanekeeper (format {version}): update Lanekeeper "
                "to open it.",
                name=path.name,
                version=version,
            )
        )
    if version < 1:
        raise _damaged(path)


def _damaged(path: Path) -> UserError:
    return UserError(tr("{name} is damaged and was not opened: go back to a backup of it.", name=path.name))


def _create(path: Path, parts: Mapping[str, Part]) -> None:
    """A new file, complete before it gets its name."""
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}.saving")
    beside.touch(exist_ok=False)
    try:
        with closing(sqlite3.connect(_uri(beside, "mode=rw"), uri=True, isolation_level=None)) as database:
            database.execute("PRAGMA journal_mode=MEMORY")
            database.execute("PRAGMA synchronous=FULL")
            database.execute(f"PRAGMA application_id={APPLICATION_ID}")
            database.execute(f"PRAGMA user_version={SCHEMA_VERSION}")
            database.execute("BEGIN IMMEDIATE")
            database.execute(_SCHEMA)
            _write(database, parts)
            database.execute("COMMIT")
            database.execute("PRAGMA journal_mode=WAL")
        _reach_disk(beside, os.O_RDWR)
        os.replace(beside, path)
    finally:
        beside.unlink(missing_ok=True)
    if os.name == "posix":
        _reach_disk(path.parent, os.O_RDONLY)


def _reach_disk(path: Path, flags: int) -> None:
    handle = os.open(path, flags)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _update(path: Path, parts: Mapping[str, Part]) -> None:
    """The existing file in one transaction; an error leaves it as it was."""
    uri = _uri(path, "mode=rw")
    with closing(sqlite3.connect(uri, uri=True, isolation_level=None, timeout=_PATIENCE)) as database:
        _be_careful(database)
        _check_schema(database, path)
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("PRAGMA synchronous=FULL")
        database.execute("BEGIN IMMEDIATE")
        try:
            database.execute(f"PRAGMA user_version={SCHEMA_VERSION}")
            _write(database, parts)
            database.execute("COMMIT")
        except BaseException:
            if database.in_transaction:
                database.execute("ROLLBACK")
            raise
        database.execute("PRAGMA busy_timeout=0")  # it is saved; a reader elsewhere need not hold us up
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _write(database: sqlite3.Connection, parts: Mapping[str, Part]) -> None:
    """Bring the table to these parts: write what changed, remove what is gone."""
    saved = dict(database.execute("SELECT name, content FROM part"))
    for name in set(saved) - set(parts) - {_MANIFEST}:
        database.execute("DELETE FROM part WHERE name = ?", (name,))
    for name, part in parts.items():
        if saved.get(name) != part.fingerprint:
            _put(database, name, part)
    hashes = {
        name: digest.hex() for name, digest in database.execute("SELECT name, sha256 FROM part ORDER BY name")
    }
    hashes.pop(_MANIFEST, None)
    manifest = Part.of(json.dumps({"format": _FORMAT, "parts": hashes}).encode("ascii"))
    if saved.get(_MANIFEST) != manifest.fingerprint:
        _put(database, _MANIFEST, manifest)


def _put(database: sqlite3.Connection, name: str, part: Part) -> None:
    data = part.encode()
    row = (name, part.fingerprint, hashlib.sha256(data).digest(), data)
    database.execute("INSERT OR REPLACE INTO part (name, content, sha256, data) VALUES (?, ?, ?, ?)", row)


def _read(path: Path) -> Project:
    try:
        with _opened(path) as database:
            _be_careful(database)
            if database.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
                raise _damaged(path)
            _check_schema(database, path)
            parts = _checked_parts(database, path)
        project = read_text_parts(parts, path.name)
        from mining.project_tables import LEADS, logs_in

        logs, others = logs_in(parts)
        if not others <= NAMES:
            raise _damaged(path)
        return replace(project, log=logs.get(""), leads=logs.get(LEADS))
    except (
        sqlite3.Error,
        ValueError,
        LookupError,
        TypeError,
        AttributeError,
        OverflowError,
        RecursionError,
    ) as error:
        raise _damaged(path) from error


def _checked_parts(database: sqlite3.Connection, path: Path) -> dict[str, bytes]:
    """The bytes of every part, each equal to its own hash and to the one in the manifest."""
    parts: dict[str, bytes] = {}
    hashes: dict[str, str] = {}
    for name, digest, data in database.execute("SELECT name, sha256, data FROM part"):
        if hashlib.sha256(data).digest() != digest:
            raise _damaged(path)
        parts[name], hashes[name] = data, digest.hex()
    hashes.pop(_MANIFEST)
    if json.loads(parts.pop(_MANIFEST)) != {"format": _FORMAT, "parts": hashes}:
        raise _damaged(path)
    return parts


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    """The database for reading only.

    Without a write-ahead log the file is taken as it lies, and nothing is made beside it. With one, left by a
    program that was killed or is saving right now, SQLite has to read both, which needs a writable folder: where
    it is not, both are copied first.
    """
    if path.stat().st_size > _LARGEST:
        raise UserError(tr("{name} is larger than any project can be: choose another file.", name=path.name))
    log = path.with_name(path.name + "-wal")
    if not log.exists() or log.stat().st_size == 0:
        with closing(sqlite3.connect(_uri(path, "mode=ro&immutable=1"), uri=True)) as database:
            yield database
    elif os.access(path.parent, os.W_OK):
        with closing(sqlite3.connect(_uri(path, "mode=ro"), uri=True, timeout=_PATIENCE)) as database:
            yield database
    else:
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            copy = Path(folder) / "project"
            shutil.copyfile(path, copy)
            shutil.copyfile(log, copy.with_name("project-wal"))
            with closing(sqlite3.connect(_uri(copy, "mode=rw"), uri=True)) as database:
                yield database


def _uri(path: Path, query: str) -> str:
    """The path as SQLite's URI; a Windows share keeps its server in the path."""
    uri = path.absolute().as_uri()
    if not uri.startswith("file:///"):
        uri = uri.replace("file://", "file:////", 1)
    return f"{uri}?{query}"


def _be_careful(database: sqlite3.Connection) -> None:
    for pragma in ("trusted_schema=OFF", "cell_size_check=ON", "mmap_size=0"):
        database.execute(f"PRAGMA {pragma}")


def _check_schema(database: sqlite3.Connection, path: Path) -> None:
    """Exactly our one table: no view, trigger or other table that somebody put in."""
    found = set(
        database.execute("SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_autoindex_%'")
    )
    if found != {("table", "part", _SCHEMA)}:
        raise _damaged(path)


def _why_not_saved(path: Path, error: sqlite3.Error) -> str:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return tr("{name} is in use by another program: close it there and save again.", name=path.name)
    if code == sqlite3.SQLITE_FULL:
        return tr(
            "There is no room left on the disk for {name}: make room or save it elsewhere.", name=path.name
        )
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_CANTOPEN):
        return tr(
            "{name} cannot be written: save it under another name or in another folder.", name=path.name
        )
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return tr(
            "{name} is damaged on disk and was left as it is: save the project under another name.",
            name=path.name,
        )
    return tr(
        "{name} could not be saved ({error}): save it under another name or in another folder.",
        name=path.name,
        error=error,
    )
