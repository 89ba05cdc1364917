"""Text from a file that may be anything: its size checked before it is read, and its kind told where it is no text."""

from __future__ import annotations

from pathlib import Path

from mining.process.xml_source import LARGEST_FILE
from models.errors import UserError
from resources.translation import tr

_BINARY = {
    b"\x89PNG": tr("a picture"),
    b"\xff\xd8\xff": tr("a picture"),
    b"GIF8": tr("a picture"),
    b"%PDF": "a PDF",
    b"PK": tr("a zip archive or an Office file"),
    b"\x1f\x8b": tr("a packed file"),
    b"SQLite format 3": tr("a database or a project file"),
    b"PAR1": tr("a Parquet table"),
}


def bytes_of(path: Path, kinds: str) -> bytes:
    """The content; raises UserError, with the `kinds` of files to choose, where there is none or too much."""
    if path.is_dir():
        raise UserError(tr("{name} is a folder; choose {kinds}.", name=path.name, kinds=kinds))
    try:
        if path.exists() and not path.is_file():
            raise UserError(
                tr("{name} is no file but a device or a pipe; choose {kinds}.", name=path.name, kinds=kinds)
            )
        if path.is_file() and path.stat().st_size > LARGEST_FILE:
            raise UserError(
                tr("{name} is larger than 20 MB, which no process is; choose another file.", name=path.name)
            )
        with path.open("rb") as file:
            return file.read(LARGEST_FILE + 1)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise UserError(tr("There is no file {path}; check the name and the folder.", path=path)) from error
    except OSError as error:
        raise UserError(
            tr(
                "{name} cannot be opened ({strerror}); check that you may read it.",
                name=path.name,
                strerror=error.strerror,
            )
        ) from error


def refuse_binary(data: bytes, where: str, what: str, kinds: str) -> None:
    """Raise UserError where the content is not text, and so not `what` it should be."""
    kind = next((kind for magic, kind in _BINARY.items() if data.startswith(magic)), None)
    if kind is not None or (b"\0" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff"))):
        raise UserError(
            tr(
                "{where} is {kind}, not {what}; choose {kinds}.",
                where=where,
                kind=kind or tr("a binary file"),
                what=what,
                kinds=kinds,
            )
        )


def text_of(data: bytes, where: str) -> str:
    """The content as text; raises UserError where it is not written in UTF-8 or UTF-16."""
    utf16 = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        return data.decode("utf-16" if utf16 else "utf-8-sig")
    except UnicodeDecodeError as error:
        if data.lstrip().startswith(b"<"):
            return data.decode("latin-1")  # only to see that it is XML, which names its own encoding
        raise UserError(
            tr(
                "{where} is not written in UTF-8 (byte {start}); save it as UTF-8.",
                where=where,
                start=error.start + 1,
            )
        ) from error
