"""Which files an import looks at: those that were named, those of a folder, or those inside a ZIP archive."""

from __future__ import annotations

import struct
import zipfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from mining.number_format import number
from mining.sources.files.bounded import is_there
from mining.sources.files.origin import Member, Origin, Sheet
from mining.sources.files.table_file import ENDINGS as TABLE_ENDINGS
from mining.sources.files.table_file import EXCEL_ENDINGS
from mining.sources.values.words import listed
from models.errors import UserError
from resources.translation import tr

XML_ENDINGS = (".xes", ".xes.gz", ".xml", ".xml.gz", ".xmlocel", ".xmlocel.gz")
JSON_ENDINGS = (".json", ".json.gz", ".jsonl", ".ndjson", ".jsonocel", ".jsonocel.gz")
DATABASE_ENDINGS = (".sqlite", ".sqlite3", ".db")
READABLE = (*TABLE_ENDINGS, *XML_ENDINGS, *JSON_ENDINGS, *DATABASE_ENDINGS, ".zip")
MAX_FILES = 1000
"""No export has more files to read than this."""
MAX_MEMBERS = 10_000
"""No archive of an export has more files of any kind."""
MAX_UNPACKED = 16 << 30
"""All files of an archive together may not unpack to more bytes."""
_UNIX_LINK = 0o120000
_NOT_MINE = ("__macosx", ".git")
"""Folders that systems put beside what people put there."""


def files_of(
    paths: Sequence[Path], sheet: str = "", most: int = MAX_FILES
) -> tuple[tuple[Origin, ...], bool]:
    """The files to look at, and whether they are all that a folder or an archive happens to hold.

    Workbooks stand for their `sheet` where one is named. Raises UserError where a path leads nowhere, to a kind
    of file that cannot be read, or to an empty folder, and where a sheet is named and there is no workbook.
    """
    if not paths:
        raise UserError(tr("No file was given; choose at least one file or a folder."))
    if len(paths) == 1 and is_there(paths[0]) and paths[0].is_dir():
        found, is_folder = _unzipped(_in_folder(paths[0])), True
    else:
        for path in paths:
            _check(path)
        files = tuple(dict.fromkeys(paths))
        found = _unzipped(files)
        is_folder = any(path.name.lower().endswith(".zip") for path in files)
    if len(found) > most:
        raise UserError(
            tr(
                "These are {found} files, more than the {most} that are read at once; choose fewer.",
                found=number(len(found)),
                most=number(most),
            )
        )
    return (_of_sheet(found, sheet) if sheet else found), is_folder


def _of_sheet(files: Sequence[Origin], sheet: str) -> tuple[Origin, ...]:
    chosen = tuple(
        Sheet(file, sheet) if not isinstance(file, Sheet) and _is_workbook(file) else file for file in files
    )
    if not any(isinstance(file, Sheet) for file in chosen):
        names = listed([file.name for file in files], 3)
        raise UserError(
            tr(
                "A sheet can only be chosen of a workbook, and {names} is none; leave the sheet out.",
                names=names,
            )
        )
    return chosen


def _is_workbook(file: Origin) -> bool:
    return file.name.lower().endswith(EXCEL_ENDINGS)


def _check(path: Path) -> None:
    if not is_there(path):
        raise UserError(tr("There is no file {path}; check the name.", path=path))
    if path.is_dir():
        raise UserError(tr("{name} is a folder; give either files or one folder.", name=path.name))
    if not path.is_file():
        raise UserError(
            tr("{name} is no file but a device or a pipe; save it as a file first.", name=path.name)
        )
    if not path.name.lower().endswith(READABLE):
        raise UserError(
            tr(
                "{name} is of a kind that cannot be read; these can: {readable}.",
                name=path.name,
                readable=", ".join(READABLE),
            )
        )


def _in_folder(folder: Path) -> tuple[Path, ...]:
    """The readable files of a folder or, where it has none, of the folders in it."""
    try:
        inside = sorted(folder.iterdir())
        found = [path for path in inside if path.is_file() and _is_readable(path.name)]
        if not found:
            below = [path for path in inside if path.is_dir() and not _is_hidden(path.name)]
            found = [path for one in below for path in sorted(one.iterdir()) if path.is_file()]
            found = [path for path in found if _is_readable(path.name)]
    except OSError as error:
        raise UserError(
            tr("The folder {name} cannot be read ({strerror}).", name=folder.name, strerror=error.strerror)
        ) from None
    if not found:
        raise UserError(
            tr(
                "The folder {name} has no file that can be read; these can: {readable}.",
                name=folder.name,
                readable=", ".join(READABLE),
            )
        )
    return tuple(found)


def _is_hidden(name: str) -> bool:
    return name.startswith((".", "~$")) or name.lower() in _NOT_MINE


def _is_readable(name: str) -> bool:
    return not _is_hidden(name) and name.lower().endswith(READABLE)


def _unzipped(files: Sequence[Path]) -> tuple[Origin, ...]:
    """The files, archives replaced by what is in them."""
    found: list[Origin] = []
    for path in files:
        found += _members(path) if path.name.lower().endswith(".zip") else [path]
    return tuple(found)


def _members(path: Path) -> list[Member]:
    """The readable files of an archive, by their names there; nothing is unpacked yet."""
    infos = _directory(path)
    if len(infos) > MAX_MEMBERS:
        raise UserError(
            tr(
                "{name} holds {infos} files, more than {max_members}; unpack what you need.",
                name=path.name,
                infos=number(len(infos)),
                max_members=number(MAX_MEMBERS),
            )
        )
    if any(info.flag_bits & 1 for info in infos):
        raise UserError(
            tr(
                "{name} is protected with a password; unpack it yourself and import the folder.",
                name=path.name,
            )
        )
    if sum(info.file_size for info in infos) > MAX_UNPACKED:
        raise UserError(
            tr("{name} unpacks to more than is read from one archive; unpack what you need.", name=path.name)
        )
    names = [info.filename for info in infos]
    if len(set(names)) < len(names):
        raise UserError(
            tr("{name} holds two files of the same name; it is damaged or no export.", name=path.name)
        )
    found = [
        Member(path, info.filename, info.compress_size, info.file_size) for info in infos if _is_file(info)
    ]
    found = [member for member in found if _is_readable(member.name)]
    if found and all(member.name.lower().endswith(".zip") for member in found):
        raise UserError(
            tr("{name} holds only other archives; unpack it and import those inside.", name=path.name)
        )
    if not found:
        raise UserError(
            tr(
                "{name} holds no file that can be read; these can: {readable}.",
                name=path.name,
                readable=", ".join(READABLE[:-1]),
            )
        )
    often = Counter(member.name for member in found)
    found = [replace(member, is_alone=often[member.name] == 1) for member in found]
    return sorted(found, key=lambda member: (member.name, member.inside))


def _directory(path: Path) -> list[zipfile.ZipInfo]:
    if not path.stat().st_size:
        raise UserError(tr("{name} is empty; export or download it again.", name=path.name))
    try:
        with zipfile.ZipFile(path) as archive:
            return archive.infolist()
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, ValueError, struct.error):
        raise UserError(
            tr("{name} is damaged or no ZIP archive; export or download it again.", name=path.name)
        ) from None


def _is_file(info: zipfile.ZipInfo) -> bool:
    """Whether an entry is a file, and neither a folder nor a link nor what a system left in a folder of its own."""
    folders = info.filename.replace("\\", "/").lower().split("/")[:-1]
    is_link = (info.external_attr >> 16) & 0o170000 == _UNIX_LINK
    return not info.is_dir() and not is_link and not any(folder in _NOT_MINE for folder in folders)
