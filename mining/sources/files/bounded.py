"""Opens files that may be hostile: says what they really are, and unpacks them only within bounds."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from pathlib import Path

from mining.sources.files.origin import Origin, opened, size_of
from models.errors import UserError

MAX_BYTES = 4 << 30
"""No text file may be larger than this once unpacked."""
MAX_RATIO = 200
"""No gz file may unpack to more than this many times its size, ..."""
RATIO_FREE_BYTES = 64 << 20
"""... the first 64 MB aside. Real event logs reach 20 to 50."""
CHUNK = 1 << 20

_KINDS = (
    (b"PK\x03\x04", "a zip archive or an Excel workbook"),
    (b"PK\x05\x06", "an empty zip archive"),
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"%PDF", "a PDF document"),
    (b"\xd0\xcf\x11\xe0", "an old or password-protected Office file"),
    (b"PAR1", "a Parquet file"),
    (b"SQLite format 3", "a database (SQLite)"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"(\xb5/\xfd", "a zstd archive"),
)


def is_there(path: Path) -> bool:
    """Whether a path leads to anything; a name that the system does not take leads nowhere."""
    try:
        return path.exists()
    except OSError:
        return False


def head_of(path: Origin, size: int = 4096) -> bytes:
    """The first bytes as they lie on disk; raises UserError where the file cannot be opened."""
    try:
        with opened(path) as file:
            return file.read(size)
    except (FileNotFoundError, NotADirectoryError):
        raise UserError(f"There is no file {path}; check the name.") from None
    except OSError as error:
        raise UserError(f"{path.name} cannot be opened ({error.strerror}).") from None


def head_unpacked(path: Origin, size: int = 1 << 16) -> bytes:
    """The first bytes, unpacked where the file is gz; raises UserError as `chunks` does."""
    for piece, _ in chunks(path):
        return piece[:size]
    return b""


def kind_of(head: bytes) -> str | None:
    """What a file is by its first bytes, in words; None where it may be text."""
    for magic, kind in _KINDS:
        if head.startswith(magic):
            return kind
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:200].lower()
    if start.startswith((b"<!doctype html", b"<html")):
        return "a web page (HTML)"
    if start.startswith((b"<?xml", b"<log", b"<!doctype")):
        return "an XML file"
    return None


def chunks(path: Origin) -> Iterator[tuple[bytes, float]]:
    """The content in pieces of about a megabyte, unpacked where it is gz, each with the fraction read so far.

    Raises UserError where the file is missing, damaged, cut off, or unpacks to more than the bounds allow.
    """
    head = head_of(path, 2)
    size = max(size_of(path), 1)
    try:
        with opened(path) as file:
            if head == b"\x1f\x8b":
                yield from _unpacked(file, path.name, size)
                return
            if size > MAX_BYTES:
                raise _too_large(path.name)
            done = 0
            while piece := file.read(CHUNK):
                done += len(piece)
                yield piece, done / size
    except OSError as error:
        raise UserError(f"{path.name} cannot be read ({error.strerror}).") from None


def _unpacked(file: object, name: str, size: int) -> Iterator[tuple[bytes, float]]:
    allowed = min(MAX_BYTES, max(RATIO_FREE_BYTES, MAX_RATIO * size))
    unpack, produced, consumed = zlib.decompressobj(31), 0, 0
    waiting = b""
    try:
        while True:
            packed = waiting or file.read(1 << 18)  # type: ignore[attr-defined]  # a binary file
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
                yield piece, consumed / size
    except zlib.error:
        raise UserError(f"{name} is a damaged gz file; export or download it again.") from None
    if not unpack.eof:
        raise UserError(f"{name} is cut off in the middle; export or download it again.")


def _too_large(name: str) -> UserError:
    return UserError(
        f"{name} unpacks to more than Lanekeeper reads from one file; export a shorter period or fewer columns."
    )
