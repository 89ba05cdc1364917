"""Text from a file that may be anything: its size checked before it is read, and its kind told where it is no text."""

from __future__ import annotations

from pathlib import Path

from mining.process.xml_source import LARGEST_FILE
from models.errors import UserError

_BINARY = {
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"%PDF": "a PDF",
    b"PK": "a zip archive or an Office file",
    b"\x1f\x8b": "a packed file",
    b"SQLite format 3": "a database or a project file",
    b"PAR1": "a Parquet table",
}


def bytes_of(path: Path, kinds: str) -> bytes:
    """The content; raises UserError, with the `kinds` of files to choose, where there is none or too much."""
    if path.is_dir():
        raise UserError(f"{path.name} is a folder; choose {kinds}.")
    try:
        if path.exists() and not path.is_file():
            raise UserError(f"{path.name} is no file but a device or a pipe; choose {kinds}.")
        if path.is_file() and path.stat().st_size > LARGEST_FILE:
            raise UserError(f"{path.name} is larger than 20 MB, which no process is; choose another file.")
        with path.open("rb") as file:
            return file.read(LARGEST_FILE + 1)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise UserError(f"There is no file {path}; check the name and the folder.") from error
    except OSError as error:
        raise UserError(
            f"{path.name} cannot be opened ({error.strerror}); check that you may read it."
        ) from error


def refuse_binary(data: bytes, where: str, what: str, kinds: str) -> None:
    """Raise UserError where the content is not text, and so not `what` it should be."""
    kind = next((kind for magic, kind in _BINARY.items() if data.startswith(magic)), None)
    if kind is not None or (b"\0" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff"))):
        raise UserError(f"{where} is {kind or 'a binary file'}, not {what}; choose {kinds}.")


def text_of(data: bytes, where: str) -> str:
    """The content as text; raises UserError where it is not written in UTF-8 or UTF-16."""
    utf16 = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        return data.decode("utf-16" if utf16 else "utf-8-sig")
    except UnicodeDecodeError as error:
        if data.lstrip().startswith(b"<"):
            return data.decode("latin-1")  # only to see that it is XML, which names its own encoding
        raise UserError(
            f"{where} is not written in UTF-8 (byte {error.start + 1}); save it as UTF-8."
        ) from error
