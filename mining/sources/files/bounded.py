"""Opens files that may be hostile: says what they really are, and unpacks them only within bounds."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from mining.sources.files.origin import Member, Origin, file_of, opened, size_of
from models.errors import UserError
from resources.translation import tr

MAX_BYTES = 4 << 30
"""No text file may be larger than this once unpacked."""


@dataclass(frozen=True)
class Bounds:
    """How much may come out of one file: never more than `most` bytes.

    What was packed may not unpack to more than `ratio` times its size, the first `free` bytes aside. Real event
    logs reach 20 to 50.
    """

    most: int = MAX_BYTES
    ratio: int = 200
    free: int = 64 << 20

    def allowed(self, packed: int) -> int:
        """How many bytes so many packed ones may become."""
        return min(self.most, max(self.free, self.ratio * packed))


BOUNDS = Bounds()
BINARY_BOUNDS = Bounds(most=1 << 30)
"""For a file in an archive that has to be held in memory as a whole, since its readers go to and fro in it."""
CHUNK = 1 << 20

_KINDS = (
    (b"PK\x03\x04", tr("a zip archive or an Excel workbook")),
    (b"PK\x05\x06", tr("an empty zip archive")),
    (b"\x89PNG", tr("a picture (PNG)")),
    (b"\xff\xd8\xff", tr("a picture (JPEG)")),
    (b"GIF8", tr("a picture (GIF)")),
    (b"%PDF", tr("a PDF document")),
    (b"\xd0\xcf\x11\xe0", tr("an old or password-protected Office file")),
    (b"PAR1", tr("a Parquet file")),
    (b"SQLite format 3", tr("a database (SQLite)")),
    (b"\x7fELF", tr("a program")),
    (b"MZ\x90", tr("a program")),
    (b"Rar!", tr("a RAR archive")),
    (b"7z\xbc\xaf", tr("a 7z archive")),
    (b"BZh", tr("a bzip2 archive")),
    (b"\xfd7zXZ", tr("an xz archive")),
    (b"(\xb5/\xfd", tr("a zstd archive")),
)


def is_there(path: Path) -> bool:
    """Whether a path leads to anything; a name that the system does not take leads nowhere."""
    try:
        return path.exists()
    except OSError:
        return False


def head_of(path: Origin, size: int = 4096) -> bytes:
    """The first bytes as they lie on disk or in the archive; raises UserError where they cannot be read."""
    with _told(path), opened(path) as file:
        return file.read(size)


def head_unpacked(path: Origin, size: int = 1 << 16) -> bytes:
    """The first bytes, unpacked where the file is gz, and in UTF-8 where it begins with UTF-16's mark.

    Raises UserError as `chunks` does.
    """
    head = b""
    for piece, _ in chunks(path):
        head = (head + piece)[:size]
        if len(head) == size:
            break
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", errors="ignore").encode(errors="ignore")
    return head


def seekable(path: Origin, bounds: Bounds = BINARY_BOUNDS) -> IO[bytes]:
    """The bytes as a file one can go to and fro in: a member of an archive is held in memory.

    Raises UserError as `chunks` does.
    """
    if isinstance(file_of(path), Path):
        with _told(path):
            return opened(path)
    content = io.BytesIO()
    for piece, _ in chunks(path, bounds, is_unpacking=False):
        content.write(piece)
    content.seek(0)
    return content


def kind_of(head: bytes) -> str | None:
    """What a file is by its first bytes, in words; None where it may be text."""
    for magic, kind in _KINDS:
        if head.startswith(magic):
            return kind
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:200].lower()
    if start.startswith((b"<!doctype html", b"<html")):
        return tr("a web page (HTML)")
    if start.startswith((b"<?xml", b"<log", b"<!doctype")):
        return tr("an XML file")
    return None


def chunks(path: Origin, bounds: Bounds = BOUNDS, is_unpacking: bool = True) -> Iterator[tuple[bytes, float]]:
    """The content in pieces of about a megabyte, unpacked where it is gz, each with the fraction read so far.

    Raises UserError where the file is missing, damaged, cut off, or unpacks to more than the bounds allow.
    """
    head = head_of(path, 2)
    with _told(path), opened(path) as file:
        size = max(size_of(path), 1)
        if is_unpacking and head == b"\x1f\x8b":
            yield from _unpacked(file, path.name, size, bounds.allowed(size))
            return
        member = file_of(path)
        total = max(member.unpacked, 1) if isinstance(member, Member) else size
        allowed = bounds.allowed(size) if isinstance(member, Member) else bounds.most
        if total > allowed:
            raise _too_large(path.name)
        done = 0
        while piece := file.read(CHUNK):
            done += len(piece)
            if done > allowed:
                raise _too_large(path.name)
            yield piece, min(1.0, done / total)


@contextmanager
def _told(path: Origin) -> Iterator[None]:
    """What goes wrong when a file or a member of an archive is opened or read, as one sentence."""
    file = file_of(path)
    where = (
        path.name
        if isinstance(file, Path)
        else tr("{name} in {name_2}", name=path.name, name_2=file.archive.name)
    )
    try:
        yield
    except (FileNotFoundError, NotADirectoryError):
        raise UserError(tr("There is no file {file}; check the name.", file=file)) from None
    except (zipfile.BadZipFile, EOFError, KeyError, zlib.error):
        raise UserError(tr("{where} is damaged; export or download it again.", where=where)) from None
    except NotImplementedError:
        raise UserError(
            tr("{where} is packed in a way that cannot be read; unpack it yourself.", where=where)
        ) from None
    except RuntimeError:
        raise UserError(
            tr("{where} is protected with a password; unpack it yourself.", where=where)
        ) from None
    except OSError as error:
        raise UserError(
            tr("{where} cannot be read ({strerror}).", where=where, strerror=error.strerror or "damaged")
        ) from None


def _unpacked(file: IO[bytes], name: str, size: int, allowed: int) -> Iterator[tuple[bytes, float]]:
    unpack, produced, consumed = zlib.decompressobj(31), 0, 0
    waiting = b""
    try:
        while True:
            packed = waiting or file.read(1 << 18)
            if not packed:
                break
            consumed += 0 if waiting else len(packed)
            if unpack.eof:  # another gz member follows the first
                unpack = zlib.decompressobj(31)
            piece = unpack.decompress(packed, CHUNK)
            waiting = unpack.unconsumed_tail or unpack.unused_data
            if unpack.eof and not waiting.strip(b"\0"):
                waiting = b""
            produced += len(piece)
            if produced > allowed:
                raise _too_large(name)
            if piece:
                yield piece, min(1.0, consumed / size)
    except zlib.error:
        raise UserError(tr("{name} is a damaged gz file; export or download it again.", name=name)) from None
    if not unpack.eof:
        raise UserError(tr("{name} is cut off in the middle; export or download it again.", name=name))


def _too_large(name: str) -> UserError:
    return UserError(
        tr(
            "{name} unpacks to more than Lanekeeper reads from one file; export a shorter period or "
            "fewer columns.",
            name=name,
        )
    )
