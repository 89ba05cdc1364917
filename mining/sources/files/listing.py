"""Which files an import looks at: those that were named, those of a folder, or those inside a ZIP archive."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from pathlib import Path

from mining.sources.files.bounded import is_there
from mining.sources.files.origin import Member, Origin
from mining.sources.files.table_file import ENDINGS as TABLE_ENDINGS
from models.errors import UserError

XML_ENDINGS = (".xes", ".xes.gz", ".xml", ".xml.gz", ".xmlocel", ".xmlocel.gz")
JSON_ENDINGS = (".json", ".json.gz", ".jsonl", ".ndjson", ".jsonocel", ".jsonocel.gz")
DATABASE_ENDINGS = (".sqlite", ".sqlite3", ".db")
READABLE = (*TABLE_ENDINGS, *XML_ENDINGS, *JSON_ENDINGS, *DATABASE_ENDINGS, ".zip")
MAX_MEMBERS = 10_000
"""No archive of an export has more files than this."""


def files_of(paths: Sequence[Path]) -> tuple[tuple[Origin, ...], bool]:
    """The files to look at, and whether they are all that a folder or an archive happens to hold.

    Raises UserError where a path leads nowhere, to a kind of file that cannot be read, or to an empty folder.
    """
    if not paths:
        raise UserError("No file was given; choose at least one file or a folder.")
    if len(paths) == 1 and is_there(paths[0]) and paths[0].is_dir():
        files = tuple(path for path in sorted(paths[0].iterdir()) if path.is_file() and _is_readable(path))
        found = _unzipped(files)
        if not found:
            raise UserError(
                f"The folder {paths[0].name} has no file that can be read; these can: {', '.join(READABLE)}."
            )
        return found, True
    for path in paths:
        _check(path)
    files = tuple(dict.fromkeys(paths))
    return _unzipped(files), any(path.name.lower().endswith(".zip") for path in files)


def _check(path: Path) -> None:
    if not is_there(path):
        raise UserError(f"There is no file {path}; check the name.")
    if path.is_dir():
        raise UserError(f"{path.name} is a folder; give either files or one folder.")
    if not path.is_file():
        raise UserError(f"{path.name} is no file but a device or a pipe; save it as a file first.")
    if not path.name.lower().endswith(READABLE):
        raise UserError(f"{path.name} is of a kind that cannot be read; these can: {', '.join(READABLE)}.")


def _is_readable(path: Origin) -> bool:
    return not path.name.startswith((".", "~$")) and path.name.lower().endswith(READABLE)


def _unzipped(files: Sequence[Path]) -> tuple[Origin, ...]:
    """The files, archives replaced by what is in them."""
    found: list[Origin] = []
    for path in files:
        found += _members(path) if path.name.lower().endswith(".zip") else [path]
    return tuple(found)


def _members(path: Path) -> list[Origin]:
    """The readable files of an archive, by their names there; nothing is unpacked yet."""
    try:
        with zipfile.ZipFile(path) as archive:
            infos = archive.infolist()
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, ValueError):
        raise UserError(f"{path.name} is damaged or no ZIP archive; export or download it again.") from None
    if len(infos) > MAX_MEMBERS:
        raise UserError(
            f"{path.name} holds {len(infos):,} files, more than {MAX_MEMBERS:,}; unpack what you need."
        )
    if any(info.flag_bits & 1 for info in infos):
        raise UserError(
            f"{path.name} is protected with a password; unpack it yourself and import the folder."
        )
    names = [info.filename for info in infos]
    if len(set(names)) < len(names):
        raise UserError(f"{path.name} holds two files of the same name; it is damaged or no export.")
    members = [Member(path, info.filename) for info in infos if not info.is_dir()]
    found: list[Origin] = [m for m in members if _is_readable(m) and not m.name.lower().endswith(".zip")]
    if not found:
        raise UserError(f"{path.name} holds no file that can be read; these can: {', '.join(READABLE[:-1])}.")
    return sorted(found, key=lambda member: member.name)
