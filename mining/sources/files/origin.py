"""Where the bytes of an export lie: in a file, or in a member of a ZIP archive that is never unpacked to disk."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import IO


@dataclass(frozen=True)
class Member:
    """One file inside a ZIP archive; its path in there is a name only and leads nowhere on disk."""

    archive: Path
    inside: str

    @property
    def name(self) -> str:
        """The file's own name, without the folders around it."""
        return self.inside.replace("\\", "/").rstrip("/").rpartition("/")[2]

    @property
    def size(self) -> int:
        """Its packed size in bytes."""
        with zipfile.ZipFile(self.archive) as archive:
            return archive.getinfo(self.inside).compress_size

    def open(self) -> IO[bytes]:
        """Its unpacked bytes as a stream; raises what `zipfile` raises where the archive is damaged."""
        return zipfile.ZipFile(self.archive).open(self.inside)


Origin = Path | Member
"""A file to read; both kinds have a `name`."""


def opened(origin: Origin) -> IO[bytes]:
    """The bytes as a stream; raises OSError where the file cannot be opened."""
    return origin.open("rb") if isinstance(origin, Path) else origin.open()


def size_of(origin: Origin) -> int:
    """The size on disk in bytes, for a member of an archive its packed size."""
    return origin.stat().st_size if isinstance(origin, Path) else origin.size
