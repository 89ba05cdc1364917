"""Finds names in files whatever they are: unpacked, decoded and unescaped, down to the last stream and cell."""

import gzip
import html
import io
import json
import re
import sqlite3
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

_UNICODE = re.compile(r"\\u([0-9a-fA-F]{4})")
_WORDS = re.compile(r"\w+")


def names_in(paths: Iterable[Path], names: Iterable[str]) -> set[str]:
    """Those of the names that stand in any of the files, as whole words and whatever their case."""
    wanted = {name: [word.casefold() for word in _WORDS.findall(_plain(name))] for name in names}
    found: set[str] = set()
    for path in paths:
        for text in texts_in(path.read_bytes(), path):
            words = [word.casefold() for word in _WORDS.findall(text)]
            there = set(words)
            found |= {name for name, of in wanted.items() if there.issuperset(of) and _stands(of, words)}
    return found


def texts_in(content: bytes, path: Path | None = None) -> Iterator[str]:
    """Every text that the content can be read as, and those of everything that is packed in it."""
    for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
        yield _plain(_unescaped(content.decode(encoding, "replace")))
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            for name in packed.namelist():
                yield _plain(name)
                yield from texts_in(packed.read(name))
    elif content.startswith(b"\x1f\x8b"):
        yield from texts_in(gzip.decompress(content))
    elif content.startswith(b"%PDF"):
        yield from _in_pdf(content)
    elif content.startswith(b"PAR1"):
        yield from _in_parquet(content)
    elif content.startswith(b"SQLite format 3\0") and path is not None:
        with sqlite3.connect(path) as database:
            for name, data in database.execute("SELECT name, data FROM part"):
                yield _plain(name)
                yield from texts_in(data)
        database.close()


def _stands(of: list[str], words: list[str]) -> bool:
    begins = (at for at, word in enumerate(words) if word == of[0])
    return any(words[at : at + len(of)] == of for at in begins)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _unescaped(text: str) -> str:
    return html.unescape(_UNICODE.sub(lambda found: chr(int(found[1], 16)), text))


def _in_parquet(content: bytes) -> Iterator[str]:
    import pyarrow.parquet as pq

    table = pq.read_table(io.BytesIO(content))
    yield json.dumps({str(key): str(value) for key, value in (table.schema.metadata or {}).items()})
    for name, column in zip(table.column_names, table.columns, strict=True):
        yield _plain(name)
        for value in set(column.to_pylist()):
            if isinstance(value, str):
                yield _plain(value)
            elif isinstance(value, bytes):
                yield _plain(value.decode("utf-8", "replace"))


def _in_pdf(content: bytes) -> Iterator[str]:
    """What the streams hold, and what they draw: letters are numbers of a font, which its table turns back."""
    streams = [
        _inflated(found[1]) for found in re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", content, re.S)
    ]
    fonts = [_letters(stream) for stream in streams if b"beginbfchar" in stream or b"beginbfrange" in stream]
    for stream in streams:
        yield _plain(stream.decode("utf-8", "replace"))
        yield _plain(stream.decode("utf-16-be", "replace"))
        if b"Tj" in stream or b"TJ" in stream:
            shown = _shown(stream)
            yield _plain("".join(one.decode("latin-1") for one in shown))
            yield from (_plain("".join(_with(font, one) for one in shown)) for font in fonts)


def _shown(stream: bytes) -> list[bytes]:
    """The strings that are drawn, in their order, with a blank after each block of text."""
    found = []
    for one in re.finditer(rb"<([0-9A-Fa-f]+)>|\(((?:\\.|[^\\)])*)\)|\b(ET)\b", stream, re.S):
        if one[1]:
            found.append(bytes.fromhex(one[1].decode()))
        elif one[2] is not None:
            found.append(_ESCAPED.sub(_escaped, one[2]))
        else:
            found.append(b"")
    return found


_ESCAPED = re.compile(rb"\\([0-7]{1,3}|.)", re.S)
_CONTROLS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def _escaped(found: re.Match[bytes]) -> bytes:
    said = found[1]
    return bytes([int(said, 8) & 255]) if said.isdigit() else _CONTROLS.get(said, said)


def _with(font: dict[int, str], shown: bytes) -> str:
    """A string in a font, whose numbers have two bytes; nothing shown ends a word."""
    codes = (int.from_bytes(shown[at : at + 2]) for at in range(0, len(shown), 2))
    return "".join(font.get(code, "") for code in codes) if shown else " "


def _letters(stream: bytes) -> dict[int, str]:
    found: dict[int, str] = {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", stream, re.S):
        for code, letter in re.findall(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            found[int(code, 16)] = bytes.fromhex(letter.decode()).decode("utf-16-be", "replace")
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", stream, re.S):
        for first, last, letter in re.findall(rb"<(\w+)>\s*<(\w+)>\s*<(\w+)>", block):
            for at in range(int(last, 16) - int(first, 16) + 1):
                found[int(first, 16) + at] = chr(int(letter, 16) + at)
    return found


def _inflated(stream: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(stream)
    except zlib.error:
        return stream
