"""Where the bytes of an export lie: in a file, in a member of a ZIP archive, or in one sheet of a workbook."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from resources.translation import tr


@dataclass(frozen=True)
class Member:
    """One file inside a ZIP archive, never unpacked to disk; its path in there is a name only and leads nowhere.

    `packed` and `unpacked` are the sizes in bytes that the archive declares. `is_alone` says that no other
    member has the same own name.
    """

    archive: Path
    inside: str
    packed: int = 0
    unpacked: int = 0
    is_alone: bool = True

    @property
    def name(self) -> str:
        """The file's own name, with the folders around it where another member has the same name."""
        parts = [part for part in self.inside.replace("\\", "/").split("/") if part.strip(". ")]
        shown = "/".join(parts if not self.is_alone else parts[-1:])
        return "".join(char for char in shown if char.isprintable()) or tr("file without a name")

    @property
    def size(self) -> int:
        """Its packed size in bytes."""
        return self.packed

    def open(self) -> IO[bytes]:
        """Its unpacked bytes as a stream; raises what `zipfile` raises where the archive is damaged."""
        with zipfile.ZipFile(self.archive) as archive:
            return archive.open(self.inside)


@dataclass(frozen=True)
class Sheet:
    """One sheet of a workbook, where the user chose it."""

    workbook: Path | Member
    title: str

    @property
    def name(self) -> str:
        """The name of the workbook's file."""
        return self.workbook.name


Origin = Path | Member | Sheet
"""Something to read; all kinds have a `name`."""


def file_of(origin: Origin) -> Path | Member:
    """The file that the bytes are in, for a sheet its workbook."""
    return origin.workbook if isinstance(origin, Sheet) else origin


def opened(origin: Origin) -> IO[bytes]:
    """The bytes as a stream; raises OSError where the file cannot be opened, and what `zipfile` raises."""
    file = file_of(origin)
    return file.open("rb") if isinstance(file, Path) else file.open()


def size_of(origin: Origin) -> int:
    """The size on disk in bytes, for a member of an archive its packed size."""
    file = file_of(origin)
    return file.stat().st_size if isinstance(file, Path) else file.size
