"""From the bytes of a text table to clean UTF-8, its delimiter and its header row."""

from __future__ import annotations

import codecs
import csv
from collections import Counter
from dataclasses import dataclass

from mining.sources.files.encodings import guess_encoding
from models.errors import UserError

DELIMITERS = (",", ";", "\t", "|")
_CONTROL = bytes(code for code in (*range(32), 127) if code not in (9, 10, 13))
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MOST_CONTROL = 20
"""In text at most one of so many characters is a control character, those that only fill up (NUL) aside."""
_SAMPLE_ROWS = 200


@dataclass(frozen=True)
class Layout:
    """How a text table is written: `data_start` is the offset in the clean text of the first row of data."""

    delimiter: str
    header: tuple[str, ...]
    data_start: int
    notes: tuple[str, ...]


def to_clean_utf8(raw: bytes, file: str, is_part: bool) -> tuple[bytes, list[str]]:
    """The text as UTF-8 with LF line ends and without control characters, and notes on what was changed.

    `is_part` says that `raw` is only the beginning of the file, so that it may end within a character.
    Raises UserError where it is no text.
    """
    notes: list[str] = []
    text = _to_utf8(raw, file, notes, is_part)
    clean = text.translate(None, _CONTROL)
    if (len(text) - text.count(0) - len(clean)) * _MOST_CONTROL > len(text):
        raise UserError(f"{file} is no text; choose a text table such as CSV, or give it its right name.")
    if len(clean) < len(text):
        notes.append(f"{file}: {len(text) - len(clean):,} control characters were left out.")
    clean = clean.replace(b"\r\n", b"\n")
    if b"\r" in clean:
        clean = clean.replace(b"\r", b"\n")
        notes.append(f"{file} has lines that end in a bare carriage return; they were read as lines.")
    return clean, notes


def _to_utf8(raw: bytes, file: str, notes: list[str], is_part: bool) -> bytes:
    for bom, encoding in _BOMS:
        if raw.startswith(bom):
            if encoding == "utf-8":
                raw = raw[len(bom) :]
                break
            return _decoded(raw, encoding, file, is_part).encode()
    else:
        guess = _utf16_without_mark(raw)
        if guess:
            return _decoded(raw, guess, file, is_part).encode()
    try:
        codecs.getincrementaldecoder("utf-8")().decode(raw, not is_part)
        return raw
    except UnicodeDecodeError as error:
        if raw[: error.start].isascii() and not _has_utf8_line(raw):
            encoding = guess_encoding(raw)
            notes.append(f"{file} is not written in UTF-8; it was read as {encoding}.")
            return raw.decode(encoding, errors="replace").encode()
        return _line_by_line(raw, file, notes)


def _decoded(raw: bytes, encoding: str, file: str, is_part: bool) -> str:
    try:
        return codecs.getincrementaldecoder(encoding)().decode(raw, not is_part)
    except UnicodeDecodeError:
        raise UserError(
            f"{file} is damaged: it is not the {encoding.upper()} text it claims to be."
        ) from None


def _utf16_without_mark(raw: bytes) -> str | None:
    sample = raw[:1000]
    if len(sample) < 4 or sample.count(0) < len(sample) // 3:
        return None
    return "utf-16-le" if sample[1::2].count(0) > sample[::2].count(0) else "utf-16-be"


def _has_utf8_line(raw: bytes) -> bool:
    return any(not line.isascii() and _is_utf8(line) for line in raw[: 4 << 20].split(b"\n"))


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


def _line_by_line(raw: bytes, file: str, notes: list[str]) -> bytes:
    lines = raw.split(b"\n")
    odd = [number for number, line in enumerate(lines) if not _is_utf8(line)]
    for number in odd:
        lines[number] = lines[number].decode("cp1252", errors="replace").encode()
    notes.append(
        f"{file} mixes UTF-8 with {len(odd):,} lines in Windows-1252; each was read in its own encoding."
    )
    return b"\n".join(lines)


def layout_of(text: bytes, file: str) -> Layout:
    """Find the delimiter and the header row; raises UserError where there is no header."""
    notes: list[str] = []
    offset, forced = 0, None
    start = text[:100].split(b"\n", 1)[0].strip().strip(b'"')
    if start.lower().startswith(b"sep=") and len(start) == 5:
        forced, offset = chr(start[4]), text.find(b"\n") + 1
    sample = _sample(text[offset:])
    if not any(line.strip() for line in sample):
        raise UserError(f"{file} is empty; choose a file with a header line and rows.")
    delimiter = forced or max(DELIMITERS, key=lambda mark: _fit(sample, mark))
    rows = _rows(sample, delimiter)
    if not any(map(_cells, rows)):
        raise UserError(f"{file} has no header line that can be read; choose a text table.")
    width = _usual_width(rows)
    before = next(i for i, row in enumerate(rows) if _cells(row) and len(row) == width)
    header = rows[before]
    lines_before = _physical_lines(sample, delimiter, before)
    if any(_cells(row) for row in rows[:before]):
        notes.append(f"{file}: the {lines_before} lines before the header were left out.")
    header_lines = _physical_lines(sample, delimiter, before + 1)
    offset += len("".join(sample[:header_lines]).encode())
    return Layout(delimiter, tuple(header), offset, tuple(notes))


def _sample(text: bytes) -> list[str]:
    pieces = text[: 1 << 20].decode(errors="ignore").split("\n")[: _SAMPLE_ROWS + 1]
    ended = [piece + "\n" for piece in pieces[:-1]]
    return ended if len(ended) == _SAMPLE_ROWS else [*ended, pieces[-1]]


def _cells(row: list[str]) -> int:
    return sum(1 for cell in row if cell.strip())


def _usual_width(rows: list[list[str]]) -> int:
    counts = Counter(len(row) for row in rows if _cells(row))
    return max(counts, key=lambda width: (counts[width] if width > 1 else 0, width > 1))


def _rows(sample: list[str], mark: str) -> list[list[str]]:
    """The rows of the sample, up to a cell so large that the csv module refuses it."""
    rows: list[list[str]] = []
    reader = csv.reader(sample, delimiter=mark)
    while True:
        try:
            rows.append(next(reader))
        except (StopIteration, csv.Error):
            return rows


def _fit(sample: list[str], mark: str) -> tuple[float, float]:
    rows = [row for row in _rows(sample, mark) if _cells(row)]
    if not rows:
        return (0.0, 0.0)
    width = _usual_width(rows)
    if width < 2:
        return (0.0, 0.0)
    share = sum(len(row) == width for row in rows) / len(rows)
    return (share * min(width, 3), share * width)


def _physical_lines(sample: list[str], delimiter: str, rows: int) -> int:
    reader = csv.reader(sample, delimiter=delimiter)
    for _ in range(rows):
        next(reader)
    return reader.line_num
